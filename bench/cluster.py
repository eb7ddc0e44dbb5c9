"""A private PostgreSQL that lives as long as the benchmark, with durable commits, on a free port of the loopback."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Durable, as in real service: whoever commits waits for the disk.
SETTINGS = (
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "max_connections=100",
    "shared_buffers=512MB",
    "wal_compression=on",
    "max_wal_size=4GB",
    "checkpoint_timeout=30min",
)
START_SECONDS = 60


class NoPostgres(Exception):
    """There is no PostgreSQL server on this machine, or it does not start."""


@dataclass(frozen=True)
class Cluster:
    """A running server."""

    port: int
    password: str
    binaries: Path
    pid: int

    def url(self, database: str) -> str:
        """The address of a database, in the form of MOTCUA_DATABASE."""
        return f"postgresql://motcua:{self.password}@127.0.0.1:{self.port}/{database}"

    def environment(self, database: str) -> dict[str, str]:
        """What psql and pgbench read."""
        return os.environ | {
            "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "motcua",
            "PGPASSWORD": self.password, "PGDATABASE": database,
        }  # fmt: skip

    def call(self, tool: str, *arguments: str, database: str = "postgres") -> str:
        """Run psql, pgbench or createdb; its output. Raises RuntimeError with what it complained of."""
        done = subprocess.run(
            [str(self.binaries / tool), *arguments], env=self.environment(database), capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{tool}: {done.stderr.strip()[-800:]}")
        return done.stdout

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run SQL; the bare output."""
        return self.call("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement, database=database)

    def version(self) -> str:
        """The server's version."""
        return self.sql("SHOW server_version").strip()


def find_binaries() -> Path | None:
    """The folder of `postgres`: on the path, else the newest of Debian's; None where there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name.split(".")[0]), default=None)


@contextlib.contextmanager
def private_cluster() -> Iterator[Cluster]:
    """Start a server, hand it out, end it and remove its folder. Raises NoPostgres."""
    binaries = find_binaries()
    if binaries is None:
        raise NoPostgres("no initdb on the path or below /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-pg-"))
    owner = _unprivileged()
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    password, port = secrets.token_hex(16), free_port()
    try:
        _initialise(binaries, folder, password, owner)
        server = _start(binaries, folder, port, owner)
        try:
            _wait(server, folder)
            yield Cluster(port, password, binaries, server.pid)
        finally:
            _end(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, so root hands it to an account without rights."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("running as root, and there is no account 'postgres' or 'nobody' for the server")


def _as(owner: pwd.struct_passwd | None) -> dict[str, object]:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if owner is None:
        return {"env": environment}
    return {"env": environment, "user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _initialise(binaries: Path, folder: Path, password: str, owner: pwd.struct_passwd | None) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if owner is not None:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    command = [
        str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "motcua", "-A", "scram-sha-256",
        "--pwfile", str(secret), "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **_as(owner))  # type: ignore[call-overload]
    if done.returncode:
        raise NoPostgres(f"initdb: {done.stderr.strip()[-500:]}")
    secret.unlink()


def _start(binaries: Path, folder: Path, port: int, owner: pwd.struct_passwd | None) -> "subprocess.Popen[bytes]":
    command = [
        str(binaries / "postgres"), "-D", str(folder / "data"), "-p", str(port),
        "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}",
        *(part for line in SETTINGS for part in ("-c", line)),
    ]  # fmt: skip
    with open(folder / "log", "wb") as log:
        return subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **_as(owner)
        )  # type: ignore[call-overload,no-any-return]


def _wait(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    ready, deadline = folder / "data" / "postmaster.pid", time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if ready.exists() and ready.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.05)
    raise NoPostgres((folder / "log").read_text()[-800:])


def _end(server: "subprocess.Popen[bytes]") -> None:
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=20)
