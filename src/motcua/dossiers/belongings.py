"""What belongs to a dossier beside its own row, as its events tell it: people, papers, verdicts, outcomes, prints.

The second half of the fold. Nothing here names a person: events know parties and papers by id, and a print by its hash.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from motcua.dossiers.belongings_supplements import Supplements
from motcua.ledger.models import Event
from motcua.people.roster import roster
from motcua.rules.codes import PartyRole
from motcua.rules.documents import PrintKind
from motcua.rules.lifecycle import NodeKind, Verb

_PRINTS = {
    Verb.RECEIVE: PrintKind.RECEIPT,
    Verb.REFUSE: PrintKind.REFUSAL,
    Verb.CORRECT_DETAILS: PrintKind.RECEIPT,
    Verb.SEND_APOLOGY: PrintKind.APOLOGY,
    Verb.REQUEST_SUPPLEMENT: PrintKind.SUPPLEMENT,
    Verb.ACCEPT_SUPPLEMENT: PrintKind.RECEIPT,
    Verb.LAPSE_SUPPLEMENT: PrintKind.STOP_NOTICE,
    Verb.WITHDRAW: PrintKind.STOP_NOTICE,
    Verb.STOP: PrintKind.STOP_NOTICE,
    Verb.DECLINE: PrintKind.REFUSAL,
}
# A receipt issued again: the former one is void.
_AGAIN = frozenset({Verb.CORRECT_DETAILS, Verb.ACCEPT_SUPPLEMENT})


@dataclass(frozen=True, slots=True)
class ToldParty:
    """A party by its row: what it is to the dossier, and which row came in its place."""

    id: int
    role: int
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True)
class ToldOutcome:
    """A draft, and what became of it. `id` is unknown for what was handed over at once, `kind` of earlier ones."""

    no: int
    id: int | None = None
    kind: int | None = None
    file_sha256: str | None = None
    draft: bool = True
    approved_at: datetime | None = None
    approved_by: int | None = None
    result: int | None = None


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """Which outcome an approval or a result saw before it: a row flipped for that moment only is named as well."""

    no: int
    kind: int
    file_sha256: str | None = None  # "" without a file, None when the event does not say


@dataclass(frozen=True, slots=True)
class ToldResult:
    """The row of the registry of results; the first schema did not say its number, the second not its file."""

    id: int
    number: str | None
    issued_on: date | None
    file_sha256: str | None = None  # "" when it is on paper, None when the event did not say


@dataclass(frozen=True, slots=True)
class ToldHanding:
    """Who took the result, seen with which papers."""

    taker: int
    method: int
    identity_seen: bool
    authority_seen: bool
    at: datetime
    by: int | None


@dataclass(frozen=True, slots=True)
class ToldPrint:
    """A paper that an event owes."""

    event_id: int
    kind: int
    sha256: str
    void: bool = False


@dataclass(frozen=True, slots=True)
class ToldObligation:
    """What was asked for and whether it was paid; the legal ground by its hash."""

    no: int
    amount: int
    basis_sha256: str
    document_no: str
    asked_at: datetime
    pauses: bool
    receipt_no: str = ""
    met_at: datetime | None = None


@dataclass(slots=True)
class Belongings:
    """All of it. What the first schema did not say (`parties`, `papers_sha256`) is None and not compared."""

    parties: dict[int, ToldParty] | None = None
    papers: int | None = None
    papers_sha256: str | None = None
    secret: tuple[int, str] | None = None  # the key that veiled it, the digest
    verdicts: list[tuple[int, int, datetime]] = field(default_factory=list)
    outcomes: list[ToldOutcome] = field(default_factory=list)
    decided: list[ToldDecision] = field(default_factory=list)
    result: ToldResult | None = None
    handing: ToldHanding | None = None
    prints: list[ToldPrint] = field(default_factory=list)
    notes: set[int] = field(default_factory=set)
    obligations: list[ToldObligation] = field(default_factory=list)
    supplements: Supplements = field(default_factory=Supplements)

    def add(self, verb: Verb, event: Event, facts: Mapping[str, Any], kind: NodeKind | None) -> None:
        """What an event adds; `kind` is that of the step that was open before it."""
        if note := facts.get("note"):
            self.notes.add(note)
        self.supplements.add(verb, event, facts)
        self.notes |= self.supplements.notes
        if verb in _APPLY:
            _APPLY[verb](self, event, facts)
        if verb is Verb.FINISH and kind is NodeKind.INTAKE:
            self._handed_over_at_once(event, facts)
        if verb is Verb.SEND_BACK and kind not in (NodeKind.WORK, NodeKind.TASK):
            self._take_back_approval()
        if sha256 := facts.get("print_sha256"):
            self._print(verb, event, sha256)

    def _handed_over_at_once(self, event: Event, facts: Mapping[str, Any]) -> None:
        outcome = ToldOutcome(event.seq, draft=False, approved_at=event.occurred_at, approved_by=_actor(event))
        self.outcomes.append(replace(outcome, kind=facts.get("outcome_kind"), result=facts["result"]))

    def _take_back_approval(self) -> None:
        """Sent back from the decision or from behind it: what was decided is a draft again."""
        self.outcomes = [replace(one, draft=True, approved_at=None, approved_by=None) for one in self.outcomes]

    def _print(self, verb: Verb, event: Event, sha256: str) -> None:
        """A new paper; the one that it replaces is void."""
        if verb in _AGAIN:
            receipt = int(PrintKind.RECEIPT)
            self.prints = [replace(one, void=True) if one.kind == receipt else one for one in self.prints]
        self.prints.append(ToldPrint(event.pk, int(_PRINTS[verb]), sha256))


def _actor(event: Event) -> int | None:
    """Who acted, by the posting in which it was done."""
    posting = roster().posting(event.posting_id) if event.posting_id else None
    return posting.staff_id if posting else None


def _begin(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    if "parties" in facts:
        roles = (PartyRole.APPLICANT, PartyRole.OWNER)
        told.parties = {pk: ToldParty(pk, int(role)) for pk, role in zip(facts["parties"], roles, strict=False)}
    told.papers, told.papers_sha256 = facts.get("papers"), facts.get("papers_sha256")
    if "secret" in facts:
        told.secret = (event.key_id, facts["secret"])


def _undo(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    told.prints = [replace(one, void=True) for one in told.prints]


def _correct(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    before, after = facts["before"], facts["after"]
    if told.parties is not None and before in told.parties:
        told.parties[after] = ToldParty(after, told.parties[before].role)
        told.parties[before] = replace(told.parties[before], replaced_by=after)


def _judge(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    told.verdicts += [(paper, verdict, event.occurred_at) for paper, verdict in facts["verdicts"]]


def _propose(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    told.outcomes.append(ToldOutcome(event.seq, facts["outcome"], facts.get("outcome_kind"), facts.get("file_sha256")))


def _approve(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    if told.outcomes:
        told.outcomes[-1] = replace(
            told.outcomes[-1], draft=False, approved_at=event.occurred_at, approved_by=_actor(event)
        )
        if "outcome_kind" in facts:
            told.decided.append(ToldDecision(told.outcomes[-1].no, facts["outcome_kind"], facts["file_sha256"]))


def _ask_for_money(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    said = {name: facts[name] for name in ("amount", "basis_sha256", "document_no")}
    pauses = "stopped" in facts
    told.obligations.append(ToldObligation(event.seq, **said, asked_at=event.occurred_at, pauses=pauses))


def _see_money(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    told.obligations = [
        replace(one, receipt_no=facts["receipt_no"], met_at=event.occurred_at) if one.no == facts["no"] else one
        for one in told.obligations
    ]


def _finish(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    issued_on = facts.get("issued_on")
    day = issued_on and date.fromisoformat(issued_on)
    told.result = ToldResult(facts["result"], facts.get("number"), day, facts.get("file_sha256"))
    if "outcome_kind" in facts:
        told.decided += [ToldDecision(one.no, facts["outcome_kind"]) for one in told.outcomes if not one.draft]
    told.outcomes = [one if one.draft else replace(one, result=facts["result"]) for one in told.outcomes]


def _hand_over(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    taker = facts["taker"]
    told.handing = ToldHanding(
        taker, facts["method"], facts["identity_seen"], facts["authority_seen"], event.occurred_at, _actor(event)
    )
    if told.parties is not None and taker not in told.parties:
        told.parties[taker] = ToldParty(taker, int(PartyRole.TAKER))


def _accept(told: Belongings, event: Event, facts: Mapping[str, Any]) -> None:
    if told.papers_sha256 is not None:
        told.papers_sha256 = facts["papers_sha256"]
    told.papers = facts["papers"]


_APPLY: dict[Verb, Callable[[Belongings, Event, Mapping[str, Any]], None]] = {
    Verb.RECEIVE: _begin,
    Verb.REFUSE: _begin,
    Verb.UNDO_RECEIVE: _undo,
    Verb.CORRECT_DETAILS: _correct,
    Verb.JUDGE_PAPER: _judge,
    Verb.PROPOSE: _propose,
    Verb.APPROVE: _approve,
    Verb.DECLINE: _approve,
    Verb.REQUEST_OBLIGATION: _ask_for_money,
    Verb.CONFIRM_OBLIGATION: _see_money,
    Verb.FINISH: _finish,
    Verb.RETURN_RESULT: _hand_over,
    Verb.ACCEPT_SUPPLEMENT: _accept,
}
