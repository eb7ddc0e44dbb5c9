"""When an office works: sessions of the day, holidays, make-up days, half days; and arithmetic on working time.

A calendar is immutable. Every question is answered from a timetable of whole years that is built at the first question
and grows when a question leaves it: no loop over days or minutes afterwards (about one microsecond an answer).
Moments come in aware, in any time zone, and go out in UTC; days are legal days of Viet Nam (UTC+7, no summer time).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from motcua.rules.days import DayKind
from motcua.rules.faults import Fault
from motcua.rules.holidays_vn import NATIONAL_DAYS, SpecialDay
from motcua.rules.timetable import Span, Timetable, make_timetable

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 1976, 2400  # UTC+7 without exception since 13/6/1975
YEARS_KEPT = 60  # of a longer timetable nothing is kept: two hundred units' would fill the memory for a slip of the pen
_ORIGIN_DAY = date(2000, 1, 1).toordinal()
_ORIGIN = datetime(1999, 12, 31, 17, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class OutOfCalendar(Fault):
    """The term leaves the years that a calendar can count, or the office never works."""

    code = "out_of_calendar"
    sentence = f"Thời hạn vượt ra ngoài phạm vi lịch làm việc (năm {FIRST_YEAR} đến năm {LAST_YEAR})."


class BadSessions(Fault):
    """Sessions of one day overlap, stand in the wrong order, or end before they begin."""

    code = "bad_sessions"
    sentence = "Các buổi làm việc trong ngày phải theo thứ tự và không chồng nhau: {sessions}."


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of work within a day, local time of Viet Nam."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


Sessions = tuple[Session, ...]
Week = tuple[Sessions, Sessions, Sessions, Sessions, Sessions, Sessions, Sessions]

_FULL_DAY = (Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17, 30)))
DEFAULT_WEEK: Week = (_FULL_DAY, _FULL_DAY, _FULL_DAY, _FULL_DAY, _FULL_DAY, (), ())


def local(at: datetime) -> datetime:
    """The moment on the clock of Viet Nam. Raises ValueError for a naive moment: that is an error of the caller."""
    if at.tzinfo is None:
        raise ValueError("a moment must be aware")
    return at.astimezone(VIETNAM)


def legal_day(at: datetime) -> date:
    """The day of Viet Nam on which the moment falls: 17:00 UTC begins the next one."""
    return local(at).date()


def first_moment(day: date) -> datetime:
    """The moment at which a legal day begins, UTC."""
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)


@dataclass(frozen=True, slots=True, eq=False)
class WorkingCalendar:
    """Sessions per weekday (Monday first) with exceptions per day; an empty tuple is a day off.

    `reasons` names exceptions for people ("Giỗ Tổ Hùng Vương"). Compared by identity: build one and share it.
    Raises BadSessions.
    """

    week: Week
    exceptions: Mapping[date, Sessions]
    reasons: Mapping[date, str] = field(default_factory=dict)
    _kept: list[Timetable] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        for sessions in (*self.week, *self.exceptions.values()):
            _check(sessions)

    def sessions_on(self, day: date) -> Sessions:
        """The sessions of the day in order; empty on a day off."""
        special = self.exceptions.get(day)
        return self.week[day.weekday()] if special is None else special

    def is_working(self, day: date) -> bool:
        """Whether the office works at all on the day."""
        return bool(self.sessions_on(day))

    def reason(self, day: date) -> str | None:
        """Why the day is not an ordinary one, in Vietnamese; None for an ordinary day or weekend."""
        return self.reasons.get(day)

    def next_working(self, day: date) -> date:
        """The first working day after the day. Raises OutOfCalendar."""
        return self.add_working_days(day, 1)

    def roll_forward(self, day: date) -> date:
        """The day itself when it is a working day, else the next one (Civil Code 2015 Art. 148(5))."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after the day; before it when negative; the day itself for 0.

        Raises OutOfCalendar.
        """
        if count == 0:
            return day
        ordinal = day.toordinal()
        table = self._table(ordinal)
        found = table.nth_after(ordinal, count)
        while found is None:
            table = self._grow(table)
            found = table.nth_after(ordinal, count)
        return date.fromordinal(found)

    def working_days_between(self, earlier: date, later: date) -> int:
        """How many working days d there are with earlier < d <= later; negative the other way round."""
        low, high = earlier.toordinal(), later.toordinal()
        table = self._table(low, high)
        return table.counts[high - table.first] - table.counts[low - table.first]

    def end_of_day(self, day: date) -> datetime:
        """The end of the last session of the day, UTC. Raises OutOfCalendar on a day off."""
        sessions = self.sessions_on(day)
        if not sessions:
            raise OutOfCalendar()
        return _moment(day.toordinal(), _offset(sessions[-1].closes))

    def at_clock(self, day: date, clock: time) -> datetime:
        """The first working moment at or after that clock time on a working day, at the latest its last closing; UTC.

        Raises OutOfCalendar on a day off.
        """
        wanted = _offset(clock)
        for session in self.sessions_on(day):
            if wanted <= _offset(session.closes):
                return _moment(day.toordinal(), max(wanted, _offset(session.opens)))
        return self.end_of_day(day)

    def working_time_between(self, earlier: datetime, later: datetime) -> timedelta:
        """The working time from one moment to the other; negative the other way round."""
        low, high = local(earlier), local(later)
        first, last = low.toordinal(), high.toordinal()
        table = self._table(first, last)
        return timedelta(microseconds=table.position(last, _offset(high)) - table.position(first, _offset(low)))

    def minutes_between(self, earlier: datetime, later: datetime) -> int:
        """Whole working minutes from one moment to the other, rounded down."""
        return self.working_time_between(earlier, later) // timedelta(minutes=1)

    def add_working_time(self, at: datetime, amount: timedelta) -> datetime:
        """The first moment by which that much working time has passed since `at` (before it when negative); UTC.

        Time that ends with a session ends there, not at the next opening. Nothing to add: `at` itself.
        Raises OutOfCalendar.
        """
        clock = local(at)
        if not amount:
            return clock.astimezone(UTC)
        ordinal, offset, more = clock.toordinal(), _offset(clock), amount // _MICROSECOND
        table = self._table(ordinal)
        found = table.moment(table.position(ordinal, offset) + more)
        while found is None:
            table = self._grow(table)
            found = table.moment(table.position(ordinal, offset) + more)
        return _moment(*found)

    def add_minutes(self, at: datetime, minutes: int) -> datetime:
        """`add_working_time` in whole minutes."""
        return self.add_working_time(at, timedelta(minutes=minutes))

    def _table(self, low: int, high: int | None = None) -> Timetable:
        """The timetable that holds both days, built or grown where necessary."""
        high = low if high is None else high
        kept = self._kept[0] if self._kept else None
        if kept and kept.first <= low <= kept.last and kept.first <= high <= kept.last:
            return kept
        years = sorted((date.fromordinal(low).year, date.fromordinal(high).year))
        if years[0] < FIRST_YEAR or years[1] > LAST_YEAR:
            raise OutOfCalendar()
        first = min(years[0] - 1, kept.first_year if kept else LAST_YEAR)
        return self._build(first, max(years[1] + 1, kept.last_year if kept else FIRST_YEAR))

    def _grow(self, table: Timetable) -> Timetable:
        """The timetable with as many years again on both sides. Raises OutOfCalendar when there are no more."""
        if table.first_year == FIRST_YEAR and table.last_year == LAST_YEAR:
            raise OutOfCalendar()
        years = table.last_year - table.first_year + 1
        return self._build(table.first_year - years // 2, table.last_year + years)

    def _build(self, first_year: int, last_year: int) -> Timetable:
        week = [_spans(sessions) for sessions in self.week]
        special = {day.toordinal(): _spans(sessions) for day, sessions in self.exceptions.items()}
        table = make_timetable(max(first_year, FIRST_YEAR), min(last_year, LAST_YEAR), week, special)
        if table.last_year - table.first_year < YEARS_KEPT:
            self._kept[:] = [table]
        return table


def make_calendar(week: Week = DEFAULT_WEEK, *, days: Iterable[SpecialDay] = NATIONAL_DAYS) -> WorkingCalendar:
    """A calendar from office hours and exceptional days; a later entry for the same day overrides an earlier one.

    A day has the sessions of its kind (`sessions_of`) unless it brings its own. A unit's calendar is
    `make_calendar(week, days=[*NATIONAL_DAYS, *its own days])`.
    """
    exceptions: dict[date, Sessions] = {}
    reasons: dict[date, str] = {}
    for special in days:
        own = tuple(Session(opens, closes) for opens, closes in special.sessions)
        exceptions[special.day] = own or sessions_of(special.kind, special.day, week)
        reasons[special.day] = special.reason
    return WorkingCalendar(week, exceptions, reasons)


def sessions_of(kind: DayKind, day: date, week: Week) -> Sessions:
    """The sessions of a day of this kind in a week, where nothing else is said of it.

    A make-up day stands for the working day that was swapped with it, so it has the whole sessions of one, the longest
    of the week, also at a desk that would be open on its Saturday morning anyway. A half day has the first session of
    its weekday; on a day of rest, of a whole day.
    """
    own = week[day.weekday()]
    if kind is DayKind.OFF:
        return ()
    if kind is DayKind.ORDINARY:
        return own
    full = max(week, key=lambda sessions: sum(closes - opens for opens, closes in _spans(sessions)))
    return full if kind is DayKind.WORK else (own or full)[:1]


@cache
def national_calendar() -> WorkingCalendar:
    """The default sessions with the national days of `holidays_vn`: one shared calendar."""
    return make_calendar()


def _check(sessions: Sessions) -> None:
    ordered = all(session.opens < session.closes for session in sessions)
    if not ordered or any(earlier.closes > later.opens for earlier, later in pairwise(sessions)):
        raise BadSessions(sessions=", ".join(map(str, sessions)))


def _spans(sessions: Sessions) -> tuple[Span, ...]:
    return tuple((_offset(session.opens), _offset(session.closes)) for session in sessions)


def _offset(clock: datetime | time) -> int:
    """Microseconds since midnight."""
    return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000_000 + clock.microsecond


def _moment(ordinal: int, offset: int) -> datetime:
    return _ORIGIN + timedelta(ordinal - _ORIGIN_DAY, 0, offset)
