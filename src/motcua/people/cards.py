"""What the roster hands out: immutable pictures of units, staff and postings, safe to share between requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from motcua.rules.calendar import Session, Week
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import PostingKind, Rating, UnitLevel


@dataclass(frozen=True, slots=True)
class UnitCard:
    """One version of a unit."""

    id: int
    code: str
    version_id: int
    name: str
    short_name: str
    level: UnitLevel
    parent_id: int | None
    address: str
    phone: str
    hours_key: str | None
    valid_from: date
    valid_to: date | None

    @property
    def label(self) -> str:
        """The short name where there is one, for lists of staff pages; what a citizen reads says the full name."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class StaffCard:
    """A member of staff, with the login."""

    id: int
    account_id: int | None
    login: str
    active: bool
    name: str
    sort_key: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class PostingCard:
    """A posting: who, where, as what, for how long."""

    id: int
    staff_id: int
    unit_id: int
    seat_id: int
    title: str
    role: Role
    sectors: frozenset[str]
    kind: PostingKind | None
    sending_unit_id: int | None
    valid_from: date
    valid_to: date | None
    planned_to: date | None = None
    grade: str = ""
    years_in_sector: int | None = None
    last_rating: Rating | None = None
    decision: str = ""

    def covers(self, on: date) -> bool:
        """Whether the posting is in force on this day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class AbsenceCard:
    """Somebody's absence and who stands in."""

    staff_id: int
    substitute_id: int | None
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, slots=True)
class ClientCard:
    """An API client as the rights see it."""

    id: int
    name: str
    scopes: frozenset[str]
    unit_id: int


@dataclass(frozen=True, slots=True)
class HoursCard:
    """Sessions of the week, from a day on."""

    name: str
    week: Week
    valid_from: date
    valid_to: date | None


def parse_week(sessions: Sequence[Sequence[Sequence[str]]]) -> Week:
    """The seven days of an OfficeHours row as sessions: [[["07:30", "11:30"], …], …] from Monday."""
    days = [
        tuple(Session(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in day)
        for day in sessions
    ]
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday
