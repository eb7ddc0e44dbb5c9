"""The lists of apologies: to be sent soon, late without one, to be signed, to be sent, sent, ended without.

What is owed is said here once, for the navigation, the first screen and the lists: of open dossiers, for which a letter
can still go out, and of ended ones, whose debt stays (decision 12). One statement a page, one for all the counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q

from motcua.catalogue.calendars import calendar_for
from motcua.dossiers.models import Apology, Dossier
from motcua.ledger.actor import Actor
from motcua.people.actions import Scope
from motcua.people.permissions import SECTOR_PATH, Action, scope_of, units_in_scope
from motcua.rules.calendar import first_moment, legal_day
from motcua.rules.codes import Apology as ApologyClass
from motcua.rules.codes import ApologyState
from motcua.rules.deadlines import Timing, apology_by
from motcua.rules.lifecycle import Role

PAGE = 50
SENDS_ONLY = frozenset({Role.DESK, Role.HEAD_DESK})  # they speak to the applicant and owe nothing themselves
_COLUMN = {Role.APPROVER: "competent_unit", Role.DESK: "receiving_unit", Role.HEAD_DESK: "receiving_unit"}
AHEAD = 3  # working days before the date from which a dossier stands in the first list
FAR_AHEAD = 30  # and from which a draft stands among those to be signed


class Queue(StrEnum):
    """Which list of apologies."""

    DUE = "due"  # not late yet, to be sent soon
    OWED = "owed"  # open and late without one
    SIGN = "sign"
    SEND = "send"
    SENT = "sent"
    ENDED = "ended"  # no letter can be sent any more: settled late first, then ended late without a result


class After(NamedTuple):
    """The last row of a page. `part`: of the list of what ended, which has two; 0 in every other."""

    part: int
    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.part}_{self.at.isoformat()}_{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key behind its words, None for anything else."""
        part, _, rest = text.partition("_")
        moment, _, pk = rest.rpartition("_")
        if part not in ("0", "1", "2") or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
            return None
        try:
            at = datetime.fromisoformat(moment).astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return cls(int(part), at, int(pk))


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier in one of the lists, with its letter if there is one. `send_by`: the last lawful moment."""

    dossier: Dossier
    letter: Apology | None
    send_by: datetime | None
    minutes_left: int  # working minutes until then; 0 when it has passed


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty rows at most, and where the next page begins."""

    rows: tuple[Row, ...]
    after: After | None


def page(actor: Actor, queue: Queue, *, at: datetime, after: After | None = None, size: int = PAGE) -> Page:
    """One page of a list at a moment. One statement, one more for the second part of what ended."""
    if queue is Queue.ENDED:
        return _ended_page(actor, at, after, size)
    if queue is Queue.SENT:
        return _sent_page(actor, at, after, size)
    found = list(_behind(_open(actor, queue, at), after)[: size + 1])
    return _page(found, size, at, lambda row: After(0, row.late_at, row.pk))


def _ended_page(actor: Actor, at: datetime, after: After | None, size: int) -> Page:
    found: list[Dossier] = []
    part = after.part if after else 1
    for no, rows, moment in ((1, settled_owed(actor), "finished_at"), (2, ended_owed(actor), "closed_at")):
        if part <= no and len(found) <= size:
            behind = _newest_first(rows, moment, after if after and part == no else None)
            found += behind[: size + 1 - len(found)]
    return _page(found, size, at, _ended_key)


def _newest_first(rows: Any, moment: str, after: After | None) -> Any:
    if after is not None:
        behind = Q(**{f"{moment}__lt": after.at}) | Q(**{moment: after.at}, pk__gt=after.pk)
        rows = rows.filter(behind, **{f"{moment}__lte": after.at})
    return rows.order_by(f"-{moment}", "pk")


def _sent_page(actor: Actor, at: datetime, after: After | None, size: int) -> Page:
    """The newest first, by the index of what was published."""
    rows = Apology.objects.filter(reach(actor, prefix="dossier__"), sent_at__isnull=False).select_related("dossier")
    if after is not None:
        rows = rows.filter(Q(sent_at__lt=after.at) | Q(sent_at=after.at, pk__lt=after.pk), sent_at__lte=after.at)
    found = list(rows.order_by("-sent_at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    shown = tuple(_row(letter.dossier, letter, at) for letter in found[:size])
    return Page(shown, After(0, last.sent_at, last.pk) if last and last.sent_at else None)


def _ended_key(row: Dossier) -> After:
    if row.finished_at is not None:
        return After(1, row.finished_at, row.pk)
    assert row.closed_at is not None
    return After(2, row.closed_at, row.pk)


def _page(found: list[Dossier], size: int, at: datetime, key: Any) -> Page:
    rows = tuple(_row(dossier, getattr(dossier, "apology_letter", None), at) for dossier in found[:size])
    return Page(rows, key(found[size - 1]) if len(found) > size else None)


def _row(dossier: Dossier, letter: Apology | None, at: datetime) -> Row:
    if dossier.legal_due is None:
        return Row(dossier, letter, None, 0)
    calendar = calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id)
    send_by = apology_by(dossier.legal_due, calendar)
    return Row(dossier, letter, send_by, max(0, calendar.minutes_between(at, send_by)) if at < send_by else 0)


def _behind(rows: Any, after: After | None) -> Any:
    """By date, the most urgent first, behind the last row of the page before."""
    if after is not None:
        rows = rows.filter(Q(late_at__gt=after.at) | Q(late_at=after.at, pk__gt=after.pk), late_at__gte=after.at)
    return rows.order_by("late_at", "pk")


def _open(actor: Actor, queue: Queue, at: datetime) -> Any:
    """The open dossiers of a list; what was drafted for and is settled now stands in none."""
    rows = Dossier.objects.filter(
        reach(actor), finished_at__isnull=True, closed_at__isnull=True, apology=ApologyClass.NONE
    ).select_related("apology_letter")
    match queue:
        case Queue.DUE:
            return rows.filter(late_at__gte=at, late_at__lt=_horizon(at, AHEAD))
        case Queue.OWED:
            return rows.filter(late_at__lt=at)
        case Queue.SIGN:
            return rows.filter(apology_letter__state=ApologyState.DRAFTED, late_at__lt=_horizon(at, FAR_AHEAD))
        case _:
            # Few letters lie signed at any time: they are looked up first, and their dossiers by their ids.
            signed = Apology.objects.filter(state=ApologyState.SIGNED)
            return rows.filter(pk__in=signed.values("dossier"))


def reach(actor: Actor, *, prefix: str = "") -> Q:
    """Whose apologies concern this person: the agency's that she leads, the desk's that sends, else those at hand.

    One column for each role, so that an index answers. `prefix` leads from another table to the dossier.
    """
    units = units_in_scope(actor, Action.VIEW_WORKLIST)
    if units is None:
        return Q()
    column = _COLUMN.get(actor.role, "holder_unit") if actor.role is not None else "competent_unit"
    found = Q(**{f"{prefix}{column}__in": sorted(units)})
    if actor.sectors and scope_of(actor, Action.VIEW_WORKLIST) is Scope.SECTORS:
        found &= Q(**{f"{prefix}{SECTOR_PATH}__in": sorted(actor.sectors)})
    return found


def settled_owed(actor: Actor) -> Any:
    """What was settled late without an apology, by the agencies in the actor's reach."""
    return _of_agencies(actor, Dossier.objects.filter(timing=Timing.LATE, finished_at__isnull=False))


def ended_owed(actor: Actor) -> Any:
    """What was late when it was withdrawn, stopped or declined, without an apology: no end cures that (decision 12)."""
    ended = Dossier.objects.filter(finished_at__isnull=True, closed_at__isnull=False, late_at__lt=F("closed_at"))
    return _of_agencies(actor, ended)


def _of_agencies(actor: Actor, rows: Any) -> Any:
    rows = rows.filter(apology=ApologyClass.NONE)
    units = units_in_scope(actor, Action.VIEW_WORKLIST)
    if units is not None:
        rows = rows.filter(competent_unit__in=sorted(units))
    return rows.select_related("apology_letter")


def _horizon(at: datetime, days: int) -> datetime:
    """The end of the n-th working day from now."""
    day = calendar_for(None).add_working_days(legal_day(at), days)
    return first_moment(day + timedelta(days=1))


def owed_by(actor: Actor) -> Queue:
    """Which list this person has to work off: letters to send for the desk, late dossiers without for the others."""
    return Queue.SEND if actor.role in SENDS_ONLY else Queue.OWED


def rows_of(actor: Actor, queue: Queue, *, at: datetime) -> tuple[Any, ...]:
    """What stands in a list, as one or two querysets that share no dossier. What was sent is not counted: none."""
    if queue is Queue.SENT:
        return ()
    if queue is Queue.ENDED:
        return settled_owed(actor), ended_owed(actor)
    return (_open(actor, queue, at),)


def counts(actor: Actor, *, at: datetime, most: int = 999) -> Mapping[Queue, int]:
    """How many stand in each list but what was sent, counted up to `most` + 1, in one statement."""
    asked = [(queue, rows) for queue in Queue for rows in rows_of(actor, queue, at=at)]
    parts = [_count(queue, rows, most) for queue, rows in asked]
    found = dict.fromkeys((queue for queue, _ in asked), 0)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _ in parts), [value for _, values in parts for value in values])
        for queue, count in cursor.fetchall():
            found[Queue(queue)] += count
    return found


def _count(queue: Queue, rows: Any, most: int) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, values = rows.order_by().values("pk")[: most + 1].query.sql_with_params()
    except EmptyResultSet:  # nothing is in this person's reach
        return f"SELECT '{queue}', 0", ()
    return f"SELECT '{queue}', count(*) FROM ({sql}) AS list_{queue}", values
