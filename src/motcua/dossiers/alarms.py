"""The next moment at which somebody must be told that time runs out: what stands in `alarm_at`, and who reads it.

The verbs set it with the dates and the steps that they change; the sweep (`notices`) reads it by its index and moves it
on. It is no fact of the dossier: no event speaks of it, and the fold does not compare it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from motcua.catalogue.calendars import calendar_for
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.work import Work
from motcua.rules.alarms import Term, apology_point, broken_point, next_point
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Apology, Clock
from motcua.rules.deadlines import apology_by

Calendars = Callable[[int, int], WorkingCalendar]

# What a verb changes when the points of a clock move: the clock, its date, the apology, the step (it names its office).
MOVES_ALARM = frozenset({"clock", "legal_due", "apology", "holder_unit_id"})


def move_alarm(work: Work) -> None:
    """Set the alarm anew when this verb moved a clock. No statement: where the steps were not read it rings at once,
    and the sweep finds out when it should.

    An alarm that has come and that the sweep has not seen yet stays for it.
    """
    dossier = work.dossier
    if not work.changed.keys() & MOVES_ALARM:
        return
    if dossier.clock != Clock.RUNNING:
        if dossier.alarm_at is not None:
            work.set(alarm_at=None)
    elif dossier.alarm_at is None or dossier.alarm_at > work.at:
        work.set(alarm_at=_broken_meanwhile(work) or _next_alarm(work))


def _next_alarm(work: Work) -> datetime | None:
    known = "steps" in vars(work)  # a verb that did not need the steps does not read them for an alarm
    return next_alarm(work.dossier, work.main, after=work.at) if known else work.at


def _broken_meanwhile(work: Work) -> datetime | None:
    """The point of a re-appointed date that passed while the clock stood, when it goes on: it has not rung yet."""
    broken = Clocks(work.dossier, None).broken if "clock" in work.changed else None
    return broken if broken is not None and broken <= work.at else None


def next_alarm(dossier: Dossier, step: Step | None, *, after: datetime) -> datetime | None:
    """The first point of the citizen's clock or of the open step's after a moment; None while no clock runs."""
    return Clocks(dossier, step).next_point(after=after)


class Rung(NamedTuple):
    """What the sweep reads of a dossier whose alarm has come; thousands ring together, and a model is dear."""

    id: int
    clock: int
    alarm_at: datetime
    received_at: datetime | None
    first_due: datetime | None
    legal_due: datetime | None
    promised_due: datetime | None
    apology: int
    receiving_unit_id: int
    competent_unit_id: int
    calendar_version_id: int
    procedure_version_id: int


class OpenStep(NamedTuple):
    """What it reads of the main step that is open."""

    id: int
    dossier_id: int
    kind: int
    unit_id: int
    person_id: int | None
    role: int
    opened_at: datetime
    due: datetime | None
    paused_minutes: int | None


@dataclass(frozen=True)
class Clocks:
    """The two clocks of a dossier, the citizen's and that of its open step; each is worked out once, for the sweep asks
    thousands of them twice.

    `calendars`: where whoever asks for thousands keeps those of the units.
    """

    dossier: Dossier | Rung
    step: Step | OpenStep | None
    calendars: Calendars = calendar_for

    @cached_property
    def term(self) -> Term | None:
        """The citizen's: due by law, as long as it was when it was first promised. None: no due date."""
        dossier = self.dossier
        if dossier.legal_due is None or dossier.first_due is None or dossier.received_at is None:
            return None
        length = self._calendar.working_time_between(dossier.received_at, dossier.first_due)
        return Term(dossier.legal_due, length, self._calendar)

    @cached_property
    def step_term(self) -> Term | None:
        """That of the step, without the time that pauses took; None without a limit."""
        step = self.step
        if step is None or step.due is None:
            return None
        calendar = self.calendars(step.unit_id, self.dossier.calendar_version_id)
        stood = timedelta(minutes=step.paused_minutes or 0)
        return Term(step.due, calendar.working_time_between(step.opened_at, step.due) - stood, calendar)

    @cached_property
    def reminder(self) -> datetime | None:
        """When to remind of the apology, UTC; None where none can be owed, or one has been begun."""
        dossier = self.dossier
        if dossier.legal_due is None or dossier.apology != Apology.NONE:
            return None
        return apology_point(dossier.legal_due, self._calendar)

    @cached_property
    def apology_until(self) -> datetime | None:
        """Until when an apology is in its lawful lead (Decree 61/2018 Art. 19(9)), UTC; None without a due date."""
        due = self.dossier.legal_due
        return None if due is None else apology_by(due, self._calendar)

    @cached_property
    def broken(self) -> datetime | None:
        """When the date that an apology named is told not to have been kept, UTC; None where none was named."""
        dossier = self.dossier
        if dossier.promised_due is None or dossier.apology == Apology.NONE:
            return None
        return broken_point(dossier.promised_due, self._calendar)

    def next_point(self, *, after: datetime) -> datetime | None:
        """The first point of either, or of the apology, that comes strictly after; None while no clock runs."""
        if self.dossier.clock != Clock.RUNNING:
            return None
        points = [next_point(term, after=after) for term in (self.term, self.step_term) if term is not None]
        points += [self.reminder, self.broken]
        return min((moment for moment in points if moment and moment > after), default=None)

    @cached_property
    def _calendar(self) -> WorkingCalendar:
        return self.calendars(self.dossier.receiving_unit_id, self.dossier.calendar_version_id)


def rung(*, at: datetime, limit: int) -> list[Rung]:
    """The dossiers whose alarm has come, the oldest first, by the index; to be called in a transaction.

    On PostgreSQL they are locked, and one that a verb holds at this moment is left for the next time.
    """
    rows = Dossier.objects.filter(alarm_at__isnull=False, alarm_at__lte=at).order_by("alarm_at")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return [Rung(*row) for row in rows.values_list(*Rung._fields)[:limit]]


def open_steps(dossier_ids: Collection[int]) -> dict[int, OpenStep]:
    """The open main step of each of these dossiers that has one, by the dossier's id; one statement."""
    rows = Step.objects.filter(dossier__in=dossier_ids, main=True, closed_at__isnull=True)
    steps = (OpenStep(*row) for row in rows.values_list(*OpenStep._fields))
    return {step.dossier_id: step for step in steps}


def set_alarms(moments: Mapping[int, datetime | None]) -> None:
    """Move the alarms of these dossiers (by id) on; past the door, for no fact changes. One statement on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE dossier SET alarm_at = moved.alarm_at"
                " FROM unnest(%s::bigint[], %s::timestamptz[]) AS moved (id, alarm_at) WHERE dossier.id = moved.id",
                [list(moments), list(moments.values())],
            )
            return
        adapt = connection.ops.adapt_datetimefield_value
        cursor.executemany(
            "UPDATE dossier SET alarm_at = %s WHERE id = %s", [(adapt(at), pk) for pk, at in moments.items()]
        )
