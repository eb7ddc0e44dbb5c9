"""Who may do what: the questions to the table of rights (`rights`), and the one filter over dossiers compiled from it.

Every list, page, file, print, export and API path asks here (Decree 61/2018 Art. 9–12). Nothing here costs a statement
while the roster is warm.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import Q

from motcua.ledger.actor import Actor, ActorKind
from motcua.people.actions import ACTION_WORDS, Action, ClientScope, Scope
from motcua.people.rights import (
    ALLOWED,
    AT_AGENCY,
    AT_COUNTER,
    AT_HOLDER,
    CLIENT_ALLOWED,
    DESK_COLUMNS,
    EVERY_COLUMN,
    LEADS,
    MAY_TAKE_OVER,
    PERSONAL,
    STOPS_THE_CLOCK,
    TIES,
    WHERE_IT_LIES,
    WORKS_AS,
)
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import ROLE_WORDS, VERB_WORDS, Role, Verb

__all__ = [
    "ACTION_WORDS",
    "ALLOWED",
    "Action",
    "ClientScope",
    "Denied",
    "NotHolder",
    "OutOfScope",
    "OutOfSector",
    "Place",
    "Placed",
    "Scope",
    "allows",
    "covers",
    "may",
    "require",
    "scope_of",
    "units_in_scope",
    "visible",
    "who_may",
    "word_for",
    "works_as",
]

SECTOR_PATH = "procedure_version__procedure__sector__code"


class Denied(Fault):
    """The role has no such right."""

    code = "denied"
    sentence = "Bạn chưa được giao quyền {action}. Người được làm: {roles}."


class OutOfScope(Denied):
    """The role has the right, elsewhere."""

    code = "out_of_scope"
    sentence = "Hồ sơ này do {holder} giữ, ngoài phạm vi được giao của bạn. Người được {action}: {roles} của {where}."


class OutOfSector(OutOfScope):
    """The right reaches the place, not the sector."""

    code = "out_of_sector"
    sentence = "Lĩnh vực này không thuộc phần việc được giao của bạn. Người được {action}: {roles} của lĩnh vực đó."


class NotHolder(Denied):
    """The step lies with somebody else."""

    code = "not_holder"
    sentence = "Bạn chưa được giao hồ sơ này nên không {action} được. Người đang giữ: {holder}. Đề nghị phân công lại."


class Placed(Protocol):
    """Where a dossier stands: the model itself, or a Place."""

    @property
    def holder_unit_id(self) -> int | None:
        """Where it is worked on now."""

    @property
    def receiving_unit_id(self) -> int | None:
        """The desk that took it and will return the result."""

    @property
    def competent_unit_id(self) -> int | None:
        """The agency that settles it."""

    @property
    def supporting_unit_id(self) -> int | None:
        """The place that helped to file it, if any."""

    @property
    def holder_id(self) -> int | None:
        """The member of staff who has the open step; None while it waits for anybody of its role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a dossier stands, said in full: for a new dossier or for a step beside the main one."""

    holder_unit_id: int | None = None
    receiving_unit_id: int | None = None
    competent_unit_id: int | None = None
    supporting_unit_id: int | None = None
    holder_id: int | None = None


def scope_of(actor: Actor, action: Action | Verb) -> Scope:
    """How far this right of the actor reaches; NONE when there is none. The system itself reaches everywhere."""
    if actor.kind is ActorKind.SYSTEM:
        return Scope.PROVINCE
    if actor.role is not None:
        return ALLOWED[actor.role].get(action, Scope.NONE)
    client = roster().client(actor.client_id) if actor.client_id else None
    if client is None:
        return Scope.NONE
    grants = (CLIENT_ALLOWED[ClientScope(word)].get(action, Scope.NONE) for word in client.scopes)
    return max(grants, default=Scope.NONE)


def may(actor: Actor, action: Action | Verb) -> bool:
    """Whether the actor has this right anywhere at all (to draw a door, not to open a dossier)."""
    return scope_of(actor, action) is not Scope.NONE


def who_may(action: Action | Verb) -> tuple[Role, ...]:
    """The roles that have this right."""
    return tuple(role for role, grants in ALLOWED.items() if action in grants)


def works_as(role: Role | None, step_role: Role) -> bool:
    """Whether somebody of `role` may work a step that the process gives to `step_role`."""
    return role is not None and role in WORKS_AS.get(step_role, frozenset({step_role}))


def units_in_scope(actor: Actor, action: Action | Verb) -> frozenset[int] | None:
    """The units that the right reaches, those taken over included; None for the whole province, empty for none."""
    scope = scope_of(actor, action)
    if scope is Scope.PROVINCE:
        return None
    if scope is Scope.NONE or actor.unit_id is None:
        return frozenset()
    picture = roster()
    below = picture.descendants(actor.unit_id) if scope is Scope.UNIT_TREE else frozenset({actor.unit_id})
    units = picture.inherited(below)
    return None if picture.covers_all(units) else units


def visible(actor: Actor, action: Action | Verb = Action.VIEW_DOSSIER, *, prefix: str = "") -> Q:
    """The one filter over dossiers: those on which the actor has the right.

    `prefix` leads from another table to the dossier ("dossier__" for steps). Lists of ids only, so that compiling it
    costs no statement.
    """
    units = units_in_scope(actor, action)
    if units is not None and not units:
        return Q(**{f"{prefix}pk__in": []})
    tie = Q()
    for column in _columns(actor) if units is not None else ():
        tie |= Q(**{f"{prefix}{column}__in": sorted(units or ())})
    if actor.sectors and scope_of(actor, action) is Scope.SECTORS:
        tie &= Q(**{f"{prefix}{SECTOR_PATH}__in": sorted(actor.sectors)})
    return tie


def _columns(actor: Actor) -> tuple[str, ...]:
    return EVERY_COLUMN if actor.role is None else TIES.get(actor.role, EVERY_COLUMN)


def allows(
    actor: Actor, action: Action | Verb, place: Placed, *, sector: str | None = None, at: datetime | None = None
) -> bool:
    """Whether `require` would let this pass: for buttons."""
    try:
        require(actor, action, place, sector=sector, at=at)
    except Denied:
        return False
    return True


def require(
    actor: Actor,
    action: Action | Verb,
    place: Placed | None = None,
    *,
    sector: str | None = None,
    at: datetime | None = None,
) -> None:
    """Let pass, or raise Denied with a sentence that names who may.

    `place` is the dossier (or a Place), None for rights that concern no dossier; `sector` its sector's code. With `at`
    the named substitute of an absent holder passes for the holder.
    """
    if not may(actor, action):
        raise Denied(action=word_for(action), roles=_role_words(action))
    if place is None or actor.kind is ActorKind.SYSTEM:
        return
    if not _reaches(actor, action, place):
        whose = {"holder": _holder(place, at), "where": _where(action, place, at)}
        raise OutOfScope(action=word_for(action), roles=_role_words(action), **whose)
    if sector is not None and not covers(actor, action, sector):
        raise OutOfSector(action=word_for(action), roles=_role_words(action))
    if action in PERSONAL and not _leads(actor, action) and not _holds(actor, place, at):
        raise NotHolder(action=word_for(action), holder=_holder(place, at))


def covers(actor: Actor, action: Action | Verb, sector: str) -> bool:
    """Whether this right of the actor, where it is narrowed to sectors, holds in this one."""
    narrow = scope_of(actor, action) is Scope.SECTORS and bool(actor.sectors)
    return not narrow or sector in actor.sectors


def _reaches(actor: Actor, action: Action | Verb, place: Placed) -> bool:
    units = units_in_scope(actor, action)
    return units is None or any(getattr(place, column) in units for column in _tied_columns(actor, action))


def _tied_columns(actor: Actor, action: Action | Verb) -> tuple[str, ...]:
    acts_there = isinstance(action, Verb) and actor.role in WHERE_IT_LIES
    if action in AT_HOLDER or acts_there or (action in STOPS_THE_CLOCK and not _leads(actor, action)):
        return ("holder_unit_id",)
    return DESK_COLUMNS if action in AT_COUNTER else _columns(actor)


def _leads(actor: Actor, action: Action | Verb) -> bool:
    """Whether the actor stops the clock, or lets it go on, as one who leads."""
    return action in STOPS_THE_CLOCK and actor.role in LEADS


def _holds(actor: Actor, place: Placed, at: datetime | None) -> bool:
    if place.holder_id in (None, actor.staff_id) or actor.role in MAY_TAKE_OVER:
        return True
    if at is None or actor.staff_id is None or place.holder_id is None:
        return False
    return roster().stands_in(actor.staff_id, for_id=place.holder_id, at=at)


def _holder(place: Placed, at: datetime | None) -> str:
    if place.holder_id is not None:
        return roster().staff(place.holder_id).name
    unit_id = place.holder_unit_id or place.receiving_unit_id
    return roster().unit(unit_id, at and legal_day(at)).label if unit_id else "đơn vị khác"


def _where(action: Action | Verb, place: Placed, at: datetime | None) -> str:
    """Whose hand it takes: the agency's for what its head alone signs, else that of whoever holds it."""
    if action in AT_AGENCY and place.competent_unit_id is not None:
        return roster().unit(place.competent_unit_id, at and legal_day(at)).name
    return "nơi đó"


def word_for(action: Action | Verb) -> str:
    """The Vietnamese word of a right."""
    return VERB_WORDS[action] if isinstance(action, Verb) else ACTION_WORDS[action]


def _role_words(action: Action | Verb) -> str:
    return ", ".join(ROLE_WORDS[role] for role in who_may(action)) or "không vai trò nào"
