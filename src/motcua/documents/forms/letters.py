"""What the letters of an agency share: who is written to and how, who signs in which capacity, who gets a copy."""

import re
from dataclasses import dataclass, replace
from typing import Any

from motcua.documents.forms import phrases
from motcua.documents.forms.sheets import Heading, clean
from motcua.rules.codes import PartyKind

_COMMITTEE = re.compile(r"^(?:UBND|ủy ban nhân dân)\s", re.IGNORECASE)

CITIZEN_NUMBER = 12  # digits; the fourth tells century and sex (Decree 137/2015/NĐ-CP Art. 7)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is written to. `call`: the word for him in the sentences: Ông, Bà, Ông/Bà, Quý Công ty, a body's name."""

    name: str
    call: str
    address: str = ""
    phone: str = ""
    person: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the capacity line by line (KT. CHỦ TỊCH / PHÓ CHỦ TỊCH), as it was at the moment of signing."""

    capacity: tuple[str, ...]
    name: str


def call_of(kind: PartyKind, name: str, identity_no: str = "") -> str:
    """The word for a party in a letter. A person's sex is read from a citizen number, else it is "Ông/Bà"."""
    if kind is not PartyKind.PERSON:
        return "Quý Công ty" if name.casefold().startswith("công ty") else name
    if len(identity_no) == CITIZEN_NUMBER and identity_no.isascii() and identity_no.isdigit():
        return "Bà" if int(identity_no[3]) % 2 else "Ông"
    return "Ông/Bà"


def agency_in_full(agency: str) -> str:
    """A People's Committee is written in full in a letter of its own; any other agency as it is named."""
    return clean(_COMMITTEE.sub("Ủy ban nhân dân ", agency.strip()))


def letter_heading(heading: Heading) -> Heading:
    """A People's Committee stands in full and under nobody (Decree 30/2020/NĐ-CP, Appendix I)."""
    if not _COMMITTEE.match(heading.agency.strip()):
        return heading
    return replace(heading, parent="", agency=_COMMITTEE.sub("ỦY BAN NHÂN DÂN ", heading.agency.strip()))


def signature_words(signature: Signature) -> dict[str, Any]:
    """The signature as the templates take it."""
    return {"capacity": [clean(line) for line in signature.capacity], "signer": clean(signature.name)}


def copies_words(copies_to: tuple[str, ...]) -> list[str]:
    """The lines of "Nơi nhận": a dash before each, ";" after each, "." after the last."""
    last = len(copies_to) - 1
    return [f"- {clean(copy)}{'.' if place == last else ';'}" for place, copy in enumerate(copies_to)]


def called(receiver: Receiver) -> str:
    """The word for the receiver inside a sentence; a short one stays on one line."""
    return phrases.tie_name(clean(receiver.call))


def named(receiver: Receiver) -> str:
    """ "Ông Nguyễn Văn Hùng"; a body's name stands alone."""
    name = clean(receiver.name)
    return f"{called(receiver)}{phrases.NBSP}{name}" if receiver.person else name
