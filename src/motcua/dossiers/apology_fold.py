"""The fold of the apology: what its events say of the letter, of the promised date and of the class, by the rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.belongings import _actor
from motcua.dossiers.fold_moves import calendar_of, change_dates, dates_of
from motcua.dossiers.folded import Folded
from motcua.dossiers.models import Apology
from motcua.ledger.models import Event
from motcua.rules.apologies import apology_class, reappointed, within_lead
from motcua.rules.codes import ApologyState, DueChangeKind
from motcua.rules.lifecycle import Verb


@dataclass(slots=True)
class FoldedApology:
    """The letter as its events tell it; the fields are the columns of its row."""

    state: int
    cause: str
    note_id: int | None
    cause_unit_id: int
    days: int
    new_due: datetime
    drafted_at: datetime
    drafted_by_id: int | None
    signer_id: int | None = None
    signed_at: datetime | None = None
    slip_no: int | None = None
    sent_at: datetime | None = None
    proof: int | None = None
    proof_note_id: int | None = None
    within_lead: bool | None = None


def row_of(letter: Apology) -> FoldedApology:
    """The same of the row."""
    return FoldedApology(**{name: getattr(letter, name) for name in FoldedApology.__dataclass_fields__})


def draft_apology(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """A letter lies there, or lies there anew."""
    folded.apology = FoldedApology(
        state=int(ApologyState.DRAFTED),
        cause=facts["cause"],
        note_id=facts["note"],
        cause_unit_id=facts["cause_unit"],
        days=facts["days"],
        new_due=_new_due(folded, event, facts),
        drafted_at=event.occurred_at,
        drafted_by_id=_actor(event),
    )


def sign_apology(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """The letter is signed as it lies there, or with what was changed."""
    letter = _letter(folded, event)
    if letter is None:
        return
    letter.state, letter.cause = int(ApologyState.SIGNED), facts["cause"]
    letter.days, letter.new_due = facts["days"], _new_due(folded, event, facts)
    letter.note_id = facts.get("note", letter.note_id)
    letter.signer_id, letter.signed_at = _actor(event), event.occurred_at
    if facts["cause_unit"] != letter.cause_unit_id:
        folded.faults.append(f"{event.seq}: the apology was signed for another unit than it was drafted for")


def send_apology(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """The promised date moves, once; class and lead follow from the legal date, which stays."""
    letter, due, at = _letter(folded, event), folded.columns["legal_due"], event.occurred_at
    if letter is None or due is None:
        return
    before = dates_of(folded)
    found, lead = int(apology_class(at, due)), within_lead(at, due, calendar_of(folded))
    if (found, lead, letter.new_due.isoformat()) != _said(facts) or folded.columns["apology"]:
        folded.faults.append(f"{event.seq}: by the rules the apology is {found}, {lead}, {letter.new_due.isoformat()}")
    folded.columns |= {"promised_due": letter.new_due, "apology": found}
    change_dates(folded, event, DueChangeKind.REAPPOINT, before)
    letter.state, letter.slip_no, letter.sent_at = int(ApologyState.SENT), facts["slip_no"], at
    letter.proof, letter.proof_note_id, letter.within_lead = facts["proof"], facts["note"], lead


def drop_letter(folded: Folded, event: Event, said: Mapping[str, Any]) -> None:
    """What was not sent by the end is dropped; earlier events say nothing of it, and the row was left as it was."""
    letter = _letter(folded, event) if "letter" in said else None
    if letter is not None:
        letter.state = int(ApologyState.DROPPED)


def _said(facts: Mapping[str, Any]) -> tuple[int, bool, str]:
    return facts["apology"], facts["within_lead"], datetime.fromisoformat(facts["promised"]).isoformat()


def _letter(folded: Folded, event: Event) -> FoldedApology | None:
    letter: FoldedApology | None = folded.apology
    if letter is None:
        folded.faults.append(f"{event.seq}: there is no apology to speak of")
    return letter


def _new_due(folded: Folded, event: Event, facts: Mapping[str, Any]) -> datetime:
    """The new date by the rules; where the event says otherwise, that is a fault."""
    said = datetime.fromisoformat(facts["new_due"])
    due = folded.columns["legal_due"]
    counted = said if due is None else reappointed(due, facts["days"], calendar_of(folded))
    if counted != said:
        folded.faults.append(f"{event.seq}: the apology says {said.isoformat()}, the rules say {counted.isoformat()}")
    return counted


APOLOGIES: dict[Verb, Callable[[Folded, Event, Mapping[str, Any]], None]] = {
    Verb.DRAFT_APOLOGY: draft_apology,
    Verb.SIGN_APOLOGY: sign_apology,
    Verb.SEND_APOLOGY: send_apology,
}
