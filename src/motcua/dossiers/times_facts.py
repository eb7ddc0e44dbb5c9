"""The facts of the events that end a dossier early, ask for money, extend a term or correct its dates.

The same shapes as in `facts`: ids, dates, codes; the text of a legal ground as a hash, other words as a note.
"""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from motcua.dossiers.facts import ClockEnded, ClockStopped, ClockWentOn, Dates, Facts


def fingerprint(text: str) -> str:
    """SHA-256 of a text in hex, by which an event vouches for a row without repeating its words."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Facts):
    """`dossier.withdraw`: the applicant took it back, by a request of that day and number."""

    asked_on: date
    document_no: str
    ended: ClockEnded
    note: int | None = None
    print_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(Facts):
    """`dossier.stop`: it cannot be settled on, for a reason of the list."""

    reason: str
    ended: ClockEnded
    note: int | None = None
    print_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(Facts):
    """`dossier.decline`: refused after appraisal, for a reason of the list; the proposal to refuse is now decided."""

    reason: str
    outcome_kind: int
    file_sha256: str  # of the draft, "" when there is none
    ended: ClockEnded
    note: int | None = None
    print_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRequested(Facts):
    """`dossier.request_obligation`: so many đồng by that notice; `stopped` where the procedure lets it."""

    no: int
    amount: int
    basis_sha256: str
    document_no: str
    stopped: ClockStopped | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationConfirmed(Facts):
    """`dossier.confirm_obligation`: paid, by that receipt; `went_on` where the clock had stood."""

    no: int
    receipt_no: str
    went_on: ClockWentOn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Facts):
    """`dossier.extend`: something must be verified, so the longer term of another case of the same article holds.

    `step`: the open one, whose own limit grew with the term; not named where it has none or was late.
    """

    case_before: int | None = None
    case: int
    basis: str
    before: datetime
    dates: Dates
    promised: datetime
    note: int | None = None
    step: int | None = None
    step_limit: str | None = None
    step_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterJudgedAgain(Facts):
    """A letter that was sent, by the date as it is now: its class before and after, and whether it left in time."""

    before: int
    apology: int
    within_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCorrected(Facts):
    """`dossier.correct_due`: the complete dossier was there at another moment than was written down. `letter`: what
    becomes of an apology that was sent.
    """

    reason: str
    document_no: str
    moment_before: datetime
    moment: datetime
    before: datetime
    late_before: datetime
    dates: Dates
    promised: datetime
    approver: int
    approver_unit: int
    note: int | None = None
    letter: LetterJudgedAgain | None = None
