"""Text as it is kept: composed (NFC), blanks as one, no longer than its column, and all of it printable."""

from unicodedata import combining

from motcua.documents.forms.glyphs import first_unprintable
from motcua.rules.faults import Fault
from motcua.rules.text import nfc


class TooLong(Fault):
    """A field longer than any form can carry."""

    code = "too_long"
    sentence = "{label} dài quá {limit} chữ. Rút gọn rồi lưu lại."


class UnprintableSign(Fault):
    """A sign that no paper of the dossier could show: an emoji, a foreign script, a sign without a shape."""

    code = "unprintable_sign"
    sentence = "{label} có ký tự {sign} mà giấy tờ không in được. Xóa ký tự đó rồi lưu lại."


def bounded(label: str, text: str, limit: int) -> str:
    """The text composed, its runs of blanks as one, none at the ends.

    Raises TooLong over `limit` characters, UnprintableSign.
    """
    kept = " ".join(nfc(text).split())
    if len(kept) > limit:
        raise TooLong(label=label, limit=limit)
    return printable(label, kept)


def printable(label: str, text: str) -> str:
    """The text itself, composed before, when the papers can show all of it. Raises UnprintableSign."""
    sign = first_unprintable(text)
    if sign:
        seen = sign.isprintable() and not combining(sign)
        raise UnprintableSign(label=label, sign=f"“{sign}” (U+{ord(sign):04X})" if seen else f"ẩn U+{ord(sign):04X}")
    return text
