"""`/nv/so-theo-doi/`: the register as a page of fifty lines, as PDF and as a workbook, from the same rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from motcua.catalogue.shelf import shelf
from motcua.documents.forms.register import Entry, Register, Standing, draw_registers
from motcua.documents.forms.register_xlsx import MEDIA_TYPE, write_registers
from motcua.dossiers.books import Book, book_of, whole_book
from motcua.dossiers.models import Dossier
from motcua.dossiers.register import book_with, empty_register, entries, registers
from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, may, require, units_in_scope
from motcua.people.roster import roster
from motcua.rules.calendar import first_moment, legal_day
from motcua.rules.faults import Fault
from motcua.rules.organisation import UnitLevel
from motcua.web.desk.nav import shell_for
from motcua.web.shared.downloads import download, occasion, pdf
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import Look, seen

PAGE = 50
MOST_IN_A_BOOK = 2000


class BookTooLong(Fault):
    """More lines than one file should hold."""

    code = "book_too_long"
    sentence = "Sổ có hơn {most} dòng. Chọn một lĩnh vực hoặc khoảng ngày ngắn hơn rồi xuất."


class EmptyBooks(Fault):
    """No line in any of the books that were asked for."""

    code = "empty_books"
    sentence = "Không có hồ sơ nào trong khoảng này để in. Chọn khoảng ngày khác, hoặc một lĩnh vực để in sổ trống."


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address says: the desk, the sector, the days (both ends in the book)."""

    unit_id: int
    sector: str
    first: date
    last: date
    units: tuple[tuple[str, str], ...]

    @property
    def book(self) -> Book | None:
        """The one book that the address names; None when it names several."""
        if self.first.year != self.last.year:
            return None
        card = shelf().sector(self.sector) if self.sector else None
        if card is None:
            return whole_book(self.unit_id, self.last.year)
        return book_of(card.code, card.name, unit_id=self.unit_id, year=self.last.year)


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the screen: the entry and the book that it stands in."""

    entry: Entry
    book: Book


@needs(Action.VIEW_REGISTER)
def register(request: HttpRequest) -> HttpResponse:
    """The lines, newest first, behind the last line of the page before."""
    actor = request.actor  # type: ignore[attr-defined]
    choice = _choice(request)
    found = list(_rows(choice, before=_cursor(request.GET.get("sau", "")))[: PAGE + 1])
    shown = found[:PAGE]
    seen(request, [row.pk for row in shown], page="desk:register")
    last = shown[-1] if len(found) > PAGE else None
    query = request.GET.copy()
    query.pop("sau", None)
    at = request.at  # type: ignore[attr-defined]
    lines = [Line(entry, book_with(row)) for entry, row in zip(entries(shown, at=at), shown, strict=True)]
    context: dict[str, Any] = {
        "shell": shell_for(request, "register"),
        "lines": lines,
        "sums": _sums(lines),
        "choice": choice,
        "unit_code": roster().unit(choice.unit_id).code,
        "sectors": [(card.code, card.name) for card in shelf().sectors()],
        "may_export": may(actor, Action.EXPORT),
        "query": query.urlencode(),
        "more_url": _more(query, last) if last else "",
    }
    return render(request, "desk/register.html", context)


@needs(Action.EXPORT)
def as_pdf(request: HttpRequest) -> HttpResponseBase:
    """The books on A4 landscape."""
    sheets, name = _books(request)
    return pdf(draw_registers(sheets, occasion(request)), f"{name}.pdf")


@needs(Action.EXPORT)
def as_workbook(request: HttpRequest) -> HttpResponseBase:
    """The books as XLSX, a leaf for each."""
    sheets, name = _books(request)
    return download(write_registers(sheets, occasion(request)), f"{name}.xlsx", MEDIA_TYPE)


def _books(request: HttpRequest) -> tuple[tuple[Register, ...], str]:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    require(actor, Action.VIEW_REGISTER)
    require(actor, Action.EXPORT)
    choice = _choice(request)
    rows = list(_rows(choice)[: MOST_IN_A_BOOK + 1])
    if len(rows) > MOST_IN_A_BOOK:
        raise BookTooLong(most=MOST_IN_A_BOOK)
    seen(request, [row.pk for row in rows], page="desk:register", what=Look.EXPORT)
    name = f"Sổ theo dõi hồ sơ {choice.first:%d-%m-%Y} đến {choice.last:%d-%m-%Y}"
    if rows:
        return registers(rows, unit_id=choice.unit_id, at=at), name
    if choice.book is None:
        raise EmptyBooks()
    return (empty_register(choice.book, unit_id=choice.unit_id, at=at),), name


def _sums(lines: list[Line]) -> dict[str, int]:
    """Where the lines of the page stand."""
    found = Counter(line.entry.standing for line in lines)
    return {
        "all": len(lines),
        "returned": found[Standing.RETURNED],
        "stopped": found[Standing.STOPPED],
        "open": found[Standing.OPEN],
        "cancelled": found[Standing.CANCELLED],
        "late": sum(line.entry.late for line in lines),
    }


def _rows(choice: Choice, *, before: tuple[datetime, int] | None = None) -> Any:
    """The dossiers of the books, newest first."""
    rows = Dossier.objects.received_at_desk([choice.unit_id], before=before).filter(
        received_at__gte=first_moment(choice.first),
        received_at__lt=first_moment(choice.last + timedelta(days=1)),
    )
    return rows.filter(procedure_version__procedure__sector__code=choice.sector) if choice.sector else rows


def _choice(request: HttpRequest) -> Choice:
    """Of the address; what it does not say is this year, every sector, the own desk."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    said, today = request.GET, legal_day(at)
    desks = _desks(actor, today)
    chosen = next((card.id for card in desks if card.code == said.get("don-vi")), None)
    own = next((card.id for card in desks if card.id == actor.unit_id), desks[0].id if desks else actor.unit_id)
    first = _day(said.get("tu", "")) or today.replace(month=1, day=1)
    last = _day(said.get("den", "")) or today
    sector = said.get("linh-vuc", "")
    return Choice(
        unit_id=chosen or own or 0,
        sector=sector if shelf().sector(sector) else "",
        first=min(first, last),
        last=max(first, last),
        units=tuple((card.code, card.name) for card in desks),
    )


def _desks(actor: Actor, on: date) -> list[Any]:
    """The one-stop units whose register this person may read."""
    reach = units_in_scope(actor, Action.VIEW_REGISTER)
    return [card for card in roster().units(on, UnitLevel.ONE_STOP) if reach is None or card.id in reach]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _cursor(text: str) -> tuple[datetime, int] | None:
    moment, _, last = text.rpartition("_")
    if not (last.isdecimal() and last.isascii() and len(last) < 19):
        return None
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, int(last)) if at.tzinfo else None


def _more(query: Any, last: Dossier) -> str:
    query["sau"] = f"{last.received_at.isoformat() if last.received_at else ''}_{last.pk}"
    return f"?{query.urlencode()}"
