"""The generation of the administrative data: one number that moves with every change of it.

People, catalogue, calendars and settings change some times a day and are read by every request. So every such change
raises `installation.generation` in its own transaction (`bump`), the edge notes the number that comes with the session
or the client (`note`), and whatever was computed from that data is kept until the number moves (`per_generation`).
"""

import itertools
import secrets
import threading
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from motcua.ledger.upsert import upsert

P = ParamSpec("P")
T = TypeVar("T")

_RAISE = """
INSERT INTO installation (id, province_code, province_name, id_block, ledger_id, generation, bench)
VALUES (1, '', '', 0, %s, 1, %s) ON CONFLICT (id) DO UPDATE SET generation = installation.generation + 1
"""
_LIMIT = 20_000  # entries a memo may hold before it starts anew: days and units are asked for without end

_noted: int | None = None
_memos: list["_Memo"] = []
_tokens = itertools.count(1)


class _Memo:
    """What one function has kept: under the number that all see, and under a transaction's own token."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._shared: tuple[Hashable, dict[Hashable, object]] = (None, {})
        self._own: tuple[Hashable, dict[Hashable, object]] = (None, {})

    def entries(self, key: Hashable) -> dict[Hashable, object]:
        """The entries of `key`; a new key, or too many entries, begins an empty book."""
        own = isinstance(key, tuple)
        book = self._own if own else self._shared
        if book[0] != key or len(book[1]) > _LIMIT:
            book = (key, {})
            if own:
                self._own = book
            else:
                self._shared = book
        return book[1]


class _Own(threading.local):
    """What only this thread may see: the token of a change that is not committed yet."""

    token: int | None = None


_own = _Own()


def bump() -> int:
    """Raise the number in the transaction of an administrative change; one statement. Returns the new number.

    Until the commit only this thread sees its own change; the number is noted when the transaction commits.
    """
    number = upsert("installation", _RAISE, [secrets.token_hex(16), False], returning="generation", key={"id": 1})
    if connection.in_atomic_block:
        _own.token = next(_tokens)
        transaction.on_commit(lambda: note(number))
    else:
        note(number)
    return number


def note(number: int) -> None:
    """The number as the edge has just read it. A number that is lower than a known one says nothing new."""
    global _noted
    if not connection.in_atomic_block:
        _own.token = None
    if _noted is None or number > _noted:
        _noted = number


def refresh() -> int:
    """Read the number from the database (one statement), note and return it; 0 before the installation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT generation FROM installation WHERE id = 1")
        row = cursor.fetchone()
    number: int = row[0] if row else 0
    note(number)
    return number


def forget() -> None:
    """Drop the number and everything that was kept under it: after a restore, and between tests."""
    global _noted
    _noted = None
    _own.token = None
    for memo in _memos:
        memo.clear()


def per_generation(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the results of `function` (of hashable arguments) until the number moves."""
    memo = _Memo()
    _memos.append(memo)

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        entries = memo.entries(_current())
        key = (args, tuple(kwargs.items())) if kwargs else args
        if key not in entries:
            entries[key] = function(*args, **kwargs)
        return entries[key]  # type: ignore[return-value]

    return kept


def _current() -> Hashable:
    """The key under which results are kept: the noted number, or this transaction's own while it has changed data."""
    if _own.token is not None:
        if connection.in_atomic_block:
            return (_own.token, *connection.savepoint_ids)
        _own.token = None  # rolled back: what was seen in there never happened
    return refresh() if _noted is None else _noted
