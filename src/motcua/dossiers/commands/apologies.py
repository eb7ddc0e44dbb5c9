"""Verbs of the apology: drafted by whoever works or by the system, signed by the head of the agency, sent by the desk.

The legal date never moves, so the dossier stays late if it is; only the promised date follows, and once for ever
(Decree 61/2018 Art. 12(5), 19(9)). The system drafts and never sends.
"""

from datetime import datetime
from typing import Any

from motcua.documents.printing import next_paper_number
from motcua.dossiers.apologies import (
    CAUSES,
    AlreadyApologised,
    letter_of,
    new_date,
    promise_calendar,
    proposal,
    require_owed,
)
from motcua.dossiers.apology_facts import ApologyDrafted, ApologySent, ApologySigned
from motcua.dossiers.apology_orders import DraftApologyOrder, SendApologyOrder, SignApologyOrder
from motcua.dossiers.apology_sheet import apology_print
from motcua.dossiers.change import Change, Door, change, require_after
from motcua.dossiers.clock import note_change
from motcua.dossiers.models import Apology
from motcua.dossiers.notes import keep_note
from motcua.dossiers.reasons import require_reason
from motcua.dossiers.texts import tidy
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.rows import insert_one, update
from motcua.people.permissions import units_in_scope
from motcua.people.roster import roster
from motcua.rules.apologies import apology_class, within_lead
from motcua.rules.codes import ApologyState, DueChangeKind, NoteVisibility
from motcua.rules.documents import PrintKind
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb


class NothingDrafted(Fault):
    """There is no letter to sign or to send."""

    code = "nothing_drafted"
    sentence = "Hồ sơ chưa có thư xin lỗi nào được soạn. Soạn thư trước."


class NotSigned(Fault):
    """The desk sends what the head of the agency has signed, nothing else."""

    code = "apology_not_signed"
    sentence = "Thư xin lỗi chưa được người đứng đầu cơ quan giải quyết ký nên chưa gửi được."


class NotTheSigner(Fault):
    """The head of the agency that settles it signs, never another one and never the desk (Art. 12(5), 19(9))."""

    code = "not_the_signer"
    sentence = "Thư xin lỗi của hồ sơ này do người có thẩm quyền của {unit} ký."


class DateMoved(Fault):
    """The legal date was moved lawfully after the letter was signed: what was signed is true no longer."""

    code = "apology_date_moved"
    sentence = "Hạn trả đã đổi sau khi thư được ký, ngày hẹn trong thư không còn đúng. Đề nghị ký lại thư rồi gửi."


class ProofMissing(Fault):
    """It counts as sent only with what proves it."""

    code = "proof_missing"
    sentence = "Ghi bằng chứng đã gửi: báo cho ai, lúc nào, số hiệu thư hoặc tin nhắn."


class UnitNotInvolved(Fault):
    """The unit at fault is one that has had the dossier."""

    code = "unit_not_involved"
    sentence = "Đơn vị “{unit}” chưa giữ hồ sơ này bước nào. Chọn nơi đã giữ hồ sơ."


def draft_apology(
    ref: str, order: DraftApologyOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Write the letter, or write it anew while it is not signed. What the order leaves open the clock ledger proposes.

    Raises what `change` raises; NothingPromised, NotNearDue, AlreadyApologised, UnknownReason, UnknownUnit,
    UnitNotInvolved, BadExtension, PromiseInPast, UnprintableSign.
    """
    with change(ref, Verb.DRAFT_APOLOGY, actor=actor, at=at, expected=expected) as door:
        work = door.work
        due, letter = require_owed(work), letter_of(work)
        if letter is not None and letter.state != ApologyState.DRAFTED:
            raise AlreadyApologised(state="đã ký")
        proposed = proposal(work, due)
        days = proposed.days if order.days is None else order.days
        columns: dict[str, Any] = {
            "cause": _cause(work, order.cause) or proposed.cause,
            "cause_unit_id": _unit(work, order.cause_unit) or proposed.cause_unit_id,
            "days": days,
            "new_due": new_date(work, due, days),
        }
        note = _sentence(work, order.sentence or proposed.sentence)
        columns |= {"note_id": note, "drafted_at": at, "drafted_by_id": actor.staff_id}
        if letter is None:
            insert_one(Apology(dossier_id=work.dossier.pk, state=ApologyState.DRAFTED, **columns))
        else:
            update(Apology, letter.pk, columns)
        door.facts = ApologyDrafted(
            cause=columns["cause"],
            cause_unit=columns["cause_unit_id"],
            days=days,
            new_due=columns["new_due"],
            note=note,
        )
    return door.result


def sign_apology(
    ref: str, order: SignApologyOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Sign the letter, as drafted or with other words, cause or days; a signed one may be signed anew until it is sent.

    Raises what `change` raises; NotTheSigner, NothingDrafted and what `draft_apology` raises.
    """
    with change(ref, Verb.SIGN_APOLOGY, actor=actor, at=at, expected=expected) as door:
        work = door.work
        _require_head(work)
        due, letter = require_owed(work), letter_of(work)
        if letter is None:
            raise NothingDrafted()
        require_after(work, letter.signed_at or letter.drafted_at)
        days = letter.days if order.days is None else order.days
        cause = _cause(work, order.cause) or letter.cause
        new_due = new_date(work, due, days)
        note = _sentence(work, order.sentence) if order.sentence.strip() else None
        columns: dict[str, Any] = {
            "state": ApologyState.SIGNED,
            "cause": cause,
            "note_id": note or letter.note_id,
            "days": days,
            "new_due": new_due,
            "signer_id": work.staff_id,
            "signed_at": at,
        }
        update(Apology, letter.pk, columns)
        door.facts = ApologySigned(cause=cause, cause_unit=letter.cause_unit_id, days=days, new_due=new_due, note=note)
    return door.result


def send_apology(
    ref: str, order: SendApologyOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Tell the applicant, with the proof of it: the promised date moves now, once; the legal date stays.

    Raises what `change` raises; NeedsAPerson, NothingPromised, NotNearDue, AlreadyApologised, NothingDrafted,
    NotSigned, DateMoved, PromiseInPast, ProofMissing, MissingField.
    """
    with change(ref, Verb.SEND_APOLOGY, actor=actor, at=at, expected=expected) as door:
        work = door.work
        by = work.staff_id
        due, letter = require_owed(work), letter_of(work)
        if letter is None:
            raise NothingDrafted()
        require_after(work, letter.signed_at or letter.drafted_at)
        if letter.state != ApologyState.SIGNED:
            raise NotSigned()
        if new_date(work, due, letter.days) != letter.new_due:
            raise DateMoved()
        words = tidy("Bằng chứng đã gửi", order.words)
        if not words or not by:
            raise ProofMissing()
        note = keep_note(work, words)
        _send(door, letter, order, due=due, note=note or 0)
    return door.result


def _send(door: Door, letter: Apology, order: SendApologyOrder, *, due: datetime, note: int) -> None:
    """Everything that follows from the sending, the number in the year as late as can be."""
    work = door.work
    found, lead = apology_class(work.at, due), within_lead(work.at, due, promise_calendar(work))
    note_change(work, DueChangeKind.REAPPOINT, legal_after=due, promised_after=letter.new_due)
    work.set(promised_due=letter.new_due, apology=int(found))
    slip_no = _next_number(work)
    letter.slip_no = slip_no
    paper = door.owe(apology_print(work, letter, due=due))
    columns: dict[str, Any] = {
        "state": ApologyState.SENT,
        "slip_no": slip_no,
        "sent_at": work.at,
        "proof": order.proof,
        "proof_note_id": note,
        "within_lead": lead,
    }
    update(Apology, letter.pk, columns)
    door.facts = ApologySent(
        slip_no=slip_no,
        proof=order.proof,
        apology=found,
        within_lead=lead,
        promised=letter.new_due,
        print_sha256=paper,
        note=note,
    )


def _next_number(work: Work) -> int:
    """The number in the year of the agency that signs."""
    number = next_paper_number(PrintKind.APOLOGY, unit_id=work.dossier.competent_unit_id, on=work.today)
    if number is None:
        raise RuntimeError("an apology has a series of numbers")
    return number


def _require_head(work: Work) -> None:
    """The signature is that of the agency that settles the dossier, wherever it lies at the moment."""
    agency = work.dossier.competent_unit_id
    units = units_in_scope(work.actor, Verb.SIGN_APOLOGY)
    if work.actor.staff_id is None or (units is not None and agency not in units):
        raise NotTheSigner(unit=roster().unit(agency, work.today).name)


def _cause(work: Work, code: str) -> str:
    """The code of a cause on the list in force; empty as it came."""
    if code:
        require_reason(CAUSES, code, on=work.today)
    return code


def _unit(work: Work, code: str) -> int | None:
    """The unit at fault that somebody named: one that has had the dossier."""
    if not code:
        return None
    card = roster().unit_by_code(code, work.today)
    if card.id not in {step.unit_id for step in work.steps}:
        raise UnitNotInvolved(unit=card.label)
    return card.id


def _sentence(work: Work, text: str) -> int:
    """The sentence that the applicant reads, kept as a note; its id."""
    said = tidy("Câu nói với người nộp", text)
    return keep_note(work, said, visibility=NoteVisibility.APPLICANT) or 0
