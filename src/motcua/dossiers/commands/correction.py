"""The only correction of dates: the moment of the complete dossier was written down wrongly (decision 12).

Said by the provincial office, never by the unit itself; by a document. `first_due` and the acceptance stay as they were
written; legal date, promise and lateness follow by the rules from the true moment, and both versions stay visible.
"""

from datetime import datetime, time

from motcua.dossiers.apologies import letter_of, promise_calendar
from motcua.dossiers.change import Change, change
from motcua.dossiers.clock import keep_promise, note_change, pauses_of
from motcua.dossiers.commands.due import DocumentMissing
from motcua.dossiers.dating import Ahead, Promise, recount
from motcua.dossiers.models import Apology, DueChange
from motcua.dossiers.notes import keep_note
from motcua.dossiers.reasons import ReasonNeedsWords, require_reason
from motcua.dossiers.texts import tidy, worded
from motcua.dossiers.times_facts import DueCorrected, LetterJudgedAgain
from motcua.dossiers.times_orders import CorrectDueOrder
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.rows import update
from motcua.people.roster import roster
from motcua.rules.apologies import apology_class, within_lead
from motcua.rules.calendar import VIETNAM, local
from motcua.rules.codes import Apology as ApologyClass
from motcua.rules.codes import DueChangeKind, NoteVisibility, SegmentKind
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.rules.organisation import UnitLevel


class CorrectionByTheUnit(Fault):
    """Nobody corrects the dates of his own house."""

    code = "correction_by_the_unit"
    sentence = "Đơn vị của bạn thuộc cơ quan tiếp nhận hoặc giải quyết hồ sơ này nên không đính chính hạn được."


class CorrectionInFuture(Fault):
    """The moment has not come yet."""

    code = "correction_in_future"
    sentence = "Thời điểm đúng đang ở tương lai. Kiểm tra lại ngày, giờ."


class CorrectionTooEarly(Fault):
    """Before that moment there was nothing that could be complete."""

    code = "correction_too_early"
    sentence = "Thời điểm đúng không thể trước {earliest}, khi {what}. Kiểm tra lại ngày, giờ."


class CorrectionTooLate(Fault):
    """By that moment the dossier was worked on already, so it was there."""

    code = "correction_too_late"
    sentence = "Thời điểm đúng không thể sau {latest}, khi hồ sơ đã được xử lý tiếp. Kiểm tra lại ngày, giờ."


class SameMoment(Fault):
    """The moment is the one that stands there."""

    code = "same_moment"
    sentence = "Thời điểm này đang được dùng để tính hạn nên không có gì để đính chính."


class NothingDue(Fault):
    """What is returned at once has no date."""

    code = "nothing_due"
    sentence = "Hồ sơ trả ngay, không có hạn để đính chính."


def correct_due(ref: str, order: CorrectDueOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Count the dates again from the true moment of the complete dossier, by the rules alone.

    `order.moment` is aware, or a time of Viet Nam. Raises what `change` raises; CorrectionByTheUnit, NothingDue,
    DocumentMissing, UnknownReason, ReasonNeedsWords, CorrectionInFuture, CorrectionTooEarly, CorrectionTooLate,
    SameMoment, UnprintableSign, NeedsAPerson.
    """
    with change(ref, Verb.CORRECT_DUE, actor=actor, at=at, expected=expected) as door:
        work = door.work
        _require_outside(work)
        document_no = tidy("Số văn bản", order.document_no)
        if not document_no:
            raise DocumentMissing()
        require_reason("due_correction_reasons", order.reason, on=work.today)
        words = worded("Nói rõ lý do", order.explanation)
        if not words:
            raise ReasonNeedsWords()
        moment = order.moment if order.moment.tzinfo else order.moment.replace(tzinfo=VIETNAM)
        _require_possible(work, moment)
        note = keep_note(work, words, visibility=NoteVisibility.APPLICANT)
        door.facts = _correct(work, moment, reason=order.reason, document_no=document_no, note=note)
    return door.result


def _correct(work: Work, moment: datetime, *, reason: str, document_no: str, note: int | None) -> DueCorrected:
    dossier, unit_id = work.dossier, work.actor.unit_id
    legal, promised, late, before = dossier.legal_due, dossier.promised_due, dossier.late_at, dossier.complete_at
    if legal is None or before is None or unit_id is None:
        raise NothingDue()
    term = _recounted(work, moment)
    kept = keep_promise(legal, promised, term.due.at)
    note_change(
        work,
        DueChangeKind.CORRECTION,
        legal_after=term.due.at,
        promised_after=kept,
        document_no=document_no,
        approver_unit_id=unit_id,
    )
    work.set(**term.columns() | {"promised_due": kept, "complete_at": moment})
    letter = _judge_letter(work, term.due.at or legal)
    return DueCorrected(
        reason=reason,
        document_no=document_no,
        moment_before=before,
        moment=moment,
        before=legal,
        late_before=late,
        dates=term.facts(),
        promised=kept or legal,
        approver=work.staff_id,
        approver_unit=unit_id,
        note=note,
        letter=letter,
    )


def _judge_letter(work: Work, due: datetime) -> LetterJudgedAgain | None:
    """An apology that was sent falls into its class by the legal date, so by the corrected one (decision: in time is
    on or before it). Two statements, none where no letter was sent.
    """
    before = work.dossier.apology
    letter = letter_of(work) if before != ApologyClass.NONE else None
    if letter is None or letter.sent_at is None:
        return None
    found = apology_class(letter.sent_at, due)
    lead = within_lead(letter.sent_at, due, promise_calendar(work))
    update(Apology, letter.pk, {"within_lead": lead})
    work.set(apology=int(found))
    return LetterJudgedAgain(before=before, apology=int(found), within_lead=lead)


def _recounted(work: Work, moment: datetime) -> Promise:
    calendar = work.calendar(work.dossier.receiving_unit_id)
    return recount(work.limit, moment, pauses_of(work), calendar, ahead=Ahead.on(work.today))


def _require_outside(work: Work) -> None:
    """The actor's house is neither the one that received nor the one that settles. Raises CorrectionByTheUnit."""
    dossier, unit_id = work.dossier, work.actor.unit_id
    work.staff_id  # noqa: B018 – raises NeedsAPerson
    houses = {house_of(work, dossier.receiving_unit_id), house_of(work, dossier.competent_unit_id)}
    if unit_id is None or house_of(work, unit_id) in houses:
        raise CorrectionByTheUnit()


def house_of(work: Work, unit_id: int) -> int:
    """The agency that a unit belongs to: the topmost one below the province (a ward, a department), else itself."""
    people, here = roster(), unit_id
    for above in people.ancestors(unit_id, work.today):
        if people.unit(above, work.today).level is UnitLevel.PROVINCE:
            break
        here = above
    return here


def _require_possible(work: Work, moment: datetime) -> None:
    """The moment lies between what must have come before it and what was done after it; and it is another one."""
    if moment > work.at:
        raise CorrectionInFuture()
    begun = _restarted(work)
    earliest, what = _earliest(work, begun)
    if moment <= earliest:
        raise CorrectionTooEarly(earliest=_in_words(earliest), what=what)
    latest = _latest(work, begun)
    if moment > latest:
        raise CorrectionTooLate(latest=_in_words(latest))
    if moment == work.dossier.complete_at:
        raise SameMoment()


def _restarted(work: Work) -> int:
    """The place of the stretch of the clock with which the term began last: 0, or where it began again."""
    restarts = DueChange.objects.filter(dossier_id=work.dossier.pk, kind=DueChangeKind.RESTART)
    seq = restarts.order_by("-seq").values_list("seq", flat=True).first()
    return next((place for place, row in enumerate(work.segments) if row.opened_seq == seq), 0)


def _earliest(work: Work, begun: int) -> tuple[datetime, str]:
    """What went before: the pause after which the term began again, else the first day of the procedure's version."""
    if begun:
        return work.segments[begun - 1].from_at, "hồ sơ bắt đầu chờ bổ sung"
    first = datetime.combine(work.version.valid_from, time.min, VIETNAM)
    return first, "phiên bản thủ tục này có hiệu lực"


def _latest(work: Work, begun: int) -> datetime:
    """By when it was there: what the pause waited for when the term began again; else the whole dossier when it left
    the desk or the clock first stood, or now.
    """
    if begun:
        return work.segments[begun].from_at
    stood = [row.from_at for row in work.segments if row.kind == SegmentKind.PAUSE]
    return min(moment for moment in (*stood, work.steps[0].closed_at, work.at) if moment is not None)


def _in_words(moment: datetime) -> str:
    return f"{local(moment):%H:%M ngày %d/%m/%Y}"
