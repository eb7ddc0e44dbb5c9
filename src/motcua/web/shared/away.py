"""Whether the database is away: no connection is to be had, or the one that was is broken."""

from django.db import InterfaceError, OperationalError

RETRY_SECONDS = 10
# Classes of PostgreSQL's SQLSTATE for a server that ends or has no place; without one nobody answered.
_AWAY = ("08", "57P0", "53300")


def is_away(problem: BaseException | None) -> bool:
    """Whether a failure says that PostgreSQL is away. A file of SQLite never is."""
    if not isinstance(problem, (OperationalError, InterfaceError)) or problem.__cause__ is None:
        return False
    state = getattr(problem.__cause__, "sqlstate", "")
    return state is None or state.startswith(_AWAY)
