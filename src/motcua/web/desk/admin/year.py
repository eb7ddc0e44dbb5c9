"""The year grid of a working calendar: twelve months of days, each with what is special about it."""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.calendars import DaySaid, calendar_for, current_version_id, days_under
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.days import DAY_KIND_WORDS, DayKind

MARKS = {DayKind.OFF: "off", DayKind.WORK: "work", DayKind.HALF: "half"}


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day. `look` is the class of its cell: off, work, half, weekend or nothing; `own`: of this unit alone."""

    day: date
    look: str
    title: str
    own: bool
    special: bool
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month as weeks from Monday; None is a day of another month."""

    name: str
    weeks: tuple[tuple[DayCell | None, ...], ...]
    working: int


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """One exceptional day in words, for the list under the grid."""

    day: date
    kind: str
    look: str
    hours: str
    reason: str
    own: bool


def year_grid(year: int, unit_id: int | None, *, today: date) -> list[Month]:
    """The twelve months of a year as they hold now for a unit (None: for all)."""
    calendar, said, own = _picture(unit_id)
    weeks = months.Calendar()
    found = []
    for number in range(1, 13):
        rows = tuple(
            tuple(_cell(day, calendar, said, own, today) if day.month == number else None for day in week)
            for week in weeks.monthdatescalendar(year, number)
        )
        working = sum(calendar.is_working(cell.day) for week in rows for cell in week if cell)
        found.append(Month(f"Tháng {number}", rows, working))
    return found


def special_days(year: int, unit_id: int | None) -> list[SpecialLine]:
    """The exceptional days of a year in order."""
    calendar, said, own = _picture(unit_id)
    return [
        SpecialLine(
            day=day,
            kind=DAY_KIND_WORDS[entry.kind],
            look=MARKS[entry.kind],
            hours=", ".join(map(str, calendar.sessions_on(day))),
            reason=entry.reason,
            own=day in own,
        )
        for day, entry in sorted(said.items())
        if day.year == year
    ]


def _picture(unit_id: int | None) -> tuple[WorkingCalendar, Mapping[date, DaySaid], frozenset[date]]:
    version = current_version_id()
    said, for_all = days_under(version, unit_id), days_under(version, None)
    own = frozenset(day for day, entry in said.items() if for_all.get(day) is not entry)
    return calendar_for(unit_id, version), said, own


def _cell(
    day: date, calendar: WorkingCalendar, said: Mapping[date, DaySaid], own: frozenset[date], today: date
) -> DayCell:
    entry = said.get(day)
    look = MARKS[entry.kind] if entry else ("" if calendar.is_working(day) else "weekend")
    words = (
        f"{DAY_KIND_WORDS[entry.kind]}: {entry.reason}"
        if entry
        else ("Ngày làm việc" if not look else "Nghỉ hằng tuần")
    )
    return DayCell(day, look, f"{day:%d/%m/%Y}. {words}", day in own, entry is not None, day == today)
