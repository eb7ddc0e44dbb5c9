"""Identity numbers, telephone numbers, tax codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.text import BadIdentity, BadPhone, BadTaxCode, parse_identity, parse_phone, parse_tax_code


def test_an_identity_number_has_twelve_digits():
    assert parse_identity(" 049 099.000-123 ") == "049099000123"


@pytest.mark.parametrize("text", ["", "123456789", "0490990001234", "04909900012a", "０49099000123"])
def test_what_is_no_identity_number_is_refused(text):
    with pytest.raises(BadIdentity, match="12 chữ số"):
        parse_identity(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("(024) 3825-1234", "02438251234"),
        ("0235 3852 739", "02353852739"),
    ],
)
def test_a_telephone_number_takes_its_national_form(text, plain):
    assert parse_phone(text) == plain


@pytest.mark.parametrize(
    "text", ["", "912345678", "0012345678", "091234567", "091234567890", "+1 202 555 0100", "09x2345678"]
)
def test_what_is_no_telephone_number_is_refused(text):
    with pytest.raises(BadPhone):
        parse_phone(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("0100109106", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        ("0000000063", "0000000063"),
    ],
)
def test_a_tax_code_with_a_right_check_digit_is_read(text, plain):
    assert parse_tax_code(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        *("1000000001", "0100000003", "0010000009", "0001000002", "0000100004"),
        *("0000010008", "0000001003", "0000000105", "0000000017"),
    ],
)
def test_each_digit_of_a_tax_code_has_its_weight(text):
    assert parse_tax_code(text) == text


def test_the_tax_code_of_a_person_is_the_identity_number():
    assert parse_tax_code("049099000123") == "049099000123"


@pytest.mark.parametrize("text", ["", "0100109107", "01001091", "0100109106-01", "abc0109106", "0100109106-00a"])
def test_a_wrong_tax_code_is_refused(text):
    with pytest.raises(BadTaxCode):
        parse_tax_code(text)


@given(st.text(max_size=16))
def test_any_text_is_a_number_or_our_fault(text):
    for reader, fault in ((parse_identity, BadIdentity), (parse_phone, BadPhone), (parse_tax_code, BadTaxCode)):
        try:
            assert reader(text).replace("-", "").isascii()
        except fault as refused:
            assert refused.message
