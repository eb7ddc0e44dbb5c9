"""Where the rows of a dossier and its events disagree. Nothing here changes anything: it only looks and says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from motcua.dossiers.fold import Folded, fold
from motcua.dossiers.models import ClockSegment, Dossier, DueChange, Step
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.rules.codes import DueChangeKind

BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: which column or row, what stands there, what the events say."""

    dossier_id: int
    code: str
    what: str
    row: str
    events: str

    def __str__(self) -> str:
        return f"{self.code}: {self.what}: {self.row} ≠ {self.events}"


def differences(dossier_ids: Iterable[int]) -> Iterator[Difference]:
    """The differences of these dossiers, batch by batch; six statements a batch."""
    ids = sorted(set(dossier_ids))
    for start in range(0, len(ids), BATCH):
        yield from _batch(ids[start : start + BATCH])


def all_differences() -> Iterator[Difference]:
    """The differences of every dossier that is not a mirror or an import."""
    rows = Dossier.objects.filter(imported=False, master_system=1).order_by("pk").values_list("pk", flat=True)
    last = 0
    while ids := list(rows.filter(pk__gt=last)[:BATCH]):
        yield from _batch(ids)
        last = ids[-1]


def _batch(ids: list[int]) -> Iterator[Difference]:
    stream = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id__in=ids).order_by("stream_id", "seq")
    folded = {pk: fold(pk, events) for pk, events in groupby(stream.iterator(), key=lambda event: event.stream_id)}
    dossiers = Dossier.objects.in_bulk(ids)
    steps = _by_dossier(Step.objects.filter(dossier__in=ids).order_by("dossier_id", "no"))
    segments = _by_dossier(ClockSegment.objects.filter(dossier__in=ids).order_by("dossier_id", "no"))
    firsts = dict(
        DueChange.objects.filter(dossier__in=ids, kind=DueChangeKind.FIRST).values_list("dossier_id", "legal_after")
    )
    for pk in ids:
        dossier, told = dossiers.get(pk), folded.get(pk)
        if dossier is None or told is None:
            yield Difference(pk, str(dossier or pk), "dossier", _word(dossier), _word(told and "events"))
            continue
        yield from _compare(dossier, told, steps.get(pk, []), segments.get(pk, []))
        if pk in firsts and firsts[pk] != dossier.first_due:
            yield _said(dossier, "first_due", dossier.first_due, firsts[pk])


def _by_dossier(rows: Iterable[Any]) -> dict[int, list[Any]]:
    return {pk: list(group) for pk, group in groupby(rows, key=lambda row: row.dossier_id)}


def _compare(dossier: Dossier, told: Folded, steps: list[Step], segments: list[ClockSegment]) -> Iterator[Difference]:
    for fault in told.faults:
        yield _said(dossier, "event", "-", fault)
    for column, value in told.columns.items():
        stands = getattr(dossier, column)
        stands = bytes(stands) if column == "chain_head" else stands
        if stands != value:
            yield _said(dossier, column, stands, value)
    rows = [_step_row(step) for step in steps]
    events = [
        (s.no, s.node, s.kind, s.unit, s.person, s.role, s.opened_at, s.due, s.closed_at, s.end, s.used, s.timing)
        for s in told.steps
    ]
    yield from _pairs(dossier, "step", rows, events)
    yield from _pairs(dossier, "segment", [(s.from_at, s.to_at) for s in segments], told.segments)


def _step_row(s: Step) -> tuple[Any, ...]:
    return (
        s.no, s.node_key, s.kind, s.unit_id, s.person_id, s.role,
        s.opened_at, s.due, s.closed_at, s.ended, s.used_minutes, s.timing,
    )  # fmt: skip


def _pairs(dossier: Dossier, what: str, rows: list[Any], events: list[Any]) -> Iterator[Difference]:
    for no in range(max(len(rows), len(events))):
        row = rows[no] if no < len(rows) else None
        event = events[no] if no < len(events) else None
        if row != event:
            yield _said(dossier, f"{what} {no + 1}", row, event)


def _said(dossier: Dossier, what: str, row: object, events: object) -> Difference:
    return Difference(dossier.pk, str(dossier), what, _word(row), _word(events))


def _word(value: object) -> str:
    return "-" if value is None else str(value)
