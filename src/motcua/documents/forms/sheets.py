"""What every sheet has: a heading, an occasion of printing, and the check that nothing the law asks for is missing."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from unicodedata import category, normalize

from motcua.documents.forms import phrases
from motcua.documents.forms.wording import Words, words
from motcua.rules.calendar import local
from motcua.rules.documents import FormSet
from motcua.rules.faults import Fault

_DISTRICT = re.compile(
    r"\b(?:TỈNH|THÀNH PHỐ|PHƯỜNG|XÃ|ĐẶC KHU|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN) \S+(?: \S+){0,3}$", re.IGNORECASE
)
_KIND = re.compile(r"^(?:tỉnh|thành phố|phường|xã|đặc khu|huyện|quận|thị xã|thị trấn) (?!\d)", re.IGNORECASE)


class MissingField(Fault):
    """A paper lacks what the law asks for; it never prints a blank."""

    code = "missing_field"
    sentence = "Chưa in được {paper}: thiếu {field}."


class Copy(StrEnum):
    """Which of the two copies of a receipt."""

    GIVEN = "given"
    KEPT = "kept"


class Mark(StrEnum):
    """What stands above the title of a paper that is not the original."""

    COPY = "copy"
    TRIAL = "trial"
    OFFLINE = "offline"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Heading:
    """The block at the top: whose paper it is, its number and sign, where and when it was written.

    `parent` is the superior agency (empty for a People's Committee), `number` is "12846/TTPVHCC".
    """

    parent: str
    agency: str
    number: str
    place: str
    on: date


@dataclass(frozen=True, slots=True)
class Occasion:
    """One printing: when (aware moment), by which account, which copy, which marks, on invented data or not.

    `site` is the public address that a look-up path in the QR code is put behind ("https://dvc.lamgiang.example").
    """

    printed_at: datetime
    printed_by: str
    copy: Copy = Copy.GIVEN
    marks: tuple[Mark, ...] = ()
    simulated: bool = False
    site: str = ""


def require(paper: str, **fields: object) -> None:
    """Stop the print when a legal field is empty: its name is its words with _ for spaces. Raises MissingField."""
    for name, value in fields.items():
        if value is None or value == () or (isinstance(value, str) and not value.strip()):
            raise MissingField(paper=paper, field=name.replace("_", " "))


def clean(text: str) -> str:
    """Text as it is printed: NFC, without control signs, in one line, tied where a line must not break."""
    return phrases.tie(bare(text))


def bare(text: str) -> str:
    """The same for a narrow column, where a line may break at every space."""
    spaced = (" " if sign.isspace() else sign for sign in normalize("NFC", text))
    return phrases.breakable(" ".join("".join(sign for sign in spaced if category(sign)[0] != "C").split()))


def or_none(text: str, page: Words) -> str:
    """A label never stands alone: what is not known reads "(không có)"."""
    return clean(text) or page["none"]


def frame(form_set: FormSet, form: str, heading: Heading, occasion: Occasion, *, code: str) -> dict[str, Any]:
    """What the templates need around the body. `form` is a key of the wording, `code` what the foot line names."""
    page = words(form_set)
    return {
        "title": " ".join(page[form]["title"]).capitalize(),
        "form_title": page[form]["title"],
        "corner": page[form].get("corner", page["corner"]).format(form=page[form]["form"]),
        "simulated": page["simulated"] if occasion.simulated else "",
        "marks": [page["marks"][mark] for mark in occasion.marks],
        "state": page["state"],
        "motto": page["motto"],
        "parent": split_name(heading.parent, page),
        "agency": split_name(heading.agency, page),
        "number": page["number"].format(number=number_of(heading)),
        "place_and_day": page["place_and_day"].format(place=_place(heading), day=phrases.day_words(heading.on)),
        "printed": page["printed"].format(
            clock=phrases.clock(occasion.printed_at),
            day=phrases.short_day(occasion.printed_at),
            by=clean(occasion.printed_by),
        ),
        "foot_code": clean(code),
        "page_word": page["page"],
        "code_label": page["code"],
        "scan": page["scan"],
    }


def number_of(heading: Heading) -> str:
    """Number and sign of a paper; under 10 with a zero before it (Decree 30/2020/NĐ-CP, Appendix I)."""
    return phrases.two_digits(clean(heading.number))


def _place(heading: Heading) -> str:
    """The name of the place without its kind; a place that is only numbered keeps it (phường 5)."""
    return _KIND.sub("", clean(heading.place).replace(phrases.NBSP, " ")).replace(" ", phrases.NBSP)


def look_up(track: str, occasion: Occasion) -> str:
    """What the QR code says: `track` in full, behind the occasion's site when it is a path."""
    return occasion.site.rstrip("/") + track if track.startswith("/") else track


def split_name(name: str, page: Words) -> list[str]:
    """An agency's name in the pieces between which it may break: TRUNG TÂM PHỤC VỤ / HÀNH CHÍNH CÔNG."""
    text = clean(name).replace(phrases.NBSP, " ")
    glued = _DISTRICT.sub(lambda found: found.group().replace(" ", phrases.NBSP), text)
    for phrase in page["kept_together"]:
        glued = glued.replace(phrase, phrase.replace(" ", phrases.NBSP))
    return glued.split(" ") if glued else []


def days(first: datetime, last: datetime) -> int:
    """Calendar days between two moments, in Viet Nam's days."""
    return (local(last).date() - local(first).date()).days
