"""Dossier codes, agency codes, procedure codes and references."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.faults import Fault
from motcua.rules.numbering import (
    BadAgency,
    BadCode,
    BadProcedureCode,
    BadReference,
    DossierCode,
    format_code,
    is_reference,
    level_one,
    make_reference,
    parse_agency,
    parse_code,
    parse_procedure_code,
    parse_reference,
    read_code,
    to_new_agency,
    to_old_agency,
)

DAY = date(2022, 11, 18)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
groups = st.integers(1, 99).map(lambda number: f"{number:02d}")
agencies = st.tuples(st.sampled_from("GH"), groups, st.lists(groups, max_size=2)).map(
    lambda parts: ".".join([parts[0] + parts[1], *parts[2]])
)


def test_a_code_is_agency_day_and_serial():
    assert format_code("H47.22", day=DAY, serial=1) == "H47.22-221118-0001"
    assert format_code("000.00.22.H47", day=DAY, serial=42) == "000.00.22.H47-221118-0042"
    assert format_code("H47", day=DAY, serial=10_000) == "H47-221118-10000"


def test_both_forms_of_a_code_are_read():
    assert parse_code(" h47.22-221118-0001 ") == DossierCode("H47.22", DAY, 1)
    assert parse_code("000.00.22.H47-221118-0001") == DossierCode("000.00.22.H47", DAY, 1)
    assert parse_code("H55.242-221118-00012") == DossierCode("H55.242", DAY, 12, 5)
    assert str(parse_code("H55.242-221118-00012")) == "H55.242-221118-00012"


@pytest.mark.parametrize(
    "text",
    [
        *("", "H47.22", "H47.22-221118", "H47.22-221118-001", "H47.22-221118-1234567", "H47.22-221318-0001"),
        *("H47.22-220229-0001", "H47.22-221118-0000", "H47.2-221118-0001", "47.22-221118-0001", "H47.22_221118_0001"),
        *("H47.22.33.444.55-221118-0001", "00.00.22.H47-221118-0001", "H47.22-２２1118-0001", "H47.22-221118-0001\n2"),
        *("../../x", "H47.22-221118-0001'; drop table dossier", "1"),
    ],
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(BadCode):
        parse_code(text)


@pytest.mark.parametrize(
    "text",
    [
        *("H9927261116 0005", "h99.27-261116-0005", "h99272611160005", "H99.27 261116 0005", "H99.27–261116—0005"),
        *("H99.272611160005", " H99 27 261116 0005 ", "H99.27.261116.0005", "H99.27_261116_0005", "h99.27261116-0005"),
        *("H99.27\u2212261116\u22120005", "H99.27 - 261116 - 0005"),
    ],
)
def test_a_code_is_read_in_any_spelling_that_can_mean_one_code_only(text):
    assert str(read_code(text)) == "H99.27-261116-0005"


def test_the_old_form_and_longer_codes_are_read_without_signs_too():
    assert str(read_code("0000022h472211180001")) == "000.00.22.H47-221118-0001"
    assert str(read_code("H99.27.01 261116 12345")) == "H99.27.01-261116-12345"
    assert str(read_code("H552422211180001")) == "H55.242-221118-0001"
    assert str(read_code("H552422211180001")) == str(read_code("H55.242-221118-0001"))


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "H9927261116", "H9927261116 005", "H99272613160005", "27261116 0005", "261116-0005", "0" * 40),
        *("H99272732612611160005", "H" + "9" * 39, "H99.27-261116-0005-0006", "２７H99"),
    ],
)
def test_what_cannot_be_a_code_or_could_be_two_is_refused(text):
    with pytest.raises(BadCode):
        read_code(text)


@given(agencies, st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(1, 99_999))
def test_a_code_without_its_signs_is_never_taken_for_another(agency, day, serial):
    code = format_code(agency, day=day, serial=serial)
    for text in (code.replace("-", ""), code.replace("-", "").replace(".", "")):
        try:
            assert str(read_code(text)) == code
        except BadCode:
            assert "." not in text or serial > 9999


@pytest.mark.parametrize("serial", [0, -1, 1_000_000])
def test_a_serial_outside_the_day_is_refused(serial):
    with pytest.raises(BadCode):
        format_code("H47.22", day=DAY, serial=serial)


def test_the_two_digits_of_a_year_stand_for_one_century():
    assert format_code("H47", day=date(2000, 1, 1), serial=1) == "H47-000101-0001"
    assert format_code("H47", day=date(2099, 12, 31), serial=999_999) == "H47-991231-999999"
    for day in (date(1999, 12, 31), date(2100, 1, 1)):
        with pytest.raises(BadCode):
            format_code("H47", day=day, serial=1)


def test_a_code_needs_a_right_agency():
    with pytest.raises(BadAgency):
        format_code("47.22", day=DAY, serial=1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("000.00.22.H47", "H47.22"),
        ("000.00.00.H47", "H47"),
        ("000.05.22.H47", "H47.22.05"),
        ("001.05.22.H47", "H47.22.05.001"),
        ("000.05.00.H47", "H47.00.05"),
    ],
)
def test_agency_codes_turn_from_one_form_into_the_other(old, new):
    assert (to_new_agency(old), to_old_agency(new)) == (new, old)
    assert (to_new_agency(new), to_old_agency(old)) == (new, old)
    assert level_one(old) == "H47"


def test_a_group_of_three_digits_has_no_old_form():
    assert parse_agency(" h55.242 ") == "H55.242"
    with pytest.raises(BadAgency, match="H55"):
        to_old_agency("H55.242")


@given(agencies, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 999_999))
def test_every_code_reads_back_in_both_forms(agency, day, serial):
    for form in (agency, to_old_agency(agency)):
        code = format_code(form, day=day, serial=serial)
        assert str(parse_code(code)) == code
        assert (parse_code(code).day, parse_code(code).serial) == (day, serial)
        assert to_new_agency(parse_code(code).agency) == agency


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_our_fault(text):
    for reader in (parse_code, parse_agency, parse_procedure_code, parse_reference, to_new_agency, to_old_agency):
        try:
            reader(text)
        except Fault as fault:
            assert fault.message


@pytest.mark.parametrize(
    "code", ["1.001193", "1.004222.000.00.00.H47", "1.000948.H38", "2.000815.000.00.00.H55.02", "1.001193.02"]
)
def test_a_procedure_code_is_text_in_any_of_its_forms(code):
    assert parse_procedure_code(f" {code.lower()} ") == code


@pytest.mark.parametrize("code", ["1001193", "1.00119", "1.0011933", "1,001193", "1.001193.H4", "", "1.001193-H47"])
def test_a_wrong_procedure_code_is_refused(code):
    with pytest.raises(BadProcedureCode):
        parse_procedure_code(code)


@given(st.integers(0, 2**35 - 1))
def test_a_reference_reads_back_however_it_is_typed(number):
    reference = make_reference(number)
    typed = f" {reference[:4].lower()}-{reference[4:].replace('0', 'o').replace('1', 'l')} "
    assert len(reference) == 8
    assert parse_reference(typed) == reference


@given(st.integers(0, 2**35 - 1), st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_of_a_reference_is_found(number, place, char):
    reference = make_reference(number)
    wrong = reference[:place] + char + reference[place + 1 :]
    assert is_reference(wrong) is (wrong == reference)


@given(st.integers(0, 2**35 - 1), st.integers(0, 6))
def test_two_swapped_characters_of_a_reference_are_found(number, place):
    reference = make_reference(number)
    swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
    assert is_reference(swapped) is (swapped == reference)


def test_every_number_has_its_own_reference():
    assert len({make_reference(number) for number in range(5000)}) == 5000
    assert make_reference(2**40 + 5) == make_reference(5)


@pytest.mark.parametrize("text", ["", "ABC", "ABCDEFGU", "ABCDEFGHJ", "H47.22-221118-0001"])
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(BadReference):
        parse_reference(text)
