"""A text that is far too long, as an early version let pass, is printed all the same: whole, and on the paper."""

from dataclasses import replace

import pytest

from motcua.documents.forms.apology import draw_apology
from motcua.documents.forms.receipt import PaperLine, draw_receipt
from motcua.documents.forms.refusal import draw_refusal
from motcua.documents.forms.stop_notice import ReturnedPaper, draw_stop_notice
from motcua.documents.forms.supplement import SupplementRow, draw_supplement
from motcua.rules.documents import StopGround
from tests.documents import readings
from tests.documents.hard_times import REGISTRY, REQUEST, SORRY_2018, SORRY_2025, STOP
from tests.documents.samples import COUNTER, DESK_2, RECEIPT, REFUSAL

SIGN = "@"  # stands on no form otherwise
SOLID, SPACED = SIGN * 20_000, f"{SIGN * 4} " * 5_000  # a PDF holds 32,767 bytes in one string
STOPPED = replace(STOP, ground=StopGround.STOPPED, asked_on=None, asked_no="")
LONG = {
    "a request's line": lambda text: draw_supplement(
        replace(REQUEST, rows=(SupplementRow("Bản vẽ", "Thiếu", text), *REQUEST.rows[1:])), DESK_2
    ),
    "a request's ground": lambda text: draw_supplement(replace(REQUEST, ordinal=2, second_ground=text), DESK_2),
    "why it stopped": lambda text: draw_stop_notice(replace(STOPPED, reason=text), REGISTRY),
    "why it is refused": lambda text: draw_refusal(replace(REFUSAL, reasons=(text,), email=""), DESK_2),
}
AT_THE_BOUND = {
    "a paper's name on the receipt": lambda text: draw_receipt(
        replace(RECEIPT, papers=(PaperLine(text[:500], originals=1),), email=""), COUNTER
    ),
    "a paper's name in the request": lambda text: draw_supplement(
        replace(REQUEST, rows=(SupplementRow(text[:500], "Thiếu", text[:1000]),)), DESK_2
    ),
    "a paper's name in the notice": lambda text: draw_stop_notice(
        replace(STOP, papers=(ReturnedPaper(text[:500], originals=1),)), REGISTRY
    ),
    "an applicant's address": lambda text: draw_receipt(replace(RECEIPT, address=text[:300], email=""), COUNTER),
    "the sentence of an apology": lambda text: draw_apology(replace(SORRY_2025, reason=text[:300]), REGISTRY),
    "the sentence of an older apology": lambda text: draw_apology(replace(SORRY_2018, reason=text[:300]), REGISTRY),
}


def signs(pdf: bytes) -> int:
    """How many of the sign can be read on the sheets; what lies beside the paper cannot."""
    return sum(page.count(SIGN) for page in readings.text_of(pdf))


@pytest.mark.parametrize("text", [SOLID, SPACED], ids=["one word", "many words"])
@pytest.mark.parametrize("where", LONG)
def test_a_text_far_too_long_is_printed_whole(where, text):
    assert signs(LONG[where](text)) == text.count(SIGN)


@pytest.mark.parametrize("where", AT_THE_BOUND)
def test_the_longest_text_of_one_word_stays_on_the_paper(where):
    assert signs(AT_THE_BOUND[where](SIGN * 1000)) in (300, 500, 1500)
