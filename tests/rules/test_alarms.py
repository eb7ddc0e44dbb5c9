"""At 50, 75, 90 and 100 percent of a term somebody is told; the points lie in working time and move with the date."""

from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.rules.alarms import SHARES, Term, apology_point, broken_point, next_point, point, reached
from motcua.rules.calendar import VIETNAM, national_calendar
from motcua.rules.deadlines import Resume, after_pause, apology_by, due, parse_limit
from tests.rules.test_deadline_properties import calendar_named, calendars, moments, numbers, small
from tests.rules.times import at, shown

NATIONAL = national_calendar()


def term(start: str, text: str) -> Term:
    """The term of a limit that starts at a moment."""
    due_at = due(parse_limit(text), at(start), NATIONAL).at
    return Term(due_at, NATIONAL.working_time_between(at(start), due_at), NATIONAL)


def test_half_of_a_step_of_one_day_is_four_working_hours() -> None:
    step = Term(at("2026-11-17T09:00"), timedelta(hours=8), NATIONAL)  # opened Monday 09:00
    assert [shown(point(step, share)) for share in SHARES] == [
        "2026-11-16T15:00", "2026-11-16T17:00", "2026-11-17T08:12", "2026-11-17T09:00",
    ]  # fmt: skip


def test_a_weekend_uses_nothing_up() -> None:
    five_days = term("2026-11-13T07:30", "5 WD")  # Friday; due Friday the 20th, six working days in all
    assert shown(point(five_days, 50)) == "2026-11-17T17:30"
    assert shown(point(five_days, 100)) == "2026-11-20T17:30"


def test_a_point_that_falls_on_an_end_of_work_comes_at_that_end_and_not_at_the_next_opening() -> None:
    assert shown(point(Term(at("2026-11-17T09:30"), timedelta(hours=4), NATIONAL), 50)) == "2026-11-16T17:30"
    assert shown(point(Term(at("2026-11-17T15:30"), timedelta(hours=4), NATIONAL), 50)) == "2026-11-17T11:30"


def test_the_next_point_comes_strictly_after_and_there_is_none_after_the_last() -> None:
    step = Term(at("2026-11-17T09:00"), timedelta(hours=8), NATIONAL)
    assert shown(next_point(step, after=at("2026-11-16T09:00"))) == "2026-11-16T15:00"
    assert shown(next_point(step, after=at("2026-11-16T15:00"))) == "2026-11-16T17:00"
    assert shown(next_point(step, after=at("2026-11-17T08:59"))) == "2026-11-17T09:00"
    assert next_point(step, after=at("2026-11-17T09:00")) is None


def test_who_was_away_is_told_the_last_of_what_was_reached() -> None:
    step = Term(at("2026-11-17T09:00"), timedelta(hours=8), NATIONAL)
    assert reached(step, since=at("2026-11-16T10:00"), until=at("2026-11-17T08:30")) == 90
    assert reached(step, since=at("2026-11-16T15:00"), until=at("2026-11-16T15:00")) == 50
    assert reached(step, since=at("2026-11-16T15:01"), until=at("2026-11-16T16:59")) is None
    assert reached(step, since=at("2026-11-17T09:01"), until=at("2026-11-18T09:00")) is None


def test_the_reminder_of_the_apology_comes_as_its_last_day_opens() -> None:
    monday = at("2026-11-23T17:30")
    assert shown(apology_point(monday, NATIONAL)) == "2026-11-20T07:30"
    assert shown(apology_by(monday, NATIONAL)) == "2026-11-20T17:30"


def test_a_promised_day_is_broken_as_the_next_working_day_opens() -> None:
    assert shown(broken_point(at("2026-11-20T17:30"), NATIONAL)) == "2026-11-23T07:30"  # Friday, Monday
    assert shown(broken_point(at("2026-11-22T09:00"), NATIONAL)) == "2026-11-23T07:30"


terms = st.tuples(calendars, moments, numbers, st.sampled_from(["WD", "CD", "WH", "MO"]))


def drawn(name, start, number, unit):
    """A term out of its draw, with its start."""
    start, calendar = start.replace(tzinfo=VIETNAM), calendar_named(name)
    due_at = due(parse_limit(f"{small(number, unit):g} {unit}"), start, calendar).at
    return start, Term(due_at, calendar.working_time_between(start, due_at), calendar)


@settings(max_examples=200, deadline=None)
@given(terms)
def test_the_points_follow_each_other_within_the_term_and_the_last_is_the_due_moment(parts) -> None:
    start, made = drawn(*parts)
    points = [point(made, share) for share in SHARES]
    assert points == sorted(points) and points[-1] == made.due_at
    for share, moment in zip(SHARES, points, strict=True):
        used = made.calendar.working_time_between(start, moment)
        assert abs(used - made.length * share / 100) <= timedelta(microseconds=1)


@settings(max_examples=200, deadline=None)
@given(terms, st.integers(-2000, 60_000))
def test_walking_from_point_to_point_tells_each_share_once(parts, minutes) -> None:
    start, made = drawn(*parts)
    assume(made.length)
    told, here = [], start + timedelta(minutes=minutes)
    ahead = [share for share in SHARES if point(made, share) > here]
    while (moment := next_point(made, after=here)) is not None:
        told.append(reached(made, since=moment, until=moment))
        here = moment
    assert told == ahead


@settings(max_examples=300, deadline=None)
@given(terms, st.integers(-3000, 60_000), st.integers(0, 20_000))
def test_what_was_reached_is_the_highest_share_whose_point_lies_between(parts, minutes, span) -> None:
    start, made = drawn(*parts)
    since = start + timedelta(minutes=minutes)
    until = since + timedelta(minutes=span)
    expected = [share for share in SHARES if since <= point(made, share) <= until]
    assert reached(made, since=since, until=until) == (expected[-1] if expected else None)


@settings(max_examples=200, deadline=None)
@given(terms, st.integers(1, 20_000), st.integers(1, 20_000))
def test_a_pause_moves_the_points_that_are_ahead_and_brings_none_back(parts, before, stood) -> None:
    name, start, number, unit = parts
    _, made = drawn(name, start, number, unit)
    limit = parse_limit(f"{small(number, unit):g} {unit}")
    begun = start.replace(tzinfo=VIETNAM)
    paused = begun + timedelta(minutes=before)
    resumed = paused + timedelta(minutes=stood)
    first = due(limit, begun, made.calendar)
    moved = after_pause(limit, first, paused, resumed, made.calendar, how=Resume.RESUME)
    later = Term(moved.at, made.length, made.calendar)
    for share in SHARES:
        assert point(later, share) >= point(made, share)
