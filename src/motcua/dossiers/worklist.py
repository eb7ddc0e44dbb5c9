"""The rows of a worklist: one open step each, in groups of urgency, a page at a time.

Two statements a page, whatever the number of dossiers: the steps with their dossiers, and what only
a page says of them. Late, soon, open, paused; within a group by the date promised to the citizen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from motcua.catalogue.shelf import shelf
from motcua.dossiers.matters import Matter, about, changed, named, standing
from motcua.dossiers.models import Dossier, Party, Step
from motcua.dossiers.queries import StepQuerySet
from motcua.dossiers.urgency import ORDER, Urgency, group, urgency_of, urgent
from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, units_in_scope, visible, works_as
from motcua.rules.codes import Apology, Channel, Clock, PartyRole, SegmentCause
from motcua.rules.deadlines import LimitUnit
from motcua.rules.lifecycle import TABLE, NodeKind, Role, State, Verb

PAGE = 50


class Box(StrEnum):
    """Which steps a list shows."""

    MINE = "mine"
    WAITING = "waiting"  # at my office, for anybody in my role
    OFFICE = "office"  # all of my office, whoever holds them
    DESK = "desk"  # received, not handed over yet
    SIGN = "sign"  # laid before me or before my seat
    RETURN = "return"  # results at the desk
    DIVISION = "division"  # what I may give to somebody, whoever holds it


_GIVEN = sorted(kind for line in TABLE if line.verb is Verb.ASSIGN for kind in line.at or ())
_ALSO, _MATTERS, _TOLD = 100, 200, 300  # the numbers of what is counted beside the boxes and the groups


class Key(NamedTuple):
    """The last row of a page, and the moment by which its list was grouped: the next page goes on from there.

    A row that changes its group between two pages is neither shown twice nor left out.
    """

    at: datetime
    group: int
    late_at: datetime
    step_id: int

    @property
    def urgency(self) -> Urgency:
        """The group in which the page ended."""
        return ORDER[self.group]

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.group}_{self.late_at.isoformat()}_{self.step_id}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key behind its words, None for anything else."""
        try:
            at, group, late_at, step_id = text.split("_")
            moments = [datetime.fromisoformat(moment).astimezone(UTC) for moment in (at, late_at)]
            key = cls(moments[0], int(group), moments[1], int(step_id))
        except (ValueError, OverflowError):
            return None
        return key if key.group in range(len(ORDER)) and 0 <= key.step_id < 2**63 else None


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address says: all optional, all combined with and."""

    urgency: Urgency | None = None
    procedure_id: int | None = None
    kind: NodeKind | None = None
    person_id: int | None = None
    nobody: bool = False  # of nobody yet
    matter: Matter | None = None
    text: str = ""


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Row:
    """One step as a list shows it. Moments are UTC; words are made by the face."""

    dossier_id: int
    code: str
    channel: Channel
    state: State
    procedure_code: str
    procedure_name: str
    case_name: str
    applicant: str
    node_name: str
    kind: NodeKind
    holder_unit_id: int
    holder_id: int | None
    received_at: datetime | None
    legal_due: datetime | None
    promised_due: datetime | None
    soon_from: datetime | None
    late_at: datetime
    clock: Clock
    limit_unit: LimitUnit | None
    receiving_unit_id: int
    calendar_version_id: int
    step_opened_at: datetime
    step_due: datetime | None
    step_limit: str | None
    step_unit_id: int
    step_seen_at: datetime | None
    step_paused: int
    version: int
    urgency: Urgency
    key: Key
    apology: Apology
    supplements: int
    paused_since: datetime | None
    pause_cause: SegmentCause | None
    changed: bool  # by others since I last looked, or new to me


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty rows at most, and where the next page begins (None: this is the last)."""

    rows: tuple[Row, ...]
    after: Key | None


def page(
    actor: Actor, box: Box, *, at: datetime, filter_by: Filter = EVERYTHING, after: Key | None = None, size: int = PAGE
) -> Page:
    """One page of a box of the actor at a moment. Two statements."""
    seen_at = after.at if after else at
    steps = _apply(in_box(actor, box), filter_by, actor, at=seen_at).annotate(group=group(seen_at))
    found = list(_behind(steps, after).select_related("dossier")[: size + 1])
    more = _more(found[:size], actor)
    rows = tuple(_row(step, more[step.pk], seen_at) for step in found[:size])
    return Page(rows, rows[-1].key if len(found) > size else None)


def _behind(steps: Any, key: Key | None) -> Any:
    """The rows after the last one of the page before; `steps` carry the number of their group."""
    rows = steps.order_by("group", "dossier__late_at", "pk")
    if key is None:
        return rows
    later = Q(dossier__late_at__gt=key.late_at) | Q(dossier__late_at=key.late_at, pk__gt=key.step_id)
    return rows.filter(Q(group__gt=key.group) | Q(later, group=key.group))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many steps lie in each box, and in each group of one of them; never more than `most` + 1 are counted.

    `groups` and `matters` stay empty when the list holds more than that.
    """

    boxes: dict[Box, int]
    listed: int = 0
    groups: dict[Urgency, int] = field(default_factory=dict)
    matters: dict[Matter, int] = field(default_factory=dict)
    also: tuple[int, ...] = ()
    told: int = 0


def badges(actor: Actor, boxes: Iterable[Box], *, most: int = 999) -> dict[Box, int]:
    """How many steps lie in each box, counted up to `most` + 1, in one statement."""
    return tally(actor, boxes, most=most).boxes


def tally(
    actor: Actor,
    boxes: Iterable[Box],
    *,
    most: int = 999,
    grouped: tuple[Box, Filter, datetime] | None = None,
    also: Sequence[QuerySet[Any]] = (),
    told: QuerySet[Any] | None = None,
) -> Tally:
    """The boxes counted, and with `grouped` the groups of one list at a moment, whatever urgency it asks for.

    `also` (each by itself), `told`: other rows to be counted beside them, of this room or a higher one. One statement.
    """
    asked = list(boxes)
    parts = [_count(no, in_box(actor, box), most) for no, box in enumerate(asked)]
    if grouped is not None:
        parts.append(_count_groups(len(asked), actor, grouped, most))
    parts += [_count(_ALSO + no, rows, most) for no, rows in enumerate(also)]
    if told is not None:
        parts.append(_count(_TOLD, told, most))
    if not parts:
        return Tally({})
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _ in parts), [value for _, values in parts for value in values])
        counts = dict(cursor.fetchall())
    groups = {urgency: counts.get(len(asked) + no, 0) for no, urgency in enumerate(ORDER)}
    listed = sum(groups.values())
    boxed = {box: counts[no] for no, box in enumerate(asked)}
    beside = tuple(counts[_ALSO + no] for no in range(len(also)))
    if grouped is None or listed > most:
        return Tally(boxed, listed, also=beside, told=counts.get(_TOLD, 0))
    matters = {matter: counts.get(_MATTERS + no, 0) for no, matter in enumerate(Matter)}
    return Tally(boxed, listed, groups, matters, beside, counts.get(_TOLD, 0))


def _count(no: int, steps: QuerySet[Any], most: int) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, values = steps.order_by().values("pk")[: most + 1].query.sql_with_params()
    except EmptyResultSet:  # whoever has no unit to deal out in: Django knows without asking
        return f"SELECT {no}, 0", ()
    return f"SELECT {no}, count(*) FROM ({sql}) AS box_{no}", values


def _count_groups(
    first: int, actor: Actor, grouped: tuple[Box, Filter, datetime], most: int
) -> tuple[str, tuple[Any, ...]]:
    """A line for each group that is not empty and one for each matter; the steps are read once, and up to a limit, so
    that a long list costs no more.
    """
    box, filter_by, at = grouped
    steps = _apply(in_box(actor, box), replace(filter_by, urgency=None, matter=None), actor, at=at)
    flags = {f"m{no}": _flag(about(matter, actor, at)) for no, matter in enumerate(Matter)}
    rows = steps.annotate(group=group(at), **flags).order_by().values("group", *flags)
    try:
        sql, values = rows[: most + 1].query.sql_with_params()
    except EmptyResultSet:
        return f"SELECT {first}, 0", ()
    lines = [f'SELECT {first} + listed."group", count(*) FROM listed GROUP BY listed."group"']
    lines += [f"SELECT {_MATTERS + no}, coalesce(sum(listed.m{no}), 0) FROM listed" for no in range(len(Matter))]
    return f"SELECT * FROM (WITH listed AS ({sql}) {' UNION ALL '.join(lines)}) AS grouped", values


def _flag(which: Q) -> Case:
    return Case(When(which, then=Value(1)), default=Value(0), output_field=IntegerField())


def in_box(actor: Actor, box: Box) -> StepQuerySet[Step]:
    """The open steps of a box, of all urgencies."""
    steps: StepQuerySet[Step] = Step.objects.open()
    unit_id, staff_id = actor.unit_id or 0, actor.staff_id or 0
    roles = [role for role in Role if works_as(actor.role, role)]
    match box:
        case Box.MINE:
            return steps.filter(person_id=staff_id)
        case Box.WAITING:
            return steps.filter(unit_id=unit_id, person__isnull=True, role__in=roles)
        case Box.OFFICE:
            # An open step's dossier is open too; said, an index of the open ones answers.
            sight = visible(actor, Action.VIEW_WORKLIST, prefix="dossier__")
            return steps.filter(sight, dossier__closed_at__isnull=True)
        case Box.DESK:
            return steps.filter(unit_id=unit_id, kind=NodeKind.INTAKE)
        case Box.SIGN:
            mine = Q(person_id=staff_id) | Q(unit_id=unit_id, person__isnull=True, role__in=roles)
            return steps.filter(mine, kind=NodeKind.APPROVE)
        case Box.RETURN:
            return steps.filter(unit_id=unit_id, kind=NodeKind.RETURN)
        case Box.DIVISION:
            return _in_division(steps, actor)


def _in_division(steps: StepQuerySet[Step], actor: Actor) -> StepQuerySet[Step]:
    """The main steps that the actor's right to assign reaches, of the kinds that are anybody's to give."""
    units = units_in_scope(actor, Verb.ASSIGN)
    where = Q() if units is None else Q(unit_id__in=sorted(units))
    return steps.filter(where, main=True, kind__in=_GIVEN, dossier__closed_at__isnull=True)


def _apply(steps: StepQuerySet[Step], filter_by: Filter, actor: Actor, *, at: datetime) -> StepQuerySet[Step]:
    if filter_by.urgency is not None:
        steps = steps.filter(urgent(filter_by.urgency, at))
    if filter_by.procedure_id is not None:
        steps = steps.filter(dossier__procedure_version__procedure_id=filter_by.procedure_id)
    if filter_by.kind is not None:
        steps = steps.filter(kind=filter_by.kind)
    if filter_by.person_id is not None:
        steps = steps.filter(person_id=filter_by.person_id)
    if filter_by.nobody:
        steps = steps.filter(person__isnull=True)
    if filter_by.matter is not None:
        steps = steps.filter(about(filter_by.matter, actor, at))
    if filter_by.text:
        steps = steps.filter(named(filter_by.text))
    return steps


class _More(NamedTuple):
    """What a page says of a step beside its row: asked for those of one page only."""

    applicant: str | None
    since: datetime | None
    cause: int | None
    new: int


def _more(steps: Iterable[Step], actor: Actor) -> dict[int, _More]:
    """Whose dossier it is (for people who may see it), since when its clock stands and why, what is new."""
    parties = Party.objects.filter(
        dossier_id=OuterRef("dossier_id"), role=PartyRole.APPLICANT, replaced_by__isnull=True
    ).order_by("-pk")
    rows = Step.objects.filter(pk__in=[step.pk for step in steps]).annotate(
        applicant=Subquery(parties.values("name")[:1]),
        since=Subquery(standing().values("from_at")[:1]),
        cause=Subquery(standing().values("cause")[:1]),
        new=_flag(changed(actor)),
    )
    found = rows.values_list("pk", "applicant", "since", "cause", "new")
    return {pk: _More(*rest) for pk, *rest in found}


def _row(step: Step, more: _More, at: datetime) -> Row:
    dossier = step.dossier
    version = shelf().version(dossier.procedure_version_id)
    limit = version.limit_for(dossier.case_id)
    case = version.case_by_id(dossier.case_id) if dossier.case_id else None
    node = shelf().process(dossier.process_version_id).map.node(step.node_key) if dossier.process_version_id else None
    urgency = urgency_of(dossier, at)
    return Row(
        dossier_id=dossier.pk,
        code=str(dossier),
        channel=Channel(dossier.channel),
        state=dossier.state_now,
        procedure_code=version.code,
        procedure_name=version.name,
        case_name=case.name if case else "",
        applicant=more.applicant or "",
        node_name=node.name if node else "",
        kind=NodeKind(step.kind),
        holder_unit_id=step.unit_id,
        holder_id=step.person_id,
        limit_unit=limit.unit if limit else None,
        receiving_unit_id=dossier.receiving_unit_id,
        calendar_version_id=dossier.calendar_version_id,
        step_opened_at=step.opened_at,
        step_due=step.due,
        step_limit=node.limit if node else None,
        step_unit_id=step.unit_id,
        step_seen_at=step.seen_at,
        step_paused=step.paused_minutes or 0,
        version=dossier.version,
        urgency=urgency,
        **_times(dossier),
        key=Key(at, ORDER.index(urgency), dossier.late_at, step.pk),
        paused_since=more.since,
        pause_cause=SegmentCause(more.cause) if more.cause else None,
        changed=bool(more.new),
    )


def _times(dossier: Dossier) -> dict[str, Any]:
    """The dates of a dossier and what they have come to."""
    return {
        "received_at": dossier.received_at,
        "legal_due": dossier.legal_due,
        "promised_due": dossier.promised_due,
        "soon_from": dossier.soon_from,
        "late_at": dossier.late_at,
        "clock": Clock(dossier.clock),
        "apology": Apology(dossier.apology),
        "supplements": dossier.supplements,
    }
