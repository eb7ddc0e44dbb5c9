"""The worked examples of the domain: 28 cases, on the default sessions and the national calendar."""

import pytest

from motcua.rules.calendar import national_calendar
from motcua.rules.deadlines import Resume, after_pause, apology_by, resume
from motcua.rules.deadlines import due as due_of
from tests.rules.times import at, due, limit, shown

CALENDAR = national_calendar()
PLAIN = [
    (1, "3 WD", "2023-04-17T09:10", "2023-04-20T17:30"),
    (2, "5 WD", "2023-04-26T14:00", "2023-05-08T17:30"),
    (3, "7 WD", "2025-01-23T10:00", "2025-02-10T17:30"),
    (4, "4 WD", "2025-04-23T09:00", "2025-04-28T17:30"),
    (5, "3 WD", "2025-12-31T15:30", "2026-01-07T17:30"),
    (6, "7 WD", "2024-04-22T09:00", "2024-05-04T17:30"),
    (7, "15 CD", "2025-08-18T09:00", "2025-09-03T17:30"),
    (8, "SAMEDAY", "2022-11-15T10:20", "2022-11-15T17:30"),
    (9, "SAMEDAY", "2022-11-18T15:20", "2022-11-21T17:30"),
    (10, "4 WH", "2026-03-06T15:30", "2026-03-09T09:30"),
    (11, "8 WH", "2026-03-07T22:15", "2026-03-09T17:30"),
    (12, "8 WH", "2025-04-26T10:00", "2025-04-28T10:00"),
    (13, "1 WH", "2026-03-10T11:45", "2026-03-10T14:30"),
    (14, "4 WH", "2023-04-17T08:00", "2023-04-17T14:00"),
    (21, "5 WD", "2026-02-12T09:00", "2026-02-26T17:30"),
    (22, "3 WD", "2026-11-20T16:00", "2026-11-26T17:30"),
    (23, "1 MO", "2024-01-31T09:00", "2024-02-29T17:30"),
    (26, "1 WD", "2023-04-15T10:00", "2023-04-17T17:30"),
    (27, "5 CD", "2023-04-16T09:00", "2023-04-21T17:30"),
    (28, "SAMEDAY", "2023-04-15T09:00", "2023-04-17T17:30"),
]


@pytest.mark.parametrize(("number", "term", "start", "expected"), PLAIN)
def test_a_plain_term_ends_as_in_the_worked_example(number, term, start, expected):
    assert shown(due(term, start).at) == expected


def test_example_1_rolling_ends_at_the_clock_time_of_intake():
    assert shown(due("3 WD", "2023-04-17T09:10", rolling=True).at) == "2023-04-20T09:10"


def test_example_14_half_a_working_day_is_four_working_hours():
    assert shown(due("0.5 WD", "2023-04-17T08:00").at) == "2023-04-17T14:00"


def paused(term, start, pause, back, how=Resume.RESUME):
    first = due(term, start)
    return shown(after_pause(limit(term), first, at(pause), at(back), CALENDAR, how=how).at)


def test_example_15_a_resumed_term_is_later_by_the_working_days_of_the_pause():
    assert paused("10 WD", "2023-06-05T09:00", "2023-06-09T10:00", "2023-06-15T14:00") == "2023-06-23T17:30"


def test_example_16_a_restarted_term_begins_again():
    restarted = paused("10 WD", "2023-06-05T09:00", "2023-06-09T10:00", "2023-06-15T14:00", Resume.RESTART)
    assert restarted == "2023-06-29T17:30"


def test_example_17_a_supplement_of_the_same_day_changes_nothing():
    assert paused("10 WD", "2023-06-05T09:00", "2023-06-09T08:30", "2023-06-09T15:00") == "2023-06-19T17:30"


def test_example_18_a_pause_counts_a_working_saturday():
    assert paused("7 WD", "2024-04-22T09:00", "2024-04-25T09:00", "2024-05-06T09:00") == "2024-05-10T17:30"


def test_example_19_calendar_days_resume_from_the_raw_day():
    first = due("15 CD", "2025-08-18T09:00")
    later = resume(limit("15 CD"), first, at("2025-08-20T09:00"), at("2025-08-25T09:00"), CALENDAR)
    assert (str(first.raw_day), str(later.raw_day), shown(later.at)) == ("2025-09-02", "2025-09-07", "2025-09-08T17:30")


def test_example_20_the_count_cutoff_moves_day_zero():
    assert shown(due("3 WD", "2023-04-17T15:10", cutoff="15:00").at) == "2023-04-21T17:30"
    assert shown(due("3 WD", "2023-04-17T15:00", cutoff="15:00").at) == "2023-04-20T17:30"


def test_example_23_a_month_is_not_thirty_days():
    assert shown(due("30 CD", "2024-01-31T09:00").at) == "2024-03-01T17:30"


def test_example_24_an_apology_leaves_a_working_day_before_and_its_extension_counts_from_the_old_due_date():
    first = at("2022-11-18T17:30")
    assert shown(apology_by(first, CALENDAR)) == "2022-11-17T17:30"
    assert shown(due_of(limit("3 WD"), first, CALENDAR).at) == "2022-11-23T17:30"


def test_example_25_an_apology_due_after_a_holiday_leaves_before_the_holiday():
    assert shown(apology_by(at("2023-05-04T17:30"), CALENDAR)) == "2023-04-28T17:30"
