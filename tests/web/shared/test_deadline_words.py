from datetime import timedelta

import pytest
from django.utils import translation

from motcua.rules.calendar import national_calendar
from motcua.rules.codes import Clock
from motcua.rules.deadlines import FAR_FUTURE, LimitUnit, Timing, late_from
from motcua.web.shared.deadline_words import Dates, deadline_words, due_day_words

CALENDAR = national_calendar()


@pytest.fixture
def say(moment):
    """`say("2026-11-26T17:30", at="2026-11-18T10:12")`: the deadline of a running dossier in words."""

    def said(due, *, at, unit=LimitUnit.WD, soon=None, **more):
        due_at = moment(due)
        facts = {
            "clock": Clock.RUNNING,
            "legal_due": due_at,
            "promised_due": due_at,
            "late_at": late_from(due_at, unit),
            "soon_from": moment(soon) if soon else due_at - timedelta(days=2),
        }
        return deadline_words(Dates(**facts | more), at=moment(at), calendar=CALENDAR)

    return said


def test_an_open_dossier_says_how_many_working_days_are_left(say):
    words = say("2026-11-27T17:30", at="2026-11-18T10:12")
    assert (words.state, words.chip, words.row) == ("open", "Còn 6 ngày", "open")  # 24 November is a holiday
    assert words.citizen == "Hẹn trả thứ Sáu 27/11"
    assert words.title == "Hạn trả 17:30 thứ Sáu 27/11/2026, còn 6 ngày làm việc"


def test_below_one_working_day_the_hours_are_said_rounded_down(say):
    words = say("2026-11-18T17:30", at="2026-11-18T10:12")
    assert (words.state, words.chip) == ("soon", "Còn 5 giờ")
    assert words.citizen == "Hẹn trả hôm nay, trước 17:30"


def test_the_last_hour_is_said_in_minutes(say):
    assert say("2026-11-18T17:30", at="2026-11-18T17:05").chip == "Còn 25 phút"


def test_nothing_ever_says_zero_days(say):
    assert say("2026-11-18T17:30", at="2026-11-18T18:00").chip == "Hạn hôm nay"


def test_days_left_are_rounded_down(say):
    assert say("2026-11-20T11:30", at="2026-11-18T10:12").chip == "Còn 2 ngày"
    assert say("2026-11-20T09:00", at="2026-11-18T10:12").chip == "Còn 1 ngày"


def test_a_friday_evening_still_counts_monday_as_a_whole_day(say):
    assert say("2026-11-23T17:30", at="2026-11-20T20:00").chip == "Còn 1 ngày"
    assert say("2026-11-23T17:30", at="2026-11-22T20:00").chip == "Còn 1 ngày"


def test_the_due_day_itself_is_not_late_until_it_is_over(say):
    assert say("2026-11-18T17:30", at="2026-11-18T23:59").state == "soon"
    assert say("2026-11-18T17:30", at="2026-11-19T00:00").state == "late"


def test_late_days_are_working_days_rounded_up(say):
    words = say("2026-11-13T17:30", at="2026-11-18T10:12")
    assert (words.state, words.chip, words.row) == ("late", "Quá hạn 3 ngày", "late")
    assert words.citizen == "Quá hẹn 3 ngày"
    assert say("2026-11-17T17:30", at="2026-11-18T07:31").chip == "Quá hạn 1 ngày"


def test_a_limit_in_hours_is_late_within_the_day(say):
    words = say("2026-11-18T09:00", at="2026-11-18T11:10", unit=LimitUnit.WH)
    assert (words.state, words.chip) == ("late", "Quá hạn 2 giờ")


def test_a_new_appointment_is_named_and_the_dossier_stays_late(say, moment):
    words = say("2026-11-17T17:30", at="2026-11-18T10:12", promised_due=moment("2026-11-25T17:30"))
    assert words.state == "late"
    assert words.citizen == "Quá hẹn 1 ngày, hẹn lại 25/11"


def test_a_lawful_pause_shows_no_countdown(say):
    words = say("2026-11-27T17:30", at="2026-11-18T10:12", clock=Clock.PAUSED, late_at=FAR_FUTURE)
    assert (words.state, words.chip, words.row) == ("pause", "Tạm dừng", "pause")


def test_a_pause_after_the_deadline_does_not_hide_it(say):
    words = say("2026-11-17T17:30", at="2026-11-18T10:12", clock=Clock.PAUSED)
    assert (words.state, words.chip) == ("late", "Quá hạn 1 ngày, đang tạm dừng")


@pytest.mark.parametrize(
    ("finished", "timing", "state", "chip", "citizen"),
    [
        ("2026-11-18T10:12", Timing.EARLY, "early", "Sớm 2 ngày", "Xong sớm 2 ngày"),
        ("2026-11-20T16:00", Timing.ON_TIME, "ontime", "Đúng hạn", "Đúng hẹn"),
        ("2026-11-26T08:00", Timing.LATE, "lated", "Trễ 3 ngày", "Xong muộn 3 ngày"),
    ],
)
def test_a_finished_dossier_says_its_verdict(say, moment, finished, timing, state, chip, citizen):
    words = say(
        "2026-11-20T17:30", at="2026-11-30T08:00", clock=Clock.ENDED, timing=timing, finished_at=moment(finished)
    )
    assert (words.state, words.chip, words.citizen) == (state, chip, citizen)


def test_a_dossier_without_a_due_date_has_no_deadline(moment):
    dates = Dates(clock=Clock.RUNNING, late_at=FAR_FUTURE)
    assert deadline_words(dates, at=moment("2026-11-18T10:12"), calendar=CALENDAR) is None


def test_a_withdrawn_dossier_speaks_only_when_it_was_late_before(say, moment):
    ended = {"clock": Clock.ENDED}
    in_time = moment("2026-11-16T09:00")
    assert say("2026-11-17T17:30", at="2026-11-20T09:00", closed_at=in_time, **ended) is None
    words = say("2026-11-17T17:30", at="2026-11-20T09:00", closed_at=moment("2026-11-19T09:00"), **ended)
    assert words.chip == "Quá hạn 2 ngày khi dừng"


def test_the_english_mirror_says_the_same_thing(say):
    with translation.override("en"):
        words = say("2026-11-27T17:30", at="2026-11-18T10:12")
        assert words.citizen == "Result due on Friday 27 Nov"
        assert words.title == "Due 17:30 Friday 27 Nov 2026, 6 days of work left"


def test_the_small_line_under_a_chip_says_today_or_the_day(moment):
    at = moment("2026-11-18T10:12")
    assert due_day_words(moment("2026-11-18T17:30"), at) == "hôm nay 17:30"
    assert due_day_words(moment("2026-11-20T11:30"), at) == "20/11, 11:30"
    assert due_day_words(moment("2026-11-27T17:30"), at) == "27/11"
