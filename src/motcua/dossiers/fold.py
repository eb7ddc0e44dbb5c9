"""The fold: what a dossier's events say it is, by the rules alone, compared with what its rows say.

Reads nothing but events and the definitions that they pin. Incremental: the reader folds the dossiers that new events
speak of; `bin/motcua fold` folds them all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.belongings import Belongings
from motcua.dossiers.dating import Ahead, moved_ahead, promise
from motcua.dossiers.work import step_timing
from motcua.ledger.models import Event
from motcua.ledger.upcasters import facts_of
from motcua.rules.codes import Apology, Clock, DueChangeKind, MasterSystem, OutcomeKind
from motcua.rules.deadlines import FAR_FUTURE, LimitUnit, parse_limit, step_due, verdict
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NOTING, NodeKind, State, Verb
from motcua.rules.lifecycle import step as follow


@dataclass(slots=True)
class FoldedStep:
    """A step as its events tell it."""

    no: int
    node: str
    kind: int
    unit: int
    person: int | None
    role: int
    opened_at: datetime
    opened_seq: int
    limit: str | None
    due: datetime | None
    closed_at: datetime | None = None
    closed_seq: int | None = None
    end: int | None = None
    used: int | None = None
    timing: int | None = None


@dataclass(slots=True)
class FoldedSegment:
    """A stretch of the clock as the events tell it."""

    no: int
    from_at: datetime
    opened_seq: int
    to_at: datetime | None = None
    closed_seq: int | None = None


@dataclass(frozen=True, slots=True)
class FoldedDueChange:
    """A change of the dates as its event tells it."""

    seq: int
    kind: int
    at: datetime
    late_before: datetime | None = None
    legal_before: datetime | None = None
    promised_before: datetime | None = None
    legal_after: datetime | None = None
    promised_after: datetime | None = None
    document_no: str | None = None


@dataclass(slots=True)
class Folded:
    """A dossier as its events tell it. Columns carry the names of the table."""

    id: int
    columns: dict[str, Any] = field(default_factory=dict)
    steps: list[FoldedStep] = field(default_factory=list)
    segments: list[FoldedSegment] = field(default_factory=list)
    due_changes: list[FoldedDueChange] = field(default_factory=list)
    belongings: Belongings = field(default_factory=Belongings)
    faults: list[str] = field(default_factory=list)

    @property
    def main(self) -> FoldedStep | None:
        """The open step."""
        return next((step for step in reversed(self.steps) if step.closed_at is None), None)


def fold(dossier_id: int, events: Iterable[Event]) -> Folded:
    """Rebuild one dossier from its events, in their order. What the rules do not allow is noted in `faults`."""
    folded = Folded(dossier_id)
    for event in events:
        verb, facts = Verb(event.kind.removeprefix("dossier.")), facts_of(event)
        folded.belongings.add(verb, event, facts, None if folded.main is None else NodeKind(folded.main.kind))
        _enter(folded, verb, event)
        _APPLY[verb](folded, event, facts)
        _count(folded, verb, event, facts)
    return folded


def _count(folded: Folded, verb: Verb, event: Event, facts: Mapping[str, Any]) -> None:
    """Every event lengthens the chain; a note makes no version (decision 12)."""
    columns = folded.columns
    columns["event_count"], columns["chain_head"] = event.seq, bytes(event.hash)
    if verb not in NOTING or facts.get("made_version"):
        columns["version"] = columns.get("version", 0) + 1


def _enter(folded: Folded, verb: Verb, event: Event) -> None:
    """Follow the table of states; a transition that it does not know is a fault."""
    before = folded.columns.get("state")
    main = folded.main
    try:
        state = follow(
            None if before is None else State(before), verb, at=None if main is None else NodeKind(main.kind)
        )
    except Fault as fault:
        folded.faults.append(f"{event.seq}: {fault}")
        return
    folded.columns["state"] = int(state)
    folded.columns["national_state"] = state.national


def _nothing(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """A verb that changes neither steps nor clock."""


def _begin(folded: Folded, facts: Mapping[str, Any]) -> None:
    """What an acceptance and a refusal have in common."""
    folded.columns |= {
        "reference": facts["reference"],
        "code": facts.get("code"),
        "profile": facts["profile"],
        "procedure_version_id": facts["procedure_version"],
        "process_version_id": facts.get("process_version"),
        "calendar_version_id": facts["calendar_version"],
        "case_id": facts.get("case"),
        "channel": facts["channel"],
        "register_no": facts["register_no"],
        "receiving_unit_id": facts["receiving_unit"],
        "competent_unit_id": facts["competent_unit"],
        "supporting_unit_id": facts.get("supporting_unit"),
    } | _ALWAYS
    folded.columns |= {name: facts[name] for name in ("sets", "return_method") if name in facts}


# No verb sets these yet: a row in which they are otherwise was changed past every verb. A dossier that is called a
# mirror or an import would escape every verb and every comparison.
_ALWAYS: dict[str, Any] = {
    "master_system": int(MasterSystem.LOCAL),
    "imported": False,
    "apology": int(Apology.NONE),
    "supplements": 0,
} | dict.fromkeys(("parent_id", "part_no", "corrects_id", "submitted_at", "answer_due", "alarm_at"))


def _receive(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    _begin(folded, facts)
    folded.columns |= {
        "received_at": event.occurred_at,
        "complete_at": event.occurred_at,
        "clock": int(Clock.RUNNING),
        "counted": True,
        "closed_at": None,
        "finished_at": None,
        "returned_at": None,
        "timing": None,
        "outcome": None,
    }
    _date(folded, facts["dates"], event.occurred_at)
    folded.columns["first_due"] = folded.columns["legal_due"]
    folded.segments.append(FoldedSegment(1, event.occurred_at, event.seq))
    due = folded.columns["legal_due"]
    first = FoldedDueChange(event.seq, int(DueChangeKind.FIRST), event.occurred_at, legal_after=due, promised_after=due)
    folded.due_changes.append(first)
    _open(folded, event, facts["opened"])


def _date(folded: Folded, said: Mapping[str, Any], start: datetime) -> None:
    """The dates by the rules and the pinned definitions; where the event said otherwise, that is a fault."""
    columns = folded.columns
    limit = shelf().version(columns["procedure_version_id"]).limit_for(columns["case_id"])
    if limit is None:
        folded.faults.append("limit: the pinned version has none")
        return
    calendar = calendar_for(columns["receiving_unit_id"], columns["calendar_version_id"])
    ahead = Ahead(said["soon_days"], said["soon_percent"]) if "soon_days" in said else None
    term = promise(limit, start, calendar, ahead=ahead)
    columns |= term.columns()
    if dict(said) != term.facts().as_facts():
        folded.faults.append(f"dates: the event says {dict(said)}, the rules say {term.facts().as_facts()}")


def _open(folded: Folded, event: Event, said: Mapping[str, Any]) -> None:
    """A step begins; its due date is counted again from its limit."""
    calendar = calendar_for(said["unit"], folded.columns["calendar_version_id"])
    limit = parse_limit(said["limit"]) if said.get("limit") else None
    due = step_due(event.occurred_at, limit.value, limit.unit, calendar) if limit else None
    folded.steps.append(
        FoldedStep(
            no=said["no"],
            node=said["node"],
            kind=said["kind"],
            unit=said["unit"],
            person=said.get("person"),
            role=said["role"],
            opened_at=event.occurred_at,
            opened_seq=event.seq,
            limit=said.get("limit"),
            due=due,
        )
    )
    folded.columns |= {"holder_unit_id": said["unit"], "holder_id": said.get("person")}


def _close(folded: Folded, event: Event, said: Mapping[str, Any]) -> None:
    """A step ends; its working minutes and its timing are counted again."""
    step = folded.main
    if step is None or step.no != said["no"]:
        folded.faults.append(f"{event.seq}: step {said['no']} is not the open one")
        return
    calendar = calendar_for(step.unit, folded.columns["calendar_version_id"])
    step.closed_at, step.closed_seq, step.end = event.occurred_at, event.seq, said["end"]
    step.person = said.get("person")
    step.used = calendar.minutes_between(step.opened_at, event.occurred_at)
    step.timing = None if step.due is None else int(step_timing(event.occurred_at, step.due))


def _undo(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    _close(folded, event, facts["closed"])
    _stop_clock(folded, event)
    folded.columns |= {
        "closed_at": event.occurred_at,
        "clock": int(Clock.NOT_STARTED),
        "counted": False,
        "late_at": FAR_FUTURE,
        "soon_from": None,
    }


def _stop_clock(folded: Folded, event: Event) -> None:
    segment = folded.segments[-1]
    segment.to_at, segment.closed_seq = event.occurred_at, event.seq


def _assign(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    step = folded.main
    if step is None or step.no != facts["step"]:
        folded.faults.append(f"{event.seq}: step {facts['step']} is not the open one")
        return
    step.unit, step.person = facts["unit"], facts["person"]
    folded.columns |= {"holder_unit_id": step.unit, "holder_id": step.person}


def _move(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """forward, send_back, propose, and approve where a clerk's step follows."""
    if "closed" in facts:
        _close(folded, event, facts["closed"])
        _open(folded, event, facts["opened"])
    elif folded.main is not None and "taken_by" in facts:
        folded.main.person = folded.columns["holder_id"] = facts["taken_by"]


def _finish(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    columns = folded.columns
    limit = shelf().version(columns["procedure_version_id"]).limit_for(columns["case_id"])
    unit = limit.unit if limit else LimitUnit.NOW
    columns |= {
        "finished_at": event.occurred_at,
        "clock": int(Clock.ENDED),
        "timing": int(verdict(event.occurred_at, columns["legal_due"], unit)),
        "outcome": facts.get("outcome_kind", int(OutcomeKind.APPROVED)),  # earlier events did not say
        "soon_from": None,
    }
    _stop_clock(folded, event)
    _move(folded, event, facts)


def _return(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    _close(folded, event, facts["closed"])
    folded.columns |= {"returned_at": event.occurred_at, "closed_at": event.occurred_at}


def _recompute(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    columns = folded.columns
    before = {name: columns[name] for name in ("late_at", "legal_due", "promised_due")}
    columns["calendar_version_id"] = facts["calendar_after"]
    _date(folded, facts["dates"], columns["received_at"])
    anyhow = facts.get("into_the_past", False)
    if before["late_at"] <= event.occurred_at or (columns["late_at"] <= event.occurred_at and not anyhow):
        folded.faults.append(f"{event.seq}: the date of a late dossier was moved, or a dossier made late by it")
    folded.due_changes.append(
        FoldedDueChange(
            seq=event.seq,
            kind=int(DueChangeKind.RECOMPUTE),
            at=event.occurred_at,
            late_before=before["late_at"],
            legal_before=before["legal_due"],
            promised_before=before["promised_due"],
            legal_after=columns["legal_due"],
            promised_after=columns["promised_due"],
            document_no=facts["document_no"],
        )
    )
    step = folded.main
    if step is not None and step.limit:
        limit = parse_limit(step.limit)
        calendar = calendar_for(step.unit, columns["calendar_version_id"])
        due = step_due(step.opened_at, limit.value, limit.unit, calendar)
        step.due = due if anyhow else moved_ahead(step.due, due, at=event.occurred_at)


def _refuse(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    _begin(folded, facts)
    folded.columns |= {
        "holder_unit_id": facts["receiving_unit"],
        "holder_id": None,
        "clock": int(Clock.NOT_STARTED),
        "closed_at": event.occurred_at,
        "late_at": FAR_FUTURE,
        "counted": True,
    } | dict.fromkeys(_NEVER_OF_A_REFUSAL)


_NEVER_OF_A_REFUSAL = (
    *("received_at", "complete_at", "finished_at", "returned_at", "first_due", "legal_due", "promised_due"),
    *("legal_due_raw", "soon_from", "timing", "outcome"),
)


_APPLY: dict[Verb, Callable[[Folded, Event, Mapping[str, Any]], None]] = {
    Verb.RECEIVE: _receive,
    Verb.REFUSE: _refuse,
    Verb.UNDO_RECEIVE: _undo,
    Verb.ASSIGN: _assign,
    Verb.FORWARD: _move,
    Verb.SEND_BACK: _move,
    Verb.PROPOSE: _move,
    Verb.APPROVE: _move,
    Verb.FINISH: _finish,
    Verb.RETURN_RESULT: _return,
    Verb.RECOMPUTE_DUE: _recompute,
    Verb.CORRECT_DETAILS: _nothing,
    Verb.JUDGE_PAPER: _nothing,
    Verb.ANNOTATE: _nothing,
}
