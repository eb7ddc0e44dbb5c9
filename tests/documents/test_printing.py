"""A print record from the promise to the forgotten paper."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from motcua.documents import printing, store
from motcua.documents.forms.sheets import Copy, MissingField
from motcua.documents.models import File, PrintRecord
from motcua.rules.codes import Profile
from motcua.rules.documents import FileOrigin, PrintKind
from tests.documents import readings
from tests.documents.hard_times import (
    DECLINE,
    RECEIPT_AGAIN,
    SORRY_2018,
    SORRY_2025,
    STOP,
    WORST_REQUEST,
    WORST_STOP,
)
from tests.documents.samples import COUNTER, RECEIPT, REFUSAL, SLIP

LATER = replace(COUNTER, printed_at=datetime(2026, 11, 20, 3, tzinfo=UTC), printed_by="Lê Văn Tám (Quầy 1)")


def owed(sheet=RECEIPT, kind=PrintKind.RECEIPT, event_id=47_000_000_000_001) -> PrintRecord:
    record = printing.owe(kind, sheet, profile=Profile.R2025, unit_version_id=7, no=12846)
    record.event_id = event_id
    record.save()
    return PrintRecord.objects.get(pk=record.pk)


def content_of(file: File) -> bytes:
    with store.open_file(file) as stream:
        return stream.read()


@pytest.mark.django_db
def test_the_first_print_is_kept_and_served_again():
    record = owed()
    first = printing.draw(record, occasion=COUNTER)
    again = printing.draw(PrintRecord.objects.get(pk=record.pk), occasion=LATER)
    assert first == again and first.origin == FileOrigin.PRINT and first.pages == 1
    assert first.name == "Giấy tiếp nhận và hẹn trả H99.15-261118-0065.pdf"
    words = readings.words_of(content_of(again))
    assert "In lúc 09 giờ 45 ngày 18/11/2026, người in: Phạm Thu Trang (Quầy 4)" in words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "sheet"),
    [
        (PrintKind.RECEIPT, RECEIPT),
        (PrintKind.RECEIPT, RECEIPT_AGAIN),
        (PrintKind.SUPPLEMENT, WORST_REQUEST),
        (PrintKind.REFUSAL, REFUSAL),
        (PrintKind.REFUSAL, DECLINE),
        (PrintKind.APOLOGY, SORRY_2018),
        (PrintKind.APOLOGY, SORRY_2025),
        (PrintKind.STOP_NOTICE, STOP),
        (PrintKind.STOP_NOTICE, WORST_STOP),
        (PrintKind.CONTROL_SLIP, SLIP),
    ],
)
def test_every_owed_kind_is_drawn_from_its_stored_values(kind, sheet):
    record = owed(sheet, kind)
    assert printing.sheet_of(record) == sheet
    assert readings.scanned(content_of(printing.draw(record, occasion=COUNTER)))["QRCode"] == sheet.track


def test_the_hash_is_that_of_the_values_whatever_their_order():
    record = printing.owe(PrintKind.RECEIPT, RECEIPT, profile=Profile.R2025, unit_version_id=7)
    assert len(record.sha256) == 32 and record.pk is None
    assert printing.digest(dict(reversed(record.values.items()))) == record.sha256


def test_a_verb_cannot_owe_a_paper_that_lacks_a_legal_field():
    with pytest.raises(MissingField):
        printing.owe(PrintKind.RECEIPT, replace(RECEIPT, clerk=""), profile=Profile.R2025, unit_version_id=7)


@pytest.mark.django_db
def test_a_receipt_that_was_owed_before_supplements_existed_is_still_read_and_drawn():
    record = owed()
    for added in ("supplemented_at", "former_due_at"):
        del record.values[added]
    record.sha256 = printing.digest(record.values)
    assert printing.sheet_of(record) == RECEIPT
    assert "Ngày hẹn trước" not in readings.words_of(content_of(printing.draw(record, occasion=COUNTER)))


@pytest.mark.parametrize(
    ("kind", "sheet"),
    [
        (PrintKind.SUPPLEMENT, replace(WORST_REQUEST, second_ground="")),
        (PrintKind.REFUSAL, replace(DECLINE, opinion=None)),
        (PrintKind.APOLOGY, replace(SORRY_2025, new_due_at=None)),
        (PrintKind.STOP_NOTICE, replace(STOP, reason="")),
    ],
)
def test_no_verb_promises_a_paper_of_hard_times_that_lacks_a_legal_field(kind, sheet):
    with pytest.raises(MissingField):
        printing.owe(kind, sheet, profile=Profile.R2025, unit_version_id=7)


@pytest.mark.django_db
def test_values_changed_behind_the_ledgers_back_are_not_printed():
    record = owed()
    record.values["owner"] = "Người khác"
    with pytest.raises(printing.PrintChanged):
        printing.draw(record, occasion=COUNTER)
    assert not File.objects.exists()


@pytest.mark.django_db
def test_a_void_slip_is_neither_printed_nor_reprinted():
    record = owed()
    printing.draw(record, occasion=COUNTER)
    printing.void_prints(event_id=record.event_id)
    with pytest.raises(printing.SlipVoid, match="Giấy này đã hủy"):
        printing.draw(PrintRecord.objects.get(pk=record.pk), occasion=LATER)
    with pytest.raises(printing.SlipVoid):
        printing.draw_copy(PrintRecord.objects.get(pk=record.pk), occasion=LATER)


@pytest.mark.django_db
def test_a_slip_voided_while_it_is_drawn_leaves_no_file():
    record = owed()
    printing.void_prints(event_id=record.event_id)
    with pytest.raises(printing.SlipVoid):
        printing.draw(record, occasion=COUNTER)
    assert not File.objects.remembered().exists()


@pytest.mark.django_db
def test_a_copy_is_marked_and_the_desks_own_is_not():
    record = owed()
    marked = readings.words_of(printing.draw_copy(record, occasion=LATER))
    kept = readings.words_of(printing.draw_copy(record, occasion=replace(LATER, copy=Copy.KEPT)))
    assert "BẢN SAO" in marked and "BẢN SAO" not in kept and "(Liên: Lưu)" in kept
    assert "người in: Lê Văn Tám (Quầy 1)" in marked and not File.objects.exists()


@pytest.mark.django_db
def test_an_erased_print_keeps_hash_and_number_only():
    record = owed()
    file = printing.draw(record, occasion=COUNTER)
    printing.erase(record, at=LATER.printed_at)
    store.sweep(at=LATER.printed_at)
    record = PrintRecord.objects.get(pk=record.pk)
    assert record.values is None and record.no == 12846 and len(bytes(record.sha256)) == 32
    with pytest.raises(store.FileGone):
        store.open_file(File.objects.get(pk=file.pk))
    with pytest.raises(printing.PrintForgotten):
        printing.draw_copy(record, occasion=LATER)


@pytest.mark.django_db
def test_numbers_of_refusals_run_through_the_year():
    with transaction.atomic():
        numbers = [
            printing.next_paper_number(PrintKind.REFUSAL, unit_id=5, on=day)
            for day in (date(2026, 1, 5), date(2026, 12, 30), date(2027, 1, 4))
        ]
        assert printing.next_paper_number(PrintKind.CONTROL_SLIP, unit_id=5, on=date(2026, 1, 5)) is None
    assert numbers == [1, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_two_first_prints_at_once_end_with_one_file():
    record = owed()
    drawn = []

    def first_print():
        drawn.append(printing.draw(PrintRecord.objects.get(pk=record.pk), occasion=COUNTER))
        connection.close()

    clerks = [threading.Thread(target=first_print) for _ in range(4)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert len(drawn) == 4 and len({file.pk for file in drawn}) == 1
    assert File.objects.remembered().count() == 1
