"""Whatever stands in the address, pages answer and show it again tidily."""

import pytest

from motcua.web.shared.asked import tidy

pytestmark = pytest.mark.django_db

LONG = "khai sinh " * 900
PUBLIC = ("/thu-tuc/?q={}", "/thu-tuc/goi-y/?q={}", "/noi-nop/?q={}", "/tra-cuu/?ma={}", "/tra-cuu/{}/", "/thu-tuc/{}/")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\x00", ""),
        ("a\x00b", "a b"),
        ("  khai\r\n sinh\t", "khai sinh"),
        ("khai\u200bsinh", "khai sinh"),
        ("\ud800x", "x"),
        ("e\u0302\u0301", "ế"),
        ("x" * 9000, "x" * 120),
        ("", ""),
    ],
)
def test_what_was_asked_is_one_clean_line(typed, shown):
    assert tidy(typed) == shown


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_echoes_neither_a_nul_nor_a_whole_book(client, address):
    for typed in ("%00", "a%00b", LONG):
        page = client.get(address.format(typed)).content
        assert b"\x00" not in page
        assert page.count(b"khai sinh khai sinh") < 60
