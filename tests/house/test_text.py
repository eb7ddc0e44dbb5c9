"""Vietnamese words are written in one way only, composed (NFC): to a computer two encodings of a word are two words."""

import unicodedata

from tests.house.source import files, place


def decomposed_lines(text):
    """Numbers of the lines that are not NFC."""
    return [number for number, line in enumerate(text.split("\n"), 1) if not unicodedata.is_normalized("NFC", line)]


def test_every_source_string_and_template_is_nfc():
    found = []
    for path in files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        found += [place(path, line) for line in decomposed_lines(text)]
    assert found == []


def test_a_decomposed_word_is_found():
    assert decomposed_lines("một cửa\n" + unicodedata.normalize("NFD", "tiếp nhận")) == [2]
