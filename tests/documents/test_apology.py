"""Form 04: the slip of 2018 and the letter of 2025."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from motcua.documents.forms.apology import ApologySheet, draw_apology
from motcua.documents.forms.letters import call_of
from motcua.documents.forms.sheets import MissingField
from motcua.documents.forms.values import as_values, from_values
from motcua.rules.codes import PartyKind
from tests.documents import readings
from tests.documents.hard_times import MAIL_ROOM, REGISTRY, SORRY_2018, SORRY_2025, WORST_SORRY


def said(sheet: ApologySheet) -> str:
    return readings.words_of(draw_apology(sheet, MAIL_ROOM))


def width_of(sheet: ApologySheet) -> int:
    """The width of the paper in millimetres."""
    return round(pypdfium2.PdfDocument(draw_apology(sheet, MAIL_ROOM))[0].get_width() / readings.MM)


def test_the_slip_of_2018_says_the_statutory_sentences_in_their_order():
    words = said(SORRY_2018)
    sentences = (
        "Mẫu số 04 - Thông tư số 01/2018/TT-VPCP",
        "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "Kính gửi: Ông Nguyễn Thành Trung Thôn 3, xã Phước Trung, huyện Bình Lam, tỉnh Lam Giang",
        "Số điện thoại: 0903 000 447",
        "Ngày 10 tháng 9 năm 2024, Sở Tài nguyên và Môi trường tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ tục "
        "Đính chính Giấy chứng nhận đã cấp của Ông; mã số: H99.03-240910-0042.",
        "Thời gian hẹn trả kết quả: 17 giờ 00, ngày 20 tháng 9 năm 2024.",
        "Tuy nhiên đến nay, Sở Tài nguyên và Môi trường chưa trả kết quả giải quyết hồ sơ của Ông đúng thời hạn quy "
        "định ghi trong Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do: Chi nhánh Văn phòng Đăng ký đất đai khu vực II "
        "chưa chuyển hồ sơ gốc để đối chiếu.",
        "Sự chậm trễ này đã gây phiền hà, tốn kém thêm thời gian, chi phí, công sức của Ông.",
        "Sở Tài nguyên và Môi trường xin lỗi Ông và sẽ trả kết quả giải quyết hồ sơ vào: "
        "Thứ Tư, ngày 25 tháng 9 năm 2024",
        "Người chịu trách nhiệm: bà Đỗ Thị Lan, Trưởng phòng Đăng ký đất đai, số điện thoại 0299 000 215.",
        "Mong nhận được sự thông cảm của Ông vì sự chậm trễ này./.",
    )
    places = [words.index(sentence) for sentence in sentences]
    assert places == sorted(places)
    for part in ("Nơi nhận: - Như trên; - Trung tâm PVHCC tỉnh; - Lưu: VT, ĐKĐĐ.", "(Ký tên, đóng dấu)"):
        assert part in words
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Ký tên, đóng dấu) Trần Đình Khoa" in words


def test_the_letter_of_2025_asks_for_the_extension_and_says_that_there_is_no_other():
    words = said(SORRY_2025)
    assert "Mẫu số 04 - Phụ lục I Thông tư số 03/2025/TT-VPCP" in words
    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in words
    assert (
        "Kính gửi: - Ông Nguyễn Văn Hùng, số 19 đường Trần Quang Diệu, phường Tân Hòa, tỉnh Lam Giang; điện thoại "
        "0912 000 236; - Trung tâm Phục vụ hành chính công phường Tân Hòa."
    ) in words
    assert (
        "Ủy ban nhân dân phường Tân Hòa xin lỗi Ông, đề nghị gia hạn thời gian giải quyết thêm 05 ngày làm việc và sẽ "
        "trả kết quả giải quyết hồ sơ vào: 17 giờ 00 phút, thứ Tư, ngày 25 tháng 11 năm 2026 Việc còn lại: kiểm tra"
    ) in words
    assert "Đây là lần hẹn lại duy nhất; số ngày trễ vẫn tính từ ngày hẹn trả ban đầu." in words
    assert "(Ký tên, đóng dấu)" not in words


def test_a_letter_before_or_on_the_due_day_says_that_it_cannot_be_kept_a_later_one_that_it_was_not():
    for day, words in ((16, "chưa thể trả kết quả"), (17, "chưa thể trả kết quả"), (18, "chưa trả kết quả")):
        sheet = replace(SORRY_2025, heading=replace(SORRY_2025.heading, on=date(2026, 11, day)))
        assert words in said(sheet)


def test_without_work_left_to_name_the_letter_begins_with_who_is_responsible():
    words = said(replace(SORRY_2025, remaining=""))
    assert "Việc còn lại" not in words and "Người chịu trách nhiệm: bà Nguyễn Lan Anh" in words


def test_without_address_and_phone_the_labels_stay():
    to = replace(SORRY_2018.to, address="", phone=" ")
    assert "Ông Nguyễn Thành Trung Địa chỉ: (không có) Số điện thoại: (không có)" in said(replace(SORRY_2018, to=to))
    assert "Nguyễn Thành Trung, địa chỉ: (không có); điện thoại (không có);" in said(replace(SORRY_2025, to=to))


@pytest.mark.parametrize(
    "name", ["UBND phường Tân Hòa", "Ủy ban nhân dân phường Tân Hòa", "ủy ban nhân dân phường Tân Hòa"]
)
def test_a_peoples_committee_writes_its_name_in_full_and_stands_under_nobody(name):
    heading = replace(SORRY_2025.heading, parent="UBND TỈNH LAM GIANG", agency=name.upper())
    words = said(replace(SORRY_2025, heading=heading, agency=name))
    assert "ỦY BAN NHÂN DÂN PHƯỜNG TÂN HÒA" in words and "UBND TỈNH LAM GIANG" not in words
    assert "Ủy ban nhân dân phường Tân Hòa xin lỗi Ông" in words
    assert "UBND TỈNH LAM GIANG SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG" in said(SORRY_2018)


def test_a_body_is_addressed_by_its_name_alone():
    assert "Kính gửi: Công ty Trách nhiệm hữu hạn Một thành viên" in said(WORST_SORRY)
    assert "xin lỗi Quý Công ty và sẽ trả" in said(WORST_SORRY)


@pytest.mark.parametrize(
    ("lines", "width"),
    [(1, 148), (3, 148), (4, 210), (12, 210)],
)
def test_a_reason_of_more_than_three_lines_makes_the_slip_a_letter_of_a4(lines, width):
    line = "Sở Tài chính chưa có ý kiến về giá đất cụ thể của khu đất này rồi"  # nearly one line of A5 in 11 pt
    assert width_of(replace(SORRY_2018, reason=" ".join([line] * lines)[:-8])) == width


def test_a_slip_that_finds_no_room_on_a5_becomes_a4_and_stays_on_one_page():
    long_name = replace(SORRY_2018.to, name=WORST_SORRY.to.name * 3, address=SORRY_2018.to.address * 3)
    sheet = replace(SORRY_2018, to=long_name, procedure=SORRY_2018.procedure * 5)
    assert width_of(sheet) == 210 and len(readings.text_of(draw_apology(sheet, MAIL_ROOM))) == 1


def test_a_letter_of_two_pages_takes_text_with_the_signature():
    sheet = replace(SORRY_2025, reason="mưa lũ kéo dài làm sạt lở đường vào khu đất, đoàn kiểm tra chưa đến được " * 24)
    pages = readings.text_of(draw_apology(sheet, REGISTRY))
    last = " ".join(pages[-1].split())
    assert len(pages) == 2 and "Mong nhận được sự thông cảm" in last and "Lê Thị Minh Châu" in last


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"heading": replace(SORRY_2025.heading, number="")}, "số văn bản"),
        ({"code": ""}, "mã hồ sơ"),
        ({"reason": " "}, "lý do"),
        ({"due_at": None}, "ngày hẹn trả ban đầu"),
        ({"new_due_at": None}, "ngày hẹn trả mới"),
        ({"extra_days": 0}, "số ngày gia hạn"),
        ({"responsible": ""}, "người chịu trách nhiệm"),
        ({"responsible_phone": ""}, "số điện thoại người chịu trách nhiệm"),
        ({"signature": replace(SORRY_2025.signature, capacity=())}, "quyền hạn người ký"),
        ({"signature": replace(SORRY_2025.signature, name="")}, "tên người ký"),
        ({"copies_to": ()}, "nơi nhận"),
        ({"to": replace(SORRY_2025.to, call="")}, "cách xưng hô với người nhận"),
        ({"desk": ""}, "tên bộ phận một cửa"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_an_apology_without_a_legal_field_is_not_printed(changes, field):
    with pytest.raises(MissingField) as fault:
        draw_apology(replace(SORRY_2025, **changes), REGISTRY)
    assert fault.value.message == f"Chưa in được thư xin lỗi: thiếu {field}."


@pytest.mark.parametrize(
    ("kind", "name", "number", "word"),
    [
        (PartyKind.PERSON, "Nguyễn Văn Hùng", "048085001234", "Ông"),
        (PartyKind.PERSON, "Võ Thị Kim Cúc", "048185001234", "Bà"),
        (PartyKind.PERSON, "Lê Minh Anh", "048304001234", "Bà"),
        (PartyKind.PERSON, "Lê Minh Anh", "", "Ông/Bà"),
        (PartyKind.PERSON, "Lê Minh Anh", "201234567", "Ông/Bà"),
        (PartyKind.PERSON, "Lê Minh Anh", "0481850०1234", "Ông/Bà"),
        (PartyKind.BUSINESS, "Công ty TNHH Phước An", "0401234567", "Quý Công ty"),
        (PartyKind.BUSINESS, "Hợp tác xã Hồ Xanh", "", "Hợp tác xã Hồ Xanh"),
        (PartyKind.AGENCY, "Trường Tiểu học Tân Hòa", "", "Trường Tiểu học Tân Hòa"),
    ],
)
def test_the_word_for_a_party_comes_from_what_it_is_and_from_the_number_of_a_citizen(kind, name, number, word):
    assert call_of(kind, name, number) == word


def test_values_come_back_as_they_went():
    for sheet in (SORRY_2018, SORRY_2025, WORST_SORRY):
        assert from_values(ApologySheet, as_values(sheet)) == sheet
