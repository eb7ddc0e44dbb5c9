"""What the font can set is asked of the font itself, and the press agrees."""

from dataclasses import replace
from unicodedata import normalize

import pytest

from motcua.documents.forms.glyphs import first_unprintable, with_hollows
from motcua.documents.forms.receipt import draw_receipt
from tests.documents import readings, samples

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ fjwz"


@pytest.mark.parametrize("text", [LETTERS, LETTERS.upper(), "Y Ê-đê Niê Kđăm", "A.B, “C” – (D) 1/2 & 50% @ #7…", ""])
def test_what_people_write_in_viet_nam_can_be_printed(text):
    assert first_unprintable(text) == ""
    assert with_hollows(text) == text


@pytest.mark.parametrize(
    "sign", ["😀", "☃", "中", "□", "\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\ufe0f", "\u034f"]
)
def test_what_no_paper_shows_is_found(sign):
    assert first_unprintable(f"Trần {sign} Lan 😀") == sign
    assert with_hollows(f"Trần {sign} Lan") == "Trần □ Lan"


def test_the_press_sets_every_sign_that_is_called_printable():
    signs = [chr(code) for code in range(0x21, 0x2200) if not chr(code).isspace() and not first_unprintable(chr(code))]
    composed = [sign for sign in signs if normalize("NFC", sign) == sign]
    pdf = draw_receipt(replace(samples.RECEIPT, return_at=" ".join(composed)), samples.COUNTER)
    assert len(composed) > 900 and readings.text_of(pdf)


def test_the_press_sets_a_square_for_what_is_called_unprintable_and_for_nothing_else():
    pdf = draw_receipt(replace(samples.RECEIPT, owner="Trần 😀 Lan"), samples.COUNTER)
    assert readings.drawn(pdf) == readings.drawn(draw_receipt(samples.RECEIPT, samples.COUNTER)) + 1
    assert "Tiếp nhận hồ sơ của: Trần Lan" in readings.words_of(pdf)
