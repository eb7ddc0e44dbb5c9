"""The facts of the apology's events: codes, days, dates. The sentence and the words of the proof stand in notes."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyDrafted(Facts):
    """`dossier.draft_apology`: the cause from the list, whose delay it is, by how many days, to which date."""

    cause: str
    cause_unit: int
    days: int
    new_due: datetime
    note: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologySigned(Facts):
    """`dossier.sign_apology`: the letter as it was signed; `note` only where its sentence was written anew."""

    cause: str
    cause_unit: int
    days: int
    new_due: datetime
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologySent(Facts):
    """`dossier.send_apology`: its number, by what the applicant was reached, and the class that followed."""

    slip_no: int
    proof: int
    apology: int
    within_lead: bool
    promised: datetime
    print_sha256: str
    note: int
