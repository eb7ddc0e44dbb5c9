"""The calendars of the golden file, once as data; the oracle and the house each make their own of it."""

from datetime import date, time

from motcua.rules.calendar import DEFAULT_WEEK, Session, WorkingCalendar, make_calendar
from motcua.rules.days import DayKind
from motcua.rules.holidays_vn import NATIONAL_DAYS, SpecialDay
from tests.rules.oracle import Calendar

MORNING, AFTERNOON, EARLY_CLOSE = (450, 690), (810, 1050), (810, 1020)
_FULL, _SHORT = [MORNING, AFTERNOON], [MORNING, EARLY_CLOSE]
_STORM, _TYPHOON = date(2024, 9, 9), date(2020, 10, 15)

# name: (sessions of Monday … Sunday, days of the unit's own)
WEEKS = {
    "national": ([_FULL] * 5 + [[], []], {}),
    "ends_at_17": ([_SHORT] * 5 + [[], []], {}),
    "saturday_morning": ([_FULL] * 5 + [[MORNING], []], {}),
    "mornings_only": ([[MORNING]] * 5 + [[], []], {}),
    "own_days": (
        [_FULL] * 5 + [[], []],
        {
            _STORM: [],
            _TYPHOON: [],
            date(2023, 1, 19): [MORNING],
            date(2025, 1, 24): [MORNING],
            date(2022, 1, 28): [MORNING],
            date(2023, 4, 29): [MORNING],
            date(2026, 2, 13): [(480, 660)],
        },
    ),
}


def oracle_calendar(name: str) -> Calendar:
    week, own = WEEKS[name]
    return Calendar(week, own)


def house_calendar(name: str) -> WorkingCalendar:
    week, own = WEEKS[name]
    days = [
        SpecialDay(day, DayKind.HALF if sessions else DayKind.OFF, "Ngày riêng", "Quyết định", _times(sessions))
        for day, sessions in own.items()
    ]
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        tuple(Session(opens, closes) for opens, closes in _times(sessions)) for sessions in week
    )
    hours = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
    return make_calendar(DEFAULT_WEEK if name == "national" else hours, days=[*NATIONAL_DAYS, *days])


def _times(sessions: list[tuple[int, int]]) -> tuple[tuple[time, time], ...]:
    return tuple((time(opens // 60, opens % 60), time(closes // 60, closes % 60)) for opens, closes in sessions)
