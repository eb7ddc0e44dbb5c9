"""Insert or update and say what stands there now: one statement (two on an SQLite older than 3.35)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection


def upsert(table: str, sql: str, values: Sequence[Any], *, returning: str, key: Mapping[str, Any]) -> int:
    """Run `sql` (an INSERT … ON CONFLICT … DO UPDATE) and return the integer column `returning` of the row of `key`."""
    with connection.cursor() as cursor:
        if connection.features.can_return_columns_from_insert:
            cursor.execute(f"{sql} RETURNING {returning}", values)
        else:
            cursor.execute(sql, values)
            where = " AND ".join(f"{column} = %s" for column in key)
            cursor.execute(f"SELECT {returning} FROM {table} WHERE {where}", list(key.values()))
        number: int = cursor.fetchone()[0]
    return number
