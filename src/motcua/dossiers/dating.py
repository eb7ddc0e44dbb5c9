"""The dates of a dossier from a limit, a moment and a calendar: one place, so that no verb computes days itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.facts import Dates
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.deadlines import Due, Limit, due, late_from, soon_from


@dataclass(frozen=True, slots=True)
class Promise:
    """What a limit comes to when the clock starts at a moment."""

    limit: Limit
    due: Due
    late_at: datetime
    soon_from: datetime | None

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
        )


def promise(limit: Limit, start: datetime, calendar: WorkingCalendar) -> Promise:
    """The dates of a term of `limit` from `start`. A NOW term has none."""
    term = due(limit, start, calendar)
    return Promise(
        limit=limit,
        due=term,
        late_at=late_from(term.at, limit.unit),
        soon_from=None if term.at is None else soon_from(start, term.at, calendar),
    )


def moved_ahead(before: datetime | None, after: datetime | None, *, at: datetime) -> datetime | None:
    """The due moment of a step under another calendar: the new one, while neither it nor the old one has passed.

    What is late stays late, and nothing becomes late by a calculation.
    """
    passed = any(due is not None and due <= at for due in (before, after))
    return before if passed else after
