"""Bringing a data directory to this version: new, of an earlier version, or refused when it is of a later one.

On SQLite the database is copied before an upgrade and put back if a migration fails, so that nothing half-done stays.
On PostgreSQL every migration is a transaction; a copy is the operator's (`bin/motcua backup`).
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from motcua.config.env import CONNECT_SECONDS
from motcua.ledger import generation
from motcua.ledger.triggers import missing_triggers
from motcua.rules.faults import Fault

SAFETY_COPY = "before-upgrade.sqlite3"


class LaterVersion(Fault):
    """The database was written by a later version of the product."""

    code = "data_of_later_version"
    sentence = (
        "Dữ liệu đã được phiên bản mới hơn nâng cấp ({migration}); hãy dùng phiên bản đó hoặc thư mục dữ liệu khác."
    )


class UpgradeFailed(Fault):
    """A migration failed; the data stand as before."""

    code = "upgrade_failed"
    sentence = "Chưa nâng cấp được dữ liệu; dữ liệu vẫn giữ nguyên như cũ. Lý do: {reason}."


class NotADatabase(Fault):
    """The database file is something else."""

    code = "no_database"
    sentence = "Không mở được cơ sở dữ liệu: {reason}."


class SilentServer(Fault):
    """The PostgreSQL server does not answer, or does not let us in."""

    code = "silent_server"
    sentence = (
        "Máy chủ cơ sở dữ liệu {server} không trả lời hoặc không cho vào{reason}; "
        "hãy kiểm tra MOTCUA_DATABASE và máy chủ PostgreSQL."
    )


class GuardsMissing(Fault):
    """Append-only triggers are absent; the house does not open without them."""

    code = "guards_missing"
    sentence = (
        "Thiếu {count} chốt chống sửa sổ trong cơ sở dữ liệu ({first}…); "
        "không mở cho đến khi đặt lại bằng bin/motcua ledger restore-guards."
    )


def upgrade(*, tell: Callable[[str], None]) -> int:
    """Apply what is missing; how many migrations that were. `tell` gets a sentence before something takes time.

    Raises NotADatabase, SilentServer, LaterVersion, UpgradeFailed, GuardsMissing.
    """
    missing = unapplied()
    if missing:
        applied = bool(applied_names())
        tell(f"Đang nâng cấp dữ liệu của phiên bản trước ({missing} bước)…" if applied else "Đang tạo cơ sở dữ liệu…")
        with _kept_safe(applied):
            call_command("migrate", verbosity=0, interactive=False)
        generation.forget()
    check_guards()
    return missing


def check_guards() -> None:
    """Let pass when every append-only trigger stands. Raises GuardsMissing."""
    if guards := missing_triggers():
        raise GuardsMissing(count=len(guards), first=guards[0])


def unapplied() -> int:
    """How many migrations of this version the database lacks. Raises LaterVersion, NotADatabase, SilentServer."""
    knock()
    try:
        executor = MigrationExecutor(connection)
        unknown = sorted(applied_names() - set(executor.loader.disk_migrations))
    except DatabaseError as problem:
        raise NotADatabase(reason=" ".join(str(problem).split())) from problem
    ours = {label for label, _ in executor.loader.disk_migrations}
    foreign = [f"{label}.{name}" for label, name in unknown if label in ours]
    if foreign:
        raise LaterVersion(migration=foreign[-1])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def knock() -> None:
    """Ask a PostgreSQL server once, directly and without the pool's own warnings. Raises SilentServer."""
    if connection.vendor != "postgresql" or connection.connection is not None:
        return
    said = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    wanted: dict[str, Any] = {name: str(said[key]) for name, key in names.items() if said[key]}
    try:
        psycopg.connect(**wanted, connect_timeout=CONNECT_SECONDS).close()
    except (psycopg.Error, UnicodeError) as problem:
        # What the server said stands behind its FATAL; libpq's own words about a closed port say nothing more.
        reason = " ".join(str(problem).rpartition("FATAL:")[2].split()) if "FATAL:" in str(problem) else ""
        server = ":".join(wanted[part] for part in ("host", "port") if part in wanted) or "của máy này"
        raise SilentServer(server=server, reason=reason and f" (“{reason}”)") from problem


def applied_names() -> set[tuple[str, str]]:
    """The migrations that this database has had."""
    return set(MigrationRecorder(connection).applied_migrations())


@contextlib.contextmanager
def _kept_safe(worth_keeping: bool) -> Iterator[None]:
    """Whatever happens inside, either all of it stands afterwards or nothing."""
    file = Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    copy = file.with_name(SAFETY_COPY) if file and worth_keeping else None
    if copy:
        copy_database(connection.connection, copy)
    try:
        yield
    except BaseException as problem:
        connection.close()
        if copy and file:
            put_back(copy, file)
        elif file and not worth_keeping:
            _remove(file)
        if isinstance(problem, Exception):
            raise UpgradeFailed(reason=" ".join(str(problem).split()).rstrip(".")) from problem
        raise
    finally:
        if copy:
            copy.unlink(missing_ok=True)


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of a SQLite database that may be in use, by SQLite's own backup."""
    target.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def put_back(copy: Path, file: Path) -> None:
    """Overwrite a SQLite database with its copy."""
    with contextlib.closing(sqlite3.connect(copy)) as source, contextlib.closing(sqlite3.connect(file)) as target:
        source.backup(target)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
