"""What a dossier is by its events alone: the shapes that the fold fills and the comparison reads."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.dossiers.belongings import Belongings
from motcua.rules.codes import SegmentCause, SegmentKind
from motcua.rules.deadlines import FAR_FUTURE


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
    paused: int | None = None
    stands: bool = False  # in a pause that began before it was late

    @property
    def sort_due(self) -> datetime:
        """By what the worklist sorts it."""
        return FAR_FUTURE if self.stands or self.due is None else self.due


@dataclass(slots=True)
class FoldedSegment:
    """A stretch of the clock as the events tell it."""

    no: int
    from_at: datetime
    opened_seq: int
    kind: int = int(SegmentKind.RUN)
    cause: int = int(SegmentCause.ACCEPTANCE)
    basis: str = ""
    document_no: str = ""
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
    approver_id: int | None = None
    approver_unit_id: int | None = None


@dataclass(slots=True)
class Folded:
    """A dossier as its events tell it. Columns carry the names of the table."""

    id: int
    columns: dict[str, Any] = field(default_factory=dict)
    steps: list[FoldedStep] = field(default_factory=list)
    segments: list[FoldedSegment] = field(default_factory=list)
    due_changes: list[FoldedDueChange] = field(default_factory=list)
    apology: Any = None  # FoldedApology (apology_fold.py)
    belongings: Belongings = field(default_factory=Belongings)
    faults: list[str] = field(default_factory=list)

    @property
    def main(self) -> FoldedStep | None:
        """The open step."""
        return next((step for step in reversed(self.steps) if step.closed_at is None), None)
