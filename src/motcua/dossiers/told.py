"""What whoever proves his right may read of a dossier: its steps, pauses, changes of the date, what is asked of him.

Everything in one statement: the public page has four. Words come from the notes that are meant for the applicant, and
from no others.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from motcua.dossiers.models import ClockSegment, DueChange, Note, Obligation, Step, SupplementItem, SupplementRequest
from motcua.dossiers.notes import ToldNote
from motcua.dossiers.supplements import PART_WORDS
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.ledger.upcasters import facts_of
from motcua.people.rights import SPEAKS_TO_APPLICANT
from motcua.people.roster import roster
from motcua.people.settings import reason_text
from motcua.rules.calendar import legal_day
from motcua.rules.codes import DueChangeKind, NoteVisibility, SegmentCause, SegmentKind, StepEnd, SupplementState
from motcua.rules.deadlines import Interval
from motcua.rules.lifecycle import NodeKind

# Which list of the province gives the words of a reason, by the act.
REASONS = {
    "dossier.stop": "stop_reasons",
    "dossier.decline": "decline_reasons",
    "dossier.correct_due": "due_correction_reasons",
}
ENDINGS = ("dossier.withdraw", "dossier.stop", "dossier.decline", "dossier.lapse_supplement")
_NOTE = "dossier.annotate"
_TELLING = (*ENDINGS, "dossier.pause", "dossier.request_obligation", "dossier.extend", "dossier.correct_due", _NOTE)


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step done or at hand: where and for how long, never by whom."""

    node_key: str
    kind: NodeKind
    unit_id: int
    opened_at: datetime
    closed_at: datetime | None
    due: datetime | None
    used_minutes: int | None
    ended: StepEnd | None


@dataclass(frozen=True, slots=True)
class ToldPause:
    """A stretch in which the clock stood; `resumed` None: it stands. `words` are what was said to the applicant."""

    cause: SegmentCause
    basis: str
    document_no: str
    paused: datetime
    resumed: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change of the dates, with both versions, for ever."""

    kind: DueChangeKind
    at: datetime
    legal_before: datetime | None
    legal_after: datetime | None
    promised_before: datetime | None
    promised_after: datetime | None
    document_no: str
    reason: str
    basis: str
    words: str


@dataclass(frozen=True, slots=True)
class ToldItem:
    """One thing that is missing: what, why, how to put it right."""

    name: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class ToldRequest:
    """The request that waits for the applicant. `ground`: why he is asked again."""

    ordinal: int
    sent_at: datetime
    last_day: datetime | None
    reason: str
    ground: str
    items: tuple[ToldItem, ...]


@dataclass(frozen=True, slots=True)
class ToldObligation:
    """Money that is owed, or was. Amount in đồng."""

    amount: int
    basis: str
    document_no: str
    asked_at: datetime
    met_at: datetime | None
    receipt_no: str
    pauses: bool
    words: str


@dataclass(frozen=True, slots=True)
class ToldEnding:
    """How it ended without a result: `kind` is the verb; `reason` the words of the list, "" where there is none."""

    kind: str
    at: datetime
    reason: str
    words: str
    document_no: str


@dataclass(frozen=True, slots=True)
class Told:
    """All of it."""

    steps: tuple[ToldStep, ...] = ()
    pauses: tuple[ToldPause, ...] = ()
    changes: tuple[ToldChange, ...] = ()
    request: ToldRequest | None = None
    obligations: tuple[ToldObligation, ...] = ()
    ending: ToldEnding | None = None
    notes: tuple[ToldNote, ...] = ()

    @property
    def stands(self) -> ToldPause | None:
        """The pause that lasts."""
        return next((pause for pause in self.pauses if pause.resumed is None), None)

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The pauses as the rules take them."""
        return tuple((pause.paused, pause.resumed) for pause in self.pauses)


class _Line(NamedTuple):
    """A row of any of the tables, in one shape."""

    what: str
    no: int
    sub: int | None
    code: int | None
    number: int | None
    at: datetime | None
    a: datetime | None
    b: datetime | None
    c: datetime | None
    d: datetime | None
    one: str | None
    two: str | None
    three: str | None


_FIELDS: dict[str, "Field[Any, Any]"] = {
    "no": IntegerField(),
    "sub": IntegerField(),
    "code": IntegerField(),
    "number": BigIntegerField(),
    **dict.fromkeys(("at", "a", "b", "c", "d"), DateTimeField()),
    **dict.fromkeys(("one", "two", "three"), TextField()),
}


def told(dossier_id: int, *, names: Mapping[int, str]) -> Told:
    """What may be told of a dossier; `names` are the papers of its procedure by their id. One statement."""
    found: dict[str, list[_Line]] = {}
    for line in _lines(dossier_id):
        found.setdefault(line.what, []).append(line)
    notes = {line.number: line.one or "" for line in found.get("note", ())}
    said = {line.no: _facts(line) for line in found.get("event", ())}
    return Told(
        steps=tuple(_step(line) for line in found.get("step", ())),
        pauses=tuple(_pause(line, said, notes) for line in found.get("segment", ())),
        changes=tuple(_change(line, said, notes) for line in found.get("change", ())),
        request=_request(found, notes, names),
        obligations=tuple(_obligation(line, said, notes) for line in found.get("obligation", ())),
        ending=_ending(found.get("event", ()), said, notes),
        notes=tuple(_notes(found.get("event", ()), said, notes)),
    )


def _lines(dossier_id: int) -> Iterator[_Line]:
    """The rows of all tables, each in its own order."""
    first, *rest = (*_of_time(dossier_id), *_of_words(dossier_id))
    yield from sorted((_Line(*row) for row in first.union(*rest, all=True)), key=lambda line: line.no)


def _of_time(dossier_id: int) -> Iterator[QuerySet[Model, tuple[Any, ...]]]:
    """Steps, pauses, changes of the dates."""
    mine = {"dossier_id": dossier_id}
    yield _part(
        "step",
        Step.objects.filter(**mine, main=True),
        no="no", sub="kind", code="used_minutes", number="unit_id", a="opened_at", b="closed_at", c="due",
        one="node_key", two="ended",
    )  # fmt: skip
    yield _part(
        "segment",
        ClockSegment.objects.filter(**mine, kind=SegmentKind.PAUSE),
        no="no", sub="opened_seq", code="cause", a="from_at", b="to_at", one="basis", two="document_no",
    )  # fmt: skip
    yield _part(
        "change",
        DueChange.objects.filter(**mine).exclude(kind=DueChangeKind.FIRST),
        no="seq", code="kind", at="at", a="legal_before", b="legal_after", c="promised_before", d="promised_after",
        one="document_no",
    )  # fmt: skip


def _of_words(dossier_id: int) -> Iterator[QuerySet[Model, tuple[Any, ...]]]:
    """What is asked for, what is owed, and what was said about it."""
    mine = {"dossier_id": dossier_id}
    yield _part(
        "request",
        SupplementRequest.objects.filter(**mine, state=SupplementState.SENT),
        no="no", sub="ordinal", number="second_ground_id", a="sent_at", b="window_ends", one="reason",
    )  # fmt: skip
    yield _part(
        "item",
        SupplementItem.objects.filter(request__dossier_id=dossier_id, request__state=SupplementState.SENT),
        no="no", code="paper_item_id", number="note_id", one="reason", two="field_key", three="paper__name",
    )  # fmt: skip
    yield _part(
        "obligation",
        Obligation.objects.filter(**mine),
        no="no", code="pauses", number="amount", a="asked_at", b="met_at", one="basis", two="document_no",
        three="receipt_no",
    )  # fmt: skip
    events = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=dossier_id, kind__in=_TELLING)
    yield _part(
        "event", events,
        no="seq", sub="role", code="schema", number="posting_id", at="occurred_at", one="kind", two="facts",
    )  # fmt: skip
    notes = Note.objects.filter(**mine, visibility=NoteVisibility.APPLICANT, is_title=False, masked_at__isnull=True)
    yield _part("note", notes, number="pk", one="text")


def _part(what: str, rows: QuerySet[Any], **columns: str) -> QuerySet[Model, tuple[Any, ...]]:
    """The rows of one table in the shape of all: what is not named is empty."""
    shape = [
        Cast(F(columns[name]) if name in columns else Value(0 if name == "no" else None), field)
        for name, field in _FIELDS.items()
    ]
    return rows.order_by().values_list(Value(what, output_field=TextField()), *shape)


def _facts(line: _Line) -> Mapping[str, Any]:
    """The facts of an event in today's shape."""
    return facts_of(Event(kind=line.one or "", schema=line.code or 1, facts=json.loads(line.two or "{}")))


def _step(line: _Line) -> ToldStep:
    return ToldStep(
        node_key=line.one or "",
        kind=NodeKind(line.sub or 0),
        unit_id=line.number or 0,
        opened_at=_moment(line.a),
        closed_at=line.b,
        due=line.c,
        used_minutes=line.code,
        ended=StepEnd(int(line.two)) if line.two else None,
    )


def _pause(line: _Line, said: Mapping[int, Mapping[str, Any]], notes: Mapping[int | None, str]) -> ToldPause:
    return ToldPause(
        cause=SegmentCause(line.code or 0),
        basis=line.one or "",
        document_no=line.two or "",
        paused=_moment(line.a),
        resumed=line.b,
        words=_words(said.get(line.sub or 0, {}), notes),
    )


def _change(line: _Line, said: Mapping[int, Mapping[str, Any]], notes: Mapping[int | None, str]) -> ToldChange:
    facts = said.get(line.no, {})
    return ToldChange(
        kind=DueChangeKind(line.code or 0),
        at=_moment(line.at),
        legal_before=line.a,
        legal_after=line.b,
        promised_before=line.c,
        promised_after=line.d,
        document_no=line.one or "",
        reason=_reason("dossier.correct_due", facts, _moment(line.at)) if line.code == DueChangeKind.CORRECTION else "",
        basis=str(facts.get("basis", "")),
        words=_words(facts, notes),
    )


def _request(
    found: Mapping[str, list[_Line]], notes: Mapping[int | None, str], names: Mapping[int, str]
) -> ToldRequest | None:
    """The one request that waits: there is one open at most."""
    for line in found.get("request", ()):
        sent = _moment(line.a)
        return ToldRequest(
            ordinal=line.sub or 1,
            sent_at=sent,
            last_day=line.b,
            reason=_listed(line.one, sent),
            ground=notes.get(line.number, "") if line.number else "",
            items=tuple(_item(item, sent, notes, names) for item in found.get("item", ())),
        )
    return None


def _item(line: _Line, sent: datetime, notes: Mapping[int | None, str], names: Mapping[int, str]) -> ToldItem:
    name = line.three or names.get(line.code or 0, "") or PART_WORDS.get(line.two or "", line.two or "")
    return ToldItem(name, _listed(line.one, sent), notes.get(line.number, "") if line.number else "")


def _listed(reason: str | None, at: datetime) -> str:
    return reason_text("supplement_reasons", reason, on=legal_day(at)) if reason else ""


def _obligation(line: _Line, said: Mapping[int, Mapping[str, Any]], notes: Mapping[int | None, str]) -> ToldObligation:
    """A notice is numbered by its event."""
    return ToldObligation(
        amount=line.number or 0,
        basis=line.one or "",
        document_no=line.two or "",
        asked_at=_moment(line.a),
        met_at=line.b,
        receipt_no=line.three or "",
        pauses=bool(line.code),
        words=_words(said.get(line.no, {}), notes),
    )


def _ending(
    events: Iterable[_Line], said: Mapping[int, Mapping[str, Any]], notes: Mapping[int | None, str]
) -> ToldEnding | None:
    """The act that ended it; a dossier ends once."""
    for line in events:
        if line.one in ENDINGS:
            facts, at = said[line.no], _moment(line.at)
            return ToldEnding(
                kind=line.one.removeprefix("dossier."),
                at=at,
                reason=_reason(line.one, facts, at),
                words=_words(facts, notes),
                document_no=str(facts.get("document_no", "")),
            )
    return None


def _notes(
    events: Iterable[_Line], said: Mapping[int, Mapping[str, Any]], notes: Mapping[int | None, str]
) -> Iterator[ToldNote]:
    """What was written for the applicant, the newest first."""
    for line in reversed(tuple(events)):
        words, posting = _words(said[line.no], notes), roster().posting(line.number or 0)
        if line.one == _NOTE and line.sub in SPEAKS_TO_APPLICANT and words and posting:
            yield ToldNote(_moment(line.at), posting.unit_id, words)


def _reason(kind: str, facts: Mapping[str, Any], at: datetime) -> str:
    code = facts.get("reason")
    return reason_text(REASONS[kind], code, on=legal_day(at)) if code and kind in REASONS else ""


def _words(facts: Mapping[str, Any], notes: Mapping[int | None, str]) -> str:
    note = facts.get("note")
    return notes.get(note, "") if note else ""


def _moment(at: datetime | None) -> datetime:
    """A moment that its table never leaves empty."""
    if at is None:
        raise ValueError("a row without its moment")
    return at
