"""What lies open when a dossier ends: a request for papers that nobody will answer, an apology that nobody will send.

Both are closed in the transaction of the end, and its event says so. Whether there are any is told by the statement
that ends the clock's last stretch, so an end that leaves nothing costs nothing.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from motcua.dossiers.change import StaleVersion
from motcua.dossiers.models import Apology, ClockSegment, SupplementRequest
from motcua.dossiers.models.apologies import UNSENT
from motcua.dossiers.models.supplements import UNFINISHED
from motcua.dossiers.work import Work
from motcua.ledger.rows import update_telling
from motcua.rules.codes import ApologyState, SupplementState


class Last(NamedTuple):
    """The stretch with which a clock ended: its number, since when it ran or stood; what lies open beside it."""

    no: int
    since: datetime
    request: bool
    letter: bool


class Left(NamedTuple):
    """What was closed with the dossier, as its event tells it: the number of the request, whether a letter."""

    request: int | None
    letter: bool | None


def _open_rows(table: str, states: tuple[int, ...]) -> str:
    listed = ", ".join(str(int(state)) for state in states)
    return f"EXISTS (SELECT 1 FROM {table} WHERE dossier_id = clock_segment.dossier_id AND state IN ({listed}))"


_TELLING = f"no, from_at, {_open_rows('supplement_request', UNFINISHED)}, {_open_rows('apology', UNSENT)}"


def begun(work: Work) -> QuerySet[ClockSegment]:
    """The open stretch of the clock, unless it began after the moment of this act (on a server whose clock is ahead):
    none ends before it began.
    """
    return ClockSegment.objects.filter(dossier_id=work.dossier.pk, to_at__isnull=True, from_at__lte=work.at)


def end_last(work: Work) -> Last:
    """End the open stretch of the clock, running or standing. One statement. Raises StaleVersion."""
    told = update_telling(begun(work), {"to_at": work.at, "closed_seq": work.seq}, _TELLING)
    if told is None:
        raise StaleVersion(ref=work.dossier)
    vars(work).pop("segments", None)  # what was read of them is true no longer
    no, since, request, letter = told
    # SQLite tells a moment in UTC, and does not say so.
    return Last(no, since if since.tzinfo else since.replace(tzinfo=UTC), bool(request), bool(letter))


def close_left(work: Work, last: Last) -> Left:
    """Close what lies open: a statement for each that does, none as a rule."""
    request: int | None = None
    if last.request:
        rows = SupplementRequest.objects.filter(dossier_id=work.dossier.pk, state__in=UNFINISHED)
        told = update_telling(rows, {"state": SupplementState.CLOSED, "ended_at": work.at}, "no")
        request = told[0] if told else None
    if last.letter:
        Apology.objects.filter(dossier_id=work.dossier.pk, state__in=UNSENT).update(state=ApologyState.DROPPED)
    return Left(request, last.letter or None)
