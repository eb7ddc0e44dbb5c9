"""What the statutory papers say, gathered from the rows at the moment of the act, under the names of that day.

The values are kept as a print record of the event (they may be forgotten); only their hash stands in the ledger.
"""

from dataclasses import replace
from datetime import date

from motcua.documents.forms.receipt import PaperLine, ReceiptSheet
from motcua.documents.forms.refusal import RefusalSheet
from motcua.documents.forms.sheets import Heading
from motcua.documents.forms.values import from_values
from motcua.documents.forms.wording import form_set_on
from motcua.documents.models import PrintRecord
from motcua.documents.printing import owe
from motcua.dossiers.admission import Admission
from motcua.dossiers.models import Dossier, Paper, Party
from motcua.dossiers.orders import PaperOrder, ReceiveOrder, RefuseOrder
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.people.roster import UnitCard, roster
from motcua.people.settings import read
from motcua.rules.codes import PaperSource, PartyRole, Profile, ReturnMethod
from motcua.rules.documents import PrintKind
from motcua.rules.organisation import UnitLevel

RETURN_WORDS: dict[ReturnMethod, str] = {
    ReturnMethod.DESK: "Nhận tại Bộ phận Một cửa nơi nộp hồ sơ",
    ReturnMethod.POST: "Nhận qua dịch vụ bưu chính công ích",
    ReturnMethod.ONLINE: "Nhận bản điện tử",
    ReturnMethod.ONLINE_AND_DESK: "Nhận bản điện tử và tại Bộ phận Một cửa",
}


def track_path(dossier: Dossier) -> str:
    """The look-up address in the QR, without host: it carries the secret and no personal data."""
    return f"/tra-cuu/{dossier.code or dossier.reference}/?k={dossier.lookup_secret}"


def receipt_print(
    dossier: Dossier,
    admission: Admission,
    order: ReceiveOrder,
    parties: list[Party],
    papers: list[Paper],
    *,
    actor: Actor,
) -> PrintRecord | None:
    """Form 01 as it was drawn up, unsaved; None for what is returned at once and no slip is wanted (Art. 17(4))."""
    if admission.is_immediate and not order.slip_wanted:
        return None
    sheet = _receipt(dossier, admission, order, parties, papers, actor=actor)
    profile, unit_version_id = Profile(dossier.profile), admission.receiving.version_id
    return owe(PrintKind.RECEIPT, sheet, profile=profile, unit_version_id=unit_version_id)


def _receipt(
    dossier: Dossier,
    admission: Admission,
    order: ReceiveOrder,
    parties: list[Party],
    papers: list[Paper],
    *,
    actor: Actor,
) -> ReceiptSheet:
    applicant, owner = _applicant_and_owner(parties)
    unit = admission.receiving
    return ReceiptSheet(
        form_set=form_set_on(admission.day),
        heading=_heading(unit, f"{dossier.register_no}/{_sign(unit)}", admission.day),
        code=dossier.code or "",
        track=track_path(dossier),
        desk=unit.name,
        owner=owner.name,
        applicant=applicant.name,
        filed_by=applicant.name if owner is not applicant else "",
        address=owner.address,
        phone=applicant.phone,
        email=applicant.email,
        procedure=admission.version.name,
        procedure_code=admission.version.code,
        papers=tuple(_line(paper, item) for paper, item in zip(papers, order.papers, strict=True)),
        sets=order.sets,
        limit=admission.limit.in_words(),
        received_at=admission.received_at,
        due_at=dossier.first_due or admission.received_at,
        return_at=_return_at(order.return_method, unit),
        fee=_fee_words(admission, order),
        book=admission.book.number,
        entry=str(dossier.register_no),
        clerk=actor.name,
        contact=_contact(unit, admission.day),
    )


def corrected_receipt(work: Work, party: Party) -> PrintRecord | None:
    """The receipt with the corrected party, as its next version; None when none was printed. The former one is void."""
    last = _last_print(work.dossier, PrintKind.RECEIPT)
    if last is None or last.values is None:
        return None
    sheet = from_values(ReceiptSheet, last.values)
    PrintRecord.objects.filter(pk=last.pk).update(void=True)
    if party.role == PartyRole.OWNER:
        again = replace(sheet, owner=party.name, address=party.address)
    elif sheet.filed_by:
        again = replace(sheet, applicant=party.name, filed_by=party.name, phone=party.phone, email=party.email)
    else:
        again = replace(
            sheet,
            applicant=party.name,
            owner=party.name,
            address=party.address,
            phone=party.phone,
            email=party.email,
        )
    again = replace(again, version=sheet.version + 1, replaces_at=work.at)
    return owe(PrintKind.RECEIPT, again, profile=Profile(work.dossier.profile), unit_version_id=last.unit_version_id)


def next_receipt_version(dossier: Dossier) -> int | None:
    """The number that a receipt issued again would bear; None when there is none to issue again. One statement."""
    last = _last_print(dossier, PrintKind.RECEIPT)
    return None if last is None or last.values is None else from_values(ReceiptSheet, last.values).version + 1


def refusal_print(
    dossier: Dossier,
    admission: Admission,
    order: RefuseOrder,
    parties: list[Party],
    reason: str,
    *,
    actor: Actor,
) -> PrintRecord:
    """Form 03 of a refusal at the counter, unsaved: without a code, traced by the reference."""
    applicant, _owner = _applicant_and_owner(parties)
    unit = admission.receiving
    sheet = RefusalSheet(
        form_set=form_set_on(admission.day),
        heading=_heading(unit, f"{dossier.register_no}/{_sign(unit)}", admission.day),
        code="",
        track=track_path(dossier),
        unit=unit.name,
        desk=unit.name,
        owner=applicant.name,
        applicant=applicant.name,
        address=applicant.address,
        phone=applicant.phone,
        email=applicant.email,
        procedure=admission.version.name,
        procedure_code=admission.version.code,
        reasons=(f"{reason};", order.explanation.strip()),
        clerk=actor.name,
        complaint_to=unit.name,
        hotline=str(read("help_line", on=admission.day, unit_id=unit.id)),
        returned_papers="toàn bộ giấy tờ đã nộp" if order.papers else "",
    )
    return owe(PrintKind.REFUSAL, sheet, profile=Profile(dossier.profile), unit_version_id=unit.version_id)


def prints_of(dossier: Dossier) -> list[PrintRecord]:
    """What was printed for a dossier, oldest first; one statement."""
    events = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=dossier.pk).values("pk")
    return list(PrintRecord.objects.filter(event_id__in=events).order_by("event_id", "pk"))


def void_prints(dossier: Dossier) -> None:
    """What was printed for a dossier no longer holds."""
    events = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=dossier.pk).values("pk")
    PrintRecord.objects.filter(event_id__in=events).update(void=True)


def _last_print(dossier: Dossier, kind: PrintKind) -> PrintRecord | None:
    events = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=dossier.pk).values("pk")
    return PrintRecord.objects.filter(event_id__in=events, kind=kind).order_by("-event_id").first()


def _applicant_and_owner(parties: list[Party]) -> tuple[Party, Party]:
    """Both; the applicant is the owner when nobody else is."""
    applicant = next(party for party in parties if party.role == PartyRole.APPLICANT)
    return applicant, next((party for party in parties if party.role == PartyRole.OWNER), applicant)


def _heading(unit: UnitCard, number: str, on: date) -> Heading:
    """The block at the top: the agency above the desk, the desk, the place that the law names."""
    people = roster()
    above = people.unit(unit.parent_id, on).name if unit.parent_id else ""
    return Heading(parent=above.upper(), agency=unit.name.upper(), number=number, place=place_of(unit, on), on=on)


def heading_of(unit: UnitCard, number: int | None, on: date) -> Heading:
    """The heading of a desk's paper with its number in the year; a book has none."""
    return _heading(unit, f"{number}/{_sign(unit)}" if number else "", on)


def place_of(unit: UnitCard, on: date) -> str:
    """The place of a commune's paper is the commune, else the province (Decree 30/2020 Appendix I)."""
    people = roster()
    for unit_id in people.ancestors(unit.id, on):
        card = people.unit(unit_id, on)
        if card.level in (UnitLevel.COMMUNE, UnitLevel.DISTRICT, UnitLevel.PROVINCE):
            return _bare_place(card.name)
    return ""


def _bare_place(name: str) -> str:
    """ "UBND phường Tân Hòa" → "phường Tân Hòa"."""
    for prefix in ("Ủy ban nhân dân ", "UBND "):
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name


def _sign(unit: UnitCard) -> str:
    """The sign after the number: the Centre's or the one-stop unit's."""
    return "TTPVHCC" if "Trung tâm" in unit.name else "BPTNTKQ"


def _line(paper: Paper, order: PaperOrder) -> PaperLine:
    return PaperLine(
        name=paper.name,
        originals=paper.originals,
        copies=paper.copies,
        pages=1 if order.file else None,
        source="CSDL quốc gia" if paper.source == PaperSource.DATABASE else "",
    )


def _return_at(method: ReturnMethod, unit: UnitCard) -> str:
    words = RETURN_WORDS[method]
    return f"{words}: {unit.name}" if method in (ReturnMethod.DESK, ReturnMethod.ONLINE_AND_DESK) else words


def _contact(unit: UnitCard, on: date) -> str:
    return unit.phone or str(read("help_line", on=on, unit_id=unit.id))


def _fee_words(admission: Admission, order: ReceiveOrder) -> str:
    """What is to be paid, by the rules of the filing day; rates by page or copy are named, not multiplied."""
    case_id = admission.case.id if admission.case else None
    fees = admission.version.fees_for(case_id, on=admission.day, channel=order.channel)
    parts = [f"{fee.name}: {fee.amount:,} đồng".replace(",", ".") for fee in fees if fee.amount]
    return "; ".join(parts) or "không thu"
