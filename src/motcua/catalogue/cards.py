"""What the shelf hands out: versions and processes as immutable values with their row ids. No statement hides here."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from motcua.rules.codes import Channel, PaperNature, Profile, SegmentCause
from motcua.rules.deadlines import EndMode, Limit, Resume
from motcua.rules.lifecycle import NodeKind
from motcua.rules.procedures import Evidence, FeeKind, FeeMoment, IntakeMode, Join, Level, Online, Per, Refund, Start
from motcua.rules.process import Node, ProcessMap

Marks = tuple[tuple[str, Evidence], ...]


@dataclass(frozen=True, slots=True)
class SectorCard:
    """A field of administration."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case of a version; `condition` is prose for the clerk."""

    id: int
    key: str
    name: str
    condition: str | None


@dataclass(frozen=True, slots=True)
class LimitCard:
    """A limit of a version or one of its cases; `limit` is None while it is not known."""

    id: int
    case_id: int | None
    limit: Limit | None
    start: Start
    cutoff: time | None
    mode: EndMode
    basis: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper that is asked for, of every case or of one."""

    id: int
    case_id: int | None
    code: str
    name: str
    originals: int
    copies: int
    nature: PaperNature
    required_if: str | None
    result_of: str | None
    source: str | None
    evidence: Evidence

    @property
    def required(self) -> bool:
        """Whether it is asked for without a condition."""
        return self.required_if is None


@dataclass(frozen=True, slots=True)
class FeeCard:
    """A fee rule; amounts in đồng. Neither amount nor percent: the rate is not known."""

    id: int
    case_id: int | None
    code: str
    name: str
    kind: FeeKind
    amount: int | None
    percent: Decimal | None
    per: Per
    from_page: int | None
    to_page: int | None
    at_most: int | None
    channel: Channel | None
    group: str | None
    when: FeeMoment
    refund: Refund
    basis: str
    evidence: Evidence
    valid_from: date
    valid_to: date | None

    def holds(self, on: date) -> bool:
        """Whether the rule is in force on a day: the filing date decides."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class PauseCard:
    """A lawful reason to stop the clock, and how it goes on.

    `case`: the key of the case whose longer term holds instead (verification): the clock runs on, the term is longer.
    """

    cause: SegmentCause
    mode: Resume
    basis: str
    evidence: Evidence
    case: str | None = None


@dataclass(frozen=True, slots=True)
class LegalCard:
    """A document and an article of it."""

    document: str
    article: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in brief: enough to say which one is in force and to draw a list."""

    id: int
    procedure_id: int
    no: int
    name: str
    level: Level
    online: Online
    valid_from: date
    valid_to: date | None
    withdrawn_on: date | None
    receivable: bool

    def holds(self, on: date) -> bool:
        """Whether the version is in force on a day."""
        ends = [day for day in (self.valid_to, self.withdrawn_on) if day is not None]
        return self.valid_from <= on and all(on < day for day in ends)


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """A procedure with its published versions in brief, oldest first.

    For searching: `short` holds abbreviations, synonyms and initials without blanks, `words` all words; both folded.
    """

    id: int
    code: str
    national_uuid: str | None
    sector: SectorCard
    abbreviations: tuple[str, ...]
    synonyms: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    short: frozenset[str]
    words: str

    def on(self, day: date) -> VersionLine | None:
        """The version in force on a day."""
        return next((line for line in reversed(self.versions) if line.holds(day)), None)

    @property
    def newest(self) -> VersionLine:
        """The version that begins last, in force or not."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class VersionCard:
    """Everything a published version says."""

    id: int
    procedure_id: int
    code: str
    no: int
    name: str
    sector: str
    sector_name: str
    level: Level
    online: Online
    profile: Profile
    decision: str
    valid_from: date
    valid_to: date | None
    withdrawn_on: date | None
    returns_paper: bool
    supplement_mode: Resume
    supplement_limit: int
    supplement_window: Limit | None
    answer: tuple[tuple[Channel, Limit], ...]
    pauses: tuple[PauseCard, ...]
    cases: tuple[CaseCard, ...]
    limits: tuple[LimitCard, ...]
    papers: tuple[PaperCard, ...]
    fees: tuple[FeeCard, ...]
    result_name: str
    result_code: str
    guidance: str
    legal: tuple[LegalCard, ...]
    evidence: Marks
    checksum: str

    def holds(self, on: date) -> bool:
        """Whether the version is in force on a day."""
        ends = [day for day in (self.valid_to, self.withdrawn_on) if day is not None]
        return self.valid_from <= on and all(on < day for day in ends)

    def case(self, key: str) -> CaseCard | None:
        """The case with this key."""
        return next((case for case in self.cases if case.key == key), None)

    def case_by_id(self, case_id: int) -> CaseCard | None:
        """The case with this row id."""
        return next((case for case in self.cases if case.id == case_id), None)

    def limit_for(self, case_id: int | None = None) -> Limit | None:
        """The legal limit of a case from its acceptance; None while it is not known."""
        card = self.limit_card(case_id)
        return card.limit if card else None

    def limit_card(self, case_id: int | None = None, start: Start = Start.ACCEPTANCE) -> LimitCard | None:
        """The limit of a case with its basis: its own, else the one that holds for every case."""
        found = [limit for limit in self.limits if limit.start is start and limit.case_id in (case_id, None)]
        return max(found, key=lambda limit: limit.case_id is not None, default=None)

    def is_receivable(self, case_id: int | None = None) -> bool:
        """Whether a dossier (of this case) can be received: the limit must be known, or no date can be promised."""
        return self.limit_for(case_id) is not None

    @property
    def receivable(self) -> bool:
        """Whether there is a case, or the version as such, that can be received."""
        return any(self.is_receivable(case.id) for case in self.cases) if self.cases else self.is_receivable()

    def papers_for(self, case_id: int | None = None) -> tuple[PaperCard, ...]:
        """The papers of a case, in their order, with those of every case."""
        return tuple(paper for paper in self.papers if paper.case_id in (case_id, None))

    def fees_for(self, case_id: int | None, *, on: date, channel: Channel | None = None) -> tuple[FeeCard, ...]:
        """The fee rules of a case in force on the filing day; of one channel if named."""
        return tuple(
            fee
            for fee in self.fees
            if fee.case_id in (case_id, None) and fee.holds(on) and (channel is None or fee.channel in (channel, None))
        )

    def pause(self, cause: SegmentCause) -> PauseCard | None:
        """What the version says of a reason to stop the clock; None: it gives no right to stop."""
        return next((pause for pause in self.pauses if pause.cause is cause), None)

    def longer_case(self) -> tuple[PauseCard, CaseCard] | None:
        """The case to which a dossier goes over when something must be verified, with the entry that says so."""
        listed = self.pause(SegmentCause.VERIFICATION)
        case = self.case(listed.case) if listed and listed.case else None
        return (listed, case) if listed and case else None

    def same_article(self, case_id: int | None, other_id: int | None) -> bool:
        """Whether the terms of two cases stand in the same article: an extension lengthens the term of its own."""
        one, other = self.limit_card(case_id), self.limit_card(other_id)
        return one is not None and other is not None and one.basis == other.basis

    def extension(self, case_id: int | None) -> CaseCard | None:
        """The case whose longer term may come to hold for a dossier of this case; None: the law gives it none."""
        found = self.longer_case()
        if found is None or found[1].id == case_id or not self.same_article(case_id, found[1].id):
            return None
        return found[1]

    def answer_limit(self, channel: Channel) -> Limit | None:
        """How long the desk may take to answer a filing of this channel, if the version says so."""
        return dict(self.answer).get(channel)


@dataclass(frozen=True, slots=True)
class JoinCard:
    """How many of the branches before a node must be done."""

    join: Join
    count: int | None


@dataclass(frozen=True)
class ProcessCard:
    """A published process: the map of `rules.process` with its row id."""

    id: int
    process_id: int
    procedure_id: int
    unit_id: int | None
    no: int
    name: str
    valid_from: date
    valid_to: date | None
    withdrawn_on: date | None
    map: ProcessMap
    conditions: tuple[tuple[str, str, str], ...] = ()
    joins: tuple[tuple[str, JoinCard], ...] = ()
    checksum: str = ""

    @property
    def on_site(self) -> bool:
        """Whether everything happens at the one-stop unit (tại chỗ)."""
        return self.map.on_site

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The steps in the order of the drawing."""
        return self.map.nodes

    def node(self, key: str) -> Node:
        """The node of that key."""
        return self.map.node(key)

    def first(self, kind: NodeKind) -> Node | None:
        """The first node of a kind."""
        return next((node for node in self.map.nodes if node.kind is kind), None)

    def holds(self, on: date) -> bool:
        """Whether the process is in force on a day."""
        ends = [day for day in (self.valid_to, self.withdrawn_on) if day is not None]
        return self.valid_from <= on and all(on < day for day in ends)


@dataclass(frozen=True, slots=True)
class ScopeCard:
    """A unit receives a procedure; `competent_unit_id` is the unit itself when nobody else decides."""

    id: int
    procedure_id: int
    receiving_unit_id: int
    competent_unit_id: int
    mode: IntakeMode
    supporting: bool
    valid_from: date
    valid_to: date | None

    def holds(self, on: date) -> bool:
        """Whether the scope is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
