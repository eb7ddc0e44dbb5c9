"""What belongs to a dossier beside its own row, as the tables keep it, side by side with what its events tell."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from motcua.documents.models import PrintRecord, Result
from motcua.documents.printing import digest
from motcua.dossiers.attachments import content_hash
from motcua.dossiers.belongings import (
    Belongings,
    ToldDecision,
    ToldHanding,
    ToldObligation,
    ToldOutcome,
    ToldParty,
    ToldPrint,
    ToldResult,
)
from motcua.dossiers.belongings_supplements import SupplementsKept
from motcua.dossiers.inventory import inventory
from motcua.dossiers.models import Dossier, Handing, Note, Obligation, Outcome, Paper, Party, Verdict
from motcua.dossiers.times_facts import fingerprint
from motcua.ledger.keys import veil
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind

Pair = tuple[str, Iterable[object], Iterable[object]]


class Kept:
    """The rows of a batch of dossiers: twelve statements, however many they are."""

    def __init__(self, dossier_ids: list[int]) -> None:
        of_these = {"dossier_id__in": dossier_ids}
        parties = Party.objects.filter(**of_these).order_by("dossier_id", "pk")  # by their ids; no name is read
        self.parties = _by_first(parties.values_list("dossier_id", "pk", "role", "replaced_by_id"))
        self.papers = _grouped(Paper.objects.filter(**of_these).order_by("dossier_id", "no", "revision"))
        outcomes = Outcome.objects.filter(**of_these).select_related("file__blob")
        self.outcomes = _grouped(outcomes.order_by("dossier_id", "no"))
        self.handings = _grouped(Handing.objects.filter(**of_these).order_by("dossier_id"))
        verdicts = Verdict.objects.filter(paper__dossier_id__in=dossier_ids).order_by("paper__dossier_id", "pk")
        self.verdicts = _by_first(verdicts.values_list("paper__dossier_id", "paper_id", "verdict", "at"))
        results = Result.objects.filter(subject_id__in=dossier_ids).select_related("file__blob")
        self.results = _grouped(results.order_by("subject_id", "pk"), key="subject_id")
        self.prints = _prints(dossier_ids)
        self.supplements = SupplementsKept(dossier_ids)
        self.obligations = _grouped(Obligation.objects.filter(**of_these).order_by("dossier_id", "no"))
        self.notes = dict(Note.objects.filter(**of_these).values_list("pk", "dossier_id"))

    def beside(self, dossier: Dossier, told: Belongings) -> Iterator[Pair]:
        """What to compare, by name: the rows of one dossier, and the same as the events tell it."""
        pk = dossier.pk
        if told.parties is not None:
            rows = (ToldParty(*row) for row in self.parties.get(pk, ()))
            yield "party", rows, sorted(told.parties.values(), key=attrgetter("id"))
        yield from self._papers(pk, told)
        yield from self.supplements.beside(pk, told.supplements, self.papers.get(pk, ()))
        yield "verdict", self.verdicts.get(pk, ()), told.verdicts
        outcomes = [_outcome(row) for row in self.outcomes.get(pk, ())]
        yield "outcome", outcomes, (_completed(one, outcomes) for one in told.outcomes)
        yield "decision", (_decision(one, outcomes) for one in told.decided), told.decided
        yield "result", (_result(row, told) for row in self.results.get(pk, ())), [told.result] if told.result else []
        yield "handing", map(_handing, self.handings.get(pk, ())), [told.handing] if told.handing else []
        yield "obligation", map(_obligation, self.obligations.get(pk, ())), told.obligations
        yield "print", map(_print, self.prints.get(pk, ())), told.prints
        yield "print_values", (_values(row) for row in self.prints.get(pk, ())), ["as owed"] * len(told.prints)
        yield "note", (note for note in sorted(told.notes) if self.notes.get(note) == pk), sorted(told.notes)
        if told.secret is not None:
            key_id, veiled = told.secret
            yield "lookup_secret", [veil(dossier.lookup_secret, key_id=key_id)], [veiled]

    def _papers(self, pk: int, told: Belongings) -> Iterator[Pair]:
        if told.papers is None:
            return
        rows = self.papers.get(pk, [])
        yield "papers", [len(rows)], [told.papers]
        if told.papers_sha256 is not None:
            yield "papers_sha256", [inventory(rows)], [told.papers_sha256]


def _grouped(rows: Iterable[Any], *, key: str = "dossier_id") -> dict[int, list[Any]]:
    """Rows that come in the order of `key`, by dossier."""
    return {pk: list(group) for pk, group in groupby(rows, key=attrgetter(key))}


def _by_first(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Rows of values by the dossier that stands first in them, without it."""
    return {pk: [row[1:] for row in group] for pk, group in groupby(rows, key=itemgetter(0))}


def _prints(dossier_ids: list[int]) -> dict[int, list[PrintRecord]]:
    """Every paper that hangs on any event of these dossiers; two statements."""
    stream = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id__in=dossier_ids)
    records = list(PrintRecord.objects.filter(event_id__in=stream.values("pk")).order_by("event_id", "kind"))
    owners = dict(Event.objects.filter(pk__in={r.event_id for r in records}).values_list("pk", "stream_id"))
    found: dict[int, list[PrintRecord]] = {}
    for record in records:
        found.setdefault(owners[record.event_id], []).append(record)
    return found


def _outcome(row: Outcome) -> ToldOutcome:
    sha256 = content_hash(row.file) or None
    return ToldOutcome(row.no, row.pk, row.kind, sha256, row.draft, row.approved_at, row.approved_by_id, row.result_id)


def _completed(told: ToldOutcome, rows: list[ToldOutcome]) -> ToldOutcome:
    """What the events did not say is taken from the row that bears its number: the id of what was handed over at
    once, the kind of what earlier versions decided.
    """
    found = next((row for row in rows if row.no == told.no), None)
    if found is None:
        return told
    return replace(
        told,
        id=found.id if told.id is None else told.id,
        kind=found.kind if told.kind is None else told.kind,
    )


def _decision(told: ToldDecision, rows: list[ToldOutcome]) -> ToldDecision | None:
    """What the row says now of that which was decided then."""
    found = next((row for row in rows if row.no == told.no), None)
    if found is None or found.kind is None:
        return None
    sha256 = None if told.file_sha256 is None else found.file_sha256 or ""
    return ToldDecision(told.no, found.kind, sha256)


def _result(row: Result, told: Belongings) -> ToldResult:
    """The row, without what the event did not say."""
    said = told.result
    silent = said is not None and said.number is None
    sha256 = None if said is not None and said.file_sha256 is None else content_hash(row.file)
    return ToldResult(row.pk, None if silent else row.number, None if silent else row.issued_on, sha256)


def _handing(row: Handing) -> ToldHanding:
    return ToldHanding(row.taker_party_id, row.method, row.identity_seen, row.authority_seen, row.at, row.by_id)


def _obligation(row: Obligation) -> ToldObligation:
    basis = fingerprint(row.basis)
    return ToldObligation(
        row.no, row.amount, basis, row.document_no, row.asked_at, row.pauses, row.receipt_no, row.met_at
    )


def _print(row: PrintRecord) -> ToldPrint:
    return ToldPrint(row.event_id, row.kind, bytes(row.sha256).hex(), row.void)


def _values(row: PrintRecord) -> str:
    """Whether the values are still those of the hash; forgotten ones vouch for nothing and lack nothing."""
    return "as owed" if row.values is None or digest(row.values) == bytes(row.sha256) else "changed"
