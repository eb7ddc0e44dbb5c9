"""Readers of the ledger: notices, words for the search, the fold, statistics. Each goes by position, at its own pace.

A reader's transaction: lock its own row → read the next places → write its effect → move its position. So an effect
inside the database happens exactly once, whatever dies in between. Whoever must call somebody outside notes what it
owes (`deliveries`), in the same transaction.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from motcua.ledger.models import Reader as ReaderRow
from motcua.ledger.places import Placed, of_kinds, places_after
from motcua.ledger.sequencer import last_position
from motcua.rules.faults import Fault

BATCH = 500


class Reader(Protocol):
    """What a higher room supplies: a name for ever, the kinds it wants (None: all), and what it does with them."""

    @property
    def name(self) -> str:
        """The name of its row; never changed."""

    @property
    def kinds(self) -> Collection[str] | None:
        """The kinds of events it wants; None: all."""

    def handle(self, places: Sequence[Placed]) -> None:
        """Write the effect of these events, in the database only; called inside the reader's transaction."""


class NoSuchReader(Fault):
    """No reader of that name has ever run."""

    code = "no_such_reader"
    sentence = "Không có bộ đọc sổ nào tên “{name}”."


class WrongPosition(Fault):
    """A reader cannot be set before the beginning or beyond the end."""

    code = "wrong_position"
    sentence = "Vị trí {position} không hợp lệ: sổ có từ 0 đến {last}."


def run_once(reader: Reader, *, at: datetime, limit: int = BATCH) -> int:
    """Let `reader` read on, at most `limit` places; how many it has passed. `at` is the server's clock, aware.

    0 when there is nothing new, the reader is paused, another process runs it at this moment, or its effect fails. A
    failure undoes the batch, goes on event by event up to the bad one, and leaves the reason in the reader's row.
    """
    try:
        return _advance(reader, at, limit)
    except Exception as failure:  # whatever a reader may raise, the others go on
        problem = failure
    passed = 0
    try:
        while limit > 1 and passed < limit and _advance(reader, at, 1):
            passed += 1
    except Exception as failure:
        problem = failure
        _note_error(reader, f"{type(problem).__name__}: {problem}")
    if limit == 1:
        _note_error(reader, f"{type(problem).__name__}: {problem}")
    return passed


def replay(name: str, position: int = 0, *, clear: Callable[[], None] | None = None) -> None:
    """Set a reader back to `position`; `clear` empties its own tables in the same transaction.

    Raises NoSuchReader, WrongPosition.
    """
    last = last_position()
    if not 0 <= position <= last:
        raise WrongPosition(position=position, last=last)
    with transaction.atomic():
        row = _row(name)
        if clear is not None:
            clear()
        row.position, row.error = position, None
        row.save(update_fields=["position", "error"])


def pause(name: str) -> None:
    """Let a reader rest until `go_on`. Raises NoSuchReader."""
    _set_paused(name, paused=True)


def go_on(name: str) -> None:
    """Let a paused reader read again. Raises NoSuchReader."""
    _set_paused(name, paused=False)


def lag(name: str) -> int:
    """How many places a reader is behind; all of them before its first run."""
    position = ReaderRow.objects.filter(name=name).values_list("position", flat=True).first()
    return last_position() - (position or 0)


def reader_row(name: str) -> ReaderRow:
    """The row of a reader, made at its first use."""
    found = ReaderRow.objects.filter(name=name).first()
    return found or ReaderRow.objects.get_or_create(name=name)[0]


def _advance(reader: Reader, at: datetime, limit: int) -> int:
    """One transaction of the reader; how many places it has passed."""
    row = reader_row(reader.name)
    if row.paused or row.position >= last_position():
        return 0
    with transaction.atomic():
        locked = ReaderRow.objects.select_for_update(skip_locked=True).filter(pk=row.pk, paused=False).first()
        places = places_after(locked.position, limit=limit) if locked else []
        if not locked or not places:
            return 0
        wanted = of_kinds(places, reader.kinds)
        if wanted:
            reader.handle(wanted)
        ReaderRow.objects.filter(pk=row.pk).update(position=places[-1].position, moved_at=at, error=None)
    return len(places)


def _note_error(reader: Reader, text: str) -> None:
    position = reader_row(reader.name).position + 1
    ReaderRow.objects.filter(name=reader.name).update(error=f"{position}: {text}"[:2000])


def _row(name: str) -> ReaderRow:
    row = ReaderRow.objects.select_for_update().filter(name=name).first()
    if row is None:
        raise NoSuchReader(name=name)
    return row


def _set_paused(name: str, *, paused: bool) -> None:
    with transaction.atomic():
        row = _row(name)
        row.paused = paused
        row.save(update_fields=["paused"])
