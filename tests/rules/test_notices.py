"""An e-mail leaves at once or in the daily letter, and never in somebody's quiet hours or days off."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import VIETNAM, local, national_calendar
from motcua.rules.notices import Digest, Manner, leaves_at
from tests.rules.test_deadline_properties import moments
from tests.rules.times import at, shown

NATIONAL = national_calendar()
NIGHT = (time(19), time(6, 30))


def manner(digest=Digest.AT_ONCE, hours=NIGHT, days_off=True, daily="07:30") -> Manner:
    return Manner(digest, time.fromisoformat(daily), *hours, days_off)


@pytest.mark.parametrize(
    ("told", "leaves"),
    [
        ("2026-11-16T10:00", "2026-11-16T10:00"),  # a Monday at work
        ("2026-11-16T18:59", "2026-11-16T18:59"),
        ("2026-11-16T19:00", "2026-11-17T06:30"),
        ("2026-11-17T05:00", "2026-11-17T06:30"),
        ("2026-11-17T06:30", "2026-11-17T06:30"),
        ("2026-11-20T19:00", "2026-11-23T06:30"),  # Friday evening
        ("2026-11-21T12:00", "2026-11-23T06:30"),  # Saturday
    ],
)
def test_a_notice_waits_for_the_end_of_the_night_and_of_the_weekend(told, leaves) -> None:
    assert shown(leaves_at(at(told), manner(), NATIONAL)) == leaves


@pytest.mark.parametrize(
    ("told", "leaves"),
    [
        ("2026-11-16T07:30", "2026-11-16T07:30"),
        ("2026-11-16T07:31", "2026-11-17T07:30"),
        ("2026-11-20T09:00", "2026-11-23T07:30"),
    ],
)
def test_the_daily_letter_leaves_in_the_morning_of_a_working_day(told, leaves) -> None:
    assert shown(leaves_at(at(told), manner(Digest.DAILY), NATIONAL)) == leaves


def test_who_wants_letters_on_days_off_has_them() -> None:
    saturday = at("2026-11-21T12:00")
    assert leaves_at(saturday, manner(days_off=False), NATIONAL) == saturday
    assert shown(leaves_at(saturday, manner(Digest.DAILY, days_off=False), NATIONAL)) == "2026-11-22T07:30"


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    siesta = manner(hours=(time(11, 30), time(13, 30)))
    assert shown(leaves_at(at("2026-11-16T11:30"), siesta, NATIONAL)) == "2026-11-16T13:30"
    assert shown(leaves_at(at("2026-11-16T12:00"), siesta, NATIONAL)) == "2026-11-16T13:30"
    assert shown(leaves_at(at("2026-11-16T13:30"), siesta, NATIONAL)) == "2026-11-16T13:30"
    none = manner(hours=(time(19), time(19)))
    assert shown(leaves_at(at("2026-11-16T19:00"), none, NATIONAL)) == "2026-11-16T19:00"


def test_a_daily_letter_whose_hour_is_quiet_leaves_when_the_quiet_ends() -> None:
    late = manner(Digest.DAILY, hours=(time(19), time(8)))
    assert shown(leaves_at(at("2026-11-16T07:00"), late, NATIONAL)) == "2026-11-16T08:00"
    evening = manner(Digest.DAILY, daily="20:00")
    assert shown(leaves_at(at("2026-11-20T09:00"), evening, NATIONAL)) == "2026-11-23T06:30"


hours = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@settings(max_examples=300, deadline=None)
@given(moments, st.sampled_from(Digest), hours, hours, hours, st.booleans())
def test_nothing_leaves_before_it_was_said_or_in_quiet(told, digest, daily, begin, end, days_off) -> None:
    said = told.replace(tzinfo=VIETNAM)
    wish = Manner(digest, daily, begin, end, days_off)
    found = leaves_at(said, wish, NATIONAL)
    clock = local(found)
    assert found >= said
    assert not days_off or NATIONAL.is_working(clock.date())
    quiet = begin <= clock.time() < end if begin <= end else clock.time() >= begin or clock.time() < end
    assert not quiet
    assert leaves_at(found, wish, NATIONAL) == found or digest is Digest.DAILY
