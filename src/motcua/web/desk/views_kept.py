"""Saved filters: a name and what stands in the address, per page; one's own, or shared by a head with unit or role."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from motcua.dossiers.texts import printable, tidy
from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, may, require
from motcua.people.roster import roster
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import ROLE_WORDS, Role
from motcua.web.models import SavedView

MOST = 12
SHARE_WITH = (Role.OFFICER, Role.COORDINATOR, Role.APPROVER, Role.CLERK, Role.DESK)
EVERYBODY = "don-vi"
CIRCLES: dict[str, Role | None] = {EVERYBODY: None} | {role.name.lower(): role for role in SHARE_WITH}


class UnknownCircle(Fault):
    """A view is shared with everybody of the unit or with one of the roles, and with nobody else."""

    code = "unknown_circle"
    sentence = "Chọn dùng chung với mọi người trong đơn vị hoặc với một vai trò trong danh sách."


class TooManyViews(Fault):
    """A list of filters that nobody can look over any more."""

    code = "too_many_views"
    sentence = "Đã có {most} bộ lọc {whose} ở trang này. Bỏ bớt một bộ lọc rồi lưu lại."


@dataclass(frozen=True, slots=True)
class View:
    """A kept filter as its reader sees it. `whose`: with whom it is shared, "" for one's own."""

    key: int
    name: str
    query: str
    whose: str
    opens: bool
    droppable: bool


def kept_views(actor: Actor, page: str) -> list[View]:
    """The person's own filters of a page, then those shared with him, in the order of saving. One statement."""
    mine = Q(unit_id__isnull=True, owner_id=actor.staff_id)
    shared = Q(unit_id__in=_above(actor), role__in=(0, actor.role or 0))
    if may(actor, Action.SHARE_VIEW):
        shared |= Q(unit_id=actor.unit_id)  # a head sees what was shared with others too, and may drop it
    rows = SavedView.objects.filter(mine | shared, page=page).order_by(F("unit_id").desc(nulls_first=True), "pk")
    return [_view(row, actor) for row in rows]


def opening(views: list[View]) -> View | None:
    """What an address that says nothing shows: one's own choice, else what the head has chosen for the role."""
    chosen = sorted((view for view in views if view.opens), key=lambda view: bool(view.whose))
    return chosen[0] if chosen else None


def keep_view(actor: Actor, page: str, *, name: str, query: str, at: datetime, opens: bool = False) -> None:
    """Save under a name for oneself; the same name is replaced. Opens first: then none else of one's own does.

    Raises TooManyViews, UnprintableSign.
    """
    mine = {"owner_id": actor.staff_id, "page": page, "unit_id": None}
    _keep(mine, {"name": name}, {"query": query, "saved_at": at, "opens": opens})


def share_view(
    actor: Actor, page: str, *, name: str, query: str, at: datetime, circle: str, opens: bool = False
) -> None:
    """Save for everybody of the actor's unit and below, or for a role there: a word of CIRCLES.

    Raises Denied, UnknownCircle, TooManyViews, UnprintableSign.
    """
    require(actor, Action.SHARE_VIEW)
    if circle not in CIRCLES:
        raise UnknownCircle()
    where = {"unit_id": actor.unit_id, "role": CIRCLES[circle] or 0, "page": page}
    said = {"owner_id": actor.staff_id, "query": query, "saved_at": at, "opens": opens}
    _keep(where, {"name": name}, said)


def drop_view(actor: Actor, page: str, *, key: int) -> str:
    """Keep it no longer; its name, "" when it was not there or is not the actor's to drop."""
    found = SavedView.objects.filter(pk=key, page=page).first()
    if found is None or not _droppable(found, actor):
        return ""
    found.delete()
    return found.name


def _keep(where: dict[str, object], name: dict[str, str], said: dict[str, object]) -> None:
    name = {"name": tidy("Tên bộ lọc", name["name"])}
    printable("Bộ lọc", str(said["query"]))
    with transaction.atomic():
        kept = set(SavedView.objects.filter(**where).values_list("name", flat=True))
        if name["name"] not in kept and len(kept) >= MOST:
            raise TooManyViews(most=MOST, whose="dùng chung như vậy" if where["unit_id"] else "riêng")
        if said["opens"]:
            SavedView.objects.filter(**where).update(opens=False)
        SavedView.objects.update_or_create(**where, **name, defaults=said)


def _above(actor: Actor) -> tuple[int, ...]:
    """The unit of the posting and those above it."""
    return roster().ancestors(actor.unit_id) if actor.unit_id else ()


def _view(row: SavedView, actor: Actor) -> View:
    whose = ""
    if row.unit_id is not None:
        whose = ROLE_WORDS[Role(row.role)] if row.role else roster().unit(row.unit_id).label
    opens = row.opens and row.role in (0, actor.role)
    return View(row.pk, row.name, row.query, whose, opens, _droppable(row, actor))


def _droppable(row: SavedView, actor: Actor) -> bool:
    if row.unit_id is None:
        return row.owner_id == actor.staff_id
    return row.unit_id == actor.unit_id and may(actor, Action.SHARE_VIEW)
