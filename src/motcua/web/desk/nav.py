"""The navigation of a role, with its badges: one statement for all of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from motcua.dossiers.apology_queue import Queue, owed_by, rows_of
from motcua.dossiers.worklist import Box, Filter, Tally, tally
from motcua.ledger.actor import Actor
from motcua.notices.inbox import unread
from motcua.people.permissions import Action, may
from motcua.rules.lifecycle import Role, Verb
from motcua.web.desk.sections import EVERY_RIGHT
from motcua.web.shared.shell import NavGroup, NavItem, StaffShell
from motcua.web.shared.sign_in.who import who

MOST, MOST_UNREAD = 999, 99


@dataclass(frozen=True, slots=True)
class Door:
    """One line of the navigation: where it leads, the rights of which one is enough to see it, which box it counts."""

    key: str
    label: str
    icon: str
    rights: tuple[Action | Verb, ...]
    box: Box | None = None
    roles: frozenset[Role] | None = None


_DESK = frozenset({Role.DESK, Role.HEAD_DESK, Role.POST})
_OFFICE = frozenset({Role.COORDINATOR, Role.OFFICER, Role.CLERK, Role.CONSULT})
_LEADERS = frozenset({Role.APPROVER, Role.DUTY})

APOLOGISES = (Verb.DRAFT_APOLOGY, Verb.SIGN_APOLOGY, Verb.SEND_APOLOGY)
APOLOGY_SLUGS = {
    Queue.DUE: "sap-gui",
    Queue.OWED: "chua-xin-loi",
    Queue.SIGN: "cho-ky",
    Queue.SEND: "cho-gui",
    Queue.SENT: "da-gui",
    Queue.ENDED: "da-ket-thuc",
}
OWED_WORDS = {
    Queue.OWED: "hồ sơ quá hạn chưa xin lỗi người nộp",
    Queue.SEND: "thư xin lỗi đã ký, chờ gửi cho người nộp",
    Queue.ENDED: "hồ sơ đã kết thúc muộn mà chưa xin lỗi",
}
DOORS: tuple[Door, ...] = (
    Door("intake", "Tiếp nhận", "scan", (Verb.RECEIVE,), roles=_DESK),
    Door("counter", "Hồ sơ tại quầy", "inbox", (Verb.FORWARD,), Box.DESK, _DESK),
    Door("handing", "Trả kết quả", "file-check", (Verb.RETURN_RESULT,), Box.RETURN, _DESK),
    Door("sign", "Ký duyệt", "writing-sign", (Verb.APPROVE,), Box.SIGN, _LEADERS | _DESK),
    Door(
        "supplements",
        "Bổ sung giấy tờ",
        "file-plus",
        (Verb.REQUEST_SUPPLEMENT, Verb.SIGN_SUPPLEMENT, Verb.PROPOSE_SUPPLEMENT),
    ),
    Door("work", "Việc của tôi", "list-check", (Action.VIEW_WORKLIST,), Box.MINE),
    Door("office", "Hồ sơ của phòng", "folder", (Action.VIEW_WORKLIST,), None, _OFFICE | _LEADERS),
    Door("apologies", "Thư xin lỗi", "mail", APOLOGISES),
    Door("register", "Sổ theo dõi", "table", (Action.VIEW_REGISTER,)),
)
ADMIN: tuple[Door, ...] = (
    Door("admin", "Quản trị", "settings", EVERY_RIGHT),
    Door("fold", "Đối soát", "checks", (Action.VIEW_FOLD,)),
)
COMMON = (("portal:catalogue", "Thủ tục", "book-2"), ("portal:help", "Trợ giúp", "help-circle"))

HOMES: dict[Role, str] = {
    Role.DESK: "intake",
    Role.HEAD_DESK: "counter",
    Role.POST: "intake",
    Role.APPROVER: "sign",
    Role.DUTY: "sign",
    Role.ADMIN: "admin",
    Role.CONTROL: "admin",
}


def home_of(role: Role | None) -> str:
    """The name of the page on which a role begins its day."""
    return HOMES.get(role, "work") if role is not None else "work"


def shell_for(request: HttpRequest, current: str = "", *, counts: Tally | None = None) -> StaffShell:
    """Everything around a staff page. `current` is the key of the door that is open. One statement.

    A page that has counted already (`counted`) hands its counts over; then none.
    """
    actor = request.actor  # type: ignore[attr-defined]
    doors = _doors(request)
    tallied = counts or counted(request)
    main = tuple(_item(door, current, _badge(door, tallied)) for door in doors)
    admin = tuple(_item(door, current, None) for door in ADMIN if _open_to(door, actor) and _address(door.key))
    common = tuple(NavItem(label, url, icon) for name, label, icon in COMMON if (url := _address(name)))
    groups = [NavGroup(main)] if main else []
    groups += [NavGroup(admin, "Quản trị")] if admin else []
    return StaffShell(
        **who(request),
        groups=(*groups, NavGroup(common, "Chung")),
        search_url=_address("search") if may(actor, Action.SEARCH) else "",
        owed=_owed(actor, tallied.also) if _is_first(request) else (),
        bell=_bell(tallied.told, current),
    )


def _bell(count: int, current: str) -> NavItem:
    """The way to the notices, with how many were not read."""
    words = f"{MOST_UNREAD}+" if count > MOST_UNREAD else str(count)
    return NavItem("Thông báo", reverse("desk:notices"), "bell", words if count else None, current == "notices")


def _badge(door: Door, tallied: Tally) -> int | None:
    """What lies behind a door: the steps of its box, or the apologies that are owed."""
    if door.key == "apologies":
        return tallied.also[0] if tallied.also else None
    return tallied.boxes.get(door.box) if door.box else None


def _is_first(request: HttpRequest) -> bool:
    """Whether this is the page on which this person's day begins."""
    return request.path == _address(home_of(request.actor.role))  # type: ignore[attr-defined]


def _owed(actor: Actor, beside: tuple[int, ...]) -> tuple[NavItem, ...]:
    """The debts of apologies as they stand on the first screen of whoever owes them, each with its list."""
    if not beside:
        return ()
    first, *ended = beside
    debts = ((owed_by(actor), first), (Queue.ENDED, min(sum(ended), MOST + 1)))
    return tuple(
        NavItem(f"{count_words(count)} {OWED_WORDS[which]}", f"{_address('apologies')}?muc={APOLOGY_SLUGS[which]}", "")
        for which, count in debts
        if count
    )


def counted(request: HttpRequest, *also: Box, grouped: tuple[Box, Filter, datetime] | None = None) -> Tally:
    """The badges of the navigation and the bell, other boxes and the groups of a list, in one statement.

    On the first screen of whoever owes apologies the debt of what has ended is counted too.
    """
    boxes = dict.fromkeys([*(door.box for door in _doors(request) if door.box is not None), *also])
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    owed: tuple[Any, ...] = ()
    if any(may(actor, right) for right in APOLOGISES):
        owed = rows_of(actor, owed_by(actor), at=at)
        if _is_first(request) and owed_by(actor) is Queue.OWED:
            owed += rows_of(actor, Queue.ENDED, at=at)
    return tally(actor, boxes, most=MOST, grouped=grouped, also=owed, told=unread(actor.staff_id or 0))


def count_words(count: int) -> str:
    """ "38", "999+"."""
    return f"{MOST}+" if count > MOST else str(count)


def _doors(request: HttpRequest) -> list[Door]:
    """The doors that stand open to the person of the request."""
    return [door for door in DOORS if _open_to(door, request.actor) and _address(door.key)]  # type: ignore[attr-defined]


def _open_to(door: Door, actor: Actor) -> bool:
    return any(may(actor, right) for right in door.rights) and (door.roles is None or actor.role in door.roles)


def _item(door: Door, current: str, count: int | None) -> NavItem:
    words = count_words(count) if count else None
    return NavItem(door.label, _address(door.key), door.icon, words, current=door.key == current)


def dossier_url(code: str) -> str:
    """The address of a dossier's page; none for a text that cannot be a code, as a form may send it."""
    return reverse("desk:dossier", args=[code]) if code and "/" not in code else ""


def _address(key: str) -> str:
    """The address of a page, empty while it is not built (then its door is not drawn)."""
    try:
        return reverse(key if ":" in key else f"desk:{key}")
    except NoReverseMatch:
        return ""
