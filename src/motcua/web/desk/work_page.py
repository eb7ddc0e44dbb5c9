"""Worklists: the steps that wait for a person or an office, grouped by urgency; filters stand in the address."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.shelf import shelf
from motcua.dossiers import orders
from motcua.dossiers.change import Change
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.matters import Matter
from motcua.dossiers.worklist import Box, Filter, Key, Page, Tally, Urgency, page
from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, may
from motcua.people.roster import roster
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import ROLE_WORDS, NodeKind, Role, Verb
from motcua.web.desk.nav import count_words, counted, dossier_url, shell_for
from motcua.web.desk.views_kept import CIRCLES, drop_view, keep_view, kept_views, opening, share_view
from motcua.web.desk.work_lines import COLUMNS, USUAL, Line, chosen_columns, line
from motcua.web.shared.asked import asked
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
MATTER_WORDS = {
    Matter.CHANGED: "Mới với tôi",
    Matter.SUPPLEMENT: "Chờ bổ sung",
    Matter.OBLIGATION: "Chờ nộp tiền",
    Matter.APOLOGY: "Nợ xin lỗi",
    Matter.LONG_PAUSE: "Dừng quá 15 ngày",
}
MATTERS = {
    "moi": Matter.CHANGED,
    "cho-bo-sung": Matter.SUPPLEMENT,
    "cho-nop-tien": Matter.OBLIGATION,
    "no-xin-loi": Matter.APOLOGY,
    "dung-lau": Matter.LONG_PAUSE,
}
ALL = "nhom=tat-ca"  # an address that says it wants everything, where one that says nothing opens a kept view
HEADS = frozenset({Role.COORDINATOR, Role.HEAD_DESK, Role.APPROVER})  # told of what stands for too long
KINDS = {"tham-dinh": NodeKind.WORK, "ky-duyet": NodeKind.APPROVE, "van-thu": NodeKind.NUMBER}
TAKE = {"value": Verb.ASSIGN.value, "label": "Nhận việc", "icon": "user-check", "key": "N"}
KIND_WORDS = {NodeKind.WORK: "Thẩm định", NodeKind.APPROVE: "Ký duyệt", NodeKind.NUMBER: "Văn thư"}
BULK = {Verb.FORWARD: "Chuyển bước", Verb.ASSIGN: "Nhận việc"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One group of the list as a link, with how many it holds ("" when that was not counted)."""

    name: str
    url: str
    count: str
    tone: str
    current: bool


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
    chosen, after = filter_of(request), Key.parse(request.GET.get("sau", ""))
    goes_on = bool(request.headers.get("HX-Request") and after)
    views = [] if goes_on else kept_views(actor, current)
    first = opening(views)
    if first is not None and not request.GET:
        return HttpResponseRedirect(f"{request.path}?{first.query or ALL}")
    found = page(actor, box, at=at, filter_by=chosen, after=after)
    seen(request, [row.dossier_id for row in found.rows], page=f"desk:{current}")
    takes = box is Box.WAITING and may(actor, Verb.ASSIGN)
    columns = chosen_columns(request.GET.getlist("cot"))
    context: dict[str, Any] = {
        "box": box,
        "acts": [TAKE] if takes else [],
        "more_url": _more_url(request, found.after),
        "columns": columns,
        "width": 3 + len(columns),
    }
    if goes_on:
        context["groups"] = _groups(found, at, columns, after=after)
        return render(request, "desk/worklist.html#rows", context)
    counts = counted(request, Box.WAITING, grouped=(box, chosen, at))
    context |= {
        # Within a matter nobody has counted the groups: their numbers are those of the whole list.
        "groups": _groups(found, at, columns, counts=None if chosen.matter else counts),
        "shell": shell_for(request, current, counts=counts),
        "title": title,
        "current": current,
        "tabs": _tabs(request, box, current, counts, everything=ALL if first else ""),
        "waiting": count_words(waiting) if (waiting := counts.boxes[Box.WAITING]) else "",
        "filtered": chosen != Filter(),
        "procedures": _procedures(at),
        "views": views,
        "every_column": [(key, label, key in columns) for key, label in COLUMNS.items()],
        "more_columns": [COLUMNS[key] for key in columns if key not in USUAL],
        **_rights(actor),
        **_address(request, box, everything=ALL if first else ""),
    }
    return render(request, "desk/worklist.html", context)


def _rights(actor: Actor) -> dict[str, Any]:
    """What this person may do with the list: share a view with whom, give its dossiers to somebody, export it."""
    return {
        "shares": may(actor, Action.SHARE_VIEW),
        "assigns": may(actor, Verb.ASSIGN),
        "exports": may(actor, Action.EXPORT),
        "share_with": [(key, ROLE_WORDS[role]) for key, role in CIRCLES.items() if role],
    }


def _address(request: HttpRequest, box: Box, *, everything: str) -> dict[str, Any]:
    """What the address says, for the filters, their name and the way back."""
    said = request.GET.copy()
    said.pop("sau", None)
    whole = "hop=cho-nhan" if box is Box.WAITING else everything
    return {
        "path": request.path,
        "export_url": _url(f"{request.path}bang-tinh/", said),
        "chosen_columns": said.getlist("cot"),
        "kept_address": [(name, value) for name, values in said.lists() if name != "cot" for value in values],
        "unfiltered": f"{request.path}?{whole}" if whole else request.path,
        "text": _text(request),
        "query": said.urlencode(),
        "chosen": request.GET,
        "procedure": request.GET.get("thu-tuc", ""),
    }


def _groups(
    found: Page, at: datetime, columns: tuple[str, ...], *, counts: Tally | None = None, after: Key | None = None
) -> list[tuple[str, list[Line]]]:
    """The rows under the words of their group. A group that goes on from the page before gets no second heading."""
    known = counts.groups if counts else {}
    groups = []
    for urgency, rows in groupby(found.rows, key=lambda row: row.urgency):
        words = f"{GROUP_WORDS[urgency]}, {known[urgency]} hồ sơ" if urgency in known else GROUP_WORDS[urgency]
        goes_on = not groups and after is not None and after.urgency is urgency
        groups.append(("" if goes_on else words, [line(row, at, columns) for row in rows]))
    return groups


def filter_of(request: HttpRequest) -> Filter:
    """What the address says; a word that we do not know filters nothing."""
    said = request.GET
    procedure = next((card.id for card in shelf().procedures() if card.code == said.get("thu-tuc")), None)
    which = said.get("nhom", "")
    return Filter(
        urgency=SLUGS.get(which),
        matter=MATTERS.get(which),
        procedure_id=procedure,
        kind=KINDS.get(said.get("buoc", "")),
        text=_text(request),
    )


def _text(request: HttpRequest) -> str:
    """The words that are looked for within the list."""
    return asked(request, most=80)


def _more_url(request: HttpRequest, after: Key | None) -> str:
    if after is None:
        return ""
    said = request.GET.copy()
    said["sau"] = str(after)
    return f"{request.path}?{said.urlencode()}"


def _tabs(request: HttpRequest, box: Box, current: str, counts: Tally, *, everything: str) -> list[Tab]:
    """All, one tab for each urgency, one for each matter that there is; what else is filtered stays."""
    said = request.GET.copy()
    now = said.pop("nhom", [""])[-1]
    said.pop("sau", None)
    address = reverse(f"desk:{current}")
    whole = count_words(counts.listed) if counts.listed else ""
    anywhere = _url(address, said) if said or not everything else f"{address}?{everything}"
    tabs = [Tab("Tất cả", anywhere, whole, "", current=now not in SLUGS and now not in MATTERS)]
    for slug, urgency in SLUGS.items():
        count, tone = counts.groups.get(urgency, 0), TONES.get(urgency, "")
        tabs.append(_tab(GROUP_WORDS[urgency], address, said, slug, count, tone, now))
    for slug, matter in MATTERS.items():
        count = counts.matters.get(matter, 0)
        if now == slug or count or (not counts.matters and _concerns(request, box, matter)):
            tabs.append(_tab(MATTER_WORDS[matter], address, said, slug, count, "", now))
    if request.actor.role not in HEADS:  # type: ignore[attr-defined]
        tabs = [tab for tab in tabs if tab.current or tab.name != MATTER_WORDS[Matter.LONG_PAUSE]]
    return tabs


def _concerns(request: HttpRequest, box: Box, matter: Matter) -> bool:
    """Whether a list too long to be counted offers the tab."""
    return matter is not Matter.CHANGED or box is Box.MINE


def _tab(name: str, address: str, said: QueryDict, slug: str, count: int, tone: str, now: str) -> Tab:
    there = said.copy()
    there["nhom"] = slug
    words = count_words(count) if count else ""
    return Tab(name, _url(address, there), words, tone if count else "", current=now == slug)


def _url(address: str, said: QueryDict) -> str:
    return f"{address}?{said.urlencode()}" if said else address


def _procedures(at: datetime) -> list[tuple[str, str]]:
    return [(card.code, card.newest.name) for card in shelf().procedures()]


@needs(Action.VIEW_WORKLIST)
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the address under a name, for oneself or (`chung`) for a unit or a role; or drop the kept one in `bo`."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    said = request.POST
    current = "office" if said.get("trang") == "office" else "work"
    name, query, dropped = said.get("ten", "").strip()[:60], said.get("loc", "")[:500], said.get("bo", "")
    if request.method == "POST" and dropped.isascii() and dropped.isdecimal() and len(dropped) < 19:
        gone = drop_view(actor, current, key=int(dropped))
        if gone:
            say(request, Toast(f"Đã xóa bộ lọc “{gone}”."))
    elif request.method == "POST" and name:
        kept: dict[str, Any] = {"name": name, "query": query, "at": at, "opens": bool(said.get("mo-san"))}
        circle = said.get("chung", "")
        if circle:
            share_view(actor, current, **kept, circle=circle)
        else:
            keep_view(actor, current, **kept)
        say(request, Toast(f"Đã lưu bộ lọc “{name}”."))
    return HttpResponseRedirect(f"{reverse(f'desk:{current}')}?{query or ALL}")


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
        text = f"{code or 'Một hồ sơ'} chưa {words} được: {why}"
        say(request, Toast(text, kind="warn", seconds=20, url=dossier_url(code), action="Mở"))
    if len(failed) > 10:
        say(request, Toast(f"Còn {len(failed) - 10} hồ sơ nữa chưa {words} được.", kind="warn", seconds=20))
