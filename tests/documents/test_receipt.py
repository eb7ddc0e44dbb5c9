"""Form 01 in good and bad cases."""

from dataclasses import replace

import pytest

from motcua.documents.forms.receipt import PaperLine, ReceiptSheet, draw_receipt
from motcua.documents.forms.sheets import Copy, Mark, MissingField
from motcua.documents.forms.values import as_values, from_values
from motcua.rules.documents import FormSet
from tests.documents import readings
from tests.documents.hard_times import RECEIPT_AGAIN
from tests.documents.samples import COUNTER, RECEIPT, WORST_RECEIPT, at

LONG_NAME = " ".join(["Nguyễn Phước Hoàng Tôn Nữ Thị Bích Ngọc Quỳnh Trâm"] * 3)[:120]


def said(sheet: ReceiptSheet, occasion=COUNTER) -> list[str]:
    return [" ".join(page.split()) for page in readings.text_of(draw_receipt(sheet, occasion))]


def some_papers(number: int) -> tuple[PaperLine, ...]:
    return tuple(PaperLine(f"Giấy tờ thứ {place}", originals=1, pages=2) for place in range(1, number + 1))


@pytest.mark.parametrize("number", [0, 3, 6, 7, 30])
@pytest.mark.parametrize("sheet", [RECEIPT, WORST_RECEIPT], ids=["usual", "worst"])
def test_due_date_and_signatures_stand_on_page_1(sheet, number):
    pages = said(replace(sheet, papers=some_papers(number)))
    first = pages[0]
    assert "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, thứ Hai, ngày" in first
    for words in ("NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", sheet.clerk, sheet.applicant, "Trang 1/"):
        assert words in first
    assert (len(pages) == 2) == (number == 30 or (number > 3 and sheet is WORST_RECEIPT))


def test_seven_one_line_papers_still_fit_page_1_with_a_two_line_address():
    pages = said(replace(RECEIPT, papers=some_papers(7)))
    assert len(pages) == 1 and "Giấy tờ thứ 7" in pages[0] and "Ghi chú: Giấy này lập thành 02 liên" in pages[0]


def test_without_papers_the_label_stays():
    assert "1. Thành phần hồ sơ nộp gồm: (không có)" in said(replace(RECEIPT, papers=()))[0]


def test_thirty_papers_are_listed_on_page_2_with_repeated_head_and_total():
    first, second = said(WORST_RECEIPT)
    assert "1. Thành phần hồ sơ nộp gồm: 30 giấy tờ, kê ở trang 2." in first
    assert "BẢNG KÊ THÀNH PHẦN HỒ SƠ (Kèm theo Giấy tiếp nhận số 12852/TTPVHCC, mã hồ sơ H99.15-261118-0071)" in second
    assert "TT Tên giấy tờ Bản chính Bản sao Bản số hóa" in second
    assert "Cộng: 30 giấy tờ 03 27 90 trang" in second


def test_ninety_papers_repeat_the_head_on_page_3():
    pages = said(replace(RECEIPT, papers=some_papers(90)))
    assert len(pages) >= 3 and all("TT Tên giấy tờ Bản chính" in page for page in pages[1:])


@pytest.mark.parametrize("papers", [RECEIPT.papers, some_papers(30)], ids=["3", "30"])
def test_the_longest_of_everything_keeps_the_due_box_on_page_1(papers):
    sheet = replace(
        WORST_RECEIPT,
        owner=LONG_NAME,
        applicant=LONG_NAME[:60],
        procedure="Cấp giấy phép xây dựng mới đối với công trình cấp đặc biệt, cấp I, cấp II " * 4,
        address="Số 112 đường Nguyễn Công Trứ, khối phố 5, phường Tân Hòa, tỉnh Lam Giang " * 2,
        return_at="quầy 4, số 1 đường Trần Phú, phường Tân Giang; bản điện tử gửi về kho dữ liệu " * 2,
        papers=papers,
        version=2,
        replaces_at=at(2026, 11, 18, 9, 44),
        former_due_at=at(2026, 11, 20, 17),
        supplemented_at=at(2026, 11, 25, 10, 5),
    )
    first, *others = said(sheet, replace(COUNTER, marks=(Mark.TRIAL,), simulated=True))
    assert "17 giờ 00 phút, thứ Hai, ngày 30 tháng 11 năm 2026" in first
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in first and first.count("Phạm Thu Trang") == 2
    assert "6. Đăng ký nhận kết quả tại: quầy 4" in others[0] and "Ghi chú: Giấy này lập" in others[-1]


def test_a_name_of_120_letters_wraps_and_is_never_cut():
    pages = said(replace(RECEIPT, owner=LONG_NAME))
    assert len(LONG_NAME) == 120 and f"Tiếp nhận hồ sơ của: {LONG_NAME}" in pages[0]


def test_without_email_and_phone_the_labels_stay():
    assert "Số điện thoại: (không có) Email: (không có)" in said(replace(RECEIPT, phone="", email=" "))[0]


def test_who_files_for_another_is_named_and_signs():
    first = said(WORST_RECEIPT)[0]
    assert "Người nộp thay: ông Phạm Nguyễn Hoàng Bảo Châu (giấy ủy quyền ngày 16/11/2026)" in first
    assert "Người nộp thay" not in said(RECEIPT)[0]


def test_the_forms_of_2018_have_no_numbers_and_no_fee_line_of_their_own():
    first = said(replace(RECEIPT, form_set=FormSet.F2018, fee=""))[0]
    assert "Mẫu số 01 - Thông tư số 01/2018/TT-VPCP" in first
    assert "Phí, lệ phí" not in first and "5. Thời gian trả" not in first and "1. Thành phần" not in first
    assert "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, thứ Hai" in first
    assert "Phí, lệ phí: 100.000 đồng" in said(replace(RECEIPT, form_set=FormSet.F2018))[0]


def test_the_forms_of_2025_name_their_circular_and_number_their_lines():
    first = said(RECEIPT)[0]
    assert "Mẫu số 01 - Phụ lục I Thông tư số 03/2025/TT-VPCP" in first
    assert "7. Phí, lệ phí: 100.000 đồng, đã thu (biên lai số 0004512)." in first


def test_a_second_version_says_when_it_was_drawn_up_and_that_it_replaces_the_first():
    sheet = replace(RECEIPT, version=2, replaces_at=at(2026, 11, 18, 10, 44))
    assert "(Lập lại lần 02, 10 giờ 44 phút, ngày 18/11/2026, thay giấy trước)" in said(sheet)[0]


def test_after_a_supplement_the_earlier_date_stands_above_the_box_with_the_new_one():
    first = said(RECEIPT_AGAIN)[0]
    assert "Mã hồ sơ: H99.15-261118-0065" in first and "(Lập lại lần 02, 09 giờ 15 phút, ngày 01/12/2026" in first
    assert (
        "4. Thời gian nhận hồ sơ: 09 giờ 44 phút, ngày 18 tháng 11 năm 2026; nhận đủ giấy tờ bổ sung: 09 giờ 15 phút, "
        "ngày 01/12/2026 Ngày hẹn trước: 17 giờ 00 phút, thứ Hai, ngày 23 tháng 11 năm 2026 5. Thời gian trả kết quả "
        "giải quyết hồ sơ: 17 giờ 00 phút, thứ Sáu, ngày 04 tháng 12 năm 2026"
    ) in first
    assert "nhận đủ giấy tờ bổ sung" not in said(RECEIPT)[0]


def test_the_desks_copy_differs_in_one_line_only():
    given, kept = said(RECEIPT)[0], said(RECEIPT, replace(COUNTER, copy=Copy.KEPT))[0]
    assert kept == given.replace("(Liên: Giao cho tổ chức, cá nhân nộp hồ sơ)", "(Liên: Lưu)")


def test_copies_trials_and_invented_data_are_marked():
    occasion = replace(COUNTER, marks=(Mark.TRIAL, Mark.COPY), simulated=True)
    pages = said(WORST_RECEIPT, occasion)
    assert "MẪU THỬ – BẢN SAO GIẤY TIẾP NHẬN HỒ SƠ" in pages[0]
    assert all("Dữ liệu giả lập" in page for page in pages)
    assert "MẪU THỬ" not in said(RECEIPT)[0] and "giả lập" not in said(RECEIPT)[0]


def test_an_online_filing_has_no_place_for_the_applicants_hand():
    first = said(replace(RECEIPT, online=True))[0]
    assert "NGƯỜI NỘP HỒ SƠ" not in first and "(Chữ ký số của cán bộ tiếp nhận)" in first


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"clerk": " "}, "tên cán bộ tiếp nhận"),
        ({"due_at": None}, "ngày hẹn trả"),
        ({"heading": replace(RECEIPT.heading, number="")}, "số giấy"),
        ({"code": ""}, "mã hồ sơ"),
        ({"limit": ""}, "thời hạn giải quyết"),
    ],
    ids=["clerk", "due", "number", "code", "limit"],
)
def test_a_receipt_without_a_legal_field_is_not_printed(changes, field):
    with pytest.raises(MissingField) as refusal:
        draw_receipt(replace(RECEIPT, **changes), COUNTER)
    assert refusal.value.message == f"Chưa in được giấy tiếp nhận: thiếu {field}."


def test_values_come_back_as_they_went():
    for sheet in (RECEIPT, WORST_RECEIPT, RECEIPT_AGAIN):
        assert from_values(ReceiptSheet, as_values(sheet)) == sheet


def test_a_look_up_path_is_printed_behind_the_sites_address():
    sheet = replace(RECEIPT, track="/tra-cuu/H99.15-261118-0065/?k=7K4P")
    pdf = draw_receipt(sheet, replace(COUNTER, site="https://dvc.lamgiang.example/"))
    assert readings.scanned(pdf)["QRCode"] == RECEIPT.track


def test_days_of_january_and_february_have_two_digits_for_the_month():
    first = said(replace(RECEIPT, due_at=at(2027, 2, 5, 17), received_at=at(2027, 1, 8, 7, 5)))[0]
    assert "17 giờ 00 phút, thứ Sáu, ngày 05 tháng 02 năm 2027" in first
    assert "07 giờ 05 phút, ngày 08 tháng 01 năm 2027" in first
