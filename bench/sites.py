"""The web servers under test: the product and the reference, each with granian as bin/serve starts it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.cluster import free_port
from motcua.config.supervision import MOTCUA, THREADS, WORKERS

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 30


@dataclass(frozen=True)
class Site:
    """A running server: the process groups of both sides know it by its port."""

    name: str
    port: int
    pid: int
    facts: dict[str, Any] = field(default_factory=dict)

    def memory(self) -> float:
        """Resident megabytes of the server and its workers."""
        return sum(resident(pid) for pid in (self.pid, *_children(self.pid)))


def environment(data: Path, database: str) -> dict[str, str]:
    """What the product reads: a data directory of its own and the address of its database."""
    data.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    return kept | {
        "MOTCUA_DATA": str(data), "MOTCUA_DATABASE": database, "MOTCUA_HOSTS": "127.0.0.1",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }  # fmt: skip


def python(*arguments: str, told: dict[str, str]) -> str:
    """Run Python to its end; what it printed. Raises RuntimeError with the end of its complaint."""
    done = subprocess.run([sys.executable, *arguments], env=told, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.strip()[-1500:]}")
    return done.stdout


def build_product(told: dict[str, str], agencies: int) -> dict[str, Any]:
    """Migrate an empty database and make the province of the benchmark in it."""
    python("manage.py", "migrate", "-v0", told=told)
    facts: dict[str, Any] = json.loads(python("-m", "bench.inside", "bench.province", str(agencies), told=told))
    return facts


def build_reference(told: dict[str, str]) -> None:
    """Make the tables of the reference."""
    python("-m", "bench.reference.tables", told=told)


@contextlib.contextmanager
def serving(name: str, entry: str, told: dict[str, str], facts: dict[str, Any]) -> Iterator[Site]:
    """Start a server, wait until it answers, end it by its process id."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--http", "1",
        "--log-level", "warning", entry,
    ]  # fmt: skip
    with open(Path(told["MOTCUA_DATA"]) / f"{name}.log", "ab") as log:
        server = subprocess.Popen(
            command, env=told, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait(server, port, Path(told["MOTCUA_DATA"]) / f"{name}.log")
        yield Site(name, port, server.pid, facts)
    finally:
        _end(server)


@contextlib.contextmanager
def working(told: dict[str, str]) -> Iterator[int]:
    """Start the worker of a house, give its process id, end it."""
    command = [*MOTCUA, "worker"]
    with open(Path(told["MOTCUA_DATA"]) / "worker.log", "ab") as log:
        worker = subprocess.Popen(
            command, env=told, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield worker.pid
        if worker.poll() is not None:
            raise RuntimeError("the worker ended by itself; see worker.log")
    finally:
        _end(worker)


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text()[-800:]}")


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(timeout=10)
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def resident(pid: int) -> float:
    """Resident megabytes of a process; 0 when it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _children(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(folder.name))
    return found
