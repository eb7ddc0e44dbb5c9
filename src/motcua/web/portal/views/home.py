"""The first page: one search, one look-up, and doors by what happens in a life."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.catalogue.shelf import shelf
from motcua.rules.calendar import legal_day
from motcua.web.portal.addresses import to, to_procedure
from motcua.web.portal.frame import public, shared_page
from motcua.web.portal.life_events import EVENTS, LifeEvent
from motcua.web.portal.search import Wanted, find
from motcua.web.shared.clock import now
from motcua.web.shared.shell import NavItem

FREQUENT = ("Khai sinh", "Xây nhà", "Đổi sổ đỏ", "Mở cửa hàng", "Chứng thực bản sao", "Xác nhận độc thân")


@dataclass(frozen=True, slots=True)
class EventCard:
    """A door: its title leads to the list, its procedures straight to their pages."""

    title: str
    icon: str
    url: str
    procedures: tuple[NavItem, ...]


@public
def home(request: HttpRequest) -> HttpResponse:
    """`/`; `?cho=doanh-nghiep` shows the doors of businesses."""
    on = legal_day(now())
    business = request.GET.get("cho") == "doanh-nghiep"
    context = {
        "frequent": [NavItem(word, to("catalogue", query={"q": word}), "") for word in FREQUENT if _leads(word, on)],
        "events": _cards(business, on),
        "audiences": (
            NavItem(_("Người dân"), to("home"), "", current=not business),
            NavItem(_("Doanh nghiệp"), to("home", query={"cho": "doanh-nghiep"}), "", current=business),
        ),
        "procedure_count": len(find(Wanted(), on)),
        "catalogue_url": to("catalogue"),
        "suggest_url": to("suggest"),
        "tracking_url": to("tracking"),
        "places_url": to("places"),
    }
    return shared_page(request, "portal/home.html", context, current="home")


def _leads(word: str, on: date) -> bool:
    return bool(find(Wanted(text=word), on))


def _cards(business: bool, on: date) -> list[EventCard]:
    cards = [_card(event, on) for event in EVENTS if event.business is business]
    return [card for card in cards if card.procedures]


def _card(event: LifeEvent, on: date) -> EventCard:
    known = {card.code: card for card in shelf().procedures() if card.on(on)}
    links = tuple(
        NavItem(known[code].newest.name, to_procedure(code, known[code].newest.name), "")
        for code in event.codes
        if code in known
    )
    return EventCard(str(event.title), event.icon, to("catalogue", query={"viec": event.slug}), links[:2])
