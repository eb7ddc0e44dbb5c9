"""Sessions, days off and working time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from motcua.rules import calendar
from motcua.rules.calendar import (
    DEFAULT_WEEK,
    BadSessions,
    OutOfCalendar,
    Session,
    WorkingCalendar,
    first_moment,
    legal_day,
    make_calendar,
    national_calendar,
)
from motcua.rules.days import DayKind
from motcua.rules.holidays_vn import NATIONAL_DAYS, SpecialDay
from motcua.rules.timetable import make_timetable
from tests.rules.times import at, shown

CALENDAR = national_calendar()
NEVER: WorkingCalendar = WorkingCalendar(((),) * 7, {})


def test_the_legal_day_begins_at_midnight_of_viet_nam():
    assert legal_day(datetime(2023, 4, 26, 16, 59, 59, tzinfo=UTC)) == date(2023, 4, 26)
    assert legal_day(datetime(2023, 4, 26, 17, 0, tzinfo=UTC)) == date(2023, 4, 27)


def test_the_first_moment_of_a_day_belongs_to_it_and_the_one_before_does_not():
    first = first_moment(date(2023, 4, 27))
    assert (first, first.tzinfo) == (datetime(2023, 4, 26, 17, tzinfo=UTC), UTC)
    assert legal_day(first) == date(2023, 4, 27)
    assert legal_day(first - timedelta(microseconds=1)) == date(2023, 4, 26)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        legal_day(datetime.fromisoformat("2023-04-26T09:00"))


def test_a_holiday_is_off_and_names_its_reason():
    assert not CALENDAR.is_working(date(2023, 5, 2))
    assert CALENDAR.reason(date(2023, 5, 2)) == "Giỗ Tổ Hùng Vương (nghỉ bù)"
    assert CALENDAR.reason(date(2023, 5, 4)) is None


def test_a_make_up_saturday_has_a_full_day_of_sessions():
    assert CALENDAR.sessions_on(date(2024, 5, 4)) == DEFAULT_WEEK[0]
    assert CALENDAR.sessions_on(date(2024, 5, 11)) == ()


def test_a_holiday_on_saturday_closes_the_saturday_desk_too():
    week = (*DEFAULT_WEEK[:5], (Session(time(7, 30), time(11, 30)),), ())
    desk = make_calendar(week)
    assert desk.is_working(date(2022, 4, 23))
    assert not desk.is_working(date(2022, 4, 30))


def test_working_days_are_counted_in_both_directions():
    assert CALENDAR.add_working_days(date(2023, 4, 28), 1) == date(2023, 5, 4)
    assert CALENDAR.add_working_days(date(2023, 5, 4), -1) == date(2023, 4, 28)
    assert CALENDAR.add_working_days(date(2023, 5, 1), -1) == date(2023, 4, 28)
    assert CALENDAR.add_working_days(date(2023, 5, 1), 0) == date(2023, 5, 1)
    assert CALENDAR.working_days_between(date(2023, 4, 28), date(2023, 5, 8)) == 3
    assert CALENDAR.working_days_between(date(2023, 5, 8), date(2023, 4, 28)) == -3


def test_a_day_off_moves_forward_and_a_working_day_stays():
    assert CALENDAR.roll_forward(date(2025, 9, 2)) == date(2025, 9, 3)
    assert CALENDAR.roll_forward(date(2025, 9, 3)) == date(2025, 9, 3)
    assert CALENDAR.next_working(date(2025, 9, 3)) == date(2025, 9, 4)


def test_the_clock_time_of_a_day_moves_into_its_sessions():
    day = date(2023, 4, 17)
    wanted = ("05:00", "11:30", "12:00", "14:10", "22:00")
    moved = [shown(CALENDAR.at_clock(day, time.fromisoformat(clock)))[-5:] for clock in wanted]
    assert moved == ["07:30", "11:30", "13:30", "14:10", "17:30"]


def test_a_day_off_has_no_end():
    with pytest.raises(OutOfCalendar):
        CALENDAR.end_of_day(date(2023, 5, 2))


def test_working_time_that_ends_with_a_session_ends_there():
    assert shown(CALENDAR.add_minutes(at("2023-04-17T07:30"), 240)) == "2023-04-17T11:30"
    assert shown(CALENDAR.add_minutes(at("2023-04-17T12:00"), 240)) == "2023-04-17T17:30"
    assert shown(CALENDAR.add_minutes(at("2023-04-17T09:00"), -90)) == "2023-04-14T17:30"


def test_nothing_added_is_the_same_moment_even_at_night():
    assert CALENDAR.add_minutes(at("2023-04-16T23:10"), 0) == at("2023-04-16T23:10")


def test_seconds_are_kept_and_minutes_rounded_down():
    start = at("2023-04-17T09:00:30.250000")
    assert CALENDAR.add_minutes(start, 60) == at("2023-04-17T10:00:30.250000")
    assert CALENDAR.minutes_between(at("2023-04-17T09:00"), at("2023-04-17T09:02:59")) == 2


def test_a_calendar_reaches_as_far_as_the_law_may_ask():
    assert CALENDAR.add_working_days(date(2023, 4, 17), 9999).year == 2061
    assert CALENDAR.add_working_days(date(2062, 1, 2), -9999).year == 2023
    assert make_calendar().add_working_time(at("2023-04-17T08:00"), timedelta(hours=9999)).year == 2028
    assert CALENDAR.working_time_between(at("1980-01-02T08:00"), at("1980-01-02T09:00")) == timedelta(hours=1)


def test_near_the_first_year_a_long_term_still_finds_its_end():
    assert make_calendar().add_working_days(date(1977, 1, 3), 9999).year == 2015
    assert make_calendar().add_working_days(date(2399, 1, 4), -9999).year == 2360


def test_years_that_were_laid_out_once_are_not_laid_out_again(monkeypatch):
    laid_out: list[tuple[int, int]] = []

    def lay_out(first, last, *days):
        laid_out.append((first, last))
        return make_timetable(first, last, *days)

    monkeypatch.setattr(calendar, "make_timetable", lay_out)
    fresh = make_calendar()
    fresh.working_days_between(date(2023, 5, 2), date(2023, 5, 8))
    for day in (date(2022, 1, 1), date(2023, 7, 1), date(2024, 12, 31)):
        fresh.working_days_between(day, day)
    assert laid_out == [(2022, 2024)]
    fresh.working_days_between(date(2021, 12, 31), date(2023, 5, 8))
    fresh.working_days_between(date(2023, 5, 8), date(2025, 1, 1))
    assert laid_out[1:] == [(2020, 2024), (2020, 2026)]


def test_a_calendar_ends_with_one_clear_sentence():
    fresh = make_calendar()
    for attempt in (
        lambda: fresh.add_working_days(date(1975, 1, 1), 1),
        lambda: fresh.add_working_days(date(2500, 1, 1), 1),
        lambda: fresh.add_working_days(date(2399, 12, 1), 9999),
        lambda: fresh.working_days_between(date(1975, 12, 31), date(1980, 1, 1)),
        lambda: fresh.working_days_between(date(2399, 1, 1), date(2401, 1, 1)),
        lambda: fresh.add_working_time(at("2400-12-29T08:00"), timedelta(hours=9999)),
    ):
        with pytest.raises(OutOfCalendar, match="năm 1976 đến năm 2400"):
            attempt()


def test_an_office_that_never_works_is_found_out():
    with pytest.raises(OutOfCalendar):
        NEVER.next_working(date(2023, 4, 17))
    with pytest.raises(OutOfCalendar):
        NEVER.add_minutes(at("2023-04-17T09:00"), 1)


@pytest.mark.parametrize(
    "sessions",
    [
        (Session(time(11), time(9)),),
        (Session(time(9), time(9)),),
        (Session(time(7), time(11)), Session(time(10), time(17))),
        (Session(time(13), time(17)), Session(time(7), time(11))),
    ],
)
def test_sessions_that_overlap_or_run_backwards_are_refused(sessions):
    with pytest.raises(BadSessions, match="không chồng nhau"):
        WorkingCalendar(DEFAULT_WEEK, {date(2023, 1, 3): sessions})


def test_a_unit_adds_its_own_days_to_the_national_ones():
    storm, morning = date(2024, 9, 9), date(2024, 9, 10)
    own = [
        SpecialDay(storm, DayKind.OFF, "Nghỉ bão", "Công điện"),
        SpecialDay(morning, DayKind.HALF, "Khắc phục bão", "Công điện"),
        SpecialDay(date(2024, 9, 14), DayKind.WORK, "Làm bù", "Công điện", ((time(8), time(11)),)),
    ]
    unit = make_calendar(days=[*NATIONAL_DAYS, *own])
    assert (unit.is_working(storm), unit.reason(storm)) == (False, "Nghỉ bão")
    assert unit.sessions_on(morning) == DEFAULT_WEEK[0][:1]
    assert unit.sessions_on(date(2024, 9, 14)) == (Session(time(8), time(11)),)
    assert str(unit.sessions_on(morning)[0]) == "07:30–11:30"
    assert not unit.is_working(date(2024, 9, 2))


def test_a_day_that_is_made_up_has_the_longest_sessions_of_the_week():
    whole, evenings = (Session(time(7, 30), time(17, 30)),), (Session(time(17), time(18)), Session(time(19), time(20)))
    saturday, sunday = date(2024, 9, 14), date(2024, 9, 15)
    days = [SpecialDay(saturday, DayKind.WORK, "Làm bù", "QĐ"), SpecialDay(sunday, DayKind.HALF, "Trực", "QĐ")]
    unit = make_calendar((evenings, whole, evenings, (), (), (), ()), days=days)
    assert unit.sessions_on(saturday) == whole
    assert make_calendar(days=days).sessions_on(sunday) == DEFAULT_WEEK[0][:1], "on a day of rest, of a whole day"


def test_one_session_may_begin_where_the_other_ends():
    adjoining = (Session(time(7), time(11)), Session(time(11), time(17)))
    assert make_calendar((adjoining,) * 7, days=[]).sessions_on(date(2024, 9, 9)) == adjoining


def test_what_was_said_of_a_day_can_be_taken_back():
    holiday = date(2024, 9, 2)
    unit = make_calendar(days=[*NATIONAL_DAYS, SpecialDay(holiday, DayKind.ORDINARY, "Trực lễ", "Quyết định")])
    assert unit.sessions_on(holiday) == DEFAULT_WEEK[0]


def test_a_slip_of_the_pen_does_not_fill_the_memory_with_centuries():
    calendar = make_calendar()
    near = calendar.working_days_between(date(2026, 11, 2), date(2026, 11, 20))
    table = calendar._kept[0]
    assert calendar.working_days_between(date(2026, 11, 2), date(2399, 11, 20)) > 90_000
    assert calendar._kept == [table]
    assert calendar.working_days_between(date(2026, 11, 2), date(2026, 11, 20)) == near
