"""The running parts of a house: a web server, a worker and the filling, started, watched and ended together.

Needs no Django: each part is a process of its own, and a part that dies is seen here.
"""

import contextlib
import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from typing import IO

from motcua.config.launching import Opening
from motcua.rules.faults import Fault

WORKERS, THREADS = 2, 4
ANSWER_SECONDS, END_SECONDS = 120, 15
RESTARTS, RESTART_PAUSE = 5, 2.0  # a worker that dies again and again is not restarted for ever
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOTCUA = [sys.executable, "-m", "motcua.config.cli"]
ACCOUNTS = [*MOTCUA, "people", "demo"]
PART_WORDS = {"web": "Máy chủ web", "worker": "Tiến trình nền", "filling": "Việc nạp hồ sơ minh họa"}


class PartFailed(Fault):
    """A part ended by itself."""

    code = "part_failed"
    sentence = "{part} đã dừng ngoài ý muốn (mã {exit_code}); xem {log}."


class Interrupted(Exception):
    """Somebody asked us to stop (Ctrl+C, SIGTERM)."""


def heed_signals() -> None:
    """From now on Ctrl+C, SIGTERM and SIGHUP raise Interrupted, once."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: object) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # closing once is enough
    raise Interrupted


def run_step(command: list[str]) -> int:
    """Run a step to its end; when we are asked to stop, let it undo what it was doing."""
    step = _open(command)
    try:
        return step.wait()
    except Interrupted:
        _end([step])
        raise


def _open(command: list[str], stdin: int | None = None, **streams: IO[bytes] | int) -> "subprocess.Popen[bytes]":
    """A process in a session of its own: Ctrl+C comes to us alone, and we close the parts in order."""
    return subprocess.Popen(command, stdin=stdin, start_new_session=True, preexec_fn=_end_with_us, **streams)  # type: ignore[call-overload,no-any-return]


def _end_with_us() -> None:
    """In the child: it is asked to close when this process dies, by whatever hand (Linux only)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGTERM)


def _end(parts: list["subprocess.Popen[bytes]"]) -> None:
    """Ask all parts to finish what they are doing, wait, and end by force who does not."""
    for part in parts:
        if part.poll() is None:
            part.terminate()
    deadline = time.monotonic() + END_SECONDS
    for part in parts:
        with contextlib.suppress(subprocess.TimeoutExpired):
            part.wait(timeout=max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(part.pid, signal.SIGKILL)  # the processes of a part that was killed itself live on
        part.wait()


def _host() -> str:
    """A host name that the web server answers to."""
    return os.environ.get("MOTCUA_HOSTS", "localhost").split(",")[0]


class House:
    """The running parts of one data directory."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.logs = opening.data / "logs"
        self.logs.mkdir(exist_ok=True)
        self.restarts = 0
        self.parts: dict[str, subprocess.Popen[bytes]] = {}

    def live(self) -> int:
        """Open, say where the house stands, start what works behind it, watch until asked to stop; then 0.

        The web server wakes up while the first dossiers are told. Another number: that of a demonstration that failed.
        """
        try:
            self._start("web")
            if self.opening.invented and (code := run_step(self._demonstration())):
                return code
            accounts = _open(ACCOUNTS, stdout=subprocess.PIPE) if self.opening.invented else None
            self._answer(self.parts["web"])
            self._announce(accounts)
            self._start("worker")
            if self.opening.invented and self.opening.grown > self.opening.dossiers:
                self._start("filling")
            while True:
                time.sleep(0.5)
                self._watch()
        finally:
            _end(list(self.parts.values()))

    def _demonstration(self) -> list[str]:
        """The first dossiers, and the address that stands on their papers; can be repeated."""
        opening = self.opening
        told = ["--province", opening.province, "--dossiers", str(opening.dossiers)]
        return [*MOTCUA, "demo", *told, "--address", opening.address.rstrip("/")]

    def _command(self, name: str) -> list[str]:
        if name == "filling":
            return [*MOTCUA, "demo", "--behind", "--dossiers", str(self.opening.grown)]
        return self._web() if name == "web" else [*MOTCUA, name]

    def _web(self) -> list[str]:
        opening = self.opening
        return [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", opening.host, "--port", str(opening.port),
            "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--http", "1",
            "--respawn-failed-workers", "--log-level", "warning", "motcua.config.wsgi:application",
        ]  # fmt: skip

    def _start(self, name: str) -> None:
        """A part, its words in its own log; only the progress line of the filling goes to the terminal."""
        with self._log(name) as log:
            streams = {"stdout": log} if name == "filling" else {"stdout": log, "stderr": log}
            self.parts[name] = _open(self._command(name), subprocess.DEVNULL, **streams)

    def _log(self, name: str) -> IO[bytes]:
        return open(self.logs / f"{name}.log", "ab")

    def _answer(self, web: "subprocess.Popen[bytes]") -> None:
        """Until the web server has answered a page: its processes read the whole house before they take a request."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline and web.poll() is None:
            # Several at once, so that more than one process has to be awake.
            if all(self._is_answered() for _ in range(WORKERS)):
                return
            time.sleep(0.1)
        raise PartFailed(part=PART_WORDS["web"], exit_code=web.poll(), log=self.logs / "web.log")

    def _is_answered(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            door = http.client.HTTPConnection(self.opening.door, self.opening.port, timeout=ANSWER_SECONDS)
            with contextlib.closing(door):
                door.request("GET", "/", headers={"Host": _host()})
                return door.getresponse().status < 500
        return False

    def _announce(self, accounts: "subprocess.Popen[bytes] | None") -> None:
        if accounts is not None:
            print(accounts.communicate()[0].decode(), end="", flush=True)
        print(f"\nMột cửa đang mở tại {self.opening.address}   (Ctrl+C để dừng)", flush=True)
        print(f"Dữ liệu: {self.opening.data}   Nhật ký máy: {self.logs}", flush=True)

    def _watch(self) -> None:
        """A dead web server closes the house; the others are started again and continue where they stood."""
        if (code := self.parts["web"].poll()) is not None:
            raise PartFailed(part=PART_WORDS["web"], exit_code=code, log=self.logs / "web.log")
        for name in ("worker", "filling"):
            code = self.parts[name].poll() if name in self.parts else None
            if code is None or (name == "filling" and code == 0):
                continue
            self.restarts += 1
            if self.restarts > RESTARTS:
                raise PartFailed(part=PART_WORDS[name], exit_code=code, log=self.logs / f"{name}.log")
            time.sleep(RESTART_PAUSE)
            self._start(name)
