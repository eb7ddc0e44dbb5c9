"""Putting another database in the place of the one that is there, in such a way that it can be taken back."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from motcua.config import postgres_tools
from motcua.config.upgrading import copy_database, put_back
from motcua.rules.faults import Fault

ASIDE = "before_restore"  # the schema in which PostgreSQL keeps the old tables until the new ones stand
BESIDE = ("", "-wal", "-shm", "-journal")  # the files of one SQLite database


class Unreadable(Fault):
    """The database in the archive is none."""

    code = "unreadable_backup"
    sentence = "Bản sao lưu không nguyên vẹn: cơ sở dữ liệu trong đó không đọc được."


@contextlib.contextmanager
def old_database_kept(aside: Path) -> Iterator[None]:
    """The database that is there stands again when the block fails; an absent one is absent again."""
    keeping = _old_file_kept(aside) if connection.vendor == "sqlite" else _old_schema_kept()
    with keeping:
        yield


def put_database(copy: Path) -> None:
    """Fill the database from a copy or a dump. Raises Unreadable, ToolMissing, ToolFailed."""
    if connection.vendor == "sqlite":
        connection.close()
        try:
            put_back(copy, _file())
        except sqlite3.DatabaseError as problem:
            raise Unreadable from problem
    else:
        postgres_tools.load(copy)


@contextlib.contextmanager
def _old_file_kept(aside: Path) -> Iterator[None]:
    """SQLite: a consistent copy, for somebody may still be reading the file that is overwritten."""
    file, copy = _file(), aside / "old.sqlite3"
    connection.close()
    readable, there = _is_readable(file), file.exists()
    if readable:
        with contextlib.closing(sqlite3.connect(file)) as source:
            copy_database(source, copy)
    elif there:
        file.rename(copy)
    try:
        yield
    except BaseException:
        connection.close()
        if readable:
            put_back(copy, file)
        else:
            for suffix in BESIDE:
                file.with_name(file.name + suffix).unlink(missing_ok=True)
        if there and not readable:
            copy.rename(file)
        raise


def _is_readable(file: Path) -> bool:
    """Whether the file is a SQLite database that holds anything."""
    if not file.exists() or not file.stat().st_size:
        return False
    try:
        with contextlib.closing(sqlite3.connect(file)) as there:
            there.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError:
        return False
    return True


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextlib.contextmanager
def _old_schema_kept() -> Iterator[None]:
    """PostgreSQL: the old tables wait in a schema of their own."""
    with transaction.atomic(), connection.cursor() as cursor:
        # The extensions go along, a dump expects them in `public`.
        cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
        cursor.execute("CREATE SCHEMA public")
        _move_extensions(cursor, ASIDE, "public")
    try:
        yield
    except BaseException:
        connection.close()
        with transaction.atomic(), connection.cursor() as cursor:
            _move_extensions(cursor, "public", ASIDE)
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _move_extensions(cursor: Any, old: str, new: str) -> None:
    cursor.execute("SELECT extname FROM pg_extension WHERE extnamespace = %s::regnamespace", [old])
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER EXTENSION "{name}" SET SCHEMA {new}')
