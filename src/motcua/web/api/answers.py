"""What the API says of dossiers and procedures: bare numbers, ISO times with offset, English enum words."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from motcua.catalogue.cards import VersionCard
from motcua.dossiers.fold import fold
from motcua.dossiers.models import Dossier, Party, Step
from motcua.dossiers.picture import PaperPicture, Picture
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.people.roster import roster
from motcua.rules.codes import (
    Channel,
    Clock,
    OutcomeKind,
    PaperNature,
    PaperSource,
    PaperVerdict,
    PartyKind,
    PartyRole,
    ReturnMethod,
)
from motcua.rules.deadlines import Timing
from motcua.rules.lifecycle import STATE_WORDS, NodeKind, Role, State, Verb
from motcua.rules.procedures import Level
from motcua.web.api.words import maybe, word, word_of, words


class DoneOut(Schema):
    """What came of a verb, redrawn from its event: the same for the first answer and every repeated one."""

    code: str | None
    reference: str
    verb: words(Verb)
    version: int
    occurred_at: datetime
    state: words(State)
    state_label: str
    first_due: datetime | None
    legal_due: datetime | None
    promised_due: datetime | None


class DossierLine(Schema):
    """A dossier in a list."""

    code: str | None
    reference: str
    state: words(State)
    state_label: str
    procedure: str
    receiving_unit: str
    competent_unit: str
    holder_unit: str
    received_at: datetime | None
    legal_due: datetime | None
    promised_due: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    version: int


class PartyOut(Schema):
    """A party, as written down."""

    role: words(PartyRole)
    kind: words(PartyKind)
    name: str
    identity_no: str
    phone: str
    email: str
    address: str


class PaperOut(Schema):
    """A paper and the last verdict on it."""

    no: int
    name: str
    nature: words(PaperNature)
    source: words(PaperSource)
    originals: int
    copies: int
    file: str | None
    verdict: maybe(PaperVerdict)


class StepOut(Schema):
    """A step with its own clock."""

    no: int
    name: str
    kind: words(NodeKind)
    role: words(Role)
    unit: str
    person: str | None
    opened_at: datetime
    due: datetime | None
    closed_at: datetime | None
    used_minutes: int | None


class DossierOut(DossierLine):
    """A dossier in full. `verbs` is what the caller may say now."""

    channel: words(Channel)
    clock: words(Clock)
    timing: maybe(Timing)
    outcome: maybe(OutcomeKind)
    return_method: words(ReturnMethod)
    first_due: datetime | None
    parties: list[PartyOut]
    papers: list[PaperOut]
    steps: list[StepOut]
    verbs: list[words(Verb)]


class ProcedureLine(Schema):
    """A procedure in a list."""

    code: str
    name: str
    sector: str
    level: words(Level)
    receivable: bool


class ProcedureOut(ProcedureLine):
    """What a procedure asks for today."""

    valid_from: date
    limits: list[dict[str, Any]]
    cases: list[dict[str, str]]
    papers: list[dict[str, Any]]
    fees: list[dict[str, Any]]
    result: str


def done(dossier: Dossier, event: Event, *, replayed: bool) -> dict[str, Any]:
    """The answer to a verb. A repeated one folds the events up to its own, so that it says what the first one said."""
    columns: dict[str, Any] = vars(dossier)
    if replayed:
        stream = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=dossier.pk, seq__lte=event.seq)
        columns = fold(dossier.pk, stream.order_by("seq")).columns
    state = State(columns["state"])
    return {
        "code": dossier.code,
        "reference": dossier.reference,
        "verb": event.kind.removeprefix("dossier."),
        "version": columns["version"],
        "occurred_at": event.occurred_at,
        "state": word(state),
        "state_label": STATE_WORDS[state],
        "first_due": columns.get("first_due"),
        "legal_due": columns.get("legal_due"),
        "promised_due": columns.get("promised_due"),
    }


def line(dossier: Dossier, procedure_code: str) -> dict[str, Any]:
    """A dossier in a list."""
    people, state = roster(), dossier.state_now
    return {
        "code": dossier.code,
        "reference": dossier.reference,
        "state": word(state),
        "state_label": STATE_WORDS[state],
        "procedure": procedure_code,
        "receiving_unit": people.unit(dossier.receiving_unit_id).code,
        "competent_unit": people.unit(dossier.competent_unit_id).code,
        "holder_unit": people.unit(dossier.holder_unit_id).code,
        "received_at": dossier.received_at,
        "legal_due": dossier.legal_due,
        "promised_due": dossier.promised_due,
        "finished_at": dossier.finished_at,
        "returned_at": dossier.returned_at,
        "version": dossier.version,
    }


def whole(picture: Picture, *, with_people: bool) -> dict[str, Any]:
    """A dossier in full; people only for those who may see them (the picture itself keeps the appraisal)."""
    dossier = picture.dossier
    return line(dossier, picture.version.code) | {
        "channel": word(Channel(dossier.channel)),
        "clock": word(Clock(dossier.clock)),
        "timing": word_of(Timing, dossier.timing),
        "outcome": word_of(OutcomeKind, dossier.outcome),
        "return_method": word(ReturnMethod(dossier.return_method)),
        "first_due": dossier.first_due,
        "parties": [_party(p) for p in picture.parties if with_people and p.replaced_by_id is None],
        "papers": [_paper(paper) for paper in picture.papers],
        "steps": [_step(step, picture) for step in picture.steps],
        "verbs": [str(verb) for verb in picture.verbs],
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "role": word(PartyRole(party.role)),
        "kind": word(PartyKind(party.kind)),
        "name": party.name,
        "identity_no": party.identity_no,
        "phone": party.phone,
        "email": party.email,
        "address": party.address,
    }


def _paper(said: PaperPicture) -> dict[str, Any]:
    paper = said.paper
    return {
        "no": paper.no,
        "name": paper.name,
        "nature": word(PaperNature(paper.nature)),
        "source": word(PaperSource(paper.source)),
        "originals": paper.originals,
        "copies": paper.copies,
        "file": str(paper.file.public_id) if paper.file else None,
        "verdict": word(said.verdict) if said.verdict else None,
    }


def _step(step: Step, picture: Picture) -> dict[str, Any]:
    people = roster()
    return {
        "no": step.no,
        "name": picture.process.map.node(step.node_key).name if picture.process else step.node_key,
        "kind": word(NodeKind(step.kind)),
        "role": word(Role(step.role)),
        "unit": people.unit(step.unit_id).code,
        "person": people.staff(step.person_id).login if step.person_id else None,
        "opened_at": step.opened_at,
        "due": step.due,
        "closed_at": step.closed_at,
        "used_minutes": step.used_minutes,
    }


def procedure(version: VersionCard, *, on: date) -> dict[str, Any]:
    """What a version asks for."""
    return {
        "code": version.code,
        "name": version.name,
        "sector": version.sector,
        "level": word(version.level),
        "receivable": version.receivable,
        "valid_from": version.valid_from,
        "limits": [
            {"case": _case_key(version, limit.case_id), "limit": str(limit.limit) if limit.limit else None}
            for limit in version.limits
        ],
        "cases": [{"key": case.key, "name": case.name} for case in version.cases],
        "papers": [
            {"item": p.code, "name": p.name, "originals": p.originals, "copies": p.copies, "required": p.required}
            for p in version.papers
        ],
        "fees": [
            {"code": f.code, "name": f.name, "kind": word(f.kind), "amount": f.amount, "per": word(f.per)}
            for f in version.fees
            if f.holds(on)
        ],
        "result": version.result_name,
    }


def _case_key(version: VersionCard, case_id: int | None) -> str | None:
    case = version.case_by_id(case_id) if case_id else None
    return case.key if case else None
