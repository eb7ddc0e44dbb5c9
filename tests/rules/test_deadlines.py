"""Pauses, verdicts, warnings and explanations."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from motcua.rules.calendar import DEFAULT_WEEK, OutOfCalendar, Session, make_calendar, national_calendar
from motcua.rules.deadlines import (
    FAR_FUTURE,
    Due,
    LimitUnit,
    PauseBackwards,
    Resume,
    Timing,
    after_pause,
    explain,
    hand_over_by,
    late_from,
    longer_step,
    restart,
    resume,
    soon_from,
    step_due,
    step_resume,
    verdict,
)
from motcua.rules.deadlines import due as due_of
from tests.rules.times import at, due, limit, shown

CALENDAR = national_calendar()
WD, WH, NOW = LimitUnit.WD, LimitUnit.WH, LimitUnit.NOW


def test_a_term_without_appointment_has_no_due_date_and_is_never_late():
    assert due("NOW", "2023-04-26T14:00") == Due(None)
    assert late_from(None, NOW) == soon_from(at("2023-04-26T14:00"), None, CALENDAR) == FAR_FUTURE
    assert verdict(at("2023-04-27T14:00"), None, NOW) is Timing.ON_TIME
    assert resume(limit("NOW"), Due(None), at("2023-04-26T14:00"), at("2023-04-27T14:00"), CALENDAR) == Due(None)


def test_half_days_go_on_after_the_whole_ones():
    assert shown(due("2.5 WD", "2023-04-17T09:00").at) == "2023-04-20T11:30"
    assert shown(due("2.5 WD", "2023-04-17T09:00", rolling=True).at) == "2023-04-19T15:00"
    assert shown(due("0.5 WD", "2023-04-17T16:00").at) == "2023-04-18T10:00"
    assert shown(due("0.5 WD", "2023-04-17T16:00", cutoff="15:00").at) == "2023-04-18T11:30"


def test_half_a_calendar_day_takes_its_day_and_half_a_month_is_fifteen_days():
    assert shown(due("2.5 CD", "2023-04-17T09:00").at) == "2023-04-20T17:30"
    assert due("1.5 MO", "2024-01-31T09:00").raw_day == date(2024, 3, 15)


def test_a_term_that_ends_on_a_half_day_ends_at_noon():
    week = (*DEFAULT_WEEK[:5], (Session(time(7, 30), time(11, 30)),), ())
    desk = make_calendar(week)
    assert shown(due_of(limit("1 WD"), at("2023-04-14T09:00"), desk).at) == "2023-04-15T11:30"
    assert shown(due_of(limit("1 WD", rolling=True), at("2023-04-14T16:00"), desk).at) == "2023-04-15T11:30"


def test_same_day_after_the_office_has_closed_is_the_next_working_day():
    week = (*DEFAULT_WEEK[:5], (Session(time(7, 30), time(11, 30)),), ())
    desk = make_calendar(week)
    assert shown(due_of(limit("SAMEDAY"), at("2023-04-15T11:30"), desk).at) == "2023-04-15T11:30"
    assert shown(due_of(limit("SAMEDAY"), at("2023-04-15T11:31"), desk).at) == "2023-04-17T17:30"
    assert shown(due("SAMEDAY", "2022-11-18T15:00").at) == "2022-11-18T17:30"
    assert shown(due("SAMEDAY", "2022-11-18T16:00", cutoff="16:00").at) == "2022-11-18T17:30"
    assert shown(due("SAMEDAY", "2022-11-19T16:00").at) == "2022-11-21T17:30"


def test_what_is_late_stays_late_whatever_pause_begins_later():
    first = due("1 WD", "2023-04-17T09:00")
    for how in Resume:
        term, paused, resumed = limit("1 WD"), at("2023-04-19T00:00"), at("2023-04-28T09:00")
        assert after_pause(term, first, paused, resumed, CALENDAR, how=how) == first
        moved = after_pause(term, first, at("2023-04-18T23:59"), resumed, CALENDAR, how=how)
        assert moved != first


def test_working_hours_are_late_from_the_moment_so_a_pause_after_it_does_not_help():
    first = due("4 WH", "2023-04-17T07:30")
    assert resume(limit("4 WH"), first, at("2023-04-17T11:31"), at("2023-04-18T11:31"), CALENDAR) == first
    later = resume(limit("4 WH"), first, at("2023-04-17T11:00"), at("2023-04-17T14:00"), CALENDAR)
    assert shown(later.at) == "2023-04-17T14:30"


def test_a_resumed_rolling_term_keeps_its_clock_time():
    first = due("3 WD", "2023-04-17T09:10", rolling=True)
    later = resume(limit("3 WD", rolling=True), first, at("2023-04-18T10:00"), at("2023-04-19T10:00"), CALENDAR)
    assert shown(later.at) == "2023-04-21T09:10"


def test_calendar_days_within_one_day_do_not_move():
    first = due("5 CD", "2023-04-17T09:10")
    assert resume(limit("5 CD"), first, at("2023-04-18T10:00"), at("2023-04-18T16:00"), CALENDAR) is first
    old = Due(first.at)
    later = resume(limit("5 CD"), old, at("2023-04-18T10:00"), at("2023-04-19T16:00"), CALENDAR)
    assert shown(later.at) == "2023-04-25T17:30"


def test_a_pause_that_ends_before_it_begins_is_refused():
    first = due("5 WD", "2023-04-17T09:10")
    for how in Resume:
        with pytest.raises(PauseBackwards, match="09:00 18/04/2023"):
            after_pause(limit("5 WD"), first, at("2023-04-19T09:00"), at("2023-04-18T09:00"), CALENDAR, how=how)


def test_a_restart_is_a_new_term():
    assert restart(limit("5 WD"), at("2023-04-26T14:00"), CALENDAR) == due("5 WD", "2023-04-26T14:00")


@pytest.mark.parametrize(
    ("finished", "unit", "expected"),
    [
        ("2023-05-05T23:59", WD, Timing.EARLY),
        ("2023-05-08T00:00", WD, Timing.ON_TIME),
        ("2023-05-08T23:59:59.999999", WD, Timing.ON_TIME),
        ("2023-05-09T00:00", WD, Timing.LATE),
        ("2023-05-08T10:00", WH, Timing.ON_TIME),
        ("2023-05-08T17:30", WH, Timing.ON_TIME),
        ("2023-05-08T17:30:01", WH, Timing.LATE),
        ("2023-05-07T10:00", WH, Timing.EARLY),
    ],
)
def test_days_are_judged_by_the_legal_day_and_hours_by_the_moment(finished, unit, expected):
    assert verdict(at(finished), at("2023-05-08T17:30"), unit) is expected


def test_late_begins_after_the_last_moment_of_the_legal_day():
    assert late_from(at("2023-05-08T17:30"), WD) == datetime(2023, 5, 8, 16, 59, 59, 999999, tzinfo=UTC)
    assert late_from(at("2023-05-08T17:30"), WH) == at("2023-05-08T17:30")


def test_soon_begins_two_working_days_before_or_a_fifth_of_a_long_term():
    start = at("2023-04-03T07:30")
    assert shown(soon_from(start, due("10 WD", "2023-04-03T07:30").at, CALENDAR)) == "2023-04-13T15:54"
    assert shown(soon_from(start, at("2023-04-07T17:30"), CALENDAR)) == "2023-04-05T17:30"
    assert soon_from(start, due("1 WD", "2023-04-03T07:30").at, CALENDAR) == start
    long = soon_from(start, due("40 WD", "2023-04-03T07:30").at, CALENDAR)
    assert shown(long) == "2023-05-22T15:54"


@pytest.mark.parametrize(
    ("days", "percent", "soon"),
    [
        (2, 20, "2023-04-13T15:54"),
        (3, 20, "2023-04-12T17:30"),
        (2, 50, "2023-04-10T11:30"),
        (1, 0, "2023-04-14T17:30"),
        (0, 0, "2023-04-17T17:30"),
    ],
)
def test_a_province_says_how_long_ahead_soon_is(days, percent, soon):
    start, end = at("2023-04-03T07:30"), due("10 WD", "2023-04-03T07:30").at
    found = soon_from(start, end, CALENDAR, working_days=days, share_percent=percent)
    assert (shown(found), found.tzinfo) == (soon, UTC)


@pytest.mark.parametrize(
    ("received", "cutoff", "by"),
    [
        ("2023-04-24T09:00", "15:00", "2023-04-24T17:30"),
        ("2023-04-24T06:45", "15:00", "2023-04-24T17:30"),
        ("2023-04-24T12:15", "15:00", "2023-04-24T17:30"),
        ("2023-04-24T15:00", "15:00", "2023-04-24T17:30"),
        ("2023-04-24T15:00:01", "15:00", "2023-04-25T07:30"),
        ("2023-04-24T15:30", "16:00", "2023-04-24T17:30"),
        ("2023-04-24T17:31", "18:00", "2023-04-25T07:30"),
        ("2023-04-21T15:10", "15:00", "2023-04-24T07:30"),  # Friday afternoon
        ("2023-04-22T09:00", "15:00", "2023-04-24T07:30"),  # Saturday
        ("2023-04-29T09:00", "15:00", "2023-05-04T07:30"),  # days off until 3 May
        ("2023-04-28T15:01", "15:00", "2023-05-04T07:30"),
    ],
)
def test_a_dossier_is_handed_over_the_same_day_or_at_the_start_of_the_next_working_one(received, cutoff, by):
    assert shown(hand_over_by(at(received), time.fromisoformat(cutoff), CALENDAR)) == by


def test_what_comes_in_after_a_half_day_is_handed_over_the_next_morning():
    desk = make_calendar((*DEFAULT_WEEK[:5], (Session(time(7, 30), time(11, 30)),), ()))
    found = [hand_over_by(at(f"2023-04-22T{clock}"), time(15), desk) for clock in ("11:30", "11:31")]
    assert [shown(moment) for moment in found] == ["2023-04-22T11:30", "2023-04-24T07:30"]


def test_a_step_counts_working_minutes_and_a_day_is_four_hundred_and_eighty():
    opened = at("2023-04-17T09:00")
    assert shown(step_due(opened, Decimal("0.5"), WD, CALENDAR)) == "2023-04-17T15:00"
    assert shown(step_due(opened, 1, WD, CALENDAR)) == "2023-04-18T09:00"
    assert shown(step_due(opened, 4, WH, CALENDAR)) == "2023-04-17T15:00"
    assert shown(step_due(opened, 15, LimitUnit.CD, CALENDAR)) == "2023-05-04T17:30"
    assert shown(step_due(opened, None, LimitUnit.SAMEDAY, CALENDAR)) == "2023-04-17T17:30"
    assert step_due(opened, None, WD, CALENDAR) is None
    assert step_due(opened, 1, None, CALENDAR) is None
    assert step_due(opened, 0, NOW, CALENDAR) is None


@pytest.mark.parametrize(
    ("own", "days", "longer"),
    [("1 WD", 3, "4 WD"), ("4 WH", 3, "28 WH"), ("2 WD", 0, "2 WD"), ("15 CD", 3, "15 CD"), ("1 MO", 3, "1 MO")],
)
def test_the_open_step_gets_the_days_of_an_extension_where_it_is_counted_in_working_time(own, days, longer):
    assert longer_step(limit(own), days) == limit(longer)


def test_a_step_stands_still_with_the_dossier():
    end = at("2023-04-17T15:00")
    assert shown(step_resume(end, at("2023-04-17T10:00"), at("2023-04-17T14:30"), CALENDAR)) == "2023-04-17T17:30"
    assert step_resume(end, at("2023-04-17T12:00"), at("2023-04-17T13:00"), CALENDAR) == end


def explained(term, start, **settings):
    wanted = limit(term, **settings)
    return explain(wanted, at(start), due_of(wanted, at(start), CALENDAR), CALENDAR)


def test_the_explanation_of_working_days_names_the_holidays():
    shown_to_the_clerk = explained("3 WD", "2023-04-27T14:00")
    assert shown_to_the_clerk.day_zero == date(2023, 4, 27)
    assert shown_to_the_clerk.counted == (date(2023, 4, 28), date(2023, 5, 4), date(2023, 5, 5))
    assert shown_to_the_clerk.skipped[0] == (date(2023, 4, 29), "Giỗ Tổ Hùng Vương")
    assert explained("1 WD", "2023-04-14T09:00").skipped == ((date(2023, 4, 15), None), (date(2023, 4, 16), None))


def test_the_explanation_shows_day_zero_moved_by_the_cutoff():
    assert explained("3 WD", "2023-04-17T15:10", cutoff="15:00").day_zero == date(2023, 4, 18)


def test_the_explanation_of_calendar_days_counts_holidays_and_skips_at_the_end():
    shown_to_the_clerk = explained("15 CD", "2025-08-18T09:00")
    assert len(shown_to_the_clerk.counted) == 15
    assert shown_to_the_clerk.skipped == ((date(2025, 9, 2), "Quốc khánh"),)


def test_the_explanation_of_hours_and_of_same_day_names_the_days_used():
    hours = explained("4 WH", "2026-03-06T15:30")
    assert (hours.day_zero, hours.counted) == (None, (date(2026, 3, 6), date(2026, 3, 9)))
    assert explained("0.5 WD", "2023-04-17T08:00").day_zero is None
    same = explained("SAMEDAY", "2022-11-18T15:20")
    assert (same.counted, len(same.skipped)) == ((date(2022, 11, 21),), 2)
    assert explained("NOW", "2022-11-18T15:20").counted == ()


def test_a_term_beyond_every_calendar_is_refused():
    with pytest.raises(OutOfCalendar):
        due("9999 WD", "2399-04-17T09:00")
