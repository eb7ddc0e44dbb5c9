"""The facts of a supplement's events: requests and lines by their numbers, papers and words by their ids."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.facts import ClockEnded, ClockStopped, ClockWentOn, Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor(Facts):
    """One line of a request; `note` holds its words."""

    no: int
    paper: int | None = None
    item: int | None = None
    part: str | None = None
    reason: str
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementProposed(Facts):
    """`dossier.propose_supplement`: all that is missing, and by when the applicant must be told of it."""

    request: int
    ordinal: int
    reason: str
    asked: tuple[AskedFor, ...]
    second_ground: int | None = None
    notice_days: int
    notice_due: datetime
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementSigned(Facts):
    """`dossier.sign_supplement`: a leader agrees that it is asked for."""

    request: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementDropped(Facts):
    """`dossier.drop_supplement`: it is not asked for after all."""

    request: int
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequested(Facts):
    """`dossier.request_supplement`: the desk told the applicant; the clock stands."""

    request: int
    stopped: ClockStopped
    notice_late: bool
    window: str
    window_ends: datetime
    print_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Facts):
    """What came for one line: the row of the new paper, or the words."""

    no: int
    paper: int | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAccepted(Facts):
    """`dossier.accept_supplement`: all that was asked for has come; the clock goes on."""

    request: int
    answers: tuple[Answered, ...]
    papers: int
    papers_sha256: str
    went_on: ClockWentOn
    receipt_version: int | None = None
    print_sha256: str | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementLapsed(Facts):
    """`dossier.lapse_supplement`: nothing came within the window; the dossier is closed."""

    request: int
    ended: ClockEnded
    print_sha256: str | None = None
