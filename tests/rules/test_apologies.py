"""The apology's arithmetic: the examples of the specification first, then the edges."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from motcua.rules.apologies import (
    APOLOGY_WORDS,
    CAUSE_OF_STEP,
    PROMISE_WORDS,
    Promise,
    Stretch,
    apology_class,
    draft_from,
    least_days,
    near_from,
    promise_now,
    proposed_days,
    reappointed,
    slowest,
    within_lead,
)
from motcua.rules.calendar import make_calendar
from motcua.rules.codes import Apology
from motcua.rules.deadlines import apology_by
from motcua.rules.lifecycle import NodeKind

CALENDAR = make_calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


FRIDAY = at("2022-11-18T17:30")


def test_example_24_the_extension_counts_from_the_old_date():
    assert apology_by(FRIDAY, CALENDAR) == at("2022-11-17T17:30")
    assert reappointed(FRIDAY, 3, CALENDAR) == at("2022-11-23T17:30")


def test_example_25_a_date_after_the_holidays_is_apologised_for_before_them():
    due = at("2023-05-04T17:30")
    assert apology_by(due, CALENDAR) == at("2023-04-28T17:30")
    assert within_lead(at("2023-04-28T17:30"), due, CALENDAR)
    assert not within_lead(at("2023-04-29T08:00"), due, CALENDAR)


@pytest.mark.parametrize(
    ("sent", "found", "lead"),
    [
        ("2022-11-16T09:00", Apology.IN_TIME, True),
        ("2022-11-17T17:30", Apology.IN_TIME, True),
        ("2022-11-17T17:31", Apology.IN_TIME, False),
        ("2022-11-18T17:30", Apology.IN_TIME, False),
        ("2022-11-18T17:31", Apology.AFTER_DUE, False),
        ("2022-11-21T08:00", Apology.AFTER_DUE, False),
    ],
)
def test_in_time_is_on_or_before_the_date_and_the_lead_is_a_flag_of_its_own(sent, found, lead):
    assert apology_class(at(sent), FRIDAY) is found
    assert within_lead(at(sent), FRIDAY, CALENDAR) is lead


def test_the_draft_lies_ready_some_working_hours_before_the_last_lawful_moment():
    assert draft_from(FRIDAY, CALENDAR, hours=4) == at("2022-11-17T11:30")
    assert draft_from(FRIDAY, CALENDAR, hours=0) == at("2022-11-17T17:30")


def test_an_apology_is_spoken_of_when_it_is_due_soon_or_when_its_draft_must_lie_ready():
    soon = at("2022-11-16T17:30")
    assert near_from(FRIDAY, soon, CALENDAR, hours=4) == soon
    assert near_from(FRIDAY, FRIDAY, CALENDAR, hours=4) == at("2022-11-17T11:30")
    assert near_from(FRIDAY, None, CALENDAR, hours=4) == at("2022-11-17T11:30")


@pytest.mark.parametrize(
    ("now", "least"),
    [
        ("2022-11-17T09:00", 1),
        ("2022-11-18T18:00", 1),
        ("2022-11-20T09:00", 1),
        ("2022-11-21T09:00", 1),
        ("2022-11-21T17:30", 2),
        ("2022-11-26T09:00", 6),
        ("2022-11-24T09:00", 4),
    ],
)
def test_the_new_date_is_never_in_the_past(now, least):
    assert least_days(FRIDAY, at(now), CALENDAR) == least
    assert reappointed(FRIDAY, least, CALENDAR) > at(now)
    assert least == 1 or reappointed(FRIDAY, least - 1, CALENDAR) <= at(now)


@pytest.mark.parametrize(
    ("now", "minutes", "days"),
    [
        ("2022-11-17T09:00", 0, 1),
        ("2022-11-17T09:00", 480, 1),
        ("2022-11-17T09:00", 481, 2),
        ("2022-11-22T09:00", 481, 4),
        ("2022-11-25T18:00", 0, 6),
        ("2022-11-25T09:00", 0, 6),
        ("2022-11-17T09:00", 480 * 400, 61),
    ],
)
def test_what_is_proposed_is_what_the_steps_ahead_allow(now, minutes, days):
    assert proposed_days(FRIDAY, at(now), minutes, CALENDAR) == days


def test_whoever_used_most_beyond_its_own_limit_is_named():
    desk = Stretch(1, NodeKind.INTAKE, 100, 240)
    slow, slower = Stretch(2, NodeKind.WORK, 500, 480), Stretch(3, NodeKind.APPROVE, 300, 240)
    without = Stretch(4, NodeKind.RETURN, 9000, None)
    assert slowest([desk, without]) is None
    assert slowest([desk, slow, slower, without]) is slower
    assert slowest([slower, slow]) is slower
    alike = Stretch(5, NodeKind.SEAL, 60 + 60, 60)
    assert slowest([slower, alike]) is alike, "of two alike the later one"
    assert slowest([Stretch(6, NodeKind.WORK, 480, 480)]) is None, "just used up is not beyond"
    assert slowest([Stretch(6, NodeKind.WORK, 481, 480)]) is not None, "one minute is"
    assert without.over == 0, "where nothing is allowed, nothing is exceeded"


KEPT = [
    (None, None, "2022-11-23T18:00", Promise.OPEN),
    (None, None, "2022-11-24T00:00", Promise.BROKEN),
    ("2022-11-23T17:45", "2022-11-25T09:00", "2022-12-01T09:00", Promise.KEPT),
    ("2022-11-24T08:00", None, "2022-12-01T09:00", Promise.BROKEN),
    (None, "2022-11-23T09:00", "2022-12-01T09:00", Promise.ENDED),
    (None, "2022-11-24T09:00", "2022-12-01T09:00", Promise.BROKEN),
]


@pytest.mark.parametrize(("finished", "closed", "now", "found"), KEPT)
def test_the_promised_day_is_kept_or_broken(finished, closed, now, found):
    moments = {"finished_at": finished and at(finished), "closed_at": closed and at(closed)}
    assert promise_now(at("2022-11-23T17:30"), at=at(now), **moments) is found


def test_every_class_has_its_words_and_every_working_step_its_cause():
    assert PROMISE_WORDS.keys() == set(Promise) and APOLOGY_WORDS.keys() == set(Apology)
    assert CAUSE_OF_STEP.keys() == set(NodeKind) - {NodeKind.RETURN}


def test_the_lead_is_a_whole_working_day_whatever_the_clock_of_the_date():
    due = FRIDAY - timedelta(hours=7)
    assert apology_by(due, CALENDAR) == at("2022-11-17T17:30")
