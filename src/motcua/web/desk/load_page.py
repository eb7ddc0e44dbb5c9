"""Who in the office has how much, and giving dossiers to somebody: seen before it is saved, told one by one after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.dossiers import orders
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.load import NOBODY, Handing, Load, division, effect, foresee, loads
from motcua.dossiers.urgency import ORDER
from motcua.dossiers.worklist import Box, Filter, Key, page
from motcua.ledger.actor import Actor
from motcua.people.roster import UnknownStaff, roster
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.web.desk.batch_page import Batch, keep_batch, last_batch
from motcua.web.desk.nav import dossier_url, shell_for
from motcua.web.desk.work_lines import line
from motcua.web.desk.work_page import GROUP_WORDS
from motcua.web.shared.dates import short_day
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import seen
from motcua.web.shared.toasts import Toast, say

EVENLY = "chia-deu"  # in the place of a login: each to whoever has least
FREE = "Chưa ai giữ"
MOST = 50  # dossiers that are given at once
GIVING = (Verb.ASSIGN, Verb.FORWARD)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: from where, how long (of a hundred), what it stands for."""

    start: str
    length: str
    tone: str


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the table: who, under which number, how much; `away` says until when, `before` a number that was."""

    login: str
    name: str
    key: str
    away: str
    counts: tuple[tuple[str, int], ...]
    total: int
    parts: tuple[Part, ...]
    url: str
    current: bool
    before: int | None = None


BATCH = Batch(
    key="assigned_batch",
    title="Kết quả phân công",
    act="phân công",
    section="office",
    back="desk:load",
    back_words="Về phân công",
    url_of=dossier_url,
)


@needs(Verb.ASSIGN)
def load(request: HttpRequest) -> HttpResponse:
    """`/nv/phong/phan-cong/`: the load of everybody, and the dossiers of one of them (`?cua=`), else of nobody."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    known, people = loads(actor, at=at), division(actor, at=at)
    whose = _whose(request.GET.get("cua", ""))
    chosen = Filter(person_id=whose) if whose else Filter(nobody=True)
    found = page(actor, Box.DIVISION, at=at, filter_by=chosen, after=Key.parse(request.GET.get("sau", "")), size=MOST)
    seen(request, [row.dossier_id for row in found.rows], page="desk:load")
    everybody = _people(known, people, at, whose=whose)
    context: dict[str, Any] = {
        "shell": shell_for(request, "office"),
        "words": [(urgency.value, GROUP_WORDS[urgency]) for urgency in ORDER],
        "people": everybody,
        "takers": [one for one in everybody if one.login and one.key and not one.current],
        "whose": next((one for one in everybody if one.current), None),
        "lines": [line(row, at) for row in found.rows],
        "more_url": _more_url(request, found.after),
    }
    return render(request, "desk/load.html", context)


@needs(Verb.ASSIGN)
def preview(request: HttpRequest) -> HttpResponse:
    """What would come of it: who would have how much then, where each dossier goes, which cannot."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    codes = [code.partition("@")[0] for code in request.GET.getlist("ho-so")[:MOST]]
    to, whose = request.GET.get("cho", ""), _whose(request.GET.get("cua", ""))
    back = _address(roster().staff(whose).login if whose else "")
    taker = None if to == EVENLY else _whose(to)
    if not codes or taker == NOBODY:
        say(request, Toast("Chọn ít nhất một hồ sơ, rồi bấm tên người nhận.", kind="warn"))
        return HttpResponseRedirect(back)
    known = loads(actor, at=at)
    handings = foresee(actor, codes, taker, known=known, at=at)
    after = effect(known, handings)
    touched = sorted({who for one in handings if one.to for who in (one.before, one.to)})
    context: dict[str, Any] = {
        "shell": shell_for(request, "office"),
        "words": [(urgency.value, GROUP_WORDS[urgency]) for urgency in ORDER],
        "people": _people(after, touched, at, before=known),
        "going": [(one, _name(one.to), _name(one.before), _spelled(one)) for one in handings if one.to],
        "failing": [one for one in handings if one.fault],
        "heading": "Chia đều hồ sơ" if taker is None else f"Giao cho {_name(taker)}",
        "back": back,
    }
    return render(request, "desk/load_preview.html", context)


@needs(Verb.ASSIGN)
def save(request: HttpRequest) -> HttpResponse:
    """Give what was seen, each its own act; GET says what came of each of the last ones."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method != "POST":
        return last_batch(request, BATCH)
    done: list[str] = []
    failed: list[tuple[str, str]] = []
    for text in request.POST.getlist("giao")[:MOST]:
        code, version, verb, login = [*text.split("@"), "", "", ""][:4]
        try:
            _give(code, version, verb, login, actor=actor, at=at)
        except Fault as fault:
            failed.append((code, fault.message))
        else:
            done.append(code)
    if done and not failed:
        say(request, Toast(f"Đã phân công {len(done)} hồ sơ."))
        return HttpResponseRedirect(reverse("desk:load"))
    keep_batch(request, BATCH, done, failed)
    return HttpResponseRedirect(reverse("desk:load_save"))


def _give(code: str, version: str, verb: str, login: str, *, actor: Actor, at: datetime) -> None:
    """One dossier to one person, by the verb that was foreseen. Raises the faults of the verb."""
    expected = int(version) if version.isdecimal() and version.isascii() and len(version) < 10 else 0
    said: Any = orders.ForwardOrder(person=login) if verb == Verb.FORWARD else orders.AssignOrder(person=login)
    which = Verb.FORWARD if verb == Verb.FORWARD else Verb.ASSIGN
    COMMANDS[which].function(code, said, actor=actor, at=at, expected=expected)


def _people(
    known: dict[int, Load],
    people: Iterable[int],
    at: datetime,
    *,
    whose: int | None = None,
    before: dict[int, Load] | None = None,
) -> list[Person]:
    """Nobody's on top, then everybody who serves here, then whoever still holds something; numbered in their order."""
    serving = [person for person in people if person != NOBODY]
    others = [] if before is not None else [person for person in known if person not in (NOBODY, *serving)]
    rows = [NOBODY] if before is None or NOBODY in people else []
    longest = max((known.get(person, Load()).total for person in (*rows, *serving, *others)), default=0)
    keys = {person: str(no) for no, person in enumerate(serving[:9], start=1)} if before is None else {}
    return [
        _person(
            person,
            known.get(person, Load()),
            longest,
            at,
            key=keys.get(person, ""),
            current=whose == person,
            before=None if before is None else before.get(person, Load()).total,
        )
        for person in (*rows, *serving, *others)
    ]


def _person(
    person: int, has: Load, longest: int, at: datetime, *, key: str, current: bool, before: int | None
) -> Person:
    login = roster().staff(person).login if person else ""
    absence = roster().absence(person, at) if person else None
    return Person(
        login=login,
        name=_name(person),
        key=key,
        away=f"vắng đến {short_day(absence.to_at)}" if absence else "",
        counts=tuple((GROUP_WORDS[urgency], has.groups.get(urgency, 0)) for urgency in ORDER),
        total=has.total,
        parts=_parts(has, longest),
        url=_address(login),
        current=current,
        before=before,
    )


def _parts(has: Load, longest: int) -> tuple[Part, ...]:
    """The stretches of a bar, the longest of all bars being a hundred long."""
    parts, start = [], 0.0
    for urgency in ORDER:
        length = 100 * has.groups.get(urgency, 0) / longest if longest else 0
        if length:
            parts.append(Part(f"{start:.2f}", f"{length:.2f}", urgency.value))
        start += length
    return tuple(parts)


def _name(person: int) -> str:
    return roster().staff(person).name if person else FREE


def _whose(login: str) -> int:
    """The person behind a login in the address; NOBODY for a word that names none."""
    try:
        return roster().staff_by_login(login).id if login else NOBODY
    except UnknownStaff:
        return NOBODY


def _address(login: str) -> str:
    return f"{reverse('desk:load')}?cua={login}" if login else reverse("desk:load")


def _spelled(one: Handing) -> str:
    """What the form sends for one dossier."""
    return f"{one.code}@{one.version}@{one.verb}@{roster().staff(one.to).login}"


def _more_url(request: HttpRequest, after: Key | None) -> str:
    if after is None:
        return ""
    said = request.GET.copy()
    said["sau"] = str(after)
    return f"{request.path}?{said.urlencode()}"
