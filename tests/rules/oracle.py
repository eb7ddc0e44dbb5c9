"""A second, slow opinion on due dates: it walks day by day and minute by minute and shares no code with the house.

Everything is naive local time of Viet Nam. A calendar is a function from a day to its sessions, each a pair of minutes
since midnight. The holidays come straight from the package `holidays`, corrected by hand where the notices differ.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

import holidays

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
USUAL = [(450, 690), (810, 1050)]  # 07:30–11:30, 13:30–17:30
PACKAGE = holidays.country_holidays("VN", years=range(2018, 2028))
MAKE_UP = {
    date(2019, 1, 5),
    date(2019, 5, 4),
    date(2024, 5, 4),
    date(2025, 4, 26),
    date(2026, 1, 10),
    date(2026, 8, 22),
}
MISSING_IN_PACKAGE = {date(2026, 1, 2)}  # swapped with Saturday 10/01/2026


class Calendar:
    """`week`: the sessions of Monday … Sunday; `own`: days with sessions of their own, which come before all else."""

    def __init__(self, week=None, own=None):
        self.week = week or [USUAL] * 5 + [[], []]
        self.own = own or {}

    def sessions(self, day):
        if day in self.own:
            return self.own[day]
        if day in MAKE_UP:
            return max(self.week, key=lambda sessions: sum(closes - opens for opens, closes in sessions))
        if day in MISSING_IN_PACKAGE or (2018 <= day.year <= 2027 and day in PACKAGE):
            return []
        return self.week[day.weekday()]

    def works(self, day):
        return self.sessions(day) != []

    def is_open(self, moment):
        """Whether the minute that begins at the moment is worked."""
        minute = moment.hour * 60 + moment.minute
        return any(opens <= minute < closes for opens, closes in self.sessions(moment.date()))

    def closing(self, day):
        return datetime.combine(day, time()) + self.sessions(day)[-1][1] * MINUTE


def add_days(calendar, day, count):
    while count > 0:
        day += DAY
        if calendar.works(day):
            count -= 1
    return day


def forward(calendar, day):
    while not calendar.works(day):
        day += DAY
    return day


def count_days(calendar, earlier, later):
    count = 0
    while earlier < later:
        earlier += DAY
        count += calendar.works(earlier)
    return count


def add_minutes(calendar, moment, minutes):
    while minutes > 0:
        if calendar.is_open(moment):
            minutes -= 1
        moment += MINUTE
    return moment


def count_minutes(calendar, earlier, later):
    count = 0
    while earlier < later:
        count += calendar.is_open(earlier)
        earlier += MINUTE
    return count


def ending(calendar, day, rolling, clock):
    """The closing of the day; rolling: the first minute from the clock time on in which somebody is there."""
    last = calendar.closing(day)
    if not rolling:
        return last
    moment = datetime.combine(day, clock)
    while moment < last and not (calendar.is_open(moment) or calendar.is_open(moment - MINUTE)):
        moment += MINUTE
    return min(moment, last)


def due(calendar, start, number, unit, rolling=False, cutoff=None):
    """(due moment or None, raw last day or None) of `number` (a float such as 2.5) `unit`s from `start`."""
    whole, half = int(number), number != int(number)
    if unit == "NOW":
        return None, None
    if unit == "WH":
        return add_minutes(calendar, start, int(number * 60)), None
    if unit == "SAMEDAY":
        day = start.date()
        if calendar.works(day) and start.time() <= (cutoff or time(15)) and start <= calendar.closing(day):
            return calendar.closing(day), None
        return calendar.closing(add_days(calendar, day, 1)), None
    zero, moved = start.date(), False
    if cutoff is not None and start.time() > cutoff:
        zero, moved = add_days(calendar, zero, 1), True
    if unit == "WD":
        end = datetime.combine(zero, time()) if moved else start
        if whole:
            end = ending(calendar, add_days(calendar, zero, whole), rolling, start.time())
        return add_minutes(calendar, end, 240 if half else 0), None
    raw = zero
    for _ in range(whole + half if unit == "CD" else 0):
        raw += DAY
    if unit == "MO":
        raw = add_months(zero, whole) + 15 * half * DAY
    return ending(calendar, forward(calendar, raw), rolling, start.time()), raw


def add_months(day, months):
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_late(moment, end, unit):
    return moment > end if unit == "WH" else moment.date() > end.date()


def after_pauses(calendar, start, number, unit, rolling=False, cutoff=None, pauses=(), restart=False):
    """The due moment after the pauses, which must stand in order; None for NOW."""
    end, raw = due(calendar, start, number, unit, rolling, cutoff)
    for paused, resumed in pauses:
        if end is None or is_late(paused, end, unit):
            break
        if restart:
            end, raw = due(calendar, resumed, number, unit, rolling, cutoff)
        else:
            end, raw = _resumed(calendar, (end, raw), number, unit, rolling, (paused, resumed))
    return end


def _resumed(calendar, before, number, unit, rolling, pause):
    (end, raw), (paused, resumed) = before, pause
    if unit == "WH":
        return add_minutes(calendar, end, count_minutes(calendar, paused, resumed)), None
    if unit in ("CD", "MO"):
        raw += resumed.date() - paused.date()
        unmoved = resumed.date() == paused.date()
        return (end if unmoved else ending(calendar, forward(calendar, raw), rolling, end.time())), raw
    tolled = count_days(calendar, paused.date(), resumed.date())
    if tolled == 0:
        return end, None
    keeps_clock = rolling or (unit == "WD" and number != int(number))
    return ending(calendar, add_days(calendar, end.date(), tolled), keeps_clock, end.time()), None
