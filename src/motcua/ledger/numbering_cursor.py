"""A cursor of psycopg that remembers where the values of a statement stand, however many there are.

The driver keeps what it found out only of statements with up to fifty values. Those of `rows` have twice as many and
are drawn up once, so they are taken apart once too.
"""

from functools import cache
from typing import Any

from psycopg import RawCursor


class NumberingCursor(RawCursor[Any]):
    """Takes statements with `%s`, as Django logs them, and gives the server `$1`, `$2` …"""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "NumberingCursor":
        """As `psycopg.Cursor.execute`; `query` is text that holds no `%` but its places."""
        return super().execute(numbered(query), params, **options)


@cache
def numbered(sql: str) -> bytes:
    """The statement with numbers for its places: "VALUES (%s, %s)" -> b"VALUES ($1, $2)"."""
    first, *others = sql.split("%s")
    return (first + "".join(f"${no}{part}" for no, part in enumerate(others, 1))).encode()
