"""`nguoi-dung/`: the staff of the province, and one person with postings, absences and the account."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.catalogue.shelf import shelf
from motcua.ledger.streams import StreamKind
from motcua.people.cards import PostingCard, StaffCard
from motcua.people.models import Absence, Account, Posting
from motcua.people.permissions import Action
from motcua.people.roster import UnknownStaff, UnknownUnit, card_of, roster
from motcua.people.staffing import warnings_for
from motcua.rules.lifecycle import ROLE_WORDS
from motcua.rules.organisation import ABSENCE_WORDS, AbsenceCause
from motcua.rules.text import fold, sort_key
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.frame import actor_of, admin_page, moment_of, today_of
from motcua.web.desk.admin.history import deeds
from motcua.web.shared.asked import asked
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import seen

SECTION = "admin_people"
PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the list."""

    card: StaffCard
    postings: tuple[str, ...]
    warnings: int
    away: bool


@dataclass(frozen=True, slots=True)
class PostingView:
    """One posting of a person; `end_url` ends it while it is open."""

    card: PostingCard
    role: str
    unit: str
    unit_code: str
    sectors: str
    open: bool
    warnings: list[str]
    end_url: str


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """One absence of a person."""

    id: int
    from_at: datetime
    to_at: datetime
    cause: str
    substitute: str
    ground: str
    running: bool


@needs(Action.ADMINISTER_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in the order of their names, 50 a page; `?q=` words of the name or the login, `?don-vi=` one unit."""
    today = today_of(request)
    q, unit_code = asked(request), asked(request, "don-vi", most=40)
    found = _matching(q, unit_code, today)
    page = request.GET.get("trang", "1")
    number = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
    shown = [_line(card, today, moment_of(request)) for card in found[(number - 1) * PAGE : number * PAGE]]
    seen(request, [line.card.id for line in shown], page="desk:admin_people")
    said = urlencode({"q": q, "don-vi": unit_code, "trang": number + 1})
    context = {
        "title": "Người dùng",
        "lines": shown,
        "count": len(found),
        "q": q,
        "unit_code": unit_code,
        "units": fields.unit_choices(today, empty="Mọi đơn vị"),
        "next_url": f"?{said}" if len(found) > number * PAGE else "",
        "before_url": number > 1,
    }
    return admin_page(request, "people.html", context, current=SECTION)


def _matching(q: str, unit_code: str, today: date) -> list[StaffCard]:
    picture = roster()
    found = list(picture.everybody())
    if unit_code:
        try:
            unit_id = picture.unit_by_code(unit_code).id
        except UnknownUnit:
            raise Http404 from None
        there = {posting.staff_id for posting in picture.postings_in(unit_id, today)}
        found = [card for card in found if card.id in there]
    words = fold(q).split()
    return [card for card in found if all(word in f"{fold(card.name)} {card.login}" for word in words)]


def _line(card: StaffCard, today: date, at: datetime) -> PersonLine:
    picture = roster()
    postings = picture.postings_of(card.id, today)
    return PersonLine(
        card,
        tuple(f"{ROLE_WORDS[one.role]}, {picture.unit(one.unit_id, today).label}" for one in postings),
        sum(len(warnings_for(one, on=today)) for one in postings),
        picture.absence(card.id, at) is not None,
    )


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def person(request: HttpRequest, login: str) -> HttpResponse:
    """One person."""
    card, today, at = person_or_404(login), today_of(request), moment_of(request)
    seen(request, [card.id], page="desk:admin_person")
    rows = Posting.objects.filter(staff_id=card.id).select_related("seat").order_by("-valid_from", "-pk")
    absences = Absence.objects.filter(person_id=card.id).order_by("-from_at")[:20]
    account = Account.objects.filter(pk=card.account_id).first()
    streams = [(StreamKind.STAFF, card.id)]
    if card.account_id:
        streams.append((StreamKind.ACCOUNT, card.account_id))
    context = {
        "title": card.name,
        "person": card,
        "account": account,
        "can_sign_in": bool(account and account.has_usable_password()),
        "enrolled": bool(account and account.authenticator_set.exists()),
        "postings": [_posting(card_of(row), login, today) for row in rows],
        "absences": [_absence(row, at) for row in absences],
        "deeds": deeds(*streams),
        "own": card.id == actor_of(request).staff_id,
    }
    return admin_page(request, "person.html", context, current=SECTION)


def person_or_404(login: str) -> StaffCard:
    """The person of an address."""
    try:
        return roster().staff_by_login(login)
    except UnknownStaff:
        raise Http404 from None


def _posting(card: PostingCard, login: str, today: date) -> PostingView:
    unit = roster().unit(card.unit_id, today)
    address = [login, unit.code, card.role.name.lower()]
    return PostingView(
        card,
        ROLE_WORDS[card.role],
        unit.label,
        unit.code,
        _sector_words(card.sectors) or "Mọi lĩnh vực",
        card.valid_to is None or card.valid_to > today,
        warnings_for(card, on=today) if card.covers(today) else [],
        reverse("desk:admin_end_posting", args=address) if card.valid_to is None else "",
    )


def _sector_words(codes: Collection[str]) -> str:
    """The names of sectors, in the order of the alphabet."""
    cards = [shelf().sector(code) for code in codes]
    return ", ".join(sorted((card.name for card in cards if card), key=sort_key))


def _absence(row: Absence, at: datetime) -> AbsenceView:
    substitute = roster().staff(row.substitute_id).name if row.substitute_id else ""
    running = row.from_at < at < row.to_at
    cause = ABSENCE_WORDS[AbsenceCause(row.cause)]
    return AbsenceView(row.pk, row.from_at, row.to_at, cause, substitute, row.ground, running)
