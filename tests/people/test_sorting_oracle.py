"""Names are sorted as ICU sorts Vietnamese. PostgreSQL brings it along, as an oracle only: the key is our own."""

import random
import unicodedata

import pytest
from django.db import connection

from motcua.rules.text import sort_key

SHAPES = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # none, huyền, hỏi, ngã, sắc, nặng
HEADS = ("", "b", "d", "đ", "h", "ng", "ph", "x")
TAILS = ("", "n", "nh", "p")


def syllables() -> list[str]:
    """Every vowel with every tone between every head and tail."""
    return [
        unicodedata.normalize("NFC", head + vowel + tone + tail)
        for head in HEADS
        for vowel in SHAPES
        for tone in TONES
        for tail in TAILS
    ]


@pytest.mark.django_db
def test_names_stand_in_the_order_of_the_vietnamese_alphabet():
    if connection.vendor != "postgresql":
        pytest.skip("ICU comes with PostgreSQL")
    chance, parts = random.Random(2026), syllables()
    names = parts + [" ".join(chance.choices(parts, k=chance.choice((2, 3)))) for _ in range(3000)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_collation WHERE collname = 'vi-x-icu'")
        if cursor.fetchone() is None:
            pytest.skip("this PostgreSQL was built without ICU")
        cursor.execute('SELECT name FROM unnest(%s::text[]) AS name ORDER BY name COLLATE "vi-x-icu"', [names])
        by_icu = [name for (name,) in cursor.fetchall()]
    assert by_icu == sorted(names, key=sort_key)
