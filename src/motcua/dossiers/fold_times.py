"""The fold of the lawful times: supplements, pauses, obligations, extensions, apologies, ends without a result."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.catalogue.shelf import shelf
from motcua.dossiers.apology_fold import APOLOGIES, drop_letter
from motcua.dossiers.fold_dates import correct, extend
from motcua.dossiers.fold_moves import calendar_of, end_clock, go_on, stop_clock
from motcua.dossiers.folded import Folded
from motcua.dossiers.supplements import notice_due
from motcua.ledger.models import Event
from motcua.rules.codes import SegmentCause
from motcua.rules.deadlines import due, parse_limit
from motcua.rules.lifecycle import Verb


def _clock(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """Whatever the event says of the clock: it stopped, went on, or ended."""
    for name, move in (("stopped", stop_clock), ("went_on", go_on), ("ended", end_clock)):
        if name in facts:
            move(folded, event, facts[name])
    drop_letter(folded, event, facts.get("ended", {}))


def _request_obligation(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """The clock stands exactly where the version lists the cause."""
    version = shelf().version(folded.columns["procedure_version_id"])
    if (version.pause(SegmentCause.OBLIGATION) is not None) != ("stopped" in facts):
        folded.faults.append(f"{event.seq}: the clock stands for an obligation? the version says otherwise")
    _clock(folded, event, facts)


def _propose_supplement(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """By when the applicant is to be told is counted again from when his papers came last."""
    start = folded.belongings.supplements.last_answer or folded.columns["received_at"]
    by = notice_due(start, facts["notice_days"], calendar_of(folded))
    if by != datetime.fromisoformat(facts["notice_due"]):
        folded.faults.append(f"{event.seq}: the notice was due {by}, the event says {facts['notice_due']}")


def _request_supplement(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """The clock stands, one more request is counted; the window is counted again."""
    told = folded.belongings.supplements.requests.get(facts["request"])
    ends = due(parse_limit(facts["window"]), event.occurred_at, calendar_of(folded)).at
    if told is None or ends != told.window_ends:
        folded.faults.append(f"{event.seq}: the window ends {ends}, the event says {facts['window_ends']}")
    elif told.notice_due is not None and (told.notice_due < event.occurred_at) != facts["notice_late"]:
        folded.faults.append(f"{event.seq}: was the notice late? the event says {facts['notice_late']}")
    _clock(folded, event, facts)
    folded.columns["supplements"] += 1


def _nothing(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """A verb that moves neither steps nor clock."""


TIMES: dict[Verb, Callable[[Folded, Event, Mapping[str, Any]], None]] = {
    Verb.PAUSE: _clock,
    Verb.RESUME: _clock,
    Verb.REQUEST_OBLIGATION: _request_obligation,
    Verb.CONFIRM_OBLIGATION: _clock,
    Verb.WITHDRAW: _clock,
    Verb.STOP: _clock,
    Verb.DECLINE: _clock,
    Verb.EXTEND: extend,
    Verb.CORRECT_DUE: correct,
    **APOLOGIES,
    Verb.PROPOSE_SUPPLEMENT: _propose_supplement,
    Verb.SIGN_SUPPLEMENT: _nothing,
    Verb.DROP_SUPPLEMENT: _nothing,
    Verb.REQUEST_SUPPLEMENT: _request_supplement,
    Verb.ACCEPT_SUPPLEMENT: _clock,
    Verb.LAPSE_SUPPLEMENT: _clock,
}
