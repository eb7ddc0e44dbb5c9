"""What is to be published, as plain values: read from files or filled in on a screen, then handed to the commands.

A definition knows no row and no id. Limits are text ("3 WD", "SAMEDAY", "unknown"), codes name other definitions.
`line` is where a thing stands in its file; it takes no part in comparisons and checksums.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import IntEnum
from typing import Any

from motcua.rules.codes import Channel, PaperNature, Profile, SegmentCause
from motcua.rules.deadlines import EndMode, Resume
from motcua.rules.lifecycle import NodeKind, Role
from motcua.rules.procedures import Evidence, FeeKind, FeeMoment, Join, Level, Online, Per, Refund, Start

UNKNOWN = "unknown"


def _line() -> Any:
    return field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SectorDefinition:
    """A field of administration."""

    key: str
    name: str
    code: str = ""
    line: int = _line()


@dataclass(frozen=True, slots=True)
class DocumentDefinition:
    """A legal document; `code` is its number."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    evidence: Evidence = Evidence.UNCERTAIN
    line: int = _line()


@dataclass(frozen=True, slots=True)
class NodeDefinition:
    """One step of a process. `unit` is receiving, competent, province_centre or the code of a unit."""

    key: str
    kind: NodeKind
    name: str
    role: Role
    unit: str
    limit: str | None = None
    optional: bool = False
    join: Join = Join.ALL
    join_count: int | None = None
    line: int = _line()


@dataclass(frozen=True, slots=True)
class EdgeDefinition:
    """One road; `condition` is an expression."""

    source: str
    target: str
    condition: str | None = None
    line: int = _line()


@dataclass(frozen=True, slots=True)
class ProcessDefinition:
    """The steps of a process and the roads between them."""

    name: str
    nodes: tuple[NodeDefinition, ...]
    edges: tuple[EdgeDefinition, ...]
    on_site: bool = False
    line: int = _line()


@dataclass(frozen=True, slots=True)
class OverrideDefinition:
    """The process of one agency that works differently."""

    unit: str
    process: ProcessDefinition
    line: int = _line()


@dataclass(frozen=True, slots=True)
class CaseDefinition:
    """A case of a procedure; `condition` is prose for the clerk."""

    key: str
    name: str
    condition: str | None = None
    line: int = _line()


@dataclass(frozen=True, slots=True)
class LimitDefinition:
    """A legal limit; `value` is "3 WD", "SAMEDAY", "NOW" or "unknown"."""

    value: str
    case: str | None = None
    start: Start = Start.ACCEPTANCE
    cutoff: time | None = None
    mode: EndMode = EndMode.END_OF_DAY
    basis: str = ""
    evidence: Evidence = Evidence.UNCERTAIN
    line: int = _line()


@dataclass(frozen=True, slots=True)
class PaperDefinition:
    """A paper that is asked for."""

    code: str
    name: str
    originals: int
    copies: int
    nature: PaperNature
    required_if: str | None = None
    result_of: str | None = None
    source: str | None = None
    case: str | None = None
    evidence: Evidence = Evidence.UNCERTAIN
    line: int = _line()


@dataclass(frozen=True, slots=True)
class FeeDefinition:
    """A fee or charge in đồng; neither amount nor percent: the rate is unknown."""

    code: str
    name: str
    kind: FeeKind
    amount: int | None
    per: Per
    when: FeeMoment
    valid_from: date
    percent: Decimal | None = None
    channel: Channel | None = None
    group: str | None = None
    case: str | None = None
    refund: Refund = Refund.NONE
    from_page: int | None = None
    to_page: int | None = None
    at_most: int | None = None
    valid_to: date | None = None
    basis: str = ""
    evidence: Evidence = Evidence.UNCERTAIN
    line: int = _line()


@dataclass(frozen=True, slots=True)
class PauseDefinition:
    """A lawful reason to stop the clock, and how it goes on; `case` is the one with the longer term (verification)."""

    cause: SegmentCause
    mode: Resume
    basis: str = ""
    evidence: Evidence = Evidence.UNCERTAIN
    case: str | None = None
    line: int = _line()


@dataclass(frozen=True, slots=True)
class SupplementDefinition:
    """How often papers may be asked for, how the clock goes on, how long the applicant has."""

    mode: Resume = Resume.RESTART
    limit: int = 1
    window: str | None = None
    evidence: Evidence = Evidence.UNCERTAIN


@dataclass(frozen=True, slots=True)
class ResultDefinition:
    """What the applicant gets; `code` is the national one (KQ.…)."""

    name: str
    code: str = ""
    evidence: Evidence = Evidence.UNCERTAIN


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A document and an article of it."""

    document: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class VersionDefinition:
    """Everything that holds for a procedure from `valid_from` until `valid_to`."""

    no: int
    profile: Profile
    valid_from: date
    valid_to: date | None
    name: str
    level: Level
    online: Online
    result: ResultDefinition
    evidence: Evidence = Evidence.UNCERTAIN
    decision: str = ""
    returns_paper: bool = True
    supplement: SupplementDefinition = SupplementDefinition()
    answer: tuple[tuple[Channel, str], ...] = ()
    pauses: tuple[PauseDefinition, ...] = ()
    cases: tuple[CaseDefinition, ...] = ()
    limits: tuple[LimitDefinition, ...] = ()
    papers: tuple[PaperDefinition, ...] = ()
    fees: tuple[FeeDefinition, ...] = ()
    guidance: str = ""
    legal: tuple[LegalReference, ...] = ()
    process: ProcessDefinition | None = None
    overrides: tuple[OverrideDefinition, ...] = ()
    line: int = _line()


@dataclass(frozen=True, slots=True)
class ProcedureDefinition:
    """A procedure with all its versions, oldest first."""

    code: str
    name: str
    sector: str
    versions: tuple[VersionDefinition, ...]
    abbreviations: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    national_uuid: str | None = None
    line: int = _line()


def plain(value: Any) -> Any:
    """A definition as nested dicts, lists and texts, without lines: what is compared and hashed."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "line"}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, IntEnum):
        return value.name if isinstance(value, (EndMode, Profile, Role)) else value.name.lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return value
    return str(value)


def checksum(value: Any, *, without: frozenset[str] = frozenset()) -> str:
    """SHA-256 over the canonical JSON of a definition, in hex, leaving out the named fields of its top level."""
    content = {key: item for key, item in plain(value).items() if key not in without}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


VERSION_REST = frozenset({"valid_to", "process", "overrides"})


def version_checksum(version: VersionDefinition) -> str:
    """What may not change once published: everything but the end, and the process, which has its own versions."""
    return checksum(version, without=VERSION_REST)
