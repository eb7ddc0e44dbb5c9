"""A light closed-loop driver: one process per client, a raw socket that is kept open, a time that all share.

A scenario is called once in each client's process and gives a step; a step makes one act and gives its HTTP status
and body, or None when there is nothing left to act on.
"""

import multiprocessing
import socket
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from typing import Any

Answer = tuple[int, bytes]
Step = Callable[[], Answer | None]

_SPAWN = multiprocessing.get_context("fork")
PATIENCE = 180
COLD = 3  # acts of each client before the clock runs: imports and first look-ups are paid for there


class Connection:
    """One kept-alive HTTP/1.1 connection to a port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._socket: socket.socket | None = None
        self._rest = b""
        self._host = f"Host: 127.0.0.1:{port}\r\n".encode()

    def request(self, method: str, path: str, head: bytes = b"", body: bytes = b"") -> Answer:
        """One request. `head` holds further header lines, each with its line end."""
        length = b"Content-Length: %d\r\n" % len(body)
        message = f"{method} {path} HTTP/1.1\r\n".encode() + self._host + length + head + b"\r\n" + body
        for last in (False, True):
            try:
                return self._exchange(message)
            except (ConnectionError, OSError):
                self.close()
                if last:
                    raise
        raise AssertionError

    def close(self) -> None:
        """Close; the next request opens again."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _exchange(self, message: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(message)
        while b"\r\n\r\n" not in self._rest:
            self._read()
        head, self._rest = self._rest.split(b"\r\n\r\n", 1)
        status, low = int(head.split(b" ", 2)[1]), head.lower()
        body = self._chunks() if b"transfer-encoding: chunked" in low else self._sized(low)
        if b"connection: close" in low:
            self.close()
        return status, body

    def _read(self) -> None:
        assert self._socket is not None
        data = self._socket.recv(262_144)
        if not data:
            raise ConnectionError
        self._rest += data

    def _sized(self, head: bytes) -> bytes:
        _before, _name, after = head.partition(b"content-length:")
        size = int(after.split(b"\r\n", 1)[0]) if after else 0
        while len(self._rest) < size:
            self._read()
        body, self._rest = self._rest[:size], self._rest[size:]
        return body

    def _chunks(self) -> bytes:
        body = b""
        while True:
            while b"\r\n" not in self._rest:
                self._read()
            size, self._rest = self._rest.split(b"\r\n", 1)
            length = int(size, 16)
            while len(self._rest) < length + 2:
                self._read()
            body += self._rest[:length]
            self._rest = self._rest[length + 2 :]
            if length == 0:
                return body


@dataclass(frozen=True)
class Rate:
    """What one run came to: acts a second, milliseconds, and what went wrong."""

    per_second: float
    p50: float
    p95: float
    errors: int = 0
    first_error: str = ""
    acts: int = 0


Scenario = Callable[[int, Connection], Step]


def measure(port: int, scenario: Scenario, *, clients: int, seconds: float, warm: float = 0.5) -> Rate:
    """Let `clients` act for `seconds` after `warm` seconds that do not count."""
    answers: Any = _SPAWN.Queue()
    start = _SPAWN.Barrier(clients)
    parts = [
        _SPAWN.Process(target=_client, args=(port, scenario, number, seconds, warm, answers, start))
        for number in range(clients)
    ]
    for part in parts:
        part.start()
    said = [answers.get(timeout=seconds + warm + PATIENCE) for _ in parts]
    for part in parts:
        part.join()
    spans = sorted(span for spans, _, _, _ in said for span in spans)
    errors = sum(bad for _, _, bad, _ in said)
    first = next((words for _, _, _, words in said if words), "")
    if not spans:
        return Rate(0.0, 0.0, 0.0, errors, first)
    rate = sum(len(spans) / lasted for spans, lasted, _, _ in said if lasted)
    return Rate(rate, 1000 * statistics.median(spans), 1000 * spans[int(len(spans) * 0.95)], errors, first, len(spans))


def _client(
    port: int, scenario: Scenario, number: int, seconds: float, warm: float, answers: Any, start: Barrier
) -> None:
    connection = Connection(port)
    step = scenario(number, connection)
    for _ in range(COLD):
        step()
    start.wait(PATIENCE)
    began = time.perf_counter() + warm
    until, spans, bad, words = began + seconds, [], 0, ""
    last = began
    while (before := time.perf_counter()) < until:
        answer = step()
        if answer is None:
            break
        after = time.perf_counter()
        if before >= began:
            spans.append(after - before)
            last = after
        if answer[0] >= 400:
            bad, words = bad + 1, words or f"{answer[0]} {answer[1][:300]!r}"
    answers.put((spans, max(last - began, 0.001), bad, words))
