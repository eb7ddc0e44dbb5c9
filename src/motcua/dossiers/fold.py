"""The fold: what a dossier's events say it is, by the rules alone, compared with what its rows say.

Reads nothing but events and the definitions that they pin. Incremental: the reader folds the dossiers that new events
speak of; `bin/motcua fold` folds them all.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.apology_fold import drop_letter
from motcua.dossiers.dating import given_back, moved_ahead
from motcua.dossiers.fold_dates import count_again
from motcua.dossiers.fold_moves import change_dates, close_segment, close_step, date_anew, dates_of, open_step
from motcua.dossiers.fold_times import TIMES
from motcua.dossiers.folded import Folded, FoldedDueChange, FoldedSegment
from motcua.ledger.models import Event
from motcua.ledger.upcasters import facts_of
from motcua.rules.codes import Apology, Clock, DueChangeKind, MasterSystem, OutcomeKind
from motcua.rules.deadlines import FAR_FUTURE, LimitUnit, parse_limit, step_due, verdict
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NOTING, NodeKind, State, Verb
from motcua.rules.lifecycle import step as follow


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
        "apology": int(Apology.NONE),
        "supplements": 0,
    } | _ALWAYS
    folded.columns |= {name: facts[name] for name in ("sets", "return_method") if name in facts}


# `alarm_at` is not told here and so never compared: the sweep of the notices moves it on past every verb (alarms.py).
# No verb sets these yet: a row in which they are otherwise was changed past every verb. A dossier that is called a
# mirror or an import would escape every verb and every comparison.
_ALWAYS: dict[str, Any] = {
    "master_system": int(MasterSystem.LOCAL),
    "imported": False,
} | dict.fromkeys(("parent_id", "part_no", "corrects_id", "submitted_at", "answer_due"))


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
    date_anew(folded, facts["dates"], event.occurred_at)
    folded.columns["first_due"] = folded.columns["legal_due"]
    folded.segments.append(FoldedSegment(1, event.occurred_at, event.seq))
    due = folded.columns["legal_due"]
    first = FoldedDueChange(event.seq, int(DueChangeKind.FIRST), event.occurred_at, legal_after=due, promised_after=due)
    folded.due_changes.append(first)
    open_step(folded, event, facts["opened"])


def _undo(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    close_step(folded, event, facts["closed"])
    close_segment(folded, event)
    folded.columns |= {
        "closed_at": event.occurred_at,
        "clock": int(Clock.NOT_STARTED),
        "counted": False,
        "late_at": FAR_FUTURE,
        "soon_from": None,
    }


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
        close_step(folded, event, facts["closed"])
        open_step(folded, event, facts["opened"])
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
    close_segment(folded, event)
    drop_letter(folded, event, facts)
    _move(folded, event, facts)


def _return(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    close_step(folded, event, facts["closed"])
    folded.columns |= {"returned_at": event.occurred_at, "closed_at": event.occurred_at}


def _recompute(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    columns = folded.columns
    before = dates_of(folded)
    columns["calendar_version_id"] = facts["calendar_after"]
    count_again(folded, facts["dates"], columns["complete_at"])
    anyhow = facts.get("into_the_past", False)
    if before["late_at"] <= event.occurred_at or (columns["late_at"] <= event.occurred_at and not anyhow):
        folded.faults.append(f"{event.seq}: the date of a late dossier was moved, or a dossier made late by it")
    change_dates(folded, event, DueChangeKind.RECOMPUTE, before, document_no=facts["document_no"])
    step = folded.main
    if step is not None and step.limit:
        limit = parse_limit(step.limit)
        calendar = calendar_for(step.unit, columns["calendar_version_id"])
        due = given_back(step_due(step.opened_at, limit.value, limit.unit, calendar), step.paused, calendar)
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
    **TIMES,
}
