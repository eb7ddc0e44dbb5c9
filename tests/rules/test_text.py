"""Vietnamese text: search, order, masking, words for amounts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.text import (
    amount_in_words,
    fold,
    initials,
    mask_name,
    name_sort_key,
    nfc,
    number_in_words,
    sort_key,
)

vietnamese = st.text("aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậđdbcAĂÂĐ ", max_size=12)


def test_input_is_composed():
    decomposed = unicodedata.normalize("NFD", "Nguyễn Đức")
    assert decomposed != "Nguyễn Đức"
    assert nfc(decomposed) == "Nguyễn Đức"


def test_search_does_not_see_marks_case_or_blanks():
    assert fold("  Đăng ký\tKHAI  SINH ") == "dang ky khai sinh"
    assert fold(unicodedata.normalize("NFD", "Trưởng Hữu Ước")) == "truong huu uoc"


def test_words_stand_in_the_order_of_the_vietnamese_alphabet():
    ordered = ["an", "anh", "ánh", "ăn", "ân", "bẽ", "bé", "da", "dinh", "dương", "đa", "đinh", "đỗ", "em", "êm", "ga"]
    ordered += ["hoa", "hô", "hơ", "oi", "ôi", "ơi", "tu", "tư", "ưa", "ý"]
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_tones_stand_in_the_order_ngang_huyen_hoi_nga_sac_nang():
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(reversed(ordered), key=sort_key) == ordered
    assert sorted(["mạ a", "ma b", "má a"], key=sort_key) == ["má a", "mạ a", "ma b"]


def test_a_shorter_word_comes_first_and_digits_before_letters():
    ordered = ["an", "an 1", "an 2", "an ba", "ana", "anh", "z", "za", "ж"]
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_case_and_punctuation_do_not_count():
    assert sort_key("Hà Nội") == sort_key("hà  nội") == sort_key("HÀ-NỘI") == sort_key("(hà) nội.")


def test_a_key_holds_nothing_but_digits_and_small_letters():
    key = sort_key("Đặng Thị Ngọc Ánh – số 12/3, Ž ж 字")
    assert key.isascii() and key.isalnum() and key == key.lower()


def test_people_are_listed_by_given_name_first():
    ordered = ["Trần An", "Lê Văn An", "Nguyễn Văn An", "Trần Thị Anh", "Lê Thị Ánh", "Đỗ Ăn", "Lê Văn Ân", "Đinh Đạt"]
    assert sorted(reversed(ordered), key=name_sort_key) == ordered
    assert sorted(["Lê Hùng", "Hùng", "An Hung"], key=name_sort_key) == ["An Hung", "Hùng", "Lê Hùng"]
    assert name_sort_key("") == sort_key("")


@given(vietnamese, vietnamese)
def test_composed_and_decomposed_text_have_one_key_and_one_fold(left, right):
    text = f"{left} {right}"
    decomposed = unicodedata.normalize("NFD", text)
    assert (sort_key(decomposed), fold(decomposed)) == (sort_key(text), fold(text))


@given(st.text(max_size=20))
def test_any_text_has_a_key_and_folding_twice_is_folding_once(text):
    assert not sort_key(text) or sort_key(text).isascii()
    assert fold(fold(text)) == fold(text)
    assert len(mask_name(text).split()) == len(nfc(text).split())
    initials(text)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Nguyễn Văn Hùng", "N*** V** Hùng"),
        ("  Lê   Ý ", "L* Ý"),
        ("Hùng", "H***"),
        ("Ý", "Ý*"),
        ("", ""),
        ("Tôn Nữ Thị Ninh", "T** N* T** Ninh"),
        (unicodedata.normalize("NFD", "Đỗ Ân"), "Đ* Ân"),
        ("Nguyễn Văn 079123456789", "N*** V** ***"),
        ("Nguyễn Văn A (SĐT 0912345678)", "N*** V** A* *** ***"),
        ("0912345678 Lan", "*** Lan"),
        ("0912345678", "***"),
        ("Trần Lan lan@thu.example", "T*** L** ***"),
        ("John Fitzgerald Kennedy-Smith", "J*** F*** ***"),
        ("H'Hen Niê", "*** Niê"),
    ],
)
def test_a_name_is_masked_for_the_public(name, masked):
    assert mask_name(name) == masked


@given(st.text(max_size=24), st.text("0123456789", min_size=1, max_size=12), st.text(max_size=24))
def test_no_digit_of_a_name_is_ever_shown(before, digits, after):
    assert not any(char.isnumeric() and not char.isalpha() for char in mask_name(before + digits + after))


def test_initials_are_family_and_given_name():
    assert (initials("nguyễn văn hùng"), initials("Ánh"), initials(" ")) == ("NH", "Á", "")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_001, "một nghìn không trăm linh một"),
        (1_010, "một nghìn không trăm mười"),
        (20_000, "hai mươi nghìn"),
        (115_000, "một trăm mười lăm nghìn"),
        (1_000_000, "một triệu"),
        (2_000_015, "hai triệu không trăm mười lăm"),
        (1_021_000, "một triệu không trăm hai mươi mốt nghìn"),
        (3_000_000_000, "ba tỷ"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (5_000_000_000_001, "năm nghìn tỷ không trăm linh một"),
    ],
)
def test_a_number_is_read_without_doubt(number, words):
    assert number_in_words(number) == words


def test_an_amount_begins_with_a_capital_and_ends_with_dong():
    assert amount_in_words(0) == "Không đồng"
    assert amount_in_words(200_000) == "Hai trăm nghìn đồng"


@pytest.mark.parametrize("number", [-1, 10**18])
def test_an_amount_that_nobody_pays_is_an_error(number):
    with pytest.raises(ValueError, match="whole numbers"):
        amount_in_words(number)


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=2, unique=True))
def test_two_numbers_never_read_alike(pair):
    assert number_in_words(pair[0]) != number_in_words(pair[1])
