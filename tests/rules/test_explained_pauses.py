"""The explanation of a date names the pauses, and the days it counts come to the term."""

from datetime import date

import pytest

from motcua.rules.calendar import national_calendar
from motcua.rules.deadlines import Resume, after_pause, due, explain, parse_limit
from tests.rules.times import at

CALENDAR = national_calendar()


def paused(term, start, *pauses):
    """The explanation of a term that stood still between these moments (None: it still stands)."""
    limit, begun = parse_limit(term), at(start)
    moments = [(at(stopped), at(went_on) if went_on else None) for stopped, went_on in pauses]
    ends = due(limit, begun, CALENDAR)
    for stopped, went_on in moments:
        if went_on is not None:
            ends = after_pause(limit, ends, stopped, went_on, CALENDAR, how=Resume.RESUME)
    return explain(limit, begun, ends, CALENDAR, moments)


@pytest.mark.parametrize("term", ["5 WD", "10 WD", "15 CD"])
@pytest.mark.parametrize(
    "pauses",
    [
        [("2026-11-17T14:00", "2026-11-19T10:00")],
        [("2026-11-17T14:00", "2026-11-23T10:00"), ("2026-11-25T08:00", "2026-11-27T16:00")],
        [("2026-11-18T09:00", "2026-11-18T15:00")],
    ],
)
def test_the_days_of_a_pause_are_not_counted_and_the_others_come_to_the_term(term, pauses):
    shown = paused(term, "2026-11-16T09:10", *pauses)
    assert len(shown.counted) == int(term.split()[0])
    assert [one.paused for one in shown.stood] == [at(stopped) for stopped, _ in pauses]


def test_a_pause_says_how_many_days_it_took_out():
    # Tuesday afternoon to Monday morning: Wednesday, Thursday, Friday and Monday; as days of the calendar six.
    days = paused("5 WD", "2026-11-16T09:10", ("2026-11-17T14:00", "2026-11-23T10:00"))
    assert days.stood[0].days == 4 and days.counted[:2] == (date(2026, 11, 17), date(2026, 11, 25))
    assert days.skipped[0] == (date(2026, 11, 24), "Ngày Văn hóa Việt Nam")
    assert paused("15 CD", "2026-11-16T09:10", ("2026-11-17T14:00", "2026-11-23T10:00")).stood[0].days == 6


def test_a_term_that_stands_is_explained_up_to_the_pause():
    shown = paused("5 WD", "2026-11-16T09:10", ("2026-11-18T14:00", None))
    assert shown.counted == (date(2026, 11, 17), date(2026, 11, 18))
    assert (shown.stood[0].resumed, shown.stood[0].days) == (None, 3)


def test_a_pause_that_began_too_late_is_none_of_the_term():
    shown = paused("5 WD", "2026-11-16T09:10", ("2026-11-26T08:00", "2026-12-03T08:00"))
    assert len(shown.counted) == 5 and shown.stood == ()


def test_what_was_before_a_term_that_began_again_is_not_explained_with_it():
    limit, begun = parse_limit("5 WD"), at("2026-11-20T08:00")
    before = [(at("2026-11-17T08:00"), begun)]
    shown = explain(limit, begun, due(limit, begun, CALENDAR), CALENDAR, before)
    assert shown.stood == () and len(shown.counted) == 5


def test_a_term_in_hours_loses_only_whole_days():
    shown = paused("8 WH", "2026-11-16T09:30", ("2026-11-16T14:00", "2026-11-18T14:00"))
    assert shown.counted == (date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 19))
    assert shown.stood[0].days == 1


def test_the_day_of_a_same_day_term_is_named_after_a_pause_too():
    shown = paused("SAMEDAY", "2026-11-16T09:30", ("2026-11-16T10:00", "2026-11-17T10:00"))
    assert shown.counted == (date(2026, 11, 17),)
