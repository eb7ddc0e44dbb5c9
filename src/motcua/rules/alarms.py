"""When people are told that a term runs out: at 50, 75, 90 and 100 percent of it, in working time.

A point is counted back from the due moment, by what is then left of the term: whatever lawfully moves the due moment (a
pause, an extension) moves the points by as much, and nobody needs to know how long the clock stood.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from motcua.rules.calendar import WorkingCalendar, legal_day
from motcua.rules.deadlines import apology_by

SHARES = (50, 75, 90, 100)


@dataclass(frozen=True, slots=True)
class Term:
    """A due moment, the working time that the whole term gives, and the calendar that it runs by."""

    due_at: datetime
    length: timedelta
    calendar: WorkingCalendar


def point(term: Term, share: int) -> datetime:
    """When that percentage of the term is used up, UTC. Raises OutOfCalendar."""
    return term.calendar.add_working_time(term.due_at, -term.length * (100 - share) / 100)


def next_point(term: Term, *, after: datetime) -> datetime | None:
    """The first point that comes strictly after a moment; None when all have passed. Raises OutOfCalendar."""
    if term.due_at <= after:
        return None
    return next(moment for moment in (point(term, share) for share in SHARES) if moment > after)


def reached(term: Term, *, since: datetime, until: datetime) -> int | None:
    """The highest percentage whose point lies between the two moments, both included; None when none does.

    Who was away for a while is told the last of what was reached, not everything before it. Raises OutOfCalendar.
    """
    if until >= term.due_at:
        share = SHARES[-1]
    else:
        left = term.calendar.working_time_between(until, term.due_at)
        passed = [share for share in SHARES[:-1] if left <= term.length * (100 - share) / 100]
        if not passed:
            return None
        share = passed[-1]
    return share if since <= point(term, share) else None


def apology_point(due_at: datetime, calendar: WorkingCalendar) -> datetime:
    """When to remind of the apology, UTC: as the office opens on the last day on which it can still be sent in time
    (Decree 61/2018 Art. 19(9): one working day before the due date). Raises OutOfCalendar.
    """
    return calendar.at_clock(legal_day(apology_by(due_at, calendar)), time())


def broken_point(promised: datetime, calendar: WorkingCalendar) -> datetime:
    """When to tell that a re-appointed date was not kept, UTC: the promised day counts to its end, so as the
    office opens on the next working day. Raises OutOfCalendar.
    """
    return calendar.at_clock(calendar.next_working(legal_day(promised)), time())
