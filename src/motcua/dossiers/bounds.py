"""How long a text may be, how large a number, how many lines a list has: said once, at the field of an order.

The shell, the forms of the screen (`maxlength`) and the schema of the API draw from here; an order beyond its bounds
cannot be made at all, so that no verb sees one.
"""

from collections.abc import Mapping
from dataclasses import Field, field, fields
from typing import Any, ClassVar

from motcua.dossiers.texts import TooLong, UnprintableSign, first_hidden
from motcua.rules.faults import Fault
from motcua.rules.text import nfc

NAMED = 120  # a login, a code, a key, the public id of a file: what names something of ours
NUMBERED = 60  # the number of a document, as its column keeps it; signs alone are no number
SAID = 2000  # what one person says to another about a dossier, on paper or on the screen
ASKED = 1000  # what is missing, line by line, and the reasons of a refusal
WHY = 200  # why one paper is not good enough
SENTENCE = 300  # the one sentence of an apology
NOTED = 4000  # what is only read on the screen
MOST_LINES = 200  # of a list
MOST_NUMBER = 32_767  # the number of a line, as its column keeps it
MOST_COPIES = 999  # of one paper
MOST_DONG = 999_999_999_999_999


class NotInRange(Fault):
    """A number smaller or larger than it can be."""

    code = "not_in_range"
    sentence = "{label} phải là số từ {least} đến {most}. Kiểm tra lại rồi lưu."


class NotADocumentNumber(Fault):
    """The number of a document without a letter or a digit: a dot typed to get past the field."""

    code = "not_a_document_number"
    sentence = "{label} phải có chữ hoặc chữ số. Kiểm tra lại rồi lưu."


class TooMany(Fault):
    """A list longer than any dossier has lines."""

    code = "too_many"
    sentence = "{label} có quá {most} dòng. Bớt dòng rồi lưu lại."


def named(
    label: str, *, limit: int | None = None, least: int | None = None, most: int | None = None, **options: Any
) -> Any:
    """A field with its Vietnamese name and its bounds: `limit` signs of a text, `least` to `most` of a number; a list
    has `MOST_LINES` unless `most` says otherwise.
    """
    bounds = {"label": label, "limit": limit, "least": least, "most": most}
    return field(metadata=bounds, **options)


class Order:
    """The base of every order: it is within its bounds, or it is not made.

    Raises TooLong, UnprintableSign, NotADocumentNumber, NotInRange, TooMany, each with the `field` in its facts.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __post_init__(self) -> None:
        for one in self.__dataclass_fields__.values():
            _require(one, getattr(self, one.name))


def longest(kind: type[Any], name: str) -> int:
    """How many signs the text of this field may have."""
    return int(_of(kind, name)["limit"])


def range_of(kind: type[Any], name: str) -> tuple[int, int]:
    """The least and the most of this number."""
    bounds = _of(kind, name)
    return int(bounds["least"]), int(bounds["most"])


def _of(kind: type[Any], name: str) -> Mapping[str, Any]:
    return next(one.metadata for one in fields(kind) if one.name == name)


def _require(one: Field[Any], value: object) -> None:
    label, bounds = one.metadata["label"], one.metadata
    match value:
        case str() if bounds["limit"] is not None:
            kept = nfc(value).strip()  # composed, without blanks at its ends
            # Whatever a text is kept for: PostgreSQL keeps no U+0000, and nobody sees the others.
            if hidden := first_hidden(kept):
                raise UnprintableSign(field=one.name, label=label, sign=f"ẩn U+{ord(hidden):04X}")
            if len(kept) > bounds["limit"]:
                raise TooLong(field=one.name, label=label, limit=bounds["limit"])
            if bounds["limit"] == NUMBERED and kept and not any(map(str.isalnum, kept)):
                raise NotADocumentNumber(field=one.name, label=label)
        case int() if bounds["least"] is not None and not bounds["least"] <= value <= bounds["most"]:
            most = f"{bounds['most']:,}".replace(",", ".")
            raise NotInRange(field=one.name, label=label, least=bounds["least"], most=most)
        case tuple() if len(value) > (bounds["most"] or MOST_LINES):
            raise TooMany(field=one.name, label=label, most=bounds["most"] or MOST_LINES)
