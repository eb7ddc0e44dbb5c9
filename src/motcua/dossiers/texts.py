"""Short text as it is kept: composed (NFC), blanks as one, and no longer than its column."""

from motcua.rules.faults import Fault
from motcua.rules.text import nfc


class TooLong(Fault):
    """A field longer than any form can carry."""

    code = "too_long"
    sentence = "{label} dài quá {limit} chữ. Rút gọn rồi lưu lại."


def bounded(label: str, text: str, limit: int) -> str:
    """The text composed, its runs of blanks as one, none at the ends. Raises TooLong over `limit` characters."""
    kept = " ".join(nfc(text).split())
    if len(kept) > limit:
        raise TooLong(label=label, limit=limit)
    return kept
