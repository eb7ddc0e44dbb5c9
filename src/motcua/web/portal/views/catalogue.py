"""The catalogue: list with facets, suggestions while typing, and the page of one procedure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.catalogue.cards import ProcedureCard
from motcua.catalogue.shelf import UnknownProcedure, shelf
from motcua.rules.calendar import legal_day
from motcua.rules.numbering import BadProcedureCode, parse_procedure_code
from motcua.rules.procedures import Level, Online
from motcua.web.portal.addresses import slug, to, to_procedure
from motcua.web.portal.frame import page, public, shared_page
from motcua.web.portal.life_events import EVENTS, event
from motcua.web.portal.places import places_for
from motcua.web.portal.procedures import level_words, online_words, procedure_row, procedure_view
from motcua.web.portal.search import Wanted, find
from motcua.web.shared.asked import asked, tidy
from motcua.web.shared.clock import now

ROWS = 20
SUGGESTIONS = 6


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One value of a facet, with the number of procedures behind it and the address that chooses or drops it."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list."""

    title: str
    choices: tuple[FacetChoice, ...]


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/?q=&viec=&linh-vuc=&co-quan=&truc-tuyen=&trang=`: everything that is chosen stands in the address."""
    on = legal_day(now())
    wanted = _wanted(request)
    found = find(wanted, on)
    page_no = asked(request, "trang", most=5)
    number = max(1, int(page_no)) if page_no.isdecimal() else 1
    shown = found[(number - 1) * ROWS : number * ROWS]
    context = {
        "wanted": wanted,
        "rows": [procedure_row(card, on) for card in shown],
        "total": len(found),
        "first": (number - 1) * ROWS + 1,
        "last": (number - 1) * ROWS + len(shown),
        "next_url": _address(wanted, page=number + 1) if number * ROWS < len(found) else "",
        "previous_url": _address(wanted, page=number - 1) if number > 1 else "",
        "facets": _facets(wanted, on),
        "chosen": _chosen(wanted),
        "clear_url": to("catalogue"),
        "suggest_url": to("suggest"),
        "heading": _heading(wanted),
    }
    return shared_page(request, "portal/catalogue.html", context, current="catalogue")


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """The first hits for what is being typed, as a part of a page."""
    text = asked(request)
    on = legal_day(now())
    found = find(Wanted(text=text), on)[:SUGGESTIONS] if len(text.strip()) >= 2 else []
    rows = [procedure_row(card, on) for card in found]
    response = render(request, "portal/_parts/suggestions.html", {"rows": rows, "text": text.strip()})
    response["Cache-Control"] = "public, max-age=60"
    return response


@public
def procedure(request: HttpRequest, code: str, name: str = "") -> HttpResponse:
    """`/thu-tuc/<ma>-<slug>/`; an old or shortened name leads to the right address."""
    try:
        card = shelf().find(parse_procedure_code(code))
    except (BadProcedureCode, UnknownProcedure):
        context = {"code": tidy(code, most=40), "catalogue_url": to("catalogue")}
        return page(request, "portal/no_procedure.html", context, current="catalogue", status=404)
    if name != slug(card.newest.name):
        return HttpResponseRedirect(to_procedure(card.code, card.newest.name))
    on = legal_day(now())
    context = {
        "procedure": procedure_view(card, case_key=request.GET.get("truong-hop", ""), on=on),
        "places_url": to("places", query={"thu-tuc": card.code}),
        "places": places_for(card.id, on=on, most=4),
        "catalogue_url": to("catalogue"),
        "home_url": to("home"),
        "sector_url": to("catalogue", query={"linh-vuc": card.sector.code}),
        "help_url": to("help"),
    }
    return shared_page(request, "portal/procedure.html", context, current="catalogue")


def _wanted(request: HttpRequest) -> Wanted:
    """What the address says; a value that means nothing is left out."""
    said = request.GET
    level, online = said.get("co-quan", "").upper(), said.get("truc-tuyen", "").upper()
    return Wanted(
        text=asked(request),
        event=said.get("viec", "") if event(said.get("viec", "")) else "",
        sector=said.get("linh-vuc", "") if shelf().sector(said.get("linh-vuc", "")) else "",
        level=Level[level] if level in Level.__members__ else None,
        online=Online[online] if online in Online.__members__ else None,
    )


def _address(wanted: Wanted, *, page: int = 1) -> str:
    """The address of a choice."""
    query = {
        "q": wanted.text,
        "viec": wanted.event,
        "linh-vuc": wanted.sector,
        "co-quan": wanted.level.name.lower() if wanted.level is not None else "",
        "truc-tuyen": wanted.online.name.lower() if wanted.online is not None else "",
        "trang": str(page) if page > 1 else "",
    }
    return to("catalogue", query=query)


def _heading(wanted: Wanted) -> str:
    life = event(wanted.event)
    if wanted.text.strip():
        return _("Thủ tục cho “%(text)s”") % {"text": wanted.text.strip()}
    return str(life.title) if life else _("Thủ tục hành chính")


def _chosen(wanted: Wanted) -> list[FacetChoice]:
    """What narrows the list now, each with the address without it."""
    life, sector = event(wanted.event), shelf().sector(wanted.sector)
    said = [
        (str(life.title) if life else "", replace(wanted, event="")),
        (sector.name if sector else "", replace(wanted, sector="")),
        (level_words(wanted.level) if wanted.level is not None else "", replace(wanted, level=None)),
        (online_words(wanted.online) if wanted.online is not None else "", replace(wanted, online=None)),
    ]
    return [FacetChoice(label, _address(without), 0, True) for label, without in said if label]


def _facets(wanted: Wanted, on: date) -> tuple[Facet, ...]:
    """Every facet with the values that would find something, each counted as if its own facet were free."""
    sectors = [(sector.name, replace(wanted, sector=sector.code)) for sector in shelf().sectors()]
    events = [(str(one.title), replace(wanted, event=one.slug)) for one in EVENTS]
    levels = [(level_words(level), replace(wanted, level=level)) for level in Level]
    online = [(online_words(one), replace(wanted, online=one)) for one in Online]
    return tuple(
        facet
        for facet in (
            _facet(_("Theo việc"), events, replace(wanted, event=""), wanted, on, _by_event),
            _facet(_("Cơ quan giải quyết"), levels, replace(wanted, level=None), wanted, on, _by_level),
            _facet(_("Nộp trực tuyến"), online, replace(wanted, online=None), wanted, on, _by_online),
            _facet(_("Lĩnh vực"), sectors, replace(wanted, sector=""), wanted, on, _by_sector),
        )
        if facet.choices
    )


Fits = Callable[[ProcedureCard, Wanted, date], bool]


def _facet(title: str, values: list[tuple[str, Wanted]], free: Wanted, wanted: Wanted, on: date, fits: Fits) -> Facet:
    pool = find(free, on)
    choices = []
    for label, choice in values:
        count = sum(1 for card in pool if fits(card, choice, on))
        if count:
            current = choice == wanted
            choices.append(FacetChoice(label, _address(free if current else choice), count, current))
    return Facet(title, tuple(choices))


def _by_event(card: ProcedureCard, choice: Wanted, on: date) -> bool:
    life = event(choice.event)
    return life is not None and card.code in life.codes


def _by_sector(card: ProcedureCard, choice: Wanted, on: date) -> bool:
    return card.sector.code == choice.sector


def _by_level(card: ProcedureCard, choice: Wanted, on: date) -> bool:
    return (card.on(on) or card.newest).level is choice.level


def _by_online(card: ProcedureCard, choice: Wanted, on: date) -> bool:
    return (card.on(on) or card.newest).online is choice.online
