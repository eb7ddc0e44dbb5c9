"""Where a dossier can be handed in: the one-stop units that are open on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.catalogue.shelf import shelf
from motcua.people.cards import UnitCard
from motcua.people.roster import roster
from motcua.rules.calendar import Sessions, Week
from motcua.rules.organisation import UnitLevel
from motcua.rules.text import fold, sort_key

WORKING = (UnitLevel.ONE_STOP, UnitLevel.SUPPORT_POINT)


@dataclass(frozen=True, slots=True)
class Place:
    """A counter: name, agency, address, telephone, hours in words."""

    code: str
    name: str
    agency: str
    address: str
    phone: str
    hours: tuple[str, ...]

    @property
    def phone_link(self) -> str:
        """The address that a telephone dials."""
        return "tel:" + self.phone.replace(" ", "")


def places(*, on: date, text: str = "") -> list[Place]:
    """Every counter whose name, agency or address holds all the words, in Vietnamese order."""
    return _described((card for level in WORKING for card in roster().units(on, level)), on=on, text=text)


def places_for(procedure_id: int, *, on: date, text: str = "", most: int | None = None) -> list[Place]:
    """The counters that receive a procedure on a day; at most so many."""
    cards = [card for level in WORKING for card in roster().units(on, level)]
    taking = (card for card in cards if procedure_id in shelf().received_by(card.id, on))
    return _described(taking, on=on, text=text)[:most]


def _described(cards: Iterable[UnitCard], *, on: date, text: str) -> list[Place]:
    words = fold(text).split()
    found = [_place(card, on) for card in cards]
    kept = [one for one in found if all(word in fold(f"{one.name} {one.agency} {one.address}") for word in words)]
    return sorted(kept, key=lambda place: sort_key(place.name))


def _place(card: UnitCard, on: date) -> Place:
    people = roster()
    agency = people.unit(card.parent_id, on) if card.parent_id else None
    return Place(
        code=card.code,
        name=card.name,
        agency=agency.name if agency and agency.name not in card.name else "",
        address=card.address or (agency.address if agency else ""),
        phone=card.phone or (agency.phone if agency else ""),
        hours=hours_in_words(people.hours(card.id, on)),
    )


def hours_in_words(week: Week) -> tuple[str, ...]:
    """ "Thứ Hai đến thứ Sáu: 7:30–11:30, 13:30–17:00", days with the same hours together."""
    lines: list[tuple[int, int, Sessions]] = []
    for day, sessions in enumerate(week):
        if not sessions:
            continue
        if lines and lines[-1][2] == sessions and lines[-1][1] == day - 1:
            lines[-1] = (lines[-1][0], day, sessions)
        else:
            lines.append((day, day, sessions))
    return tuple(_line(first, last, sessions) for first, last, sessions in lines)


def _line(first: int, last: int, sessions: Sessions) -> str:
    names = (
        _("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"),
    )  # fmt: skip
    days = (
        names[first]
        if first == last
        else _("%(first)s đến %(last)s") % {"first": names[first], "last": _low(names[last])}
    )
    times = ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in sessions)
    return f"{days}: {times}"


def _low(name: str) -> str:
    """A weekday inside a sentence: Vietnamese writes "thứ Sáu", English keeps its capital."""
    return name[:1].lower() + name[1:] if name.startswith("Thứ") else name
