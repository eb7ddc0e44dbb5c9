"""Late is what comes strictly after the last moment: a term that stands from that very moment on was not late."""

from datetime import timedelta

from motcua.rules.calendar import national_calendar
from motcua.rules.deadlines import Resume, after_pause, due, parse_limit, resume
from tests.rules.times import at, shown

CALENDAR = national_calendar()
HOURS = parse_limit("4 WH")
ENDS = due(HOURS, at("2023-04-17T07:30"), CALENDAR)
LAST, RESUMED = at("2023-04-17T11:30"), at("2023-04-17T14:30")
TOO_LATE = LAST + timedelta(microseconds=1)


def test_a_pause_at_the_very_last_moment_still_moves_the_date():
    assert ENDS.at == LAST
    assert shown(resume(HOURS, ENDS, LAST, RESUMED, CALENDAR).at) == "2023-04-17T14:30"
    begun_again = after_pause(HOURS, ENDS, LAST, RESUMED, CALENDAR, how=Resume.RESTART)
    assert shown(begun_again.at) == "2023-04-18T08:30"


def test_a_pause_a_moment_later_moves_nothing():
    assert resume(HOURS, ENDS, TOO_LATE, RESUMED, CALENDAR) == ENDS
    assert after_pause(HOURS, ENDS, TOO_LATE, RESUMED, CALENDAR, how=Resume.RESTART) == ENDS
