"""What somebody asked for in the address: tidied before it is searched, kept or shown again."""

import unicodedata

from django.http import HttpRequest

from motcua.rules.text import nfc

LONGEST, LONGEST_PATH = 120, 300


def asked(request: HttpRequest, name: str = "q", *, most: int = LONGEST) -> str:
    """One line of text out of the query of the address, at most `most` letters; empty when it is not there."""
    return tidy(request.GET.get(name, ""), most=most)


def path_of(request: HttpRequest) -> str:
    """The path of the page, to be shown again in a link; of one that nobody of ours has made, the first page."""
    path = request.path
    return path if len(path) <= LONGEST_PATH and path.isprintable() else "/"


def tidy(text: str, *, most: int = LONGEST) -> str:
    """Composed (NFC), in one line, without control characters and halves of letters, cut to `most` letters."""
    # Eight marks on one letter are more than any language has: what is far longer is cut before it is worked on.
    plain = "".join(" " if _is_unseen(letter) else letter for letter in text[: most * 8])
    return nfc(" ".join(plain.split()))[:most].rstrip()


def _is_unseen(letter: str) -> bool:
    """Control characters, invisible formatting, private and unassigned code points, halves of letters."""
    return unicodedata.category(letter).startswith("C")
