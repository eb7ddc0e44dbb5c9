"""The working calendar of a unit under a published calendar version, built once per generation.

Under a version holds, for each day, the last word among it and the versions before it; what is said for one unit goes
over what is said for all. Office hours come from the unit's own dated hours (people.OfficeHours).
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from motcua.catalogue.models import CalendarDay, CalendarVersion
from motcua.ledger.generation import per_generation
from motcua.people.models import OfficeHours, UnitVersion
from motcua.people.roster import roster
from motcua.rules.calendar import DEFAULT_WEEK, Session, Sessions, Week, WorkingCalendar, sessions_of
from motcua.rules.days import DayKind
from motcua.rules.faults import Fault

FIRST_DAY = date(2018, 1, 1)  # before it nobody has dossiers; hours of that time are the oldest known ones


class NoCalendar(Fault):
    """No calendar version has been published yet."""

    code = "no_calendar"
    sentence = "Chưa công bố lịch làm việc."


@dataclass(frozen=True, slots=True)
class DaySaid:
    """What holds of one day: its kind, its own sessions if any, why, and by which document."""

    kind: DayKind
    sessions: Sessions | None
    reason: str
    document_no: str


def current_version_id() -> int:
    """The calendar version that a dossier is pinned to today: the newest one. Raises NoCalendar."""
    versions = _versions()
    if not versions:
        raise NoCalendar()
    return versions[max(versions)]


def calendar_for(unit_id: int | None, version_id: int | None = None) -> WorkingCalendar:
    """The calendar of a unit (None: the province's ordinary hours) under a version (None: the newest).

    Raises NoCalendar when there is no version, UnknownUnit.
    """
    return _calendar(unit_id, current_version_id() if version_id is None else version_id)


def calendar_by_unit_code(code: str) -> WorkingCalendar:
    """The calendar of the unit with this code under the newest version. Raises UnknownUnit, NoCalendar."""
    return calendar_for(roster().unit_by_code(code).id)


@per_generation
def _versions() -> dict[int, int]:
    """Row ids by number."""
    return dict(CalendarVersion.objects.values_list("no", "pk"))


def _calendar(unit_id: int | None, version_id: int) -> WorkingCalendar:
    """Units with the same hours and nothing said for them alone share one calendar."""
    alone = unit_id if unit_id in _said(version_id) else None
    return _shared(_weeks(unit_id), version_id, alone)


@per_generation
def _shared(weeks: tuple[Week, ...], version_id: int, unit_id: int | None) -> WorkingCalendar:
    exceptions, reasons = _former_days(weeks), {}
    for day, said in days_under(version_id, unit_id).items():
        usual = sessions_of(said.kind, day, _week_of(weeks, day))
        exceptions[day] = usual if said.sessions is None else said.sessions
        reasons[day] = said.reason
    return WorkingCalendar(weeks[-1], exceptions, reasons)


def _week_of(weeks: tuple[Week, ...], day: date) -> Week:
    """The week that held on a day, of those that begin with each turn."""
    return weeks[min(max(bisect_right(_turns(), day) - 1, 0), len(weeks) - 1)]


def days_under(version_id: int, unit_id: int | None) -> Mapping[date, DaySaid]:
    """What holds under a version for a unit: what is said for all, and over it what is said for the unit."""
    said = _said(version_id)
    return {**said.get(None, {}), **said.get(unit_id, {})} if unit_id else said.get(None, {})


@per_generation
def _said(version_id: int) -> dict[int | None, dict[date, DaySaid]]:
    """The last word on every day up to a version, by unit: one statement. Days made ordinary again are left out."""
    number = {pk: no for no, pk in _versions().items()}[version_id]
    rows = CalendarDay.objects.filter(version__no__lte=number).order_by("version__no")
    last: dict[int | None, dict[date, DaySaid]] = {}
    columns = ("unit_id", "day", "kind", "sessions", "reason", "document_no")
    for unit_id, day, kind, sessions, reason, document_no in rows.values_list(*columns):
        if kind == DayKind.ORDINARY:
            last.get(unit_id, {}).pop(day, None)
        else:
            last.setdefault(unit_id, {})[day] = DaySaid(DayKind(kind), parse_sessions(sessions), reason, document_no)
    return last


def parse_sessions(written: list[list[str]] | None) -> Sessions | None:
    """From [["07:30", "11:30"], …] as it stands in the row; None where the kind of the day says enough."""
    if written is None:
        return None
    return tuple(Session(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in written)


@per_generation
def _weeks(unit_id: int | None) -> tuple[Week, ...]:
    """The week of a unit from each turn on."""
    people = roster()
    return (DEFAULT_WEEK,) if unit_id is None else tuple(people.hours(unit_id, turn) for turn in _turns())


def _former_days(weeks: tuple[Week, ...]) -> dict[date, Sessions]:
    """The days before the last change of hours that were otherwise than the week is now."""
    days: dict[date, Sessions] = {}
    for week, (start, end) in zip(weeks, pairwise(_turns()), strict=False):
        if week != weeks[-1]:
            stretch = (start + timedelta(days=n) for n in range((end - start).days))
            days.update((day, week[day.weekday()]) for day in stretch)
    return days


@per_generation
def _turns() -> tuple[date, ...]:
    """The days on which hours may change: those of the hours, and those on which a unit takes or leaves them."""
    days = {FIRST_DAY}
    for rows in (OfficeHours.objects.all(), UnitVersion.objects.filter(office_hours__isnull=False)):
        for start, end in rows.values_list("valid_from", "valid_to"):
            days |= {max(day, FIRST_DAY) for day in (start, end) if day is not None}
    return tuple(sorted(days))
