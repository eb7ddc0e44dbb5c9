"""Text as it is kept: composed (NFC), blanks as one, and all of it printable; how long it may be: `bounds`."""

from unicodedata import category, combining

from motcua.documents.forms.glyphs import INVISIBLE, first_unprintable
from motcua.rules.faults import Fault
from motcua.rules.text import nfc


class TooLong(Fault):
    """A text longer than its bound."""

    code = "too_long"
    sentence = "{label} dài quá {limit} chữ. Rút gọn rồi lưu lại."


class UnprintableSign(Fault):
    """A sign that cannot be shown: one without a shape anywhere; an emoji, a foreign script on a paper."""

    code = "unprintable_sign"
    sentence = "{label} có ký tự {sign} không in được. Xóa ký tự đó rồi lưu lại."


def tidy(label: str, text: str) -> str:
    """The text of one line: composed, its runs of blanks as one, none at the ends. Raises UnprintableSign."""
    return printable(label, " ".join(nfc(text).split()))


def worded(label: str, text: str) -> str:
    """The text of several lines: composed, without blanks at its ends. Raises UnprintableSign."""
    return printable(label, nfc(text).strip())


def printable(label: str, text: str) -> str:
    """The text itself, composed before, when the papers can show all of it. Raises UnprintableSign."""
    sign = first_unprintable(text)
    if sign:
        seen = sign.isprintable() and not combining(sign)
        raise UnprintableSign(label=label, sign=f"“{sign}” (U+{ord(sign):04X})" if seen else f"ẩn U+{ord(sign):04X}")
    return text


def first_hidden(text: str) -> str:
    """The first sign that nobody sees and nobody typed (control, direction, zero width), "" when there is none."""
    return next((sign for sign in text if _is_hidden(sign)), "")


def _is_hidden(sign: str) -> bool:
    return sign not in "\n\r\t" and (category(sign)[0] == "C" or ord(sign) in INVISIBLE)
