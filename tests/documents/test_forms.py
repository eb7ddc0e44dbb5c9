"""What holds for every printed form: fonts, letters, codes, margins, archive standard, and the look of it."""

import io
import os
import re
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from motcua.documents.forms.apology import draw_apology
from motcua.documents.forms.receipt import draw_receipt
from motcua.documents.forms.refusal import draw_refusal
from motcua.documents.forms.stop_notice import draw_stop_notice
from motcua.documents.forms.supplement import SupplementRow, draw_supplement
from motcua.documents.forms.wording import NoFormsYet, form_set_on, words
from motcua.rules.documents import FormSet
from tests.documents import hard_times, readings, samples

GOLDENS = Path(__file__).parent / "goldens"
PAGES = {
    "receipt": 1,
    "worst_receipt": 2,
    "refusal": 1,
    "control_slip": 2,
    "control_slip_a4": 1,
    "register": 1,
    "long_register": 4,
    "receipt_again": 1,
    "supplement": 1,
    "worst_supplement": 2,
    "decline": 1,
    "apology": 1,
    "apology_2025_a4": 1,
    "worst_apology_a4": 1,
    "stop_notice_a4": 1,
    "worst_stop_notice_a4": 2,
}
SIZES = {
    "receipt": (148, 210),
    "refusal": (148, 210),
    "control_slip_a4": (210, 297),
    "register": (297, 210),
    "supplement": (148, 210),
    "decline": (148, 210),
    "apology": (148, 210),
    "apology_2025_a4": (210, 297),
    "worst_apology_a4": (210, 297),
    "stop_notice_a4": (210, 297),
}
# Left, top, right, bottom in millimetres of what the body may cover; corner and foot lines lie outside by intent.
FIELDS = {"A5": (14, 10, 137, 198), "A4": (30, 20, 195, 277), "landscape": (15, 13, 287, 197)}


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    return {name: getattr(hard_times if hasattr(hard_times, name) else samples, name)() for name in PAGES}


every_form = pytest.mark.parametrize("name", PAGES)


@every_form
def test_a_form_has_the_pages_of_its_design(printed, name):
    assert len(readings.text_of(printed[name])) == PAGES[name]


@pytest.mark.parametrize("name", SIZES)
def test_a_form_has_the_size_the_circular_gives_it(printed, name):
    with pikepdf.open(io.BytesIO(printed[name])) as document:
        box = [round(float(side) / readings.MM) for side in document.pages[0].MediaBox]
    assert tuple(box[2:]) == SIZES[name]


@every_form
def test_every_font_is_tinos_and_embedded(printed, name):
    fonts = readings.fonts_of(printed[name])
    assert fonts and all(fonts.values())
    assert all(font.startswith("Tinos") for font in fonts)


@every_form
def test_extracted_text_is_composed_vietnamese(printed, name):
    text = "".join(readings.text_of(printed[name]))
    assert readings.is_composed(text) and "None" not in text and "�" not in text


@every_form
def test_a_form_declares_itself_as_a_tagged_archive_in_vietnamese(printed, name):
    with pikepdf.open(io.BytesIO(printed[name])) as document:
        metadata = document.Root.Metadata.read_bytes().decode()
        assert re.search(r"pdfaid:part>2<", metadata) and re.search(r"pdfaid:conformance>B<", metadata)
        assert str(document.Root.Lang).startswith("vi")
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert document.docinfo.Title


@every_form
def test_no_letter_stands_outside_the_margins(printed, name):
    kind = "landscape" if "register" in name else "A4" if name.endswith("a4") else "A5"
    left, top, right, bottom = FIELDS[kind]
    for page in readings.letters_of(printed[name]):
        for letter in page:
            assert letter.left >= left - 0.3 and letter.right <= right + 0.3, letter
            is_margin_line = letter.bottom < top + 0.3 or letter.top > bottom + 0.3
            assert is_margin_line or (letter.top >= top - 0.8 and letter.bottom <= bottom + 0.5), letter


@pytest.mark.parametrize(
    ("name", "code", "track"),
    [
        ("receipt", samples.RECEIPT.code, samples.RECEIPT.track),
        ("worst_receipt", samples.WORST_RECEIPT.code, samples.WORST_RECEIPT.track),
        ("control_slip", samples.SLIP.code, samples.SLIP.track),
        ("control_slip_a4", samples.SLIP.code, samples.SLIP.track),
        ("supplement", hard_times.REQUEST.code, hard_times.REQUEST.track),
        ("worst_supplement", hard_times.WORST_REQUEST.code, hard_times.WORST_REQUEST.track),
        ("decline", hard_times.DECLINE.code, hard_times.DECLINE.track),
        ("apology", hard_times.SORRY_2018.code, hard_times.SORRY_2018.track),
        ("worst_apology_a4", hard_times.SORRY_2018.code, hard_times.SORRY_2018.track),
    ],
)
def test_both_codes_are_read_from_a_page_at_150_dots_an_inch(printed, name, code, track):
    assert readings.scanned(printed[name]) == {"Code128": code, "QRCode": track}


@pytest.mark.parametrize("code", ["000.00.03.H99-240910-0042", "H99.15.03.12-261118-0065"])
def test_longer_codes_of_older_dossiers_are_read_as_well(code):
    pdf = draw_receipt(replace(samples.RECEIPT, code=code), samples.COUNTER)
    assert readings.scanned(pdf)["Code128"] == code
    assert code in readings.words_of(pdf)


@pytest.mark.parametrize(
    ("name", "track"),
    [
        ("refusal", samples.REFUSAL.track),
        ("apology_2025_a4", hard_times.SORRY_2025.track),
        ("stop_notice_a4", hard_times.STOP.track),
    ],
)
def test_letters_and_a_refusal_at_the_counter_have_a_qr_code_and_no_bar_code(printed, name, track):
    assert readings.scanned(printed[name]) == {"QRCode": track}


@every_form
def test_a_form_says_word_for_word_what_it_said_before(printed, name):
    said = "\n\f\n".join(readings.text_of(printed[name])).strip() + "\n"
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("MOTCUA_GOLDENS") == "write":
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


@every_form
def test_a_form_looks_as_it_looked_before(printed, name):
    for number, page in enumerate(readings.pictures_of(printed[name], dpi=50), start=1):
        golden = GOLDENS / f"{name}-{number}.png"
        if os.environ.get("MOTCUA_GOLDENS") == "write":
            page.quantize(16).save(golden, optimize=True)
        before = Image.open(golden).convert("L")
        assert before.size == page.size
        assert ImageStat.Stat(ImageChops.difference(before, page)).mean[0] < 3


# Every kind of paper with one text in the owner's name or where free words stand.
HOSTS = {
    "receipt": lambda text: draw_receipt(replace(samples.RECEIPT, return_at=text), samples.COUNTER),
    "supplement": lambda text: draw_supplement(
        replace(hard_times.REQUEST, rows=(SupplementRow(text, text, text),)), samples.DESK_2
    ),
    "decline": lambda text: draw_refusal(
        replace(hard_times.DECLINE, opinion=replace(hard_times.DECLINE.opinion, words=text)), samples.DESK_2
    ),
    "apology": lambda text: draw_apology(replace(hard_times.SORRY_2018, reason=text), hard_times.MAIL_ROOM),
    "apology_2025": lambda text: draw_apology(replace(hard_times.SORRY_2025, remaining=text), hard_times.REGISTRY),
    "stop_notice": lambda text: draw_stop_notice(replace(hard_times.STOP, reason=text), hard_times.REGISTRY),
}
every_host = pytest.mark.parametrize("name", HOSTS)


@every_host
def test_every_vietnamese_letter_is_printed(name):
    vowels = [
        normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")
    ]
    letters = "".join(vowels) + "đ₫“”‘’–"
    letters += letters.upper()
    pdf = HOSTS[name](" ".join(letters))
    assert set(letters) <= set(readings.words_of(pdf))
    assert set(readings.fonts_of(pdf)) <= {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}


@every_host
def test_a_sign_outside_the_font_is_a_hollow_square_among_its_words_on_every_paper(name):
    plain, odd = HOSTS[name]("Lê Văn Tám"), HOSTS[name]("Lê ☃😀 Tám")
    where = HOSTS[name]("Lê An Tám")
    assert readings.drawn(odd) - readings.drawn(where) == 2 * readings.words_of(where).count("Lê An Tám")
    assert readings.words_of(odd).count("Tám") == readings.words_of(plain).count("Tám")


@every_host
def test_words_that_look_like_markup_stay_words_on_every_paper(name):
    words = "#pagebreak() *An* _Em_ $x$ {owner} **đậm**"
    assert words in readings.words_of(HOSTS[name](words))


def test_names_that_look_like_markup_stay_text():
    name = "<b>Lan</b> *An* _Em_ #pagebreak() $x$ @a \\ `c` = {owner} **đậm** [x](y) // --- &amp;"
    pdf = draw_receipt(replace(samples.RECEIPT, owner=name, procedure=name), samples.COUNTER)
    assert readings.words_of(pdf).count(name) == 2
    assert len(readings.text_of(pdf)) == 1


def test_a_decomposed_name_is_printed_composed():
    name = normalize("NFD", "Nguyễn Thị Hường Ưởng")
    pdf = draw_receipt(replace(samples.RECEIPT, owner=name), samples.COUNTER)
    assert normalize("NFC", name) in readings.words_of(pdf) and name not in readings.words_of(pdf)


def test_control_and_direction_signs_are_dropped():
    pdf = draw_receipt(replace(samples.RECEIPT, owner="Lê\u202e Văn\x00\nTám\u200b"), samples.COUNTER)
    assert "Tiếp nhận hồ sơ của: Lê Văn Tám" in readings.words_of(pdf)


def test_a_clock_that_counts_microseconds_prints_as_well():
    printed_at = samples.COUNTER.printed_at.replace(second=7, microsecond=123_456)
    pdf = draw_receipt(samples.RECEIPT, replace(samples.COUNTER, printed_at=printed_at))
    assert len(readings.text_of(pdf)) == 1


def test_the_form_set_follows_the_day():
    assert form_set_on(samples.date(2025, 9, 14)) is FormSet.F2018
    assert form_set_on(samples.date(2025, 9, 15)) is FormSet.F2025
    with pytest.raises(NoFormsYet, match="Ngày 01/01/2018"):
        form_set_on(samples.date(2018, 1, 1))


def test_the_words_of_all_forms_are_composed_and_complete():
    def walk(value):
        if isinstance(value, dict):
            for part in value.values():
                yield from walk(part)
        elif isinstance(value, list):
            for part in value:
                yield from walk(part)
        else:
            yield value

    for form_set in FormSet:
        assert all(readings.is_composed(word) for word in walk(words(form_set)) if isinstance(word, str))
