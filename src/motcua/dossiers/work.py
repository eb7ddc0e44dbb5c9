"""What a verb works with: the locked dossier, its steps, its process and calendar, and the few moves on them.

Statements are made only when asked: steps are read once, the process and the calendar come from the shelf.
"""

from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.cards import ProcessCard, VersionCard
from motcua.catalogue.shelf import shelf
from motcua.dossiers.facts import StepClosed, StepOpened
from motcua.dossiers.models import ClockSegment, Dossier, FieldVerdict, Step, SupplementRequest, Verdict
from motcua.dossiers.models.supplements import UNFINISHED
from motcua.dossiers.routing import office_of, posting_for
from motcua.ledger.actor import Actor
from motcua.ledger.rows import Question, insert_one, update
from motcua.people import permissions
from motcua.people.roster import PostingCard, roster
from motcua.rules.calendar import WorkingCalendar, legal_day
from motcua.rules.codes import PaperVerdict, StepEnd, SupplementState
from motcua.rules.deadlines import FAR_FUTURE, Limit, LimitUnit, Timing, parse_limit, step_due
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NODE_WORDS, ROLE_WORDS, VERB_WORDS, NodeKind, Role, State, Verb
from motcua.rules.process import Node, process_facts


class WrongRole(Fault):
    """The open step is for another role."""

    code = "wrong_role"
    sentence = (
        "Bước “{step}” do {role} thực hiện nên bạn không {verb} được. Chọn đúng vị trí công tác hoặc đề nghị chuyển."
    )


class NeedsAPerson(Fault):
    """The act is a person's, not a machine's."""

    code = "needs_a_person"
    sentence = "Việc này phải do một cán bộ thực hiện."


class Appraisal(NamedTuple):
    """A judgement or a proposal: its event, in which posting it was said, when, and the words of its note."""

    kind: str
    posting_id: int | None
    at: datetime
    words: str | None


def _steps(pk: int) -> QuerySet[Step]:
    """The steps of a dossier; beside each where the request for papers stands that is under way, and whether the last
    word on a paper or a part of the declaration is that it needs work.
    """
    asking = SupplementRequest.objects.filter(dossier_id=pk, state__in=UNFINISHED).values("state")
    poor = Verdict.objects.filter(verdict=PaperVerdict.NEEDS_WORK, paper__dossier_id=pk, paper__replaced_by=None)
    after = Verdict.objects.filter(paper_id=OuterRef("paper_id"), pk__gt=OuterRef("pk"))
    poor_part = FieldVerdict.objects.filter(verdict=PaperVerdict.NEEDS_WORK, dossier_id=pk)
    part_after = FieldVerdict.objects.filter(
        dossier_id=OuterRef("dossier_id"), field_key=OuterRef("field_key"), pk__gt=OuterRef("pk")
    )
    return (
        Step.objects.filter(dossier_id=pk)
        .annotate(
            asking=Subquery(asking),
            wanting=Subquery(poor.filter(~Exists(after)).values("verdict")[:1]),
            wanting_part=Subquery(poor_part.filter(~Exists(part_after)).values("verdict")[:1]),
        )
        .order_by("no")
    )


_STEPS: Question[Step] = Question(_steps, -1)  # no state of a request has this number
_SEGMENTS: Question[ClockSegment] = Question(lambda pk: ClockSegment.objects.filter(dossier_id=pk).order_by("no"), 1)


class Work:
    """One change of one dossier by one actor at one moment."""

    def __init__(self, dossier: Dossier, *, actor: Actor, at: datetime) -> None:
        self.dossier = dossier
        self.actor = actor
        self.at = at
        self.seq = dossier.event_count + 1
        self.changed: dict[str, Any] = {}
        self.appraisals: list[Appraisal] | None = None  # once they were read
        self.stretches: int | None = None  # of the clock when it ended; None: it has not, or it stood

    # --- the dossier's columns

    def set(self, **values: Any) -> None:
        """Change columns of the dossier; they are saved once, when the door shuts."""
        for name, value in values.items():
            setattr(self.dossier, name, value)
        self.changed.update(values)

    def enter(self, state: State) -> None:
        """Go into a state; its national code goes with it."""
        if state != self.dossier.state:
            self.set(state=int(state), national_state=state.national)

    @property
    def staff_id(self) -> int:
        """The person who acts, for rows that name one. Raises NeedsAPerson for a client or the system alone."""
        if self.actor.staff_id is None:
            raise NeedsAPerson()
        return self.actor.staff_id

    @property
    def is_late(self) -> bool:
        """Whether the dossier is late at the moment of the act. Once it is, nothing changes that (decision 12)."""
        return self.dossier.late_at < self.at

    @cached_property
    def today(self) -> date:
        """The legal day of the act."""
        return legal_day(self.at)

    # --- what the dossier is pinned to

    @property
    def version(self) -> VersionCard:
        """The procedure as it was at acceptance."""
        return shelf().version(self.dossier.procedure_version_id)

    @property
    def process(self) -> ProcessCard:
        """The internal process as it was at acceptance."""
        if self.dossier.process_version_id is None:
            raise RuntimeError("only an accepted dossier runs on a process")
        return shelf().process(self.dossier.process_version_id)

    @property
    def limit(self) -> Limit:
        """The legal limit of its case. Every accepted dossier has one."""
        limit = self.version.limit_for(self.dossier.case_id)
        if limit is None:
            raise RuntimeError("a dossier without a limit was accepted")
        return limit

    def unit_version_id(self, unit_id: int) -> int:
        """The name of a unit as it is today, for a paper that keeps it."""
        return roster().unit(unit_id, self.today).version_id

    def calendar(self, unit_id: int) -> WorkingCalendar:
        """The pinned calendar with the hours of a unit."""
        return calendar_for(unit_id, self.dossier.calendar_version_id)

    @property
    def questions(self) -> dict[str, object]:
        """What the conditions of a process may ask about."""
        return process_questions(self.version, self.dossier.case_id, self.dossier.channel)

    @cached_property
    def segments(self) -> list[ClockSegment]:
        """The stretches of its clock, in order; the last one is open while the dossier is."""
        return _SEGMENTS(self.dossier.pk)

    # --- steps

    @cached_property
    def steps(self) -> list[Step]:
        """All steps, in order."""
        return _STEPS(self.dossier.pk)

    @property
    def asking(self) -> SupplementState | None:
        """Where the request for papers stood, when the steps were read; None when none was under way."""
        state = getattr(self.steps[0], "asking", None) if self.steps else None
        return None if state is None else SupplementState(state)

    @property
    def wanting(self) -> bool:
        """Whether the last word on a paper or a part of the declaration, when the steps were read, was not enough."""
        first = self.steps[0] if self.steps else None
        return any(getattr(first, said, None) is not None for said in ("wanting", "wanting_part"))

    @property
    def main(self) -> Step | None:
        """The open main step, if any."""
        return next((step for step in self.steps if step.main and step.closed_at is None), None)

    @property
    def main_kind(self) -> NodeKind | None:
        """Its kind."""
        return None if self.main is None else NodeKind(self.main.kind)

    @property
    def open_step(self) -> Step:
        """The open main step of a verb that cannot be said without one."""
        if self.main is None:
            raise RuntimeError("the table lets no verb through that needs a step where none is open")
        return self.main

    def require_role(self, verb: Verb) -> None:
        """The open step is for the actor's role, which this verb asks for. Raises WrongRole."""
        step = self.main
        if step is not None and not permissions.works_as(self.actor.role, Role(step.role)):
            role, kind = ROLE_WORDS[Role(step.role)], NODE_WORDS[NodeKind(step.kind)]
            raise WrongRole(step=kind, role=role, verb=VERB_WORDS[verb])

    def take(self, step: Step) -> None:
        """A step that was waiting for anybody becomes the actor's."""
        if step.person_id is None and self.actor.staff_id is not None:
            step.person_id = self.actor.staff_id
            update(Step, step.pk, {"person_id": step.person_id})
            self.set(holder_id=step.person_id)

    def close_step(self, step: Step, end: StepEnd, *, stood_since: datetime | None = None) -> StepClosed:
        """End a step now: note who did it, count its working minutes, judge them against its own limit.

        Lawful pauses count nothing; `stood_since` is when the one began that lasts until now.
        """
        until = self.at if stood_since is None else max(stood_since, step.opened_at)
        used = self.calendar(step.unit_id).minutes_between(step.opened_at, until) - (step.paused_minutes or 0)
        timing = None if step.due is None else step_timing(until, step.due)
        step.closed_at, step.closed_seq = self.at, self.seq
        step.person_id = self.actor.staff_id or step.person_id
        step.ended, step.used_minutes, step.timing = end, used, timing
        columns = ("closed_at", "closed_seq", "person_id", "ended", "used_minutes", "timing")
        update(Step, step.pk, {column: getattr(step, column) for column in columns})
        return StepClosed(no=step.no, end=end, used=used, timing=timing, person=step.person_id)

    def open_next(self, node: Node, *, person: str = "") -> StepOpened:
        """Begin the step of a node at its office, for a named person if one is chosen. The dossier goes along.

        Raises UnknownStaff, NotAMember.
        """
        unit_id, person_id = self.office_of(node), None
        if person:
            posting = self.posting_for(person, node, unit_id=unit_id)
            unit_id, person_id = posting.unit_id, posting.staff_id
        return self.open_step_of(node, unit_id=unit_id, person_id=person_id)

    def posting_for(self, login: str, node: Node, *, unit_id: int) -> PostingCard:
        """The posting in which a named person can hold a step of `node`. Raises UnknownStaff, NotAMember."""
        return posting_for(
            login,
            node=node,
            unit_id=unit_id,
            agency_id=self.dossier.competent_unit_id,
            sector=self.version.sector,
            on=self.today,
        )

    def open_step_of(self, node: Node, *, unit_id: int, person_id: int | None) -> StepOpened:
        """Begin the step of a node in a unit, for a person or for whoever takes it."""
        step = draw_step(
            node,
            no=self.steps[-1].no + 1,
            unit_id=unit_id,
            person_id=person_id,
            at=self.at,
            seq=self.seq,
            calendar=self.calendar(unit_id),
        )
        step.dossier_id = self.dossier.pk
        insert_one(step)
        self.steps.append(step)
        self.set(holder_unit_id=step.unit_id, holder_id=step.person_id)
        return opened(step, node)

    def office_of(self, node: Node) -> int:
        """Where the step of a node is worked on."""
        return office_of(
            node,
            receiving_unit_id=self.dossier.receiving_unit_id,
            competent_unit_id=self.dossier.competent_unit_id,
            sector=self.version.sector,
            on=self.today,
        )


def draw_step(
    node: Node, *, no: int, unit_id: int, person_id: int | None, at: datetime, seq: int, calendar: WorkingCalendar
) -> Step:
    """An unsaved step of a node, with its own due date in working minutes."""
    limit = parse_limit(node.limit) if node.limit else None
    due = step_due(at, limit.value, limit.unit, calendar) if limit else None
    return Step(
        no=no,
        node_key=node.key,
        kind=node.kind,
        unit_id=unit_id,
        person_id=person_id,
        role=node.role,
        opened_at=at,
        opened_seq=seq,
        limit_value=limit.value if limit else None,
        limit_unit=limit.unit if limit else None,
        due=due,
        sort_due=due or FAR_FUTURE,
    )


def step_limit(step: Step) -> Limit | None:
    """The own limit of a step, None for one without."""
    if step.limit_unit is None or step.limit_value is None:
        return None
    return Limit(step.limit_value, LimitUnit(step.limit_unit))


def opened(step: Step, node: Node) -> StepOpened:
    """A new step as the event tells it."""
    return StepOpened(
        no=step.no,
        node=step.node_key,
        kind=step.kind,
        unit=step.unit_id,
        person=step.person_id,
        role=step.role,
        limit=node.limit,
        due=step.due,
    )


def step_timing(closed_at: datetime, due: datetime) -> Timing:
    """A step is judged by the moment: done by its due moment or not. Early exists for the citizen's clock only."""
    return Timing.ON_TIME if closed_at <= due else Timing.LATE


def process_questions(version: VersionCard, case_id: int | None, channel: int) -> dict[str, object]:
    """The facts that a condition may name, for a dossier of this case and channel."""
    case = None if case_id is None else version.case_by_id(case_id)
    return process_facts(case.key if case else "", channel)
