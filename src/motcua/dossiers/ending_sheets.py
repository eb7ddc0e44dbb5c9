"""What the papers of an end without a result say: form 05 of 2025 (withdrawn, stopped), form 03 after appraisal.

Gathered when the clock has ended, under the names of the day; kept like every paper as a record of the event.
"""

from datetime import date
from typing import Any

from motcua.documents.forms.letters import Receiver, call_of
from motcua.documents.forms.phrases import count
from motcua.documents.forms.refusal import RefusalSheet, SignedOpinion
from motcua.documents.forms.sheets import Heading
from motcua.documents.forms.stop_notice import ReturnedPaper, StopNoticeSheet
from motcua.documents.forms.wording import form_set_on
from motcua.documents.models import PrintRecord
from motcua.documents.printing import next_paper_number, owe
from motcua.dossiers.hands import appraisals
from motcua.dossiers.models import Paper, Party
from motcua.dossiers.sheets import heading_of, place_of, track_path
from motcua.dossiers.signatures import signature_of
from motcua.dossiers.work import Work
from motcua.people.roster import UnitCard, roster
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.codes import PartyKind, PartyRole, Profile, SegmentKind
from motcua.rules.deadlines import LimitUnit
from motcua.rules.documents import PrintKind, StopGround
from motcua.rules.lifecycle import Verb
from motcua.rules.procedures import Refund


def withdrawal_print(work: Work, *, asked_on: date, document_no: str, reason: str) -> PrintRecord | None:
    """Form 05 after the applicant's request, unsaved; None where `stop_print` owes none."""
    return _stop_notice(work, StopGround.WITHDRAWN, reason, asked_on=asked_on, asked_no=document_no)


def stop_print(work: Work, *, reason: str) -> PrintRecord | None:
    """Form 05 of a dossier that cannot be settled on, unsaved; under the forms of 2018 a plain notice that names none.

    None for what was to be returned at once, which has no appointment, and where nobody may sign for the agency.
    """
    return _stop_notice(work, StopGround.STOPPED, reason)


def lapse_print(work: Work, *, asked_on: date, asked_no: str, window: str) -> PrintRecord | None:
    """Form 05 after a window in which nothing came, unsaved; None where `stop_print` owes none."""
    return _stop_notice(work, StopGround.LAPSED, "", asked_on=asked_on, asked_no=asked_no, window=window)


def _stop_notice(work: Work, ground: StopGround, reason: str, **asked: Any) -> PrintRecord | None:
    """`asked`: what the sheet says of the applicant's wish, or of the request that nobody answered."""
    dossier = work.dossier
    if dossier.received_at is None or dossier.promised_due is None:
        return None
    form_set = form_set_on(legal_day(dossier.received_at))
    agency = roster().unit(dossier.competent_unit_id, work.today)
    signature = signature_of(agency.id, on=work.today, actor=work.actor)
    if signature is None:
        return None
    number = next_paper_number(PrintKind.STOP_NOTICE, unit_id=agency.id, on=work.today)
    applicant, _owner = _parties(work)
    sheet = StopNoticeSheet(
        form_set=form_set,
        heading=_letter_heading(agency, f"{count(number or 0)}/TB", work.today),
        code=str(dossier),
        track=track_path(dossier),
        agency=agency.name,
        ground=ground,
        to=_receiver(applicant),
        procedure=work.version.name,
        received_on=legal_day(dossier.received_at),
        stopped_on=work.today,
        used=_used(work),
        allowed=work.limit.in_words(),
        due_at=dossier.promised_due,
        papers=_papers(dossier.pk),
        fee=_fee(work, ground),
        signature=signature,
        copies_to=("Như trên", roster().unit(dossier.receiving_unit_id, work.today).name, "Lưu: hồ sơ"),
        reason=reason,
        **asked,
    )
    return owe(PrintKind.STOP_NOTICE, sheet, profile=Profile(dossier.profile), unit_version_id=agency.version_id)


def decline_print(work: Work, *, reason: str, words: str) -> PrintRecord:
    """Form 03 after appraisal, unsaved: with the code, and with the opinion that was signed (Art. 19)."""
    dossier, people = work.dossier, roster()
    desk = people.unit(dossier.receiving_unit_id, work.today)
    agency = people.unit(dossier.competent_unit_id, work.today)
    applicant, owner = _parties(work)
    clerk_id = work.steps[0].person_id
    sheet = RefusalSheet(
        form_set=form_set_on(legal_day(dossier.received_at or work.at)),
        heading=heading_of(desk, next_paper_number(PrintKind.REFUSAL, unit_id=desk.id, on=work.today), work.today),
        code=str(dossier),
        track=track_path(dossier),
        unit=desk.name,
        desk=desk.name,
        owner=owner.name,
        applicant=applicant.name,
        address=owner.address,
        phone=applicant.phone,
        email=applicant.email,
        procedure=work.version.name,
        procedure_code=work.version.code,
        reasons=(f"{reason};", words),
        clerk=people.staff(clerk_id).name if clerk_id else work.actor.name,
        complaint_to=agency.name,
        hotline=str(read("help_line", on=work.today, unit_id=desk.id)),
        opinion=_opinion(work),
    )
    return owe(PrintKind.REFUSAL, sheet, profile=Profile(dossier.profile), unit_version_id=desk.version_id)


def _opinion(work: Work) -> SignedOpinion | None:
    """The last proposal in its author's words; of one that was a file alone, that it was."""
    said = next((one for one in reversed(appraisals(work)) if one.kind == f"dossier.{Verb.PROPOSE}"), None)
    posting = roster().posting(said.posting_id) if said and said.posting_id else None
    if said is None or posting is None:
        return None
    on = legal_day(said.at)
    words = said.words or "Đề nghị từ chối giải quyết, theo dự thảo kèm theo"
    office = roster().unit(posting.unit_id, on).name
    return SignedOpinion(words=words, by=f"{office}, {roster().staff(posting.staff_id).name}", on=on)


def _parties(work: Work) -> tuple[Party, Party]:
    """Who filed it and whose it is; one statement."""
    rows = Party.objects.filter(dossier_id=work.dossier.pk, replaced_by__isnull=True)
    found = {row.role: row for row in rows}
    return found[PartyRole.APPLICANT], found.get(PartyRole.OWNER, found[PartyRole.APPLICANT])


def _receiver(party: Party) -> Receiver:
    kind = PartyKind(party.kind)
    return Receiver(
        name=party.name,
        call=call_of(kind, party.name, party.identity_no),
        address=party.address,
        phone=party.phone,
        person=kind is PartyKind.PERSON,
    )


def _letter_heading(agency: UnitCard, number: str, on: date) -> Heading:
    """The heading of an agency's letter: whose office stands above it, its number with the sign of a notice."""
    above = roster().unit(agency.parent_id, on).name if agency.parent_id else ""
    council = agency.name.startswith(("UBND ", "Ủy ban nhân dân "))
    sign = f"{number}-UBND" if council else number
    return Heading(parent=above.upper(), agency=agency.name.upper(), number=sign, place=place_of(agency, on), on=on)


def _papers(dossier_id: int) -> tuple[ReturnedPaper, ...]:
    """What was handed in on paper goes back."""
    rows = Paper.objects.filter(dossier_id=dossier_id, replaced_by__isnull=True).order_by("no")
    return tuple(ReturnedPaper(row.name, row.originals, row.copies) for row in rows if row.originals or row.copies)


def _used(work: Work) -> str:
    """How much of the term the clock has run, in the unit of the term."""
    start = work.dossier.complete_at or work.at
    runs = [(start, work.at)]
    if work.stretches != 1:
        rows = [row for row in work.segments if row.kind == SegmentKind.RUN]
        runs = [(max(row.from_at, start), row.to_at or work.at) for row in rows if (row.to_at or work.at) > start]
    calendar, unit = work.calendar(work.dossier.receiving_unit_id), work.limit.unit
    days = [(legal_day(begun), legal_day(ended)) for begun, ended in runs]
    if unit is LimitUnit.WD:
        return count(sum(max(0, calendar.working_days_between(first, last)) for first, last in days))
    if unit in (LimitUnit.CD, LimitUnit.MO):
        spent = count(sum((last - first).days for first, last in days))
        return spent if unit is LimitUnit.CD else f"{spent} ngày"
    minutes = sum(calendar.minutes_between(begun, ended) for begun, ended in runs)
    return f"{count(minutes // 60)} giờ"


def _fee(work: Work, ground: StopGround) -> str:
    """What becomes of fees, by the rules of the version: kept or given back."""
    fees = work.version.fees_for(work.dossier.case_id, on=work.today)
    owed = [fee for fee in fees if fee.amount]
    if not owed:
        return "thủ tục này không thu"
    untouched = len(work.steps) == 1
    back = {
        Refund.NONE: False,
        Refund.BEFORE_WORK: untouched,
        Refund.NOT_ELIGIBLE: ground is StopGround.STOPPED,
    }
    words = ("không hoàn lại", "được hoàn lại")
    return "; ".join(f"{fee.name}: nếu đã nộp thì {words[back[fee.refund]]}" for fee in owed)
