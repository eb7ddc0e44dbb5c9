"""What a test begins with, made once a process by the product's own verbs and laid down again as it was.

`laid(make)` calls `make` in the first test that asks and keeps the rows that it wrote; every further test gets the same
rows by plain INSERT, in its own transaction, and a copy of what `make` returned. The rows are kept apart by what they
depend on: the province that the database belongs to and the key that signs its ledger. A database in which something
happened already is never laid upon: there `make` is called. tests/house/test_laying.py holds the two side by side.
"""

import copy
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction

from motcua.ledger import generation
from motcua.ledger.keys import chain_key

Made = TypeVar("Made")
Table = tuple[str, tuple[str, ...]]  # its name and its columns
Rows = dict[Table, list[tuple[Any, ...]]]
Statement = tuple[str, list[tuple[Any, ...]]]  # without rows it is executed as it stands
RAISED = "installation"  # its generation goes up with every change; laying raises it too
OWN = {"event": {"xid"}}  # columns that the writing transaction fills anew


@dataclass(frozen=True)
class Kept:
    """What was made, and the statements that bring its rows back."""

    made: Any
    statements: list[Statement]


_kept: dict[Hashable, Kept] = {}


def laid(make: Callable[[], Made]) -> Made:
    """What `make` returns, with its rows in the database."""
    owner = _untouched()
    if owner is None:
        return make()
    key = (make.__module__, make.__qualname__, owner, chain_key())
    if key not in _kept:
        with transaction.atomic():
            before = rows_of_all_tables()
            made = make()
            _kept[key] = Kept(copy.deepcopy(made), _statements(before, rows_of_all_tables()))
        return made
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, rows in _kept[key].statements:
            cursor.executemany(statement, rows) if rows else cursor.execute(statement)
        generation.bump()
    return copy.deepcopy(_kept[key].made)


def rows_of_all_tables() -> Rows:
    """Every row of every model's table, in values that no driver converts; on PostgreSQL one JSON text a row."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, columns in _tables():
            wanted = ", ".join(f'+"{column}"' for column in columns) if _sqlite() else "to_jsonb(made)::text"
            cursor.execute(f'SELECT {wanted} FROM "{table}" AS made')
            found[table, columns] = [tuple(row) for row in cursor.fetchall()]
    return found


def _sqlite() -> bool:
    return connection.vendor == "sqlite"


def _untouched() -> Hashable:
    """Whose database this is, when nothing has happened in it since the migrations; else None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM unit)")
        if cursor.fetchone() != (0, 0):
            return None
        cursor.execute("SELECT province_code, province_name, id_block FROM installation")
        return tuple(cursor.fetchall())


def _tables() -> Iterator[Table]:
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.managed and not model._meta.proxy:
            columns = (field.column for field in model._meta.local_concrete_fields)
            yield table, tuple(column for column in columns if column not in OWN.get(table, ()))


def _statements(before: Rows, after: Rows) -> list[Statement]:
    """The INSERTs of what is in `after` and not in `before`. Raises ValueError when a row of `before` was changed."""
    gained: Rows = {}
    for table, rows in after.items():
        stood = set(before[table])
        if table[0] != RAISED and not stood <= set(rows):
            raise ValueError(f"laying brings rows, it changes none: {table[0]}")
        if table[0] != RAISED and len(rows) > len(stood):
            gained[table] = [row for row in rows if row not in stood]
    return _for_sqlite(gained) if _sqlite() else _for_postgres(gained)


def _for_sqlite(gained: Rows) -> list[Statement]:
    """An INSERT for each table; AUTOINCREMENT keeps the highest id by itself."""
    made = []
    for (table, columns), rows in gained.items():
        names, places = ", ".join(f'"{column}"' for column in columns), ", ".join("%s" for _ in columns)
        made.append((f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows))
    return made


def _for_postgres(gained: Rows) -> list[Statement]:
    """All INSERTs from JSON and the sequences moved past the highest ids, said in one message to the server."""
    keys = {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}
    parts = []
    for (table, columns), rows in gained.items():
        names = ", ".join(f'"{column}"' for column in columns)
        text = "[" + ",".join(row for (row,) in rows) + "]"
        made = f'jsonb_populate_recordset(NULL::"{table}", {_quoted(text)}::jsonb)'
        parts.append(f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM {made}')
        parts.append(_RAISE_SEQUENCE.format(table=table, column=keys[table]))
    return [("; ".join(parts), [])]


def _quoted(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_literal(%s)", [text])
        return str(cursor.fetchone()[0])


_RAISE_SEQUENCE = """
SELECT setval(seq, greatest(coalesce(pg_sequence_last_value(seq), 0), (SELECT max("{column}") FROM "{table}")))
FROM (SELECT pg_get_serial_sequence('"{table}"', '{column}')::regclass AS seq) AS its WHERE seq IS NOT NULL
"""
