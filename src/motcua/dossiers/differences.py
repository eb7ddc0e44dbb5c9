"""Where the rows of a dossier and its events disagree. Nothing here changes anything: it only looks and says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, zip_longest
from typing import Any

from django.db.models import Exists, OuterRef

from motcua.dossiers.apology_fold import row_of
from motcua.dossiers.belongings_kept import Kept, Pair
from motcua.dossiers.difference_words import both, place
from motcua.dossiers.fold import fold
from motcua.dossiers.folded import Folded, FoldedDueChange, FoldedSegment, FoldedStep
from motcua.dossiers.models import Apology, ClockSegment, Dossier, DueChange, Step
from motcua.dossiers.serials import jumps
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.rules.codes import MasterSystem
from motcua.rules.deadlines import Limit, LimitUnit, parse_limit

BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: which column or row, what stands there, what the events say."""

    dossier_id: int
    code: str
    what: str
    row: str
    events: str

    @property
    def place(self) -> str:
        """`what` in words."""
        return place(self.what)

    def __str__(self) -> str:
        return f"{self.code}: {self.place}: {self.row} ≠ {self.events}"


def differences(dossier_ids: Iterable[int]) -> Iterator[Difference]:
    """The differences of these dossiers, batch by batch; seventeen statements a batch."""
    ids = sorted(set(dossier_ids))
    for start in range(0, len(ids), BATCH):
        yield from _batch(ids[start : start + BATCH])


def all_differences() -> Iterator[Difference]:
    """The differences of every dossier, every stream of events whose dossier is gone, every serial jumped over."""
    last = 0
    while ids := list(Dossier.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield from _batch(ids)
        last = ids[-1]
    begun = Event.objects.filter(stream_kind=StreamKind.DOSSIER, seq=1)
    lost = begun.exclude(Exists(Dossier.objects.filter(pk=OuterRef("stream_id"))))
    yield from differences(lost.values_list("stream_id", flat=True))
    for pk, day, count, serial in jumps():
        yield Difference(pk, day, "serial", f"{count}", f"1–{serial}")


def _batch(ids: list[int]) -> Iterator[Difference]:
    stream = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id__in=ids).order_by("stream_id", "seq")
    folded = {pk: fold(pk, events) for pk, events in groupby(stream.iterator(), key=lambda event: event.stream_id)}
    dossiers = Dossier.objects.in_bulk(ids)
    steps = _by_dossier(Step.objects.filter(dossier__in=ids).order_by("dossier_id", "no"))
    segments = _by_dossier(ClockSegment.objects.filter(dossier__in=ids).order_by("dossier_id", "no"))
    changes = _by_dossier(DueChange.objects.filter(dossier__in=ids).order_by("dossier_id", "seq"))
    letters = _by_dossier(Apology.objects.filter(dossier__in=ids))
    kept = Kept(ids)
    for pk in ids:
        dossier, told = dossiers.get(pk), folded.get(pk)
        if dossier is None or told is None:
            if dossier is None or not _is_foreign(dossier):
                yield Difference(pk, str(dossier or pk), "dossier", *both("dossier", dossier, told and "events"))
            continue
        yield from _compare(dossier, told)
        pairs: list[Pair] = [
            ("step", map(_step_row, steps.get(pk, [])), map(_told_step, told.steps)),
            ("segment", map(_segment_row, segments.get(pk, [])), map(_told_segment, told.segments)),
            ("due_change", map(_change_row, changes.get(pk, [])), told.due_changes),
            ("apology", map(row_of, letters.get(pk, [])), [told.apology] if told.apology else []),
            *kept.beside(dossier, told.belongings),
        ]
        for what, rows, events in pairs:
            yield from _pairs(dossier, what, rows, events)


def _is_foreign(dossier: Dossier) -> bool:
    """A mirror or an import has no events here. One that has them is compared like any other."""
    return dossier.imported or dossier.master_system != MasterSystem.LOCAL


def _by_dossier(rows: Iterable[Any]) -> dict[int, list[Any]]:
    return {pk: list(group) for pk, group in groupby(rows, key=lambda row: row.dossier_id)}


def _compare(dossier: Dossier, told: Folded) -> Iterator[Difference]:
    for fault in told.faults:
        yield _said(dossier, "event", "-", fault)
    for column, value in told.columns.items():
        stands = getattr(dossier, column)
        stands = bytes(stands) if column == "chain_head" else stands
        if stands != value:
            yield _said(dossier, column, stands, value)


def _step_row(s: Step) -> tuple[Any, ...]:
    limit = None if s.limit_unit is None else str(Limit(s.limit_value or Decimal(0), LimitUnit(s.limit_unit)))
    return (
        s.no, s.node_key, s.kind, s.main, s.unit_id, s.person_id, s.role, s.opened_at, s.opened_seq, limit,
        s.due, s.sort_due, s.closed_at, s.closed_seq, s.ended, s.used_minutes, s.timing, s.paused_minutes,
    )  # fmt: skip


def _told_step(s: FoldedStep) -> tuple[Any, ...]:
    limit = None if s.limit is None else str(parse_limit(s.limit))
    return (
        s.no, s.node, s.kind, True, s.unit, s.person, s.role, s.opened_at, s.opened_seq, limit,
        s.due, s.sort_due, s.closed_at, s.closed_seq, s.end, s.used, s.timing, s.paused,
    )  # fmt: skip


def _segment_row(s: ClockSegment) -> tuple[Any, ...]:
    return (s.no, s.kind, s.cause, s.basis, s.document_no, s.from_at, s.to_at, s.opened_seq, s.closed_seq)


def _told_segment(s: FoldedSegment) -> tuple[Any, ...]:
    return (s.no, s.kind, s.cause, s.basis, s.document_no, s.from_at, s.to_at, s.opened_seq, s.closed_seq)


def _change_row(c: DueChange) -> FoldedDueChange:
    return FoldedDueChange(
        c.seq, c.kind, c.at, c.late_before, c.legal_before, c.promised_before,
        c.legal_after, c.promised_after, c.document_no, c.approver_id, c.approver_unit_id,
    )  # fmt: skip


def _pairs(dossier: Dossier, what: str, rows: Iterable[object], events: Iterable[object]) -> Iterator[Difference]:
    """Row by row; a row too many or too few is a difference too."""
    for no, (row, event) in enumerate(zip_longest(rows, events), 1):
        if row != event:
            yield _said(dossier, f"{what} {no}", row, event)


def _said(dossier: Dossier, what: str, row: object, events: object) -> Difference:
    return Difference(dossier.pk, str(dossier), what, *both(what, row, events))
