"""Limits as they are written and printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.limits import BadLimit, Limit, LimitUnit, parse_limit


@pytest.mark.parametrize(
    ("text", "plain", "words"),
    [
        ("5 WD", "5 WD", "5 ngày làm việc"),
        ("0.5 WD", "0.5 WD", "0,5 ngày làm việc"),
        ("005 cd", "5 CD", "5 ngày"),
        (" 12.5  WH ", "12.5 WH", "12,5 giờ làm việc"),
        ("1MO", "1 MO", "1 tháng"),
        ("sameday", "SAMEDAY", "trong ngày làm việc"),
        ("NOW", "NOW", "trả kết quả ngay"),
    ],
)
def test_a_limit_is_read_and_written(text, plain, words):
    assert (str(parse_limit(text)), parse_limit(text).in_words()) == (plain, words)
    assert parse_limit(plain) == parse_limit(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "5", "WD", "0 WD", "0.0 WD", "-1 WD", "1.25 WD", "1,5 WD", "1.0 WD", "5 days", "10000 WD", "1000 MO"),
        *("٥ WD", "５ WD", "NOW 1", "5 SAMEDAY", "1e3 WD", "nan WD", "5 WD WD", "5\nWD 3"),
    ],
)
def test_what_is_no_limit_is_refused_in_one_sentence(text):
    with pytest.raises(BadLimit, match="không đúng"):
        parse_limit(text)


@pytest.mark.parametrize(("value", "unit"), [("0", 1), ("-1", 2), ("0.3", 3), ("10000", 1), ("1", 5), ("1", 6)])
def test_a_limit_from_a_column_is_checked_too(value, unit):
    with pytest.raises(BadLimit):
        Limit(Decimal(value), LimitUnit(unit))


@given(st.integers(1, 1998), st.sampled_from(["WD", "CD", "WH", "MO"]))
def test_every_written_limit_reads_back(twice, unit):
    limit = Limit(Decimal(twice) / 2, LimitUnit[unit])
    assert parse_limit(str(limit)) == limit


@given(st.text(max_size=12))
def test_any_text_is_a_limit_or_our_fault(text):
    try:
        parse_limit(text)
    except BadLimit as fault:
        assert fault.message
