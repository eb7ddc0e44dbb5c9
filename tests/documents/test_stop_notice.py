"""Form 05 of 2025: withdrawn, stopped, or the supplement never came."""

from dataclasses import replace

import pytest

from motcua.documents.forms.sheets import MissingField
from motcua.documents.forms.stop_notice import ReturnedPaper, StopNoticeSheet, draw_stop_notice
from motcua.documents.forms.values import as_values, from_values
from motcua.rules.documents import FormSet, StopGround
from tests.documents import readings
from tests.documents.hard_times import REGISTRY, SORRY_2025, STOP, WORST_STOP

STOPPED = replace(
    STOP,
    ground=StopGround.STOPPED,
    to=SORRY_2025.to,
    reason="khu đất đã có quyết định thu hồi số 118/QĐ-UBND (khoản 3 Điều 81 Luật Đất đai năm 2024)",
    asked_on=None,
    asked_no="",
)


def pages_of(sheet: StopNoticeSheet) -> list[str]:
    return [" ".join(page.split()) for page in readings.text_of(draw_stop_notice(sheet, REGISTRY))]


def some_papers(number: int) -> tuple[ReturnedPaper, ...]:
    return tuple(ReturnedPaper(f"Giấy tờ thứ {place}", originals=1) for place in range(1, number + 1))


def test_a_withdrawal_is_told_from_the_wish_to_what_comes_back():
    (page,) = pages_of(STOP)
    sentences = (
        "Mẫu số 05 - Phụ lục I Thông tư số 03/2025/TT-VPCP",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Kính gửi: Công ty TNHH Phước An",
        "Ngày 09 tháng 11 năm 2026, Ủy ban nhân dân phường Tân Hòa tiếp nhận hồ sơ mã số H99.27-261109-0018 của Công "
        "ty TNHH Phước An (địa chỉ: lô B4, cụm công nghiệp Tân Hòa, phường Tân Hòa, tỉnh Lam Giang; điện thoại "
        "0299 000 338), đề nghị giải quyết thủ tục Chấp thuận địa điểm đấu nối tạm.",
        "Ngày 17 tháng 11 năm 2026, Công ty có văn bản số 36/CV-PA đề nghị dừng giải quyết hồ sơ với lý do: thay đổi "
        "phương án thiết kế nút giao.",
        "Sau khi xem xét đề nghị, Ủy ban nhân dân phường Tân Hòa thông báo như sau:",
        "1. Dừng giải quyết hồ sơ kể từ ngày 18 tháng 11 năm 2026. Thời gian đã giải quyết: 07 trong 09 ngày làm việc; "
        "ngày hẹn trả kết quả: 20 tháng 11 năm 2026.",
        "2. Giấy tờ trả lại: TT Tên giấy tờ Bản chính Bản sao 1 Đơn đề nghị",
        "3. Phí, lệ phí: không phát sinh, không có khoản phải hoàn trả.",
        "4. Nếu có nhu cầu, Công ty nộp hồ sơ mới; giấy tờ đã số hóa và còn giá trị được dùng lại, không phải nộp lại.",
        "Ủy ban nhân dân phường Tân Hòa thông báo để Công ty được biết./.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị Minh Châu",
    )
    places = [page.index(sentence) for sentence in sentences]
    assert places == sorted(places)


def test_a_wish_without_a_letter_has_no_number():
    assert "Ngày 17 tháng 11 năm 2026, Công ty đề nghị dừng giải quyết" in pages_of(replace(STOP, asked_no=""))[0]


def test_a_window_that_passed_is_the_reason_itself():
    first = pages_of(WORST_STOP)[0]
    assert (
        "Đã quá 30 ngày kể từ ngày 16 tháng 10 năm 2026, ngày gửi Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ số "
        "301/TTPVHCC, mà chưa nhận được giấy tờ bổ sung. Ủy ban nhân dân phường Tân Hòa thông báo như sau:"
    ) in first
    plain = pages_of(replace(WORST_STOP, asked_no=""))[0]
    assert "Đã quá 30 ngày kể từ ngày 16 tháng 10 năm 2026 mà chưa nhận được giấy tờ bổ sung." in plain
    assert "Sau khi xem xét đề nghị" not in first


def test_a_stop_by_the_agency_gives_the_fact_and_the_ground():
    (page,) = pages_of(STOPPED)
    assert "Kính gửi: Ông Nguyễn Văn Hùng" in page
    assert (
        "Qua xem xét, Ủy ban nhân dân phường Tân Hòa không thể tiếp tục giải quyết hồ sơ vì: khu đất đã có quyết định "
        "thu hồi số 118/QĐ-UBND (khoản 3 Điều 81 Luật Đất đai năm 2024)."
    ) in page
    numbered = pages_of(replace(STOPPED, asked_no="77/TB-TTr"))[0]
    assert "không thể tiếp tục giải quyết hồ sơ, theo văn bản số 77/TB-TTr, vì: khu đất" in numbered


def test_a_dossier_on_the_forms_of_2018_gets_a_plain_notice_that_names_no_form():
    (page,) = pages_of(replace(STOP, form_set=FormSet.F2018))
    assert "Mẫu số" not in page and "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ" in page


@pytest.mark.parametrize("number", [1, 3, 8])
def test_up_to_eight_papers_stand_in_the_letter_of_one_page(number):
    (page,) = pages_of(replace(STOP, papers=some_papers(number)))
    assert "2. Giấy tờ trả lại: TT Tên giấy tờ" in page and f"{number} Giấy tờ thứ {number} 01 -" in page


@pytest.mark.parametrize("number", [9, 30])
def test_more_papers_are_listed_in_an_annex_with_a_total(number):
    letter, annex = pages_of(replace(STOP, papers=some_papers(number)))
    assert f"2. Giấy tờ trả lại: {number:02} giấy tờ (Bảng kê kèm theo)." in letter and "Lê Thị Minh Châu" in letter
    assert "BẢNG KÊ GIẤY TỜ TRẢ LẠI (Kèm theo Thông báo số 214/TB-UBND, mã hồ sơ H99.27-261109-0018)" in annex
    assert f"Cộng: {number:02} giấy tờ {number:02} 00" in annex


def test_ninety_papers_repeat_the_head_of_the_annex():
    _letter, *annex = pages_of(replace(STOP, papers=some_papers(90)))
    assert len(annex) >= 3 and all("TT Tên giấy tờ Bản chính Bản sao" in page for page in annex)


def test_numbers_under_ten_have_a_zero_before_them():
    sheet = replace(
        STOP, heading=replace(STOP.heading, number="7/TB-UBND"), asked_no="3/CV", used="1", allowed="3 ngày"
    )
    page = pages_of(sheet)[0]
    assert "Số: 07/TB-UBND" in page and "văn bản số 03/CV đề nghị" in page and "01 trong 03 ngày;" in page
    assert "Số: 214/TB-UBND" in pages_of(STOP)[0]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("phường Tân Hòa", "Tân Hòa, ngày 18"),
        ("tỉnh Lam Giang", "Lam Giang, ngày 18"),
        ("Tân Hòa", "Tân Hòa, ngày 18"),
        ("Phường 5", "Phường 5, ngày 18"),
    ],
)
def test_a_place_is_named_without_its_kind_unless_it_has_only_a_number(place, said):
    page = pages_of(replace(STOP, heading=replace(STOP.heading, place=place)))[0]
    assert said in page and f"phường {said}" not in page and f"tỉnh {said}" not in page


def test_without_papers_the_line_says_so():
    assert "2. Giấy tờ trả lại: không có. 3. Phí, lệ phí" in pages_of(replace(STOP, papers=()))[0]


def test_without_address_and_phone_the_labels_stay():
    to = replace(STOP.to, address="", phone="")
    assert "(địa chỉ: không có; điện thoại không có)" in pages_of(replace(STOP, to=to))[0]


def test_a_reason_of_two_pages_takes_text_with_the_signature():
    pages = pages_of(replace(STOPPED, reason="khu đất nằm trong quy hoạch đường vành đai đã được phê duyệt " * 45))
    assert len(pages) == 2 and "Lê Thị Minh Châu" in pages[-1]
    assert "4. Nếu có nhu cầu" in pages[-1] and "thông báo để Ông được biết./." in pages[-1]


@pytest.mark.parametrize(
    ("sheet", "changes", "field"),
    [
        (STOP, {"heading": replace(STOP.heading, number="")}, "số văn bản"),
        (STOP, {"code": ""}, "mã hồ sơ"),
        (STOP, {"reason": ""}, "lý do dừng"),
        (STOP, {"asked_on": None}, "ngày đề nghị dừng"),
        (STOP, {"fee": ""}, "phí lệ phí"),
        (STOP, {"due_at": None}, "ngày hẹn trả"),
        (STOP, {"used": ""}, "thời gian đã giải quyết"),
        (STOP, {"signature": replace(STOP.signature, name="")}, "tên người ký"),
        (STOPPED, {"reason": " "}, "lý do dừng"),
        (WORST_STOP, {"window": ""}, "thời hạn bổ sung"),
        (WORST_STOP, {"asked_on": None}, "ngày yêu cầu bổ sung"),
    ],
    ids=["number", "code", "reason", "asked", "fee", "due", "used", "signer", "ground", "window", "request"],
)
def test_a_notice_without_a_legal_field_is_not_printed(sheet, changes, field):
    with pytest.raises(MissingField) as fault:
        draw_stop_notice(replace(sheet, **changes), REGISTRY)
    assert fault.value.message == f"Chưa in được thông báo dừng giải quyết: thiếu {field}."


def test_values_come_back_as_they_went():
    for sheet in (STOP, STOPPED, WORST_STOP):
        assert from_values(StopNoticeSheet, as_values(sheet)) == sheet
