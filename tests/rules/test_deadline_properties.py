"""Whatever the term, the moment and the calendar: the house and the slow oracle say the same, and some laws hold."""

from datetime import UTC, datetime, time, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import VIETNAM, legal_day
from motcua.rules.deadlines import Due, EndMode, Resume, after_pause, due, explain, late_from, parse_limit, soon_from
from tests.rules import oracle
from tests.rules.calendars import WEEKS, house_calendar, oracle_calendar

calendar_named = cache(house_calendar)
calendars = st.sampled_from(sorted(WEEKS))
FIRST, LAST = datetime.fromisoformat("2018-01-01"), datetime.fromisoformat("2027-09-30")
moments = st.datetimes(FIRST, LAST).map(lambda at: at.replace(second=0, microsecond=0))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
numbers = st.integers(1, 60).map(lambda twice: twice / 2)
units = st.sampled_from(["WD", "CD", "WH", "MO", "SAMEDAY"])
stretches = st.lists(st.integers(0, 20_000), min_size=2, max_size=6).filter(lambda minutes: len(minutes) % 2 == 0)


def wall(moment):
    """The house's answer as the oracle writes it."""
    return moment.astimezone(VIETNAM).replace(tzinfo=None)


def limit_of(number, unit, rolling=False, cutoff=None):
    text = unit if unit == "SAMEDAY" else f"{number:g} {unit}"
    return parse_limit(text, mode=EndMode.ROLLING if rolling else EndMode.END_OF_DAY, count_cutoff=cutoff)


def small(number, unit):
    """Months are long: six are enough."""
    return min(number, 6.0) if unit == "MO" else number


@settings(max_examples=400, deadline=None)
@given(calendars, moments, numbers, units, st.booleans(), st.none() | clocks)
def test_the_due_date_is_what_the_oracle_counts(name, start, number, unit, rolling, cutoff):
    number = small(number, unit)
    limit = limit_of(number, unit, rolling, cutoff)
    found = due(limit, start.replace(tzinfo=VIETNAM), calendar_named(name))
    expected = oracle.due(oracle_calendar(name), start, number, unit, rolling, cutoff)
    assert (wall(found.at), found.raw_day) == expected


@settings(max_examples=300, deadline=None)
@given(calendars, moments, numbers, units, st.booleans(), stretches, st.booleans())
def test_the_due_date_after_pauses_is_what_the_oracle_counts(name, start, number, unit, rolling, minutes, again):
    number = small(number, unit)
    marks = [start]
    for stretch in minutes:
        marks.append(marks[-1] + timedelta(minutes=stretch))
    pauses = list(zip(marks[1::2], marks[2::2], strict=True))
    limit, calendar = limit_of(number, unit, rolling), calendar_named(name)
    found = due(limit, start.replace(tzinfo=VIETNAM), calendar)
    for paused, resumed in pauses:
        a, b = paused.replace(tzinfo=VIETNAM), resumed.replace(tzinfo=VIETNAM)
        found = after_pause(limit, found, a, b, calendar, how=Resume.RESTART if again else Resume.RESUME)
    expected = oracle.after_pauses(oracle_calendar(name), start, number, unit, rolling, pauses=pauses, restart=again)
    assert wall(found.at) == expected


@settings(max_examples=200, deadline=None)
@given(calendars, moments, moments)
def test_working_minutes_between_two_moments_are_what_the_oracle_counts(name, one, other):
    earlier = min(one, other)
    later = min(max(one, other), earlier + timedelta(days=90))
    calendar = calendar_named(name)
    counted = calendar.minutes_between(earlier.replace(tzinfo=VIETNAM), later.replace(tzinfo=VIETNAM))
    assert counted == oracle.count_minutes(oracle_calendar(name), earlier, later)
    assert -counted == calendar.minutes_between(later.replace(tzinfo=VIETNAM), earlier.replace(tzinfo=VIETNAM))


@settings(max_examples=200, deadline=None)
@given(calendars, st.datetimes(FIRST, LAST), st.integers(1, 10**9))
def test_working_time_added_and_taken_away_leads_back(name, start, milliseconds):
    calendar, amount = calendar_named(name), timedelta(milliseconds=milliseconds)
    begin = start.replace(tzinfo=UTC)
    end = calendar.add_working_time(begin, amount)
    assert calendar.working_time_between(begin, end) == amount
    assert calendar.working_time_between(calendar.add_working_time(end, -amount), begin) == timedelta()


@settings(max_examples=200, deadline=None)
@given(calendars, moments, numbers, units, st.integers(0, 10), st.integers(0, 50))
def test_a_due_date_is_a_working_moment_after_the_start_and_soon_lies_between(name, start, number, unit, days, percent):
    calendar, begin = calendar_named(name), start.replace(tzinfo=VIETNAM)
    limit = limit_of(small(number, unit), unit)
    end = due(limit, begin, calendar).at
    assert calendar.is_working(legal_day(end))
    assert begin <= end <= late_from(end, limit.unit)
    soon = [
        soon_from(begin, end, calendar, working_days=ahead, share_percent=share)
        for ahead, share in ((days, percent), (days + 1, percent), (days, percent + 1))
    ]
    assert begin <= soon[0] <= end and max(soon) == soon[0]


@settings(max_examples=200, deadline=None)
@given(calendars, moments, numbers, st.sampled_from(["WD", "CD", "WH"]), st.booleans())
def test_a_longer_limit_never_ends_earlier(name, start, number, unit, rolling):
    calendar, begin = calendar_named(name), start.replace(tzinfo=VIETNAM)
    shorter = due(limit_of(number, unit, rolling), begin, calendar).at
    assert shorter <= due(limit_of(number + 0.5, unit, rolling), begin, calendar).at


@settings(max_examples=200, deadline=None)
@given(calendars, moments, st.integers(1, 30))
def test_the_explanation_counts_as_many_days_as_the_limit(name, start, days):
    calendar, begin = calendar_named(name), start.replace(tzinfo=VIETNAM)
    limit = limit_of(days, "WD")
    shown = explain(limit, begin, due(limit, begin, calendar), calendar)
    assert len(shown.counted) == days
    assert shown.day_zero == start.date()
    assert all(calendar.is_working(day) for day in shown.counted)
    assert not any(calendar.is_working(day) for day, _ in shown.skipped)


def test_a_due_date_may_end_in_the_same_moment_for_any_zone_of_the_start():
    calendar, limit = calendar_named("national"), parse_limit("5 WD")
    local = datetime(2023, 4, 26, 23, 30, tzinfo=VIETNAM)
    assert due(limit, local, calendar) == due(limit, local.astimezone(UTC), calendar) != Due(None)
    assert time(16, 30) == local.astimezone(UTC).time()
