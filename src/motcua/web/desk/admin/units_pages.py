"""`don-vi/`: the tree of units, and one unit with its names, its staff list and its history."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from motcua.ledger.actor import Actor
from motcua.ledger.streams import StreamKind
from motcua.people.cards import UnitCard
from motcua.people.models import OfficeHours, Succession, Unit
from motcua.people.permissions import Action, may, units_in_scope
from motcua.people.roster import UnknownUnit, roster
from motcua.people.staffing import staff_list
from motcua.rules.lifecycle import ROLE_WORDS
from motcua.rules.organisation import LEVEL_WORDS, POSTING_KIND_WORDS, UnitLevel
from motcua.rules.text import fold
from motcua.web.desk.admin.frame import actor_of, admin_page, today_of
from motcua.web.desk.admin.history import deeds
from motcua.web.shared.asked import asked
from motcua.web.shared.policy import needs

SECTION = "admin_units"


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One unit in the tree; `depth` from 0, at most 5 for the indentation."""

    card: UnitCard
    level: str
    depth: int
    people: int
    open: bool


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the approved staff list."""

    name: str
    login: str
    title: str
    role: str
    kind: str
    since: date
    until: date | None
    sending: str
    decision: str
    warnings: tuple[str, ...]


@needs(Action.ADMINISTER_UNITS, Action.VIEW_STAFF)
def units(request: HttpRequest) -> HttpResponse:
    """The tree, or what matches `?q=`; `?dong=1` shows ended units too."""
    today, actor = today_of(request), actor_of(request)
    wanted, with_ended = asked(request), request.GET.get("dong") == "1"
    lines = _tree(actor, today, with_ended)
    if wanted:
        words = fold(wanted).split()
        lines = [line for line in lines if all(word in fold(f"{line.card.code} {line.card.name}") for word in words)]
    context = {"title": "Đơn vị", "lines": lines, "q": wanted, "with_ended": with_ended}
    return admin_page(request, "units.html", context, current=SECTION)


def _in_scope(actor: Actor) -> frozenset[int] | None:
    """The units that somebody may look at; None for all."""
    return None if may(actor, Action.ADMINISTER_UNITS) else units_in_scope(actor, Action.VIEW_STAFF)


def _tree(actor: Actor, today: date, with_ended: bool) -> list[TreeLine]:
    people, scope = roster(), _in_scope(actor)
    everything = people.units(today) if not with_ended else _ever(today)
    cards = {card.id: card for card in everything if scope is None or card.id in scope}
    below: dict[int | None, list[UnitCard]] = {}
    for card in cards.values():
        below.setdefault(card.parent_id if card.parent_id in cards else None, []).append(card)
    found: list[TreeLine] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for card in sorted(below.get(parent_id, ()), key=lambda one: one.code):
            count = len({posting.staff_id for posting in people.postings_in(card.id, today)})
            found.append(TreeLine(card, LEVEL_WORDS[card.level], min(depth, 5), count, people.is_open(card.id, today)))
            walk(card.id, depth + 1)

    walk(None, 0)
    return found


def _ever(today: date) -> tuple[UnitCard, ...]:
    """Every unit that ever was, as today or as it last was."""
    people = roster()
    return tuple(people.unit(unit_id, today) for unit_id in Unit.objects.values_list("pk", flat=True))


@needs(Action.ADMINISTER_UNITS, Action.VIEW_STAFF)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit."""
    today, people = today_of(request), roster()
    card = unit_or_404(request, code)
    children = [child for child in people.units(today) if child.parent_id == card.id]
    context: dict[str, Any] = {
        "title": card.name,
        "unit": card,
        "level": LEVEL_WORDS[card.level],
        "open": people.is_open(card.id, today),
        "parent": people.unit(card.parent_id, today) if card.parent_id else None,
        "children": children,
        "hours": OfficeHours.objects.filter(key=card.hours_key or "", valid_to=None).first(),
        "versions": [(one, LEVEL_WORDS[one.level]) for one in reversed(people.versions(card.id))],
        "newest": people.unit(card.id).version_id,
        "staff": _staff(card.id, today),
        "one_stop": card.level is UnitLevel.ONE_STOP,
        "heirs": [(row, people.unit(row.new_unit_id)) for row in Succession.objects.filter(old_unit_id=card.id)],
        "forebears": [(row, people.unit(row.old_unit_id)) for row in Succession.objects.filter(new_unit_id=card.id)],
        "deeds": deeds((StreamKind.UNIT, card.id)),
    }
    return admin_page(request, "unit.html", context, current=SECTION)


def unit_or_404(request: HttpRequest, code: str) -> UnitCard:
    """The unit of an address as today, if the person may see it."""
    actor = actor_of(request)
    try:
        card = roster().unit_by_code(code, today_of(request))
    except UnknownUnit:
        raise Http404 from None
    scope = _in_scope(actor)
    if scope is not None and card.id not in scope:
        raise Http404
    return card


def _staff(unit_id: int, today: date) -> list[StaffRow]:
    """The approved staff list (Circular 01/2018 Art. 7) as the screen shows it."""
    people = roster()
    return [
        StaffRow(
            name=line.staff.name,
            login=line.staff.login,
            title=line.posting.title,
            role=ROLE_WORDS[line.posting.role],
            kind=POSTING_KIND_WORDS[line.posting.kind] if line.posting.kind else "",
            since=line.posting.valid_from,
            until=line.posting.valid_to or line.posting.planned_to,
            sending=people.unit(line.posting.sending_unit_id).label if line.posting.sending_unit_id else "",
            decision=line.posting.decision,
            warnings=line.warnings,
        )
        for line in staff_list(unit_id, on=today)
    ]
