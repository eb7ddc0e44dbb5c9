"""Events as they stand in the database, in written form: the fast way for whoever reads very many of them.

Nothing here trusts what it reads: a value that no writer of ours could have left is carried along as it is, so that
its hash does not fit.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from motcua.ledger.canonical import Row, write_json

FIELDS = Row._fields
_FACTS = FIELDS.index("facts")
_MOMENTS = (FIELDS.index("occurred_at"), FIELDS.index("recorded_at"))
_ISO = """to_char({}.{} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def columns(alias: str) -> str:
    """The columns of a Row as SQL, moments and facts as text."""
    return ", ".join(_column(alias, field) for field in FIELDS)


def row_of(values: Sequence[Any]) -> Row:
    """The Row behind the values of `columns()`."""
    cells = list(values)
    cells[_FACTS] = _facts(cells[_FACTS])
    if connection.vendor == "sqlite":
        for moment in _MOMENTS:
            cells[moment] = _moment(str(cells[moment]))
    return Row(*cells)


def as_bytes(value: Any) -> bytes:
    """A binary column as bytes, whatever somebody may have put there."""
    return value.encode() if isinstance(value, str) else bytes(value)


def _column(alias: str, field: str) -> str:
    if field == "facts":
        return f"CAST({alias}.facts AS text)"
    if field.endswith("_at"):
        return _ISO.format(alias, field) if connection.vendor == "postgresql" else f"CAST({alias}.{field} AS text)"
    return f"{alias}.{field}"


def _facts(text: str) -> str:
    try:
        text = write_json(json.loads(text))
        text.encode()
    except ValueError:
        return ascii(text)
    return text


def _moment(text: str) -> str:
    """`2026-06-12 01:02:03` or with microseconds, as SQLite keeps it, with T, microseconds and Z."""
    text = text.replace(" ", "T", 1)
    return f"{text}Z" if "." in text else f"{text}.000000Z"
