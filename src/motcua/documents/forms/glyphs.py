"""Which signs the print font can set, asked before a text is kept that will be printed.

The code points are read once from the fonts themselves (the table `cmap`, format 4), so that question and press agree.
"""

from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import Final
from unicodedata import category

FONTS: Final = Path(__file__).parent.parent / "fonts"
HOLLOW: Final = "□"
INVISIBLE: Final = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)})


def first_unprintable(text: str) -> str:
    """The first sign of a composed text that no printed form can show, "" when all can; blanks are no signs.

    Signs that nobody sees (zero width, direction, control) are among those that cannot.
    """
    unknown = set(text) - _printable()
    return next((sign for sign in text if sign in unknown and not sign.isspace()), "")


def with_hollows(text: str) -> str:
    """The text with a hollow square for each sign that cannot be printed: a paper does not fail by one sign."""
    if not first_unprintable(text):
        return text
    printable = _printable()
    return "".join(sign if sign in printable or sign.isspace() else HOLLOW for sign in text)


@cache
def _printable() -> frozenset[str]:
    """The visible signs that every cut of the font has."""
    cuts = [_covered(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    common = frozenset.intersection(*cuts) - INVISIBLE
    return frozenset(sign for sign in map(chr, common) if category(sign)[0] != "C")


def _covered(font: bytes) -> frozenset[int]:
    """The code points of a TrueType font. Raises ValueError when it has no table that we can read."""
    (tables,) = unpack_from(">H", font, 4)
    directory = {font[at : at + 4]: at for at in range(12, 12 + 16 * tables, 16)}
    (start,) = unpack_from(">I", font, directory[b"cmap"] + 8)
    (records,) = unpack_from(">H", font, start + 2)
    for record in range(start + 4, start + 4 + 8 * records, 8):
        at = start + unpack_from(">I", font, record + 4)[0]
        if unpack_from(">H", font, at)[0] == 4:
            return _segments(font, at)
    raise ValueError("a font without a character map of format 4")


def _segments(font: bytes, at: int) -> frozenset[int]:
    """Format 4: runs of code points, each with a delta or an array of glyphs; glyph 0 is "none"."""
    count = unpack_from(">H", font, at + 6)[0] // 2
    ends, starts = at + 14, at + 16 + 2 * count
    deltas, offsets = starts + 2 * count, starts + 4 * count
    found: set[int] = set()
    for no in range(count):
        first, last, delta, offset = (
            unpack_from(">H", font, column + 2 * no)[0] for column in (starts, ends, deltas, offsets)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            place = offsets + 2 * no + offset + 2 * (code - first)
            glyph = unpack_from(">H", font, place)[0] if offset else code
            if glyph and (glyph + delta) & 0xFFFF:
                found.add(code)
    return frozenset(found)
