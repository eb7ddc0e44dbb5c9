"""What somebody with SQL can do to the ledger: the triggers out of the way and, in the worst case, our keys in hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from motcua.ledger.canonical import GENESIS, chain, write_row
from motcua.ledger.keys import chain_key_of
from motcua.ledger.triggers import expected_triggers, restore_triggers
from motcua.ledger.written import FIELDS, columns, row_of


@contextmanager
def lifted() -> Iterator[None]:
    """The append-only triggers and the foreign keys out of the way, as for the owner of the database."""
    triggers = expected_triggers()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
            for trigger in triggers:
                cursor.execute(f'DROP TRIGGER "{trigger.name}"')
        try:
            yield
        finally:
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = origin")
            else:
                cursor.execute("PRAGMA foreign_keys = ON")
                restore_triggers()


def sql(statement: str, *values: Any) -> int:
    """Run one statement with the triggers lifted; how many rows it hit."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def forge_chain(stream_id: int) -> bytes:
    """Recompute the hashes of a whole stream with the key of the chain; the new last hash."""
    previous = GENESIS
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns('e')}, e.id FROM event e WHERE stream_id = %s ORDER BY seq", [stream_id])
        rows = cursor.fetchall()
    for values in rows:
        row = row_of(values[: len(FIELDS)])
        previous = chain(chain_key_of(row.key_id), previous, write_row(row))
        sql("UPDATE event SET hash = %s WHERE id = %s", previous, values[-1])
    return previous
