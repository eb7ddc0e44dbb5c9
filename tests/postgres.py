"""Private PostgreSQL clusters that live as long as one command.

    python -m tests.postgres [--clusters=N] COMMAND …      runs COMMAND with MOTCUA_TEST_DATABASE naming them

One cluster for each process of pytest-xdist: the sequencer waits for every writing transaction of its cluster, also
for those of other databases in it.

Data and socket lie in a temporary folder, the port is free and bound to loopback only, the password is made up for
the run. PostgreSQL refuses to run as root, so root hands it to an unprivileged account. The server is ended by its
process id; no service of the machine is touched. A power cut may destroy the data: it is a test's.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.tools import find_postgres

UNPRIVILEGED = ("postgres", "nobody")
SPEED_OVER_SAFETY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
START_SECONDS = 60


class NoPostgres(Exception):
    """There is no PostgreSQL server on this machine, or it does not start."""


@dataclass(frozen=True)
class Cluster:
    """A running server: where it listens and as whom to speak to it."""

    port: int
    password: str
    folder: Path
    binaries: Path
    pid: int

    def url(self, database: str = "motcua") -> str:
        """The address of one database, in the form of MOTCUA_DATABASE."""
        return f"postgresql://motcua:{self.password}@127.0.0.1:{self.port}/{database}"


@contextlib.contextmanager
def private_cluster(*settings: str, durable: bool = False) -> Iterator[Cluster]:
    """Start a cluster with an empty database `motcua`, hand it out, end it and remove it.

    `settings` are lines of postgresql.conf; `durable` keeps fsync and synchronous commit on, as measurements need.
    Raises NoPostgres.
    """
    binaries = find_postgres()
    if binaries is None:
        raise NoPostgres("no initdb on PATH or below /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    owner = _unprivileged()
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    password, port = secrets.token_hex(16), _free_port()
    try:
        _make(binaries, folder, password, owner)
        lines = (*(() if durable else SPEED_OVER_SAFETY), "max_connections=200", "shared_buffers=128MB", *settings)
        server = _start(binaries, folder, port, lines, owner)
        try:
            _wait(server, port, folder)
            cluster = Cluster(port, password, folder, binaries, server.pid)
            _create_database(cluster)
            yield cluster
        finally:
            _end(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd | None:
    """The account that runs the server: None when we are not root and may do it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("running as root, and there is no account 'postgres' or 'nobody' to hand the server to")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as(owner: pwd.struct_passwd | None) -> dict[str, object]:
    """Arguments of subprocess that drop root's rights, and nothing of our environment but the path."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if owner is None:
        return {"env": environment}
    return {"env": environment, "user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _make(binaries: Path, folder: Path, password: str, owner: pwd.struct_passwd | None) -> None:
    """initdb, with Vietnamese ICU collation where the server has it."""
    secret = folder / "password"
    secret.write_text(password)
    if owner is not None:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    common = [
        str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "motcua", "-A", "scram-sha-256",
        "--pwfile", str(secret), "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
    ]  # fmt: skip
    for extra in (["--locale-provider=icu", "--icu-locale=vi-VN"], []):
        done = subprocess.run([*common, *extra], cwd=folder, capture_output=True, text=True, **_as(owner))  # type: ignore[call-overload]
        if done.returncode == 0:
            secret.unlink()
            return
        shutil.rmtree(folder / "data", ignore_errors=True)
    raise NoPostgres(f"initdb failed: {done.stderr.strip()[-500:]}")


def _start(
    binaries: Path, folder: Path, port: int, lines: tuple[str, ...], owner: pwd.struct_passwd | None
) -> "subprocess.Popen[bytes]":
    command = [
        str(binaries / "postgres"), "-D", str(folder / "data"), "-p", str(port),
        "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}",
        *(part for line in lines for part in ("-c", line)),
    ]  # fmt: skip
    with open(folder / "log", "wb") as log:
        # Its own process group: Ctrl+C in the terminal must reach the tests first and the server last.
        return subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **_as(owner)
        )  # type: ignore[call-overload,no-any-return]


def _wait(server: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    """Until the server has said in its lock file that it is ready."""
    ready, deadline = folder / "data" / "postmaster.pid", time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        if ready.exists() and ready.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.05)
    raise NoPostgres(f"the server on port {port} did not start: {(folder / 'log').read_text()[-800:]}")


def _create_database(cluster: Cluster) -> None:
    command = [str(cluster.binaries / "createdb"), "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "motcua", "motcua"]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "PGPASSWORD": cluster.password}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise NoPostgres(f"createdb failed: {done.stderr.strip()}")


def _end(server: "subprocess.Popen[bytes]") -> None:
    """A fast shutdown; an immediate one if that takes too long."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=20)


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """Run the command beside the clusters; its exit code is ours. `--found` only says whether there is a server."""
    if arguments == ["--found"]:
        return 0 if find_postgres() else 3
    count, command = 1, arguments
    if arguments and arguments[0].startswith("--clusters="):
        count, command = int(arguments[0].partition("=")[2]), arguments[1:]
    signal.signal(signal.SIGTERM, _leave)
    try:
        with contextlib.ExitStack() as stack:
            urls = [stack.enter_context(private_cluster()).url() for _ in range(count)]
            return _run(command, {**os.environ, "MOTCUA_TEST_DATABASE": " ".join(urls)})
    except NoPostgres as problem:
        print(f"PostgreSQL: {problem}", file=sys.stderr)
        return 3


def _run(command: list[str], environment: dict[str, str]) -> int:
    child = subprocess.Popen(command, env=environment)
    try:
        return child.wait()
    except BaseException:
        child.terminate()
        child.wait(timeout=30)
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
