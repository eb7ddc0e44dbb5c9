"""The apology for a delay: when it is owed, which date it names, into which class it falls, whether it was kept.

Decree 61/2018 Art. 19(9): a dossier that will be late is apologised for at the latest a day before its date, with the
reason and one new date; there is no second one. The legal date never moves by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from motcua.rules.calendar import WorkingCalendar, legal_day
from motcua.rules.codes import Apology
from motcua.rules.deadlines import apology_by
from motcua.rules.lifecycle import NodeKind

DAY = 480  # working minutes
MOST_DAYS = 60


class Promise(IntEnum):
    """What became of the date that an apology named."""

    OPEN = 1
    KEPT = 2
    BROKEN = 3
    ENDED = 4  # withdrawn or stopped before the day came


PROMISE_WORDS: dict[Promise, str] = {
    Promise.OPEN: "Chưa đến hẹn",
    Promise.KEPT: "Giữ đúng hẹn",
    Promise.BROKEN: "Không giữ được hẹn",
    Promise.ENDED: "Dừng trước hẹn",
}
APOLOGY_WORDS: dict[Apology, str] = {
    Apology.NONE: "Chưa xin lỗi",
    Apology.IN_TIME: "Xin lỗi trước hạn",
    Apology.AFTER_DUE: "Xin lỗi sau hạn",
}

# The cause that the clock ledger suggests, by the kind of step that took longest beyond its own limit.
CAUSE_OF_STEP: dict[NodeKind, str] = {
    NodeKind.INTAKE: "handed_over_late",
    NodeKind.WORK: "appraisal_long",
    NodeKind.TASK: "field_work_long",
    NodeKind.CONSULT: "opinion_late",
    NodeKind.JOIN: "opinion_late",
    NodeKind.APPROVE: "decision_late",
    NodeKind.SEAL: "issuing_late",
    NodeKind.NUMBER: "issuing_late",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step as the clock ledger knows it: where, of what kind, working minutes used, and allowed (None: no limit)."""

    unit_id: int
    kind: NodeKind
    used: int
    allowed: int | None

    @property
    def over(self) -> int:
        """How many working minutes it took beyond its own limit."""
        return 0 if self.allowed is None else self.used - self.allowed


def slowest(stretches: Iterable[Stretch]) -> Stretch | None:
    """The step that took longest beyond its own limit, the later of two alike; None when none did."""
    found = None
    for stretch in stretches:
        if stretch.over > 0 and (found is None or stretch.over >= found.over):
            found = stretch
    return found


def draft_from(due_at: datetime, calendar: WorkingCalendar, *, hours: int) -> datetime:
    """From when a draft must lie ready, UTC: so many working hours before the last lawful moment to send it."""
    return calendar.add_working_time(apology_by(due_at, calendar), -timedelta(hours=hours))


def near_from(due_at: datetime, soon_from: datetime | None, calendar: WorkingCalendar, *, hours: int) -> datetime:
    """From when an apology may be spoken of at all: when it is due soon, or when the draft must lie ready."""
    ready = draft_from(due_at, calendar, hours=hours)
    return ready if soon_from is None else min(soon_from, ready)


def reappointed(due_at: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    """The new date, UTC: the end of the n-th working day after the old legal date, whenever it is said."""
    return calendar.end_of_day(calendar.add_working_days(legal_day(due_at), days))


def least_days(due_at: datetime, at: datetime, calendar: WorkingCalendar) -> int:
    """The fewest working days that lead to a date still to come."""
    days = max(1, calendar.working_days_between(legal_day(due_at), legal_day(at)))
    return days if reappointed(due_at, days, calendar) > at else days + 1


def proposed_days(due_at: datetime, at: datetime, minutes_ahead: int, calendar: WorkingCalendar) -> int:
    """How many working days to propose: those the steps ahead allow, counted from today when the old date is past."""
    passed = max(0, calendar.working_days_between(legal_day(due_at), legal_day(at)))
    wanted = passed + max(1, -(-minutes_ahead // DAY))
    least = least_days(due_at, at, calendar)
    return min(max(wanted, least), least + MOST_DAYS)


def apology_class(sent_at: datetime, due_at: datetime) -> Apology:
    """In time when it was sent on or before the legal due moment, else after it."""
    return Apology.IN_TIME if sent_at <= due_at else Apology.AFTER_DUE


def within_lead(sent_at: datetime, due_at: datetime, calendar: WorkingCalendar) -> bool:
    """Whether it was sent by the end of the working day before the date, as the decree wants it."""
    return sent_at <= apology_by(due_at, calendar)


def promise_now(
    promised: datetime, *, finished_at: datetime | None, closed_at: datetime | None, at: datetime
) -> Promise:
    """What became of the promised date by the moment `at`: the day counts, as for the law's own date."""
    ended = finished_at or closed_at
    if legal_day(ended or at) > legal_day(promised):
        return Promise.BROKEN
    if finished_at is not None:
        return Promise.KEPT
    return Promise.OPEN if closed_at is None else Promise.ENDED
