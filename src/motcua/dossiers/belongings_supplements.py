"""Supplements as the events tell them and as the tables keep them: requests, lines, verdicts on the declaration."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from motcua.dossiers.models import FieldVerdict, Paper, SupplementItem, SupplementRequest
from motcua.ledger.models import Event
from motcua.people.roster import roster
from motcua.rules.codes import SupplementState
from motcua.rules.lifecycle import Verb

Pair = tuple[str, Iterable[object], Iterable[object]]


@dataclass(frozen=True, slots=True)
class ToldRequest:
    """A request by its number."""

    no: int
    ordinal: int
    reason: str
    note: int | None
    second_ground: int | None
    proposed_by: int | None
    proposed_at: datetime
    notice_due: datetime | None
    state: int = int(SupplementState.PROPOSED)
    leader: int | None = None
    signed_at: datetime | None = None
    sent_at: datetime | None = None
    window_ends: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of a request, and what came for it."""

    request: int
    no: int
    paper: int | None
    item: int | None
    part: str
    reason: str
    note: int | None
    answer_paper: int | None = None
    answer_note: int | None = None


@dataclass(frozen=True, slots=True)
class ToldPart:
    """A verdict on a part of the declaration."""

    part: str
    by: int | None
    at: datetime
    verdict: int
    note: int | None


@dataclass(slots=True)
class Supplements:
    """All of it, by the events."""

    requests: dict[int, ToldRequest] = field(default_factory=dict)
    lines: list[ToldLine] = field(default_factory=list)
    parts: list[ToldPart] = field(default_factory=list)
    notes: set[int] = field(default_factory=set)

    def add(self, verb: Verb, event: Event, facts: Mapping[str, Any]) -> None:
        """What an event adds."""
        match verb:
            case Verb.JUDGE_PAPER:
                self._judge(event, facts)
            case Verb.PROPOSE_SUPPLEMENT:
                self._propose(event, facts)
            case Verb.SIGN_SUPPLEMENT:
                signed = {"leader": actor_of(event), "signed_at": event.occurred_at}
                self._move(facts, SupplementState.SIGNED, **signed)
            case Verb.DROP_SUPPLEMENT:
                self._move(facts, SupplementState.DROPPED, ended_at=event.occurred_at)
            case Verb.REQUEST_SUPPLEMENT:
                ends = datetime.fromisoformat(facts["window_ends"])
                self._move(facts, SupplementState.SENT, sent_at=event.occurred_at, window_ends=ends)
            case Verb.ACCEPT_SUPPLEMENT:
                self._move(facts, SupplementState.ACCEPTED, ended_at=event.occurred_at)
                self._answer(facts)
            case Verb.LAPSE_SUPPLEMENT:
                self._move(facts, SupplementState.LAPSED, ended_at=event.occurred_at)
            case Verb.WITHDRAW | Verb.STOP | Verb.DECLINE | Verb.FINISH:
                # Events from before an end closed the request say nothing of it, and its row was left as it was.
                self._move(facts.get("ended", facts), SupplementState.CLOSED, ended_at=event.occurred_at)

    @property
    def replaced(self) -> list[tuple[int, int]]:
        """Which papers were replaced by which."""
        return sorted((line.paper, line.answer_paper) for line in self.lines if line.paper and line.answer_paper)

    @property
    def last_answer(self) -> datetime | None:
        """When papers last came in answer."""
        moments = [r.ended_at for r in self.requests.values() if r.state == SupplementState.ACCEPTED and r.ended_at]
        return max(moments, default=None)

    def _judge(self, event: Event, facts: Mapping[str, Any]) -> None:
        for part, verdict, note in facts.get("fields", ()):
            self.parts.append(ToldPart(part, actor_of(event), event.occurred_at, verdict, note))
            self.notes |= {note} if note else set()

    def _propose(self, event: Event, facts: Mapping[str, Any]) -> None:
        no = facts["request"]
        self.requests[no] = ToldRequest(
            no=no,
            ordinal=facts["ordinal"],
            reason=facts["reason"],
            note=None,
            second_ground=facts.get("second_ground"),
            proposed_by=actor_of(event),
            proposed_at=event.occurred_at,
            notice_due=datetime.fromisoformat(facts["notice_due"]),
        )
        for line in facts["asked"]:
            values = (line.get("paper"), line.get("item"), line.get("part", ""), line["reason"], line.get("note"))
            self.lines.append(ToldLine(no, line["no"], *values))
        said = [facts.get("second_ground"), *(line.get("note") for line in facts["asked"])]
        self.notes |= {note for note in said if note}

    def _move(self, facts: Mapping[str, Any], state: SupplementState, **columns: Any) -> None:
        no = facts.get("request")
        if no in self.requests:
            self.requests[no] = replace(self.requests[no], state=int(state), **columns)

    def _answer(self, facts: Mapping[str, Any]) -> None:
        came = {answer["no"]: answer for answer in facts["answers"]}
        self.notes |= {answer["note"] for answer in facts["answers"] if "note" in answer}
        for place, line in enumerate(self.lines):
            if line.request == facts["request"] and line.no in came:
                answer = came[line.no]
                self.lines[place] = replace(line, answer_paper=answer.get("paper"), answer_note=answer.get("note"))


def actor_of(event: Event) -> int | None:
    """Who acted, by the posting in which it was done."""
    posting = roster().posting(event.posting_id) if event.posting_id else None
    return posting.staff_id if posting else None


class SupplementsKept:
    """The rows of a batch of dossiers: three statements, however many they are."""

    def __init__(self, dossier_ids: list[int]) -> None:
        requests = SupplementRequest.objects.filter(dossier__in=dossier_ids).order_by("dossier_id", "no")
        lines = SupplementItem.objects.filter(request__dossier__in=dossier_ids).select_related("request")
        parts = FieldVerdict.objects.filter(dossier__in=dossier_ids).order_by("dossier_id", "pk")
        self.requests = {pk: list(rows) for pk, rows in groupby(requests, key=lambda row: row.dossier_id)}
        ordered = lines.order_by("request__dossier_id", "request__no", "no")
        self.lines = {pk: list(rows) for pk, rows in groupby(ordered, key=lambda row: row.request.dossier_id)}
        self.parts = {pk: list(rows) for pk, rows in groupby(parts, key=lambda row: row.dossier_id)}

    def beside(self, pk: int, told: Supplements, papers: Iterable[Paper]) -> Iterator[Pair]:
        """The rows of one dossier, and the same as the events tell it."""
        yield "supplement", map(_request, self.requests.get(pk, ())), told.requests.values()
        yield "supplement_line", map(_line, self.lines.get(pk, ())), told.lines
        yield "part_verdict", map(_part, self.parts.get(pk, ())), told.parts
        replaced = sorted((paper.pk, paper.replaced_by_id) for paper in papers if paper.replaced_by_id)
        yield "replaced_paper", replaced, told.replaced


def _request(row: SupplementRequest) -> ToldRequest:
    return ToldRequest(
        no=row.no, ordinal=row.ordinal, reason=row.reason, note=row.note_id, second_ground=row.second_ground_id,
        proposed_by=row.proposed_by_id, proposed_at=row.proposed_at, notice_due=row.notice_due, state=row.state,
        leader=row.leader_id, signed_at=row.signed_at, sent_at=row.sent_at, window_ends=row.window_ends,
        ended_at=row.ended_at,
    )  # fmt: skip


def _line(row: SupplementItem) -> ToldLine:
    return ToldLine(
        row.request.no, row.no, row.paper_id, row.paper_item_id, row.field_key, row.reason, row.note_id,
        row.answer_paper_id, row.answer_note_id,
    )  # fmt: skip


def _part(row: FieldVerdict) -> ToldPart:
    return ToldPart(row.field_key, row.by_id, row.at, row.verdict, row.note_id)
