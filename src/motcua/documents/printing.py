"""The life of a printed paper: owed by a verb, drawn at the first print, served again from its file, voided, erased.

A verb calls `owe` inside its transaction, inserts the record and writes the hash of its values into the event. The
values name persons, so they stand in the record, which can be erased; the ledger keeps the hash only. What was
printed first is kept: a reprint is that very file, and a fresh rendering is marked as a copy.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pikepdf
from django.db import transaction

from motcua.documents.forms.apology import ApologySheet, draw_apology
from motcua.documents.forms.control_slip import ControlSlip, draw_control_slip
from motcua.documents.forms.receipt import ReceiptSheet, draw_receipt
from motcua.documents.forms.refusal import RefusalSheet, draw_refusal
from motcua.documents.forms.sheets import Copy, Mark, Occasion
from motcua.documents.forms.stop_notice import StopNoticeSheet, draw_stop_notice
from motcua.documents.forms.supplement import SupplementSheet, draw_supplement
from motcua.documents.forms.values import as_values, from_values
from motcua.documents.models import File, PrintRecord
from motcua.documents.store import PDF, forget, keep_own
from motcua.ledger.canonical import write_facts
from motcua.ledger.counters import next_number
from motcua.ledger.models import Event
from motcua.rules.codes import Profile
from motcua.rules.documents import PrintKind
from motcua.rules.faults import Fault

Sheet = ReceiptSheet | SupplementSheet | RefusalSheet | ApologySheet | StopNoticeSheet | ControlSlip


class SlipVoid(Fault):
    """The paper was declared void (undone at the counter, or replaced by a later version)."""

    code = "slip_void"
    sentence = "Giấy này đã hủy, không in được nữa. In giấy mới nhất của hồ sơ."


class PrintForgotten(Fault):
    """The values were erased and no file is left."""

    code = "print_forgotten"
    sentence = "Nội dung giấy này đã xóa theo thời hạn lưu trữ."


class PrintChanged(Fault):
    """The values are not those whose hash stands in the ledger."""

    code = "print_changed"
    sentence = "Nội dung giấy này khác với sổ sự kiện nên không in. Báo cho quản trị hệ thống."


@dataclass(frozen=True, slots=True)
class Paper:
    """How a kind of paper is read and drawn, and the counter series of its number, if it has one of its own."""

    sheet: type[Any]
    draw: Callable[[Any, Occasion], bytes]
    label: str
    series: str | None = None


PAPERS: dict[PrintKind, Paper] = {
    PrintKind.RECEIPT: Paper(ReceiptSheet, draw_receipt, "Giấy tiếp nhận và hẹn trả", "receipt_slip"),
    PrintKind.REFUSAL: Paper(RefusalSheet, draw_refusal, "Phiếu từ chối tiếp nhận", "refusal"),
    PrintKind.SUPPLEMENT: Paper(SupplementSheet, draw_supplement, "Phiếu yêu cầu bổ sung", "supplement"),
    PrintKind.APOLOGY: Paper(ApologySheet, draw_apology, "Thư xin lỗi", "apology"),
    PrintKind.STOP_NOTICE: Paper(StopNoticeSheet, draw_stop_notice, "Thông báo dừng giải quyết", "stop_notice"),
    PrintKind.CONTROL_SLIP: Paper(ControlSlip, draw_control_slip, "Phiếu kiểm soát"),
}


def next_paper_number(kind: PrintKind, *, unit_id: int, on: date) -> int | None:
    """The next number of the year for a paper of `kind` issued by the unit on the legal day `on`; None: it has none.

    One statement, inside the verb's transaction; to be called late (the counter stays locked until the commit).
    """
    series = PAPERS[kind].series
    return next_number(series, unit_id, date(on.year, 1, 1)) if series else None


def owe(kind: PrintKind, sheet: Sheet, *, profile: Profile, unit_version_id: int, no: int | None = None) -> PrintRecord:
    """The unsaved record of a paper that a verb owes; the verb sets `event_id` and inserts it in its transaction.

    `unit_version_id`: the name of the unit that was printed. Its `sha256` goes into the facts. Raises MissingField
    when the law asks for something that `sheet` does not say, so that no verb promises a paper it cannot print.
    """
    sheet.check()
    values = as_values(sheet)
    return PrintRecord(
        kind=kind, profile=profile, unit_version_id=unit_version_id, no=no, values=values, sha256=digest(values)
    )


def digest(values: dict[str, Any]) -> bytes:
    """SHA-256 of the canonical form of a record's values (sorted keys, NFC, UTC)."""
    text, _ = write_facts(values)
    return sha256(text.encode()).digest()


def draw(record: PrintRecord, *, occasion: Occasion) -> File:
    """The file of a paper: drawn and kept at the first print, the same file ever after.

    Not to be called inside a verb's transaction. Two first prints at once end with one file. Raises SlipVoid,
    PrintForgotten, PrintChanged.
    """
    if record.void:
        raise SlipVoid()
    if record.file is not None:
        return record.file
    content = _render(record, occasion)
    paper = PAPERS[PrintKind(record.kind)]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    made_at = occasion.printed_at
    file = keep_own(content, f"{paper.label} {_name(record)}.pdf", mime=PDF, pages=pages, made_at=made_at)
    kept = _attach(record, file)
    if kept != file:
        forget(file, at=made_at)
    return kept


def draw_copy(record: PrintRecord, *, occasion: Occasion) -> bytes:
    """The paper drawn anew and not kept: the desk's own copy ("Liên: Lưu"), or one marked BẢN SAO for anybody else.

    Raises SlipVoid, PrintForgotten, PrintChanged.
    """
    if record.void:
        raise SlipVoid()
    if occasion.copy is Copy.GIVEN and Mark.COPY not in occasion.marks:
        occasion = replace(occasion, marks=(Mark.COPY, *occasion.marks))
    return _render(record, occasion)


def void_prints(*, event_id: int) -> None:
    """Declare void what the event owed, in the transaction of the verb that undoes or replaces it."""
    PrintRecord.objects.filter(event_id=event_id).update(void=True)


def erase(record: PrintRecord, *, at: datetime) -> None:
    """Forget the values and the file of a paper at the aware moment `at`; hash, number and kind stay."""
    with transaction.atomic():
        if record.file is not None:
            forget(record.file, at=at)
        record.values, record.erased_at = None, at
        record.save(update_fields=["values", "erased_at"])


def sheet_of(record: PrintRecord) -> Sheet:
    """What the paper says, proven against its hash. Raises PrintForgotten, PrintChanged."""
    if record.values is None:
        raise PrintForgotten()
    if digest(record.values) != bytes(record.sha256):
        raise PrintChanged()
    sheet: Sheet = from_values(PAPERS[PrintKind(record.kind)].sheet, record.values)
    return sheet


def _render(record: PrintRecord, occasion: Occasion) -> bytes:
    _check_owed(record)
    return PAPERS[PrintKind(record.kind)].draw(sheet_of(record), occasion)


def _check_owed(record: PrintRecord) -> None:
    """The hash is the one that its event says: values and hash may have been changed together. Raises PrintChanged."""
    said = Event.objects.filter(pk=record.event_id).values_list("facts__print_sha256", flat=True).first()
    if said is not None and said != bytes(record.sha256).hex():
        raise PrintChanged()


def _name(record: PrintRecord) -> str:
    """The code or the number of the paper, never a person's name: a label is shown in lists."""
    sheet = sheet_of(record)
    return sheet.code or sheet.heading.number.replace("/", "-")


def _attach(record: PrintRecord, file: File) -> File:
    """Let the record keep its first file; whichever that is. Raises SlipVoid when it was voided meanwhile."""
    with transaction.atomic():
        # Without a join: PostgreSQL would give the row as it is after the wait, but what is joined as it was before.
        fresh = PrintRecord.objects.select_for_update().get(pk=record.pk)
        if fresh.void:
            forget(file, at=file.made_at)
        elif fresh.file is None:
            fresh.file = file
            fresh.save(update_fields=["file"])
    record.void, record.file = fresh.void, fresh.file
    if fresh.void or fresh.file is None:
        raise SlipVoid()
    return fresh.file
