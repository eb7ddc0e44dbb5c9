"""A mail server of our own: it keeps what it takes and misbehaves on demand. Knows nothing of the product.

with Peer() as peer:
    peer.manners = ["later", "well"]      # of the next connections; the last one goes on
    …
    peer.taken                            # the letters it has taken, as text
"""

import socket
import ssl
import threading
from dataclasses import dataclass, field
from types import TracebackType

WELL = "well"
MANNERS = frozenset(
    {
        WELL,
        "hangs",  # takes the connection and says nothing
        "hangs_at_data",  # goes silent in the middle
        "slams",  # closes at once
        "refuses",  # 550 for every reader
        "later",  # 451 for every reader
        "busy",  # 421 instead of a greeting
        "full",  # 552 after the letter
        "drops",  # takes the whole letter, closes without a word, and keeps nothing
        "forgets",  # says 250 and keeps nothing
        "babbles",  # answers with nonsense
        "no_starttls",  # does not offer TLS
        "bad_starttls",  # offers it, and then speaks no TLS
        "wrong_password",
    }
)


@dataclass
class Peer:
    """One server on a free port of the loopback. `context` makes STARTTLS work, `wrapped` TLS from the first byte."""

    context: ssl.SSLContext | None = None
    wrapped: bool = False
    manners: list[str] = field(default_factory=lambda: [WELL])
    taken: list[str] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    in_clear: int = 0
    connections: int = 0

    def __enter__(self) -> "Peer":
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.port = self._socket.getsockname()[1]
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._begin(self._accept)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop.set()
        self._socket.close()
        for thread in self._threads:
            thread.join(timeout=2)

    def _begin(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        thread.start()
        self._threads.append(thread)

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                line, _ = self._socket.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self.connections += 1
            manner = self.manners.pop(0) if len(self.manners) > 1 else self.manners[0]
            assert manner in MANNERS, manner
            self._begin(self._serve, line, manner)

    def _serve(self, line: socket.socket, manner: str) -> None:
        try:
            if self.wrapped and self.context:
                line = self.context.wrap_socket(line, server_side=True)
            _Conversation(self, line, manner).run()
        except (OSError, ValueError):
            pass  # the other side went away, as clients do
        finally:
            line.close()

    def wait(self) -> None:
        """Until the peer is closed: what a hanging server does."""
        self._stop.wait(30)


class _Conversation:
    def __init__(self, peer: Peer, line: socket.socket, manner: str) -> None:
        self.peer, self.line, self.manner = peer, line, manner
        self.file = line.makefile("rb")
        self.secret = isinstance(line, ssl.SSLSocket)

    def say(self, text: str) -> None:
        self.line.sendall(text.encode() + b"\r\n")

    def run(self) -> None:
        if self.manner == "hangs":
            self.peer.wait()
        if self.manner in ("hangs", "slams"):
            return
        self.say("421 later" if self.manner == "busy" else "hello?" if self.manner == "babbles" else "220 peer")
        while self.manner != "busy" and (heard := self.file.readline()):
            word = heard.split(b" ")[0].strip().upper().decode("ascii", "replace")
            if not getattr(self, f"on_{word.lower()}", self.on_other)(heard.decode().strip()):
                return

    def on_ehlo(self, heard: str) -> bool:
        offers = ["peer"]
        if (self.peer.context or self.manner == "bad_starttls") and not self.secret and self.manner != "no_starttls":
            offers.append("STARTTLS")
        offers.append("AUTH PLAIN")
        for offer in offers[:-1]:
            self.say(f"250-{offer}")
        self.say(f"250 {offers[-1]}")
        return True

    on_helo = on_ehlo

    def on_starttls(self, heard: str) -> bool:
        self.say("220 go on")
        if self.manner == "bad_starttls" or self.peer.context is None:
            self.line.sendall(b"this is no TLS at all\r\n" * 4)
            return False
        self.line = self.peer.context.wrap_socket(self.line, server_side=True)
        self.file, self.secret = self.line.makefile("rb"), True
        return True

    def on_auth(self, heard: str) -> bool:
        self.peer.signed_in.append(heard)
        self.say("535 wrong" if self.manner == "wrong_password" else "235 welcome")
        return True

    def on_mail(self, heard: str) -> bool:
        self.say("250 ok")
        return True

    def on_rcpt(self, heard: str) -> bool:
        refused = {"refuses": "550 no such reader", "later": "451 try again later"}
        self.say(refused.get(self.manner, "250 ok"))
        self.peer.readers.append(heard)
        return True

    def on_data(self, heard: str) -> bool:
        if self.manner == "hangs_at_data":
            self.peer.wait()
            return False
        self.say("354 go on")
        letter = b""
        while not letter.endswith(b"\r\n.\r\n"):
            more = self.file.readline()
            if not more:
                return False
            letter += more
        if self.manner == "drops":
            return False
        self.peer.in_clear += not self.secret
        if self.manner not in ("forgets", "full"):
            self.peer.taken.append(letter.decode())
        self.say("552 too much" if self.manner == "full" else "250 taken")
        return True

    def on_quit(self, heard: str) -> bool:
        self.say("221 bye")
        return False

    def on_rset(self, heard: str) -> bool:
        self.say("250 ok")
        return True

    def on_other(self, heard: str) -> bool:
        self.say("500 what?")
        return True
