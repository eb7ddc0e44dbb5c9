"""Worklists: the steps that wait for a person or an office, grouped by urgency; filters stand in the address."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers import orders
from motcua.dossiers.change import Change
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.worklist import Box, Filter, Key, Page, Row, Tally, Urgency, page
from motcua.people.permissions import Action, may
from motcua.people.roster import roster
from motcua.rules.codes import Channel
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NodeKind, Verb
from motcua.web.desk.flow_strip import allowed_minutes
from motcua.web.desk.nav import count_words, counted, shell_for
from motcua.web.desk.views_kept import drop_view, keep_view, kept_views
from motcua.web.shared.deadline_words import Dates, Deadline, deadline_words, due_day_words
from motcua.web.shared.policy import decides_inside, needs
from motcua.web.shared.seen import seen
from motcua.web.shared.toasts import Toast, say

GROUP_WORDS = {
    Urgency.LATE: "Quá hạn",
    Urgency.SOON: "Sắp đến hạn",
    Urgency.OPEN: "Còn hạn",
    Urgency.PAUSED: "Tạm dừng",
}
SLUGS = {
    "qua-han": Urgency.LATE,
    "sap-han": Urgency.SOON,
    "con-han": Urgency.OPEN,
    "tam-dung": Urgency.PAUSED,
}
TONES = {Urgency.LATE: "late", Urgency.SOON: "soon"}
CHANNELS = {Channel.DIRECT: "Tại quầy", Channel.ONLINE: "Trực tuyến", Channel.POST: "Bưu điện"}
KINDS = {"tham-dinh": NodeKind.WORK, "ky-duyet": NodeKind.APPROVE, "van-thu": NodeKind.NUMBER}
TAKE = {"value": Verb.ASSIGN.value, "label": "Nhận việc", "icon": "user-check", "key": "N"}
BULK = {Verb.FORWARD: "Chuyển bước", Verb.ASSIGN: "Nhận việc"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One group of the list as a link, with how many it holds ("" when that was not counted)."""

    name: str
    url: str
    count: str
    tone: str
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, ready to print."""

    row: Row
    url: str
    channel: str
    deadline: Deadline | None
    due: str
    holder: str
    step_used: int
    step_allowed: int
    step_words: str
    step_tone: str


@needs(Action.VIEW_WORKLIST)
def work(request: HttpRequest) -> HttpResponse:
    """`/nv/viec/`: my steps, or with `?hop=cho-nhan` those at my office that nobody has taken."""
    box = Box.WAITING if request.GET.get("hop") == "cho-nhan" else Box.MINE
    return _list(request, box, current="work", title="Việc của tôi")


@needs(Action.VIEW_WORKLIST)
def office(request: HttpRequest) -> HttpResponse:
    """`/nv/phong/`: everything at hand in my office, whoever holds it."""
    return _list(request, Box.OFFICE, current="office", title="Hồ sơ của phòng")


def _list(request: HttpRequest, box: Box, *, current: str, title: str) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    chosen, after = _filter(request), Key.parse(request.GET.get("sau", ""))
    found = page(actor, box, at=at, filter_by=chosen, after=after)
    seen(request, [row.dossier_id for row in found.rows], page=f"desk:{current}")
    takes = box is Box.WAITING and may(actor, Verb.ASSIGN)
    context: dict[str, Any] = {"box": box, "acts": [TAKE] if takes else [], "more_url": _more_url(request, found.after)}
    if request.headers.get("HX-Request") and after:
        context["groups"] = _groups(found, at, after=after)
        return render(request, "desk/worklist.html#rows", context)
    counts = counted(request, Box.WAITING, grouped=(box, chosen, at))
    context |= {
        "groups": _groups(found, at, counts=counts),
        "shell": shell_for(request, current, counts=counts),
        "title": title,
        "current": current,
        "tabs": _tabs(request, box, current, counts),
        "waiting": count_words(waiting) if (waiting := counts.boxes[Box.WAITING]) else "",
        "filtered": chosen != Filter(),
        "procedures": _procedures(at),
        "views": kept_views(actor, current),
        **_address(request, box),
    }
    return render(request, "desk/worklist.html", context)


def _address(request: HttpRequest, box: Box) -> dict[str, Any]:
    """What the address says, for the filters, their name and the way back."""
    said = request.GET.copy()
    said.pop("sau", None)
    return {
        "path": request.path,
        "unfiltered": f"{request.path}?hop=cho-nhan" if box is Box.WAITING else request.path,
        "query": said.urlencode(),
        "chosen": request.GET,
        "procedure": request.GET.get("thu-tuc", ""),
    }


def _groups(
    found: Page, at: datetime, *, counts: Tally | None = None, after: Key | None = None
) -> list[tuple[str, list[Line]]]:
    """The rows under the words of their group. A group that goes on from the page before gets no second heading."""
    known = counts.groups if counts else {}
    groups = []
    for urgency, rows in groupby(found.rows, key=lambda row: row.urgency):
        words = f"{GROUP_WORDS[urgency]}, {known[urgency]} hồ sơ" if urgency in known else GROUP_WORDS[urgency]
        goes_on = not groups and after is not None and after.urgency is urgency
        groups.append(("" if goes_on else words, [_line(row, at) for row in rows]))
    return groups


def _filter(request: HttpRequest) -> Filter:
    """What the address says; a word that we do not know filters nothing."""
    said = request.GET
    procedure = next((card.id for card in shelf().procedures() if card.code == said.get("thu-tuc")), None)
    return Filter(urgency=SLUGS.get(said.get("nhom", "")), procedure_id=procedure, kind=KINDS.get(said.get("buoc", "")))


def _more_url(request: HttpRequest, after: Key | None) -> str:
    if after is None:
        return ""
    said = request.GET.copy()
    said["sau"] = str(after)
    return f"{request.path}?{said.urlencode()}"


def _tabs(request: HttpRequest, box: Box, current: str, counts: Tally) -> list[Tab]:
    """All, and one tab for each urgency; the office list has its own address. What else is filtered stays."""
    said = request.GET.copy()
    now = said.pop("nhom", [""])[-1]
    said.pop("sau", None)
    address = reverse(f"desk:{current}")
    everything = count_words(counts.listed) if counts.listed else ""
    tabs = [Tab("Tất cả", _url(address, said), everything, "", current=now not in SLUGS)]
    for slug, urgency in SLUGS.items():
        count = counts.groups.get(urgency, 0)
        said["nhom"] = slug
        tone = TONES.get(urgency, "") if count else ""
        words = count_words(count) if count else ""
        tabs.append(Tab(GROUP_WORDS[urgency], _url(address, said), words, tone, current=now == slug))
    return tabs


def _url(address: str, said: QueryDict) -> str:
    return f"{address}?{said.urlencode()}" if said else address


def _procedures(at: datetime) -> list[tuple[str, str]]:
    return [(card.code, card.newest.name) for card in shelf().procedures()]


def _line(row: Row, at: datetime) -> Line:
    people = roster()
    calendar = calendar_for(row.receiving_unit_id, row.calendar_version_id)
    own = calendar_for(row.step_unit_id, row.calendar_version_id)
    dates = Dates(
        clock=row.clock,
        late_at=row.late_at,
        legal_due=row.legal_due,
        promised_due=row.promised_due,
        soon_from=row.soon_from,
    )
    used, allowed = own.minutes_between(row.step_opened_at, at), allowed_minutes(row.step_limit)
    over = row.step_due is not None and at > row.step_due
    return Line(
        row=row,
        url=reverse("desk:dossier", args=[row.code]),
        channel=CHANNELS[row.channel],
        deadline=deadline_words(dates, at=at, calendar=calendar),
        due=due_day_words(row.legal_due, at) if row.legal_due else "",
        holder=people.staff(row.holder_id).name if row.holder_id else people.unit(row.holder_unit_id).label,
        step_used=used,
        step_allowed=allowed,
        step_words=_step_words(used, allowed),
        step_tone="late" if over else ("soon" if allowed and used * 5 >= allowed * 4 else "ok"),
    )


def _step_words(used: int, allowed: int) -> str:
    def days(minutes: int) -> str:
        return f"{round(minutes / 480, 1):g}".replace(".", ",")

    return f"{days(used)} / {days(allowed)} ngày" if allowed else f"{days(used)} ngày"


@needs(Action.VIEW_WORKLIST)
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the address under a name, or drop the kept one named in `bo`."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    current = "office" if request.POST.get("trang") == "office" else "work"
    name, query = request.POST.get("ten", "").strip()[:60], request.POST.get("loc", "")[:500]
    dropped = request.POST.get("bo", "")
    if request.method == "POST" and dropped:
        drop_view(actor, current, name=dropped)
        say(request, Toast(f"Đã xóa bộ lọc “{dropped[:60]}”."))
    elif request.method == "POST" and name:
        keep_view(actor, current, name=name, query=query, at=at)
        say(request, Toast(f"Đã lưu bộ lọc “{name}”."))
    return HttpResponseRedirect(f"{reverse(f'desk:{current}')}?{query}")


@decides_inside(*BULK)
def bulk(request: HttpRequest) -> HttpResponse:
    """One act over the chosen dossiers, each its own transaction; the outcome names every one that did not go."""
    verb = next((verb for verb in BULK if verb.value == request.POST.get("act")), None)
    back = request.POST.get("back") or reverse("desk:work")
    back = back if back.startswith("/nv/") else reverse("desk:work")
    if request.method != "POST" or verb is None:
        return HttpResponseRedirect(back)
    done, failed = act_on_many(request, verb, request.POST.getlist("ho-so")[:200])
    _tell(request, verb, done, failed)
    return HttpResponseRedirect(back)


def act_on_many(request: HttpRequest, verb: Verb, codes: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Say a verb over each dossier (`code` or `code@version`); which went, and why the others did not."""
    done: list[str] = []
    failed: list[tuple[str, str]] = []
    for text in codes:
        code, _, version = text.partition("@")
        expected = int(version) if version.isdecimal() and len(version) < 10 else None
        try:
            _say(request, verb, code, expected)
        except Fault as fault:
            failed.append((code, fault.message))
        else:
            done.append(code)
    return done, failed


def _say(request: HttpRequest, verb: Verb, code: str, expected: int | None) -> Change:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    order: Any = orders.ForwardOrder()
    if verb is Verb.ASSIGN:
        order = orders.AssignOrder(person=roster().staff(actor.staff_id).login)
    elif verb is Verb.APPROVE:
        order = orders.ApproveOrder()
    return COMMANDS[verb].function(code, order, actor=actor, at=at, expected=expected)


def _tell(request: HttpRequest, verb: Verb, done: list[str], failed: list[tuple[str, str]]) -> None:
    words = BULK[verb].lower()
    if done:
        say(request, Toast(f"Đã {words} {len(done)} hồ sơ."))
    for code, why in failed[:10]:
        url = reverse("desk:dossier", args=[code])
        say(request, Toast(f"{code} chưa {words} được: {why}", kind="warn", seconds=20, url=url, action="Mở"))
    if len(failed) > 10:
        say(request, Toast(f"Còn {len(failed) - 10} hồ sơ nữa chưa {words} được.", kind="warn", seconds=20))
