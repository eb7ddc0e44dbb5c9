"""Units over the wire: what `competent_unit`, `holder_unit` and their like stand for."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from motcua.people.cards import UnitCard
from motcua.people.roster import UnknownUnit, roster
from motcua.rules.calendar import legal_day
from motcua.rules.organisation import UnitLevel
from motcua.web.api.callers import moment
from motcua.web.api.words import word, words

router = Router(tags=["units"])
PAGE = 200

After = Annotated[str, Query(max_length=40, description="`next` của trang trước.")]


class UnitOut(Schema):
    """A unit as it is today."""

    code: str
    name: str
    short_name: str
    level: words(UnitLevel)
    parent: str | None
    address: str
    phone: str


class UnitPage(Schema):
    """A page of units by code; `next` is the cursor of the page behind it."""

    items: list[UnitOut]
    next: str | None


@router.get("/", response=UnitPage, operation_id="list_units", summary="Danh sách đơn vị")
def list_units(request: HttpRequest, cursor: After = "") -> dict[str, Any]:
    """Units that exist today, by code."""
    cards = [card for card in roster().units(legal_day(moment(request))) if card.code > cursor]
    items = [_unit(card) for card in cards[:PAGE]]
    return {"items": items, "next": items[-1]["code"] if len(cards) > PAGE else None}


@router.get("/{code}/", response=UnitOut, operation_id="get_unit", summary="Một đơn vị")
def get_unit(request: HttpRequest, code: str) -> dict[str, Any]:
    """One unit that exists today."""
    on = legal_day(moment(request))
    card = roster().unit_by_code(code, on)
    if not roster().is_open(card.id, on):
        raise UnknownUnit(unit=code)
    return _unit(card)


def _unit(card: UnitCard) -> dict[str, Any]:
    return {
        "code": card.code,
        "name": card.name,
        "short_name": card.short_name,
        "level": word(card.level),
        "parent": roster().unit(card.parent_id).code if card.parent_id else None,
        "address": card.address,
        "phone": card.phone,
    }
