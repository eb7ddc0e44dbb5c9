"""Who in a division has how much, and what would come of giving dossiers to somebody: the questions before `assign`.

What is foreseen is asked of the same rules as the verbs themselves; nothing is changed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count

from motcua.dossiers.change import require_way
from motcua.dossiers.commands.movement import AlreadyHolder, require_handed_on
from motcua.dossiers.hands import require_fit
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.routing import candidates
from motcua.dossiers.urgency import ORDER, Urgency, group, urgency_of
from motcua.dossiers.work import Work
from motcua.dossiers.worklist import Box, in_box
from motcua.ledger.actor import Actor
from motcua.people.permissions import units_in_scope
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Role, Verb
from motcua.rules.process import Node

AT_WORK = (Role.OFFICER, Role.COORDINATOR, Role.APPROVER, Role.DUTY, Role.CLERK)
NOT_HERE = "Hồ sơ {code} không thuộc phần việc bạn được phân công."
NOBODY_THERE = "Không có ai đang làm việc nhận được bước “{step}”."
NOBODY = 0  # in the place of a person: steps that nobody has yet


@dataclass(frozen=True, slots=True)
class Load:
    """How many open steps one person has, by their urgency."""

    groups: dict[Urgency, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.groups.values())

    def moved(self, urgency: Urgency, by: int) -> "Load":
        """The load with one step more or less in a group."""
        return Load(self.groups | {urgency: self.groups.get(urgency, 0) + by})


def loads(actor: Actor, *, at: datetime) -> dict[int, Load]:
    """The load of everybody in the actor's division who has something, by person (or NOBODY). One statement."""
    rows = in_box(actor, Box.DIVISION).annotate(group=group(at)).order_by()
    counted: dict[int, dict[Urgency, int]] = {}
    for person, no, many in rows.values_list("person_id", "group").annotate(many=Count("pk")):
        counted.setdefault(person or NOBODY, {})[ORDER[no]] = many
    return {person: Load(groups) for person, groups in counted.items()}


def division(actor: Actor, *, at: datetime) -> tuple[int, ...]:
    """Who works in the units that the actor's right to assign reaches, in the order of names. No statement."""
    people, on = roster(), legal_day(at)
    units = units_in_scope(actor, Verb.ASSIGN)
    places = units if units is not None else {card.id for card in people.units(on)}
    postings = (posting for unit in places for posting in people.postings_in(unit, on))
    cards = {people.staff(posting.staff_id) for posting in postings if posting.role in AT_WORK}
    return tuple(card.id for card in sorted(cards, key=lambda card: (card.sort_key, card.id)) if card.login)


@dataclass(frozen=True, slots=True)
class Handing:
    """A dossier that is to be given: its open step, and whom it would go to or why it cannot."""

    code: str
    version: int
    procedure: str
    urgency: Urgency
    before: int  # the person who has it, or NOBODY
    verb: Verb
    to: int = NOBODY
    fault: str = ""


def verb_for(step: Step) -> Verb:
    """What gives the work of a step to somebody: a coordinator's step exists to hand it on, any other is assigned."""
    return Verb.FORWARD if step.role == Role.COORDINATOR else Verb.ASSIGN


def foresee(
    actor: Actor, codes: Iterable[str], to: int | None, *, known: dict[int, Load], at: datetime
) -> list[Handing]:
    """What would come of giving these dossiers to one person; to None: each to whoever has least and could do it.

    In the order of `codes`; `known` are the loads as they are. A code that is not the actor's to give comes with its
    fault. Two statements.
    """
    wanted = list(dict.fromkeys(codes))
    found, after, handings = _works(actor, wanted, at=at), dict(known), []
    for code in wanted:
        if code not in found:
            fault = NOT_HERE.format(code=code)
            handings.append(Handing(code, 0, "", Urgency.OPEN, NOBODY, Verb.ASSIGN, fault=fault))
            continue
        one = _evenly(found[code], after) if to is None else _foreseen(found[code], to)
        after = effect(after, [one])
        handings.append(one)
    return handings


def effect(known: dict[int, Load], handings: Iterable[Handing]) -> dict[int, Load]:
    """The loads after the handings that would go through."""
    after = dict(known)
    for one in handings:
        if one.to:
            after[one.before] = after.get(one.before, Load()).moved(one.urgency, -1)
            after[one.to] = after.get(one.to, Load()).moved(one.urgency, 1)
    return after


def _works(actor: Actor, codes: list[str], *, at: datetime) -> dict[str, Work]:
    """The chosen dossiers of the actor's division, as a verb would have them. Two statements."""
    chosen = in_box(actor, Box.DIVISION).filter(dossier__code__in=codes)
    dossiers = {row.pk: row for row in Dossier.objects.filter(pk__in=chosen.values("dossier_id"))}
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(dossier_id__in=list(dossiers)).order_by("dossier_id", "no"):
        steps.setdefault(step.dossier_id, []).append(step)
    works = {}
    for pk, dossier in dossiers.items():
        work = Work(dossier, actor=actor, at=at)
        work.steps = steps.get(pk, [])
        works[str(dossier)] = work
    return works


def _evenly(work: Work, known: dict[int, Load]) -> Handing:
    """To whoever of its office is at work, has least and could do it; else with the reason why nobody could."""
    tried = [_foreseen(work, person) for person in sorted(_present(work), key=lambda one: known.get(one, Load()).total)]
    return next((one for one in tried if not one.fault), tried[0] if tried else _foreseen(work, NOBODY))


def _present(work: Work) -> list[int]:
    """Who serves at the office of the work in just its role and is not away; nobody where the process says no."""
    try:
        node, unit_id = _target(work)
    except Fault:
        return []
    able = candidates(node.role, unit_id=unit_id, sector=work.version.sector, on=work.today)
    people = roster()
    return [one.staff_id for one in able if people.absence(one.staff_id, work.at) is None]


def _target(work: Work) -> tuple[Node, int]:
    """The node whose work is given, and its office. Raises what the next step of a process raises."""
    step, process = work.open_step, work.process.map
    if verb_for(step) is Verb.ASSIGN:
        return process.node(step.node_key), step.unit_id
    node = require_handed_on(process.after(step.node_key, work.questions))
    return node, work.office_of(node)


def _foreseen(work: Work, person: int) -> Handing:
    """Whether the verb would go through for this person."""
    step, dossier = work.open_step, work.dossier
    verb, fault = verb_for(step), ""
    try:
        require_way(work, verb)
        fault = _require_taker(work, person)
    except Fault as refused:
        fault = refused.message
    return Handing(
        code=str(dossier),
        version=dossier.version,
        procedure=work.version.name,
        urgency=urgency_of(dossier, work.at),
        before=step.person_id or NOBODY,
        verb=verb,
        to=NOBODY if fault else person,
        fault=fault,
    )


def _require_taker(work: Work, person: int) -> str:
    """Raises what the verb itself raises for a person who cannot have the step; says so when there is no person."""
    step, (node, unit_id) = work.open_step, _target(work)
    if person == NOBODY:
        return NOBODY_THERE.format(step=node.name)
    card = roster().staff(person)
    posting = work.posting_for(card.login, node, unit_id=unit_id)
    if verb_for(step) is Verb.ASSIGN and posting.staff_id == step.person_id:
        raise AlreadyHolder(person=card.name)
    require_fit(work, Step(kind=node.kind, role=node.role), person_id=posting.staff_id)
    return ""
