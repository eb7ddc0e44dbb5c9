"""The facts of every event of a dossier: ids, dates, codes, reasons from a list. Never a name, a number, free text.

Each verb has one shape. The fold (fold.py) rebuilds the dossier from these alone. What earlier versions wrote is lifted
into these shapes at the end of this page; a field that they did not write is absent, which the fold reads as "unknown".
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any

from motcua.ledger.upcasters import upcaster


def _plain(value: Any) -> Any:
    """A value as the ledger keeps it: moments in UTC with microseconds, numbers without floats."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, IntEnum):
        return int(value)
    if isinstance(value, Facts):
        return value.as_facts()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, date | Decimal):
        return str(value)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an event says, besides who and when."""

    def as_facts(self) -> dict[str, Any]:
        """The plain form; what is None is left out."""
        return {field.name: _plain(value) for field in fields(self) if (value := getattr(self, field.name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOpened(Facts):
    """A step that began in this event."""

    no: int
    node: str
    kind: int
    unit: int
    person: int | None = None
    role: int
    limit: str | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepClosed(Facts):
    """A step that ended in this event: how, after how many working minutes."""

    no: int
    end: int
    used: int
    timing: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates(Facts):
    """The dates that the verb set, as the rules gave them, and by which days and percent "soon" was counted."""

    limit: str
    legal: datetime | None = None
    raw: date | None = None
    late: datetime
    soon: datetime | None = None
    soon_days: int | None = None
    soon_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Facts):
    """`dossier.receive`: accepted, with code and promised date."""

    reference: str
    code: str
    profile: int
    procedure_version: int
    process_version: int
    calendar_version: int
    case: int | None = None
    channel: int
    receiving_unit: int
    competent_unit: int
    supporting_unit: int | None = None
    parties: tuple[int, ...]
    papers: int
    papers_sha256: str
    sets: int
    return_method: int
    secret: str  # of the slip, as a keyed digest
    register_no: int
    dates: Dates
    opened: StepOpened
    missing: tuple[str, ...] | None = None  # papers that the case asks of everybody and that were not handed in
    print_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Facts):
    """`dossier.refuse`: not accepted, for a reason from the list."""

    reference: str
    profile: int
    procedure_version: int
    calendar_version: int
    channel: int
    receiving_unit: int
    competent_unit: int
    parties: tuple[int, ...]
    papers: int
    papers_sha256: str
    sets: int
    return_method: int
    secret: str  # of the slip, as a keyed digest
    register_no: int
    reason: str
    print_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Facts):
    """`dossier.undo_receive`: the slip is void, the number stays burnt."""

    closed: StepClosed


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsCorrected(Facts):
    """`dossier.correct_details`: which fields of which party; before and after stand in the party rows."""

    before: int
    after: int
    fields: tuple[str, ...]
    receipt_version: int | None = None
    print_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Facts):
    """`dossier.assign`: the step has a new holder."""

    step: int
    unit: int
    person: int
    person_before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Facts):
    """`dossier.forward`, `dossier.send_back`: one step ended, one began."""

    closed: StepClosed
    opened: StepOpened
    reason: str | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersJudged(Facts):
    """`dossier.judge_paper`: one act over one or more papers and parts of the declaration."""

    verdicts: tuple[tuple[int, int], ...]  # (paper, verdict)
    fields: tuple[tuple[str, int, int | None], ...] | None = None  # (part, verdict, note)
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Facts):
    """`dossier.propose`: a drafted outcome goes to whoever decides."""

    outcome: int
    outcome_kind: int
    file_sha256: str | None = None
    closed: StepClosed
    opened: StepOpened
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Facts):
    """`dossier.approve`: decided; moved on when a clerk's step follows."""

    outcome_kind: int
    file_sha256: str  # of the draft, "" when there is none
    taken_by: int | None = None
    closed: StepClosed | None = None
    opened: StepOpened | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Facts):
    """`dossier.finish`: the result exists; the clock ends and the verdict falls.

    `request` and `letter` as in `ClockEnded`.
    """

    result: int
    number: str
    issued_on: date
    outcome_kind: int
    file_sha256: str  # of the result, "" when it is on paper
    timing: int
    closed: StepClosed
    opened: StepOpened
    request: int | None = None
    letter: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Facts):
    """`dossier.return_result`: who took it, seen with which papers."""

    taker: int
    method: int
    identity_seen: bool
    authority_seen: bool
    closed: StepClosed


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated(Facts):
    """`dossier.annotate`: a note was written; its text stands in the note."""

    note: int
    visibility: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecomputed(Facts):
    """`dossier.recompute_due`: a published calendar moved the date of an open dossier that is not late."""

    calendar_before: int
    calendar_after: int
    document_no: str
    before: datetime | None = None
    dates: Dates
    step: int | None = None
    step_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped(Facts):
    """The clock stopped in this event, for a lawful cause. `late`: it was too late already, and stays it."""

    cause: int
    basis: str
    document_no: str | None = None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWentOn(Facts):
    """The clock went on in this event. `dates` are None for what was late before the pause, or has no date."""

    how: int
    dates: Dates | None = None
    promised: datetime | None = None
    step_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEnded(Facts):
    """The clock ended in this event without a result: withdrawn, stopped, declined.

    `request`: the supplement request that was closed with it; `letter`: an apology that was not sent was dropped.
    """

    outcome: int
    closed: StepClosed | None = None
    request: int | None = None
    letter: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Facts):
    """`dossier.pause`: the clock stands for a cause within the work."""

    stopped: ClockStopped
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Facts):
    """`dossier.resume`: the clock goes on."""

    went_on: ClockWentOn
    note: int | None = None


# --- what earlier versions wrote


def _said_less(facts: dict[str, Any]) -> dict[str, Any]:
    """Nothing to change: what was not written down then is unknown now."""
    return facts


for _kind in ("dossier.receive", "dossier.refuse", "dossier.finish", "dossier.propose", "dossier.approve"):
    upcaster(_kind, 1)(_said_less)


upcaster("dossier.finish", 2)(_said_less)


@upcaster("dossier.annotate", 1)
def _made_a_version(facts: dict[str, Any]) -> dict[str, Any]:
    """A note made a version of the dossier once."""
    return facts | {"made_version": True}


@upcaster("dossier.recompute_due", 1)
def _moved_without_asking(facts: dict[str, Any]) -> dict[str, Any]:
    """A date was counted again once even where the new one had passed already."""
    return facts | {"into_the_past": True}


def _soon_as_ever(facts: dict[str, Any]) -> dict[str, Any]:
    """Soon was two working days or a fifth of the term, once, whatever the province had decided."""
    dates = facts["dates"]
    return facts | {"dates": dates | {"soon_days": 2, "soon_percent": 20}} if "soon" in dates else facts


for _kind in ("dossier.receive", "dossier.recompute_due"):
    upcaster(_kind, 2)(_soon_as_ever)
