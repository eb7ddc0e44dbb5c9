"""Putting the test database back after a test that really committed.

Django would `flush`, which the append-only triggers refuse, as they should, and which would also delete the rows that
the migrations laid (installation, sequencer). So the database as it stood after the migrations is kept once and put
back whole: on SQLite page by page with its own backup, on PostgreSQL row by row with the triggers asleep.
"""

import sqlite3
from typing import Any, Protocol

from django.db import connection


class Baseline(Protocol):
    """The database as it was after the migrations."""

    def restore(self) -> None:
        """Put it back."""


class SqliteBaseline:
    """A copy in memory; restored by SQLite's backup, which brings rows, sequences and triggers back alike."""

    def __init__(self) -> None:
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(self.copy)

    def restore(self) -> None:
        """Overwrite the test database with the copy."""
        connection.ensure_connection()
        self.copy.backup(connection.connection)


class PostgresBaseline:
    """Copies of the non-empty tables in a schema of their own, and where each sequence stood."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            self.tables = _column(
                cursor, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            )
            cursor.execute("DROP SCHEMA IF EXISTS baseline CASCADE; CREATE SCHEMA baseline")
            self.filled = self._tables_with_rows(cursor)
            for table in self.filled:
                cursor.execute(f"CREATE TABLE baseline.{table} AS TABLE public.{table}")
            cursor.execute(
                "SELECT format('%I.%I', schemaname, sequencename), last_value, start_value"
                " FROM pg_sequences WHERE schemaname = 'public'"
            )
            self.sequences = cursor.fetchall()

    def restore(self) -> None:
        """Empty the tables that hold rows and fill them from the copies, in one transaction."""
        with connection.cursor() as cursor:
            changed = sorted({*self._tables_with_rows(cursor), *self.filled})
            guards = self._guards(cursor, changed)
            statements = ["BEGIN", "SET LOCAL session_replication_role = replica"]
            statements += [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in guards]
            statements += [f"DELETE FROM {table}" for table in changed]
            statements += [
                f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM baseline.{table}" for table in self.filled
            ]
            statements += [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in guards]
            statements += [
                f"SELECT setval('{name}', {last or start}, {'true' if last else 'false'})"
                for name, last, start in self.sequences
            ]
            cursor.execute("; ".join([*statements, "COMMIT"]))

    def _tables_with_rows(self, cursor: Any) -> list[str]:
        """One statement over all tables."""
        parts = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in self.tables]
        return _column(cursor, " UNION ALL ".join(parts)) if parts else []

    def _guards(self, cursor: Any, tables: list[str]) -> list[tuple[str, str]]:
        """The triggers that stay awake in a session that calls itself a replica (the append-only ones)."""
        cursor.execute(
            "SELECT quote_ident(relname), quote_ident(tgname) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgenabled = 'A' AND NOT tgisinternal AND quote_ident(relname) = ANY(%s)",
            [tables],
        )
        return list(cursor.fetchall())


class LeftBehind:
    """Whether the database is as it was before the test: events are the last trace of every act of every verb."""

    def __init__(self, baseline: Baseline, blocker: Any) -> None:
        self.baseline, self.blocker, self.last = baseline, blocker, "the migrations"

    def look(self, by: str = "") -> None:
        """Asked `by` a test that has ended, or by one that begins. Raises AssertionError, the database put back."""
        with self.blocker.unblock():
            with connection.cursor() as cursor:
                cursor.execute("SELECT id, stream_kind, stream_id, kind, key_id, recorded_at FROM event LIMIT 3")
                found = cursor.fetchall()
            if found:
                self.baseline.restore()
        when, self.last = by or f"{self.last} after its end", by or self.last
        assert not found, f"events left behind by {when}: {found}"


def _column(cursor: Any, statement: str) -> list[Any]:
    cursor.execute(statement)
    return [row[0] for row in cursor.fetchall()]


def keep_baseline() -> Baseline:
    """The database as it stands now, to be restored after every committing test."""
    return SqliteBaseline() if connection.vendor == "sqlite" else PostgresBaseline()
