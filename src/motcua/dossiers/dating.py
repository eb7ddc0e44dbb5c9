"""The dates of a dossier from a limit, a moment and a calendar: one place, so that no verb computes days itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from motcua.dossiers.facts import Dates
from motcua.people.settings import read
from motcua.rules.calendar import WorkingCalendar, legal_day
from motcua.rules.deadlines import FAR_FUTURE, Due, Limit, Resume, after_pause, due, late_from, resume, soon_from

Pause = tuple[datetime, datetime | None]  # since when the clock stood, and until when; None: it stands


@dataclass(frozen=True, slots=True)
class Ahead:
    """How long before its due date a dossier is due soon: working days, or percent of the term if that is more."""

    working_days: int
    share_percent: int

    @classmethod
    def on(cls, day: date) -> Self:
        """What the province has decided for a legal day."""
        return cls(read("soon_working_days", on=day), read("soon_share_percent", on=day))


@dataclass(frozen=True, slots=True)
class Promise:
    """What a limit comes to when the clock starts at a moment."""

    limit: Limit
    due: Due
    late_at: datetime
    soon_from: datetime | None
    ahead: Ahead

    def columns(self) -> dict[str, Any]:
        """The columns of the dossier that follow from it; `first_due` is set once, by `receive`."""
        return {
            "legal_due": self.due.at,
            "promised_due": self.due.at,
            "legal_due_raw": self.due.raw_day,
            "late_at": self.late_at,
            "soon_from": self.soon_from,
        }

    def facts(self) -> Dates:
        """The same, for the event."""
        return Dates(
            limit=str(self.limit),
            legal=self.due.at,
            raw=self.due.raw_day,
            late=self.late_at,
            soon=self.soon_from,
            soon_days=None if self.soon_from is None else self.ahead.working_days,
            soon_percent=None if self.soon_from is None else self.ahead.share_percent,
        )


def promise(limit: Limit, start: datetime, calendar: WorkingCalendar, *, ahead: Ahead | None = None) -> Promise:
    """The dates of a term of `limit` from `start`. A NOW term has none.

    `ahead`: what counted when the dates were promised; None: what the province has decided for the day of `start`.
    """
    return dated(limit, due(limit, start, calendar), start, calendar, ahead=ahead or Ahead.on(legal_day(start)))


def dated(limit: Limit, term: Due, start: datetime, calendar: WorkingCalendar, *, ahead: Ahead) -> Promise:
    """What follows from a due date that the rules gave: when it is late, from when it is soon."""
    return Promise(
        limit=limit,
        due=term,
        late_at=late_from(term.at, limit.unit),
        soon_from=None if term.at is None else _soon_from(start, term.at, calendar, ahead),
        ahead=ahead,
    )


def after(
    limit: Limit,
    before: Due,
    start: datetime,
    *,
    paused: datetime,
    resumed: datetime,
    how: Resume,
    calendar: WorkingCalendar,
    ahead: Ahead | None = None,
) -> Promise:
    """The dates when the clock goes on at `resumed` after it stood since `paused`, before it was late.

    `start` is the base of the term so far; a restart begins at `resumed`. `ahead` as for `promise`, on that day.
    """
    term = after_pause(limit, before, paused, resumed, calendar, how=how)
    begun = resumed if how is Resume.RESTART else start
    return dated(limit, term, begun, calendar, ahead=ahead or Ahead.on(legal_day(resumed)))


def given_back(due: datetime | None, paused: int | None, calendar: WorkingCalendar) -> datetime | None:
    """The due moment of a step with the working minutes that lawful pauses took from it."""
    return due if due is None or not paused else calendar.add_working_time(due, timedelta(minutes=paused))


def recount(
    limit: Limit, start: datetime, pauses: Iterable[Pause], calendar: WorkingCalendar, *, ahead: Ahead
) -> Promise:
    """The dates of a term of `limit` from `start`, as they are after the lawful pauses since, in their order.

    While the clock stands, what was not late before cannot become so. A pause that began late moves nothing.
    """
    term, stands_since = due(limit, start, calendar), None
    for paused, resumed in pauses:
        if paused < start:
            continue
        if resumed is None:
            stands_since = paused
        else:
            term = resume(limit, term, paused, resumed, calendar)
    found = dated(limit, term, start, calendar, ahead=ahead)
    if stands_since is None:
        return found
    return replace(found, late_at=found.late_at if found.late_at < stands_since else FAR_FUTURE, soon_from=None)


def _soon_from(start: datetime, due_at: datetime, calendar: WorkingCalendar, ahead: Ahead) -> datetime:
    days, percent = ahead.working_days, ahead.share_percent
    return soon_from(start, due_at, calendar, working_days=days, share_percent=percent)


def moved_ahead(before: datetime | None, after: datetime | None, *, at: datetime) -> datetime | None:
    """The due moment of a step under another calendar: the new one, while neither it nor the old one has passed.

    What is late stays late, and nothing becomes late by a calculation.
    """
    passed = any(due is not None and due <= at for due in (before, after))
    return before if passed else after
