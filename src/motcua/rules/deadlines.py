"""When a dossier is due, what a pause does to that, and whether it was in time.

The basis is the Civil Code 2015 Art. 145–148 (the first day is not counted; a term in days ends with its last day; a
last day off moves to the next working day) and the one-stop decrees. How each unit counts:

* WD: day 0 is the legal day of acceptance, whatever day it is; the n-th working day after it.
* CD: the n-th day after day 0, moved forward to a working day at the end only. A half day takes its whole day.
* MO: the corresponding day (or the last of the month), then as CD; half a month is 15 days (Civil Code Art. 146).
* WH: working minutes of the unit from the moment of acceptance.
* SAMEDAY: the same working day when taken by 15:00 and before the office closes, else the next one.
* NOW: no due date at all.
* Half a working day is 4 working hours of the unit's sessions: 0.5 WD from the moment of acceptance, n.5 WD from the
  due moment of n WD (so that a longer limit never ends earlier).

END_OF_DAY ends at the unit's last closing on that day, at noon on a half day. ROLLING ends at the clock time of
intake, moved into the sessions of that day. `count_cutoff` moves day 0 to the next working day (WD, CD, MO, SAMEDAY);
WH has no day 0. Once a due date has passed no pause changes it.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum

from motcua.rules.calendar import WorkingCalendar, legal_day, local
from motcua.rules.faults import Fault
from motcua.rules.limits import SAMEDAY_CUTOFF, BadLimit, EndMode, Limit, LimitUnit, Resume, parse_limit

__all__ = [
    "FAR_FUTURE",
    "SOON_DAYS",
    "SOON_PERCENT",
    "BadLimit",
    "Due",
    "EndMode",
    "Explanation",
    "Interval",
    "Limit",
    "LimitUnit",
    "PauseBackwards",
    "Resume",
    "Stood",
    "Timing",
    "after_pause",
    "apology_by",
    "due",
    "explain",
    "hand_over_by",
    "late_from",
    "parse_limit",
    "restart",
    "resume",
    "soon_from",
    "step_due",
    "step_resume",
    "verdict",
]

FAR_FUTURE = datetime(9999, 12, 31, tzinfo=UTC)
HALF_DAY = timedelta(hours=4)
HALF_MONTH = 15
SOON_DAYS, SOON_PERCENT = 2, 20
_STEP_MINUTES = {LimitUnit.WD: 480, LimitUnit.WH: 60}
_BY_MOMENT = frozenset({LimitUnit.WH, LimitUnit.NOW})
Interval = tuple[datetime, datetime | None]


class PauseBackwards(Fault):
    """A pause ends before it begins."""

    code = "pause_backwards"
    sentence = "Thời điểm tiếp tục ({resumed}) đứng trước thời điểm tạm dừng ({paused})."


class Timing(IntEnum):
    """The class of a settled dossier against its legal due date (Circular 01/2018/TT-VPCP Art. 13)."""

    EARLY = 1
    ON_TIME = 2
    LATE = 3


TIMING_WORDS = {Timing.EARLY: "Trước hạn", Timing.ON_TIME: "Đúng hạn", Timing.LATE: "Quá hạn"}


@dataclass(frozen=True, slots=True)
class Due:
    """A due moment, UTC; None for NOW. `raw_day`: the last day of a CD or MO term before it moved to a working day."""

    at: datetime | None
    raw_day: date | None = None


def due(limit: Limit, start: datetime, calendar: WorkingCalendar) -> Due:
    """When a term of `limit` that starts at the moment `start` is due. Raises OutOfCalendar."""
    unit = limit.unit
    if unit is LimitUnit.WD:
        return Due(_due_working_days(limit, start, calendar))
    if unit is LimitUnit.WH:
        return Due(calendar.add_minutes(start, limit.whole * 60 + 30 * limit.has_half))
    if unit is LimitUnit.NOW:
        return Due(None)
    if unit is LimitUnit.SAMEDAY:
        return Due(calendar.end_of_day(sameday(limit, start, calendar)))
    clock = local(start)
    raw = _raw_day(limit, day_zero(limit, start, calendar))
    return Due(_ending(limit.mode, calendar.roll_forward(raw), clock.time(), calendar), raw)


def day_zero(limit: Limit, start: datetime, calendar: WorkingCalendar) -> date:
    """The day that is not counted: the legal day of acceptance, moved by `count_cutoff` alone."""
    clock = local(start)
    day = clock.date()
    cutoff = limit.count_cutoff
    return calendar.next_working(day) if cutoff and clock.time() > cutoff else day


def sameday(limit: Limit, start: datetime, calendar: WorkingCalendar) -> date:
    """The day on which a SAMEDAY term ends (Decree 23/2015 Art. 7)."""
    clock = local(start)
    day = calendar.roll_forward(clock.date())
    missed = clock.time() > (limit.count_cutoff or SAMEDAY_CUTOFF) or start > calendar.end_of_day(day)
    return calendar.next_working(day) if missed and day == clock.date() else day


def _due_working_days(limit: Limit, start: datetime, calendar: WorkingCalendar) -> datetime:
    zero = day_zero(limit, start, calendar)
    if limit.whole:
        clock = local(start)
        whole = _ending(limit.mode, calendar.add_working_days(zero, limit.whole), clock.time(), calendar)
        return calendar.add_working_time(whole, HALF_DAY) if limit.has_half else whole
    begin = start if zero == legal_day(start) else calendar.at_clock(zero, time())
    return calendar.add_working_time(begin, HALF_DAY)


def _raw_day(limit: Limit, zero: date) -> date:
    """The last day of a CD or MO term, working day or not."""
    if limit.unit is LimitUnit.CD:
        return zero + timedelta(limit.whole + limit.has_half)
    years, month = divmod(zero.month - 1 + limit.whole, 12)
    year, month = zero.year + years, month + 1
    corresponding = date(year, month, min(zero.day, monthrange(year, month)[1]))
    return corresponding + timedelta(HALF_MONTH * limit.has_half)


def _ending(mode: EndMode, day: date, clock: time, calendar: WorkingCalendar) -> datetime:
    """The moment at which a term ends on the working day `day`."""
    return calendar.end_of_day(day) if mode is EndMode.END_OF_DAY else calendar.at_clock(day, clock)


def resume(limit: Limit, before: Due, paused: datetime, resumed: datetime, calendar: WorkingCalendar) -> Due:
    """The due date when the clock goes on at `resumed` after it stood since `paused`.

    WD, SAMEDAY: as many working days later as there are after the day of the pause up to the day of resumption; CD,
    MO: as many days later, from the raw day; WH: the working time between. Unchanged when the dossier was already late
    at `paused`, and for NOW. Raises PauseBackwards, OutOfCalendar.
    """
    _check_order(paused, resumed)
    if before.at is None or paused > late_from(before.at, limit.unit):
        return before
    if limit.unit is LimitUnit.WH:
        return Due(calendar.add_working_time(before.at, calendar.working_time_between(paused, resumed)))
    mode = EndMode.ROLLING if limit.has_half and limit.unit is LimitUnit.WD else limit.mode
    clock = local(before.at)
    first, last = legal_day(paused), legal_day(resumed)
    if limit.unit in (LimitUnit.CD, LimitUnit.MO):
        raw = (before.raw_day or clock.date()) + (last - first)
        return before if last == first else Due(_ending(mode, calendar.roll_forward(raw), clock.time(), calendar), raw)
    tolled = calendar.working_days_between(first, last)
    if tolled == 0:
        return before
    return Due(_ending(mode, calendar.add_working_days(clock.date(), tolled), clock.time(), calendar))


def restart(limit: Limit, complete_at: datetime, calendar: WorkingCalendar) -> Due:
    """The due date when the term begins again with the complete dossier (Decree 61/2018 Art. 19(4))."""
    return due(limit, complete_at, calendar)


def after_pause(
    limit: Limit, before: Due, paused: datetime, resumed: datetime, calendar: WorkingCalendar, *, how: Resume
) -> Due:
    """`resume` or `restart`, whichever the procedure says; unchanged when it was late before the pause.

    Raises PauseBackwards, OutOfCalendar.
    """
    if how is Resume.RESUME:
        return resume(limit, before, paused, resumed, calendar)
    _check_order(paused, resumed)
    if before.at is None or paused > late_from(before.at, limit.unit):
        return before
    return restart(limit, resumed, calendar)


def _check_order(paused: datetime, resumed: datetime) -> None:
    if resumed < paused:
        raise PauseBackwards(paused=f"{local(paused):%H:%M %d/%m/%Y}", resumed=f"{local(resumed):%H:%M %d/%m/%Y}")


def late_from(due_at: datetime | None, unit: LimitUnit) -> datetime:
    """The last moment in time, UTC: late is what comes strictly after it (`late_at < now`).

    The last microsecond of the legal day for terms in days and months, the due moment itself for WH and NOW;
    FAR_FUTURE without a due date.
    """
    if due_at is None:
        return FAR_FUTURE
    if unit in _BY_MOMENT:
        return due_at.astimezone(UTC)
    return local(due_at).replace(hour=23, minute=59, second=59, microsecond=999_999).astimezone(UTC)


def verdict(finished_at: datetime, due_at: datetime | None, unit: LimitUnit) -> Timing:
    """Early, on time or late: by legal day, for WH and NOW late by the moment; without a due date it is on time."""
    if due_at is None:
        return Timing.ON_TIME
    if finished_at > late_from(due_at, unit):
        return Timing.LATE
    return Timing.EARLY if legal_day(finished_at) < legal_day(due_at) else Timing.ON_TIME


def soon_from(
    start: datetime,
    due_at: datetime | None,
    calendar: WorkingCalendar,
    *,
    working_days: int = SOON_DAYS,
    share_percent: int = SOON_PERCENT,
) -> datetime:
    """From when it is due soon, UTC: so many working days or that share of the term's working time before it, the
    earlier of both.

    Never before `start`; FAR_FUTURE without a due date. Raises OutOfCalendar.
    """
    if due_at is None:
        return FAR_FUTURE
    clock, days = local(due_at), due_at.astimezone(UTC)
    if working_days:
        days = calendar.at_clock(calendar.add_working_days(clock.date(), -working_days), clock.time())
    term = calendar.working_time_between(start, due_at)
    share = calendar.add_working_time(due_at, -(term * share_percent / 100))
    return max(start.astimezone(UTC), min(days, share))


def hand_over_by(received_at: datetime, cutoff: time, calendar: WorkingCalendar) -> datetime:
    """By when a dossier goes from the desk to the agency, UTC (Decree 61/2018 Art. 18): by the end of the working day
    on which it was received, but at the opening of the next one when that was after `cutoff`, after closing or on a
    day off.

    Raises OutOfCalendar.
    """
    clock = local(received_at)
    day = clock.date()
    if calendar.is_working(day) and clock.time() <= cutoff and received_at <= calendar.end_of_day(day):
        return calendar.end_of_day(day)
    return calendar.at_clock(calendar.next_working(day), time())


def step_due(
    opened_at: datetime, value: Decimal | int | None, unit: LimitUnit | None, calendar: WorkingCalendar
) -> datetime | None:
    """When a step that opened at that moment is due, UTC: in working minutes, a day being 480; None without a limit.

    CD, MO and SAMEDAY steps (rare: public posting) end as terms of that unit do. Raises BadLimit, OutOfCalendar.
    """
    if unit is None or (value is None and unit is not LimitUnit.SAMEDAY):
        return None
    if unit in _STEP_MINUTES:
        return calendar.add_minutes(opened_at, int(Decimal(value or 0) * _STEP_MINUTES[unit]))
    return due(Limit(Decimal(value or 0), unit), opened_at, calendar).at


def longer_step(limit: Limit, working_days: int) -> Limit:
    """The limit of the open step when the dossier's own term became so many working days longer.

    A step that is counted in working time gets those days; one that is a term in calendar days or months keeps its own.
    """
    minutes = _STEP_MINUTES.get(limit.unit)
    if minutes is None:
        return limit
    return Limit(limit.value + Decimal(working_days * _STEP_MINUTES[LimitUnit.WD]) / minutes, limit.unit)


def step_resume(due_at: datetime, paused: datetime, resumed: datetime, calendar: WorkingCalendar) -> datetime:
    """The due moment of a step whose clock stood between the two moments with the dossier's; UTC."""
    return calendar.add_working_time(due_at, max(timedelta(), calendar.working_time_between(paused, resumed)))


def apology_by(due_at: datetime, calendar: WorkingCalendar) -> datetime:
    """The latest moment to send an apology, UTC: the end of the working day before (Decree 61/2018 Art. 19(9))."""
    return calendar.end_of_day(calendar.add_working_days(legal_day(due_at), -1))


@dataclass(frozen=True, slots=True)
class Stood:
    """A lawful pause within a term: `days` of it were not counted. Not resumed: the clock stands still."""

    paused: datetime
    resumed: datetime | None
    days: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a due date came about, for the panel "Cách tính".

    `day_zero` is the day that is not counted (None for WH, SAMEDAY and NOW). `counted` are the days that were counted,
    `skipped` the days off with the reason of a holiday (None for an ordinary weekend); a CD or MO term counts days off
    and skips only from its last day on. `stood` are the lawful pauses since `start`.
    """

    start: datetime
    day_zero: date | None
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str | None], ...]
    due: Due
    stood: tuple[Stood, ...] = ()


def explain(
    limit: Limit, start: datetime, due: Due, calendar: WorkingCalendar, pauses: Iterable[Interval] = ()
) -> Explanation:
    """Why a term of `limit` from `start` ends at `due`; `start` comes back on the clock of Viet Nam.

    `pauses` are the moments at which the clock stopped and went on (None: it stands); those before `start` belong to
    a term that was begun again, those after its last day to none. A term that stands is explained up to the pause.
    """
    clock = local(start)
    if due.at is None:
        return Explanation(clock, None, (), (), due)
    last = legal_day(due.at)
    in_days = limit.unit in (LimitUnit.WD, LimitUnit.CD, LimitUnit.MO) and bool(limit.whole or due.raw_day)
    zero = day_zero(limit, start, calendar) if in_days else None
    within = [pause for pause in pauses if pause[0] >= start and legal_day(pause[0]) <= last]
    taken = [_taken(pause, last, whole=limit.unit is not LimitUnit.WH) for pause in within]
    gone = frozenset(day for days in taken for day in days)
    days = [day for day in _days(clock.date() if zero is None else zero + timedelta(1), last) if day not in gone]
    if due.raw_day is None:
        counted = tuple(day for day in days if calendar.is_working(day))
        off = [day for day in days if not calendar.is_working(day)]
    else:
        counted = tuple(day for day in days if day <= due.raw_day)
        off = [day for day in days if due.raw_day <= day < last]
    if limit.unit is LimitUnit.SAMEDAY:
        counted = (last,)
    every_day = due.raw_day is not None
    stood = tuple(
        Stood(*pause, days=sum(1 for day in days if every_day or calendar.is_working(day)))
        for pause, days in zip(within, taken, strict=True)
    )
    return Explanation(clock, zero, counted, tuple((day, calendar.reason(day)) for day in off), due, stood)


def _taken(pause: Interval, last: date, *, whole: bool) -> list[date]:
    """The days that a pause takes out of a term: those after its first day up to the day on which the clock goes on.

    A term in hours loses only the days on which the clock stood from morning to evening.
    """
    paused, resumed = pause
    end = last if resumed is None else min(last, legal_day(resumed) - timedelta(0 if whole else 1))
    return _days(legal_day(paused) + timedelta(1), end)


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1)]
