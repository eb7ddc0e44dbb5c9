"""Years added up once: the first and the last day of the table belong to it, what lies beyond does not."""

from datetime import date

import pytest

from motcua.rules.timetable import make_timetable

MORNING, AFTERNOON = (0, 4), (6, 10)
OFFICE = [(MORNING, AFTERNOON)] * 5 + [(), ()]
TABLE = make_timetable(2024, 2024, OFFICE, {})  # from a Monday to a Tuesday, both at work
FIRST, LAST = date(2024, 1, 1).toordinal(), date(2024, 12, 31).toordinal()


def test_a_year_is_laid_out_from_its_first_day_to_its_last():
    assert (TABLE.first, TABLE.last, len(TABLE.spans)) == (FIRST, LAST, 366)
    assert (TABLE.counts[0], TABLE.counts[-1]) == (1, 262)
    assert (TABLE.worked[0], TABLE.worked[-1]) == (8, 8 * 262)
    assert (TABLE.days[0], TABLE.days[-1]) == (FIRST, LAST)


def test_the_first_and_the_last_working_day_are_found_and_none_beyond():
    assert TABLE.nth_after(FIRST + 1, -1) == FIRST
    assert TABLE.nth_after(FIRST, 1) == FIRST + 1
    assert TABLE.nth_after(LAST - 1, 1) == LAST
    assert TABLE.nth_after(FIRST, -1) is None
    assert TABLE.nth_after(LAST, 1) is None


def test_the_first_and_the_last_working_moment_are_found_and_none_beyond():
    assert TABLE.moment(1) == (FIRST, 1)
    assert TABLE.moment(8 * 262) == (LAST, 10)
    assert TABLE.moment(0) is None
    assert TABLE.moment(8 * 262 + 1) is None


@pytest.mark.parametrize(("clock", "passed"), [(0, 0), (3, 3), (4, 4), (5, 4), (6, 4), (9, 7), (10, 8), (12, 8)])
def test_time_passes_within_the_sessions_and_stands_between_them(clock, passed):
    assert TABLE.position(FIRST, clock) == passed
    assert TABLE.position(FIRST + 1, clock) == 8 + passed
