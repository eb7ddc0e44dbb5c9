from datetime import date

from django.utils import translation

from motcua.rules.deadlines import parse_limit
from motcua.web.shared import dates
from motcua.web.shared.limit_words import limit_words, step_limit_words

DAY = date(2026, 11, 26)


def test_a_day_in_a_sentence_carries_its_weekday():
    assert dates.day_words(DAY) == "thứ Năm 26/11"
    assert dates.full_day_words(date(2026, 11, 22)) == "Chủ nhật 22/11/2026"


def test_a_moment_is_shown_on_the_clock_of_viet_nam(moment):
    assert dates.moment_words(moment("2026-11-26T00:30")) == "26/11, 00:30"


def test_numbers_and_money_are_written_the_vietnamese_way():
    assert dates.number(31284) == "31.284"
    assert dates.number(97.4, 1) == "97,4"
    assert dates.money(75000) == "75.000 đồng"
    assert dates.step_days(5040) == "10,5"


def test_english_pages_write_them_the_english_way():
    with translation.override("en"):
        assert dates.full_day_words(DAY) == "Thursday 26 Nov 2026"
        assert dates.money(75000) == "75,000 VND"
        assert limit_words(parse_limit("1 WD")) == "1 working day"
        assert limit_words(parse_limit("15 CD")) == "15 days"
        assert limit_words(parse_limit("SAMEDAY")) == "same working day"


def test_limits_are_said_in_the_words_of_the_law():
    assert limit_words(parse_limit("15 WD")) == "15 ngày làm việc"
    assert limit_words(parse_limit("NOW")) == "trả kết quả ngay"


def test_limits_of_steps_are_said_shortly():
    said = [step_limit_words(text) for text in ("4 WH", "0.5 WH", "2 WD", "0.5 WD", "15 CD", None, "rác")]
    assert said == ["4 giờ", "30 phút", "2 ngày", "nửa ngày", "15 ngày", "", ""]
