"""THE table of rights: role × verb or action × scope, and the one filter over dossiers that is compiled from it.

Every list, page, file, print, export and API path asks here (Decree 61/2018 Art. 9–12). Nothing here costs a statement
while the roster is warm.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import Q

from motcua.ledger.actor import Actor, ActorKind
from motcua.people.actions import ACTION_WORDS, Action, ClientScope, Scope
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

_LOOK = (
    Action.VIEW_DOSSIER,
    Action.VIEW_PERSON,
    Action.VIEW_FILE,
    Action.VIEW_APPRAISAL,
    Action.PRINT,
    Action.SEARCH,
    Action.VIEW_WORKLIST,
)
_BOOKS = (Action.VIEW_REGISTER, Action.EXPORT)
_COUNTER = (Verb.RECEIVE, Verb.REFUSE, Verb.UNDO_RECEIVE, Verb.CORRECT_DETAILS, Verb.FORWARD, Verb.RETURN_RESULT)
_OFFICE = (Verb.FORWARD, Verb.SEND_BACK, Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.CORRECT_DETAILS, Verb.ANNOTATE)
_DECISION = (Verb.APPROVE, Verb.FORWARD, Verb.SEND_BACK, Verb.FINISH, Verb.ANNOTATE)

Grants = dict[Action | Verb, Scope]


def _grant(scope: Scope, *what: Iterable[Action | Verb] | Action | Verb) -> Grants:
    grants: Grants = {}
    for item in what:
        grants |= {item: scope} if isinstance(item, Action | Verb) else dict.fromkeys(item, scope)
    return grants


ALLOWED: dict[Role, Grants] = {
    # A finish at the desk is the NOW procedure: received, settled and returned in one go (Art. 17(4)).
    Role.DESK: _grant(Scope.SECTORS, _LOOK, _BOOKS, _COUNTER, Verb.FINISH, Verb.ANNOTATE),
    # The head sees all of the unit and changes no result (Art. 9).
    Role.HEAD_DESK: _grant(
        Scope.UNIT_TREE, _LOOK, _BOOKS, _COUNTER, Verb.ANNOTATE, Verb.RECOMPUTE_DUE, Action.VIEW_STAFF
    ),
    Role.COORDINATOR: _grant(Scope.UNIT_TREE, _LOOK, _BOOKS, _OFFICE, Verb.ASSIGN, Action.VIEW_STAFF),
    Role.OFFICER: _grant(Scope.SECTORS, _LOOK, _BOOKS, _OFFICE),
    Role.DUTY: _grant(Scope.OWN_UNIT, _LOOK, _DECISION),
    Role.APPROVER: _grant(Scope.UNIT_TREE, _LOOK, _BOOKS, Action.VIEW_STAFF)
    | _grant(Scope.OWN_UNIT, _DECISION, Verb.ASSIGN),
    Role.CLERK: _grant(Scope.OWN_UNIT, _LOOK, _BOOKS, Verb.FORWARD, Verb.SEND_BACK, Verb.FINISH, Verb.ANNOTATE),
    Role.CONSULT: _grant(Scope.OWN_UNIT, _LOOK, Verb.ANNOTATE),
    Role.CASHIER: _grant(
        Scope.OWN_UNIT, Action.VIEW_DOSSIER, Action.VIEW_PERSON, Action.SEARCH, Action.PRINT, Action.VIEW_WORKLIST
    ),
    Role.CONTROL: _grant(
        Scope.PROVINCE,
        _LOOK,
        _BOOKS,
        Action.VIEW_STAFF,
        Action.VIEW_LEDGER,
        Action.VIEW_FOLD,
        Action.ADMINISTER_CATALOGUE,
        Action.ADMINISTER_CALENDAR,
        Verb.RECOMPUTE_DUE,
    ),
    # Public postal staff: their own intake, never the appraisal (Decree 107/2021).
    Role.POST: _grant(
        Scope.OWN_UNIT,
        (look for look in _LOOK if look is not Action.VIEW_APPRAISAL),
        Action.VIEW_REGISTER,
        _COUNTER,
    ),
    Role.AUDIT: _grant(Scope.PROVINCE, _LOOK, _BOOKS, Action.VIEW_STAFF, Action.VIEW_LEDGER, Action.VIEW_FOLD),
    # Administers and reads no dossier and no person.
    Role.ADMIN: _grant(
        Scope.PROVINCE,
        Action.VIEW_STAFF,
        Action.VIEW_LEDGER,
        Action.VIEW_FOLD,
        Action.ADMINISTER_UNITS,
        Action.ADMINISTER_PEOPLE,
        Action.ADMINISTER_CATALOGUE,
        Action.ADMINISTER_CALENDAR,
        Action.ADMINISTER_SETTINGS,
        Action.ADMINISTER_CLIENTS,
    ),
}

CLIENT_ALLOWED: dict[ClientScope, Grants] = {
    ClientScope.READ: _grant(
        Scope.UNIT_TREE, Action.VIEW_DOSSIER, Action.VIEW_PERSON, Action.VIEW_FILE, Action.SEARCH, Action.VIEW_REGISTER
    ),
    ClientScope.SUBMIT: {},  # the submission of an online filing is no verb of this table yet
    ClientScope.ACT: {},  # opens Acting-For; what then counts is the role of the person
}

_DESK_COLUMNS = ("receiving_unit_id", "supporting_unit_id")
_OFFICE_COLUMNS = ("holder_unit_id", "competent_unit_id")
_EVERY_COLUMN = (*_DESK_COLUMNS, *_OFFICE_COLUMNS)

# Which units of a dossier tie it to somebody of this role.
TIES: dict[Role, tuple[str, ...]] = {
    Role.DESK: (*_DESK_COLUMNS, "holder_unit_id"),
    Role.HEAD_DESK: (*_DESK_COLUMNS, "holder_unit_id"),
    Role.COORDINATOR: _OFFICE_COLUMNS,
    Role.OFFICER: _OFFICE_COLUMNS,
    Role.DUTY: (*_DESK_COLUMNS, "holder_unit_id"),
    Role.APPROVER: _OFFICE_COLUMNS,
    Role.CLERK: _OFFICE_COLUMNS,
    Role.CONSULT: ("holder_unit_id",),
    Role.CASHIER: _DESK_COLUMNS,
    Role.POST: _DESK_COLUMNS,
}

# Work is done where the dossier lies; the counter's verbs where it came in.
_AT_HOLDER = frozenset(
    {Verb.ASSIGN, Verb.FORWARD, Verb.SEND_BACK, Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.APPROVE, Verb.FINISH}
)
_AT_COUNTER = frozenset({Verb.RECEIVE, Verb.REFUSE, Verb.UNDO_RECEIVE})
_PERSONAL = frozenset({Verb.FORWARD, Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.APPROVE, Verb.FINISH})
_MAY_TAKE_OVER = frozenset({Role.COORDINATOR, Role.HEAD_DESK})

# Who may work a step that the process gives to a role.
_WORKS_AS: dict[Role, frozenset[Role]] = {
    Role.DESK: frozenset({Role.DESK, Role.HEAD_DESK, Role.POST}),
    Role.OFFICER: frozenset({Role.OFFICER, Role.COORDINATOR}),
    Role.APPROVER: frozenset({Role.APPROVER, Role.DUTY}),
    Role.DUTY: frozenset({Role.DUTY, Role.APPROVER}),
}

SECTOR_PATH = "procedure_version__procedure__sector__code"


class Denied(Fault):
    """The role has no such right."""

    code = "denied"
    sentence = "Bạn chưa được giao quyền {action}. Người được làm: {roles}."


class OutOfScope(Denied):
    """The role has the right, elsewhere."""

    code = "out_of_scope"
    sentence = "Hồ sơ này do {holder} giữ, ngoài phạm vi được giao của bạn. Người được {action}: {roles} của nơi đó."


class OutOfSector(OutOfScope):
    """The right reaches the place, not the sector."""

    code = "out_of_sector"
    sentence = "Lĩnh vực này không thuộc phần việc được giao của bạn. Người được {action}: {roles} của lĩnh vực đó."


class NotHolder(Denied):
    """The step lies with somebody else."""

    code = "not_holder"
    sentence = "Bạn chưa được giao hồ sơ này. Người đang giữ: {holder}. Đề nghị phân công lại."


class Placed(Protocol):
    """Where a dossier stands: the model itself, or a Place."""

    @property
    def holder_unit_id(self) -> int | None: ...
    @property
    def receiving_unit_id(self) -> int | None: ...
    @property
    def competent_unit_id(self) -> int | None: ...
    @property
    def supporting_unit_id(self) -> int | None: ...
    @property
    def holder_id(self) -> int | None: ...


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
    return role is not None and role in _WORKS_AS.get(step_role, frozenset({step_role}))


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
    return _EVERY_COLUMN if actor.role is None else TIES.get(actor.role, _EVERY_COLUMN)


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
        raise OutOfScope(action=word_for(action), roles=_role_words(action), holder=_holder(place, at))
    if sector is not None and not covers(actor, action, sector):
        raise OutOfSector(action=word_for(action), roles=_role_words(action))
    if action in _PERSONAL and not _holds(actor, place, at):
        raise NotHolder(holder=_holder(place, at))


def covers(actor: Actor, action: Action | Verb, sector: str) -> bool:
    """Whether this right of the actor, where it is narrowed to sectors, holds in this one."""
    narrow = scope_of(actor, action) is Scope.SECTORS and bool(actor.sectors)
    return not narrow or sector in actor.sectors


def _reaches(actor: Actor, action: Action | Verb, place: Placed) -> bool:
    units = units_in_scope(actor, action)
    return units is None or any(getattr(place, column) in units for column in _tied_columns(actor, action))


def _tied_columns(actor: Actor, action: Action | Verb) -> tuple[str, ...]:
    if action in _AT_HOLDER:
        return ("holder_unit_id",)
    return _DESK_COLUMNS if action in _AT_COUNTER else _columns(actor)


def _holds(actor: Actor, place: Placed, at: datetime | None) -> bool:
    if place.holder_id in (None, actor.staff_id) or actor.role in _MAY_TAKE_OVER:
        return True
    if at is None or actor.staff_id is None or place.holder_id is None:
        return False
    return roster().stands_in(actor.staff_id, for_id=place.holder_id, at=at)


def _holder(place: Placed, at: datetime | None) -> str:
    if place.holder_id is not None:
        return roster().staff(place.holder_id).name
    unit_id = place.holder_unit_id or place.receiving_unit_id
    return roster().unit(unit_id, at and legal_day(at)).label if unit_id else "đơn vị khác"


def word_for(action: Action | Verb) -> str:
    """The Vietnamese word of a right."""
    return VERB_WORDS[action] if isinstance(action, Verb) else ACTION_WORDS[action]


def _role_words(action: Action | Verb) -> str:
    return ", ".join(ROLE_WORDS[role] for role in who_may(action)) or "không vai trò nào"
