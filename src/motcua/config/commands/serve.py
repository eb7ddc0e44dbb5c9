"""bin/serve: open the house. Prepares the data directory, then keeps a web server and a worker running until Ctrl+C.

This process needs no Django: each part is a process of its own, and a part that dies is seen here.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from motcua.config.launching import Opening, add_arguments, furnish, settle
from motcua.config.occupancy import alone_in
from motcua.rules.faults import Fault

NAME = "serve"
HELP = "Mở máy chủ web và tiến trình nền với tỉnh minh họa; Ctrl+C để dừng."
NEEDS_DJANGO = False

REPOSITORY = Path(__file__).resolve().parents[4]
WORKERS, THREADS = 2, 4
ANSWER_SECONDS, END_SECONDS = 30, 15
RESTARTS, RESTART_PAUSE = 5, 2.0  # a worker that dies again and again is not restarted for ever
MOTCUA = [sys.executable, "-m", "motcua.config.cli"]


class PartFailed(Fault):
    """A part ended by itself."""

    code = "part_failed"
    sentence = "{part} đã dừng ngoài ý muốn (mã {exit_code}); xem {log}."


class Interrupted(Exception):
    """Somebody asked us to stop (Ctrl+C, SIGTERM)."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options are those of the launcher."""
    add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Open, wait, close. 0 when closed on request, 1 when something did not work."""
    opening = settle(options, root=REPOSITORY)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        furnish(opening)
        os.environ["MOTCUA_DATA"] = str(opening.data)
        with alone_in(opening.data):
            for step in steps(opening):
                if code := _wait_for([*MOTCUA, *step]):
                    return code
            return House(opening).live()
    except Interrupted:
        print("\nĐã dừng theo yêu cầu.", flush=True)
        return 0


def steps(opening: Opening) -> list[list[str]]:
    """What comes before the doors open, each a command that can be repeated."""
    demo = ["demo", "--province", opening.province, "--dossiers", str(opening.dossiers)]
    return [["prepare"], demo] if opening.invented else [["prepare"]]


def _interrupt(_number: int, _frame: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # closing once is enough
    raise Interrupted


def _wait_for(command: list[str]) -> int:
    """Run a step to its end; when we are asked to stop, let it undo what it was doing."""
    step = subprocess.Popen(command, start_new_session=True)
    try:
        return step.wait()
    except Interrupted:
        _end([step])
        raise


def _end(parts: list["subprocess.Popen[bytes]"]) -> None:
    """Ask all parts to finish what they are doing, wait, and end by force who does not."""
    for part in parts:
        if part.poll() is None:
            part.terminate()
    deadline = time.monotonic() + END_SECONDS
    for part in parts:
        with contextlib.suppress(subprocess.TimeoutExpired):
            part.wait(timeout=max(0.1, deadline - time.monotonic()))
        if part.poll() is None:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


class House:
    """The running parts of one data directory."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.logs = opening.data / "logs"
        self.logs.mkdir(exist_ok=True)
        self.restarts = 0

    def live(self) -> int:
        """Start both parts, say where the house stands, watch until asked to stop."""
        parts: dict[str, subprocess.Popen[bytes]] = {}
        try:
            parts["web"] = self._start("web", self._web())
            parts["worker"] = self._start("worker", self._worker())
            self._answer(parts["web"])
            self._announce()
            if self.opening.invented and self.opening.grown > self.opening.dossiers:
                parts["filling"] = self._fill()
            while True:
                time.sleep(0.5)
                self._watch(parts)
        finally:
            _end(list(parts.values()))

    def _web(self) -> list[str]:
        opening = self.opening
        return [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", opening.host, "--port", str(opening.port),
            "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--http", "1",
            "--respawn-failed-workers", "--log-level", "warning", "motcua.config.wsgi:application",
        ]  # fmt: skip

    def _worker(self) -> list[str]:
        return [*MOTCUA, "worker"]

    def _start(self, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
        with self._log(name) as log:
            # A session of its own: Ctrl+C comes to us alone, and we close the parts in order.
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def _fill(self) -> "subprocess.Popen[bytes]":
        """More dossiers behind the open doors; its progress line goes to the terminal."""
        command = [*MOTCUA, "demo", "--behind", "--dossiers", str(self.opening.grown)]
        with self._log("filling") as log:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, start_new_session=True)

    def _log(self, name: str) -> IO[bytes]:
        return open(self.logs / f"{name}.log", "ab")

    def _answer(self, web: "subprocess.Popen[bytes]") -> None:
        """Until the web server accepts connections."""
        host = "127.0.0.1" if self.opening.host == "0.0.0.0" else self.opening.host
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline and web.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection((host, self.opening.port), timeout=1):
                return
            time.sleep(0.1)
        raise PartFailed(part="Máy chủ web", exit_code=web.poll(), log=self.logs / "web.log")

    def _announce(self) -> None:
        if self.opening.invented:
            subprocess.call([*MOTCUA, "people", "demo"])
        print(f"\nMột cửa đang mở tại {self.opening.address}   (Ctrl+C để dừng)", flush=True)
        print(f"Dữ liệu: {self.opening.data}   Nhật ký máy: {self.logs}", flush=True)

    def _watch(self, parts: dict[str, "subprocess.Popen[bytes]"]) -> None:
        """A dead web server closes the house; a dead worker is started again, it continues where it stood."""
        if (code := parts["web"].poll()) is not None:
            raise PartFailed(part="Máy chủ web", exit_code=code, log=self.logs / "web.log")
        if (code := parts["worker"].poll()) is not None:
            self.restarts += 1
            if self.restarts > RESTARTS:
                raise PartFailed(part="Tiến trình nền", exit_code=code, log=self.logs / "worker.log")
            time.sleep(RESTART_PAUSE)
            parts["worker"] = self._start("worker", self._worker())
