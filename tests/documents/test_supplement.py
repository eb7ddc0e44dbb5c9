"""Form 02: one request that lists everything."""

from dataclasses import replace

import pytest

from motcua.documents.forms.sheets import MissingField
from motcua.documents.forms.supplement import SupplementRow, SupplementSheet, draw_supplement
from motcua.documents.forms.values import as_values, from_values
from motcua.rules.documents import FormSet
from tests.documents import readings
from tests.documents.hard_times import REQUEST, WORST_REQUEST
from tests.documents.samples import DESK_2


def said(sheet: SupplementSheet) -> list[str]:
    return [" ".join(page.split()) for page in readings.text_of(draw_supplement(sheet, DESK_2))]


def test_a_request_lists_each_paper_with_its_reason_and_how_to_put_it_right():
    (page,) = said(REQUEST)
    assert "Mẫu số 02 - Phụ lục I Thông tư số 03/2025/TT-VPCP" in page
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ Mã hồ sơ: H99.27-261105-0011" in page
    assert "Hồ sơ của: Võ Thị Kim Cúc" in page
    assert "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau: TT Giấy tờ Lý do Cách hoàn thiện 1 Bản vẽ" in page
    for row in REQUEST.rows:
        for words in (row.name, row.reason, row.how):
            assert words in page


def test_the_box_says_the_last_day_with_its_weekday_and_from_when_the_clock_stands():
    (page,) = said(REQUEST)
    assert (
        "Đề nghị bổ sung trước 17 giờ 00 phút, thứ Tư, ngày 16 tháng 12 năm 2026 "
        "Thời hạn giải quyết tạm dừng từ 16/11/2026, tính tiếp từ ngày nhận đủ giấy tờ."
    ) in page


def test_a_clock_that_restarts_is_said_to_be_counted_anew():
    pages = " ".join(said(replace(REQUEST, form_set=FormSet.F2018, restart=True)))
    assert "Mẫu số 02 - Thông tư số 01/2018/TT-VPCP" in pages
    assert "Thời hạn giải quyết tính lại từ ngày nhận đủ giấy tờ." in pages and "tạm dừng" not in pages


def test_asked_before_acceptance_there_is_neither_a_code_nor_a_word_on_the_clock():
    sheet = replace(REQUEST, code="", track="https://dvc.lamgiang.example/t/9QXR7K4P")
    (page,) = said(sheet)
    assert "Mã hồ sơ: chưa cấp (hồ sơ chưa được tiếp nhận)" in page and "Phiếu 386/TTPVHCC Trang 1/1" in page
    assert "tạm dừng" not in page and "tính lại" not in page and "tính tiếp" not in page
    assert readings.scanned(draw_supplement(sheet, DESK_2)) == {"QRCode": sheet.track}


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (1, "đây là lần yêu cầu bổ sung thứ nhất và duy nhất."),
        (2, "đây là lần yêu cầu bổ sung thứ nhất."),
        (None, "đây là lần yêu cầu bổ sung thứ nhất."),
    ],
)
def test_the_first_request_is_called_the_only_one_where_the_procedure_allows_one(most, words):
    assert f"Lý do: thành phần hồ sơ chưa đủ theo thủ tục đã công khai; {words}" in said(replace(REQUEST, most=most))[0]


@pytest.mark.parametrize(("ordinal", "word"), [(2, "hai"), (3, "ba"), (4, "tư"), (11, "11")])
def test_a_further_request_says_which_it_is_and_why(ordinal, word):
    page = said(replace(REQUEST, ordinal=ordinal, second_ground="Sở Xây dựng có ý kiến mới."))[0]
    assert (
        f"đây là lần yêu cầu bổ sung thứ {word}. Phải yêu cầu thêm lần này vì: Sở Xây dựng có ý kiến mới. Đề nghị"
    ) in page
    assert "duy nhất" not in page


def test_the_desk_is_named_as_the_contact_and_guides_under_its_signature():
    (page,) = said(REQUEST)
    assert (
        "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, ông (bà) liên hệ với bà Trần Thị Mỹ Duyên, quầy 2, "
        "số điện thoại 0299 000 120 để được hướng dẫn./. NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) Trần Thị Mỹ Duyên"
    ) in page
    assert "(Chữ ký số của người hướng dẫn)" in said(replace(REQUEST, online=True))[0]


def test_a_telephone_number_stands_on_one_line():
    sheet = replace(
        REQUEST, contact="bà Trần Thị Mỹ Duyên, Trung tâm Phục vụ hành chính công", contact_phone="02999 000 100"
    )
    assert any("02999 000 100" in line for line in readings.text_of(draw_supplement(sheet, DESK_2))[0].split("\n"))


def test_six_rows_of_two_lines_stand_on_one_page():
    assert len(said(replace(REQUEST, rows=REQUEST.rows[1:2] * 6))) == 1


@pytest.mark.parametrize("number", range(1, 31))
def test_whatever_the_number_of_rows_box_contact_and_signature_stay_together(number):
    rows = tuple(SupplementRow(f"Giấy thứ {place}.", "Thiếu.", "Nộp 01 bản chính.") for place in range(1, number + 1))
    pages = said(replace(REQUEST, rows=rows))
    together = [page for page in pages if "Đề nghị bổ sung trước" in page]
    assert len(together) == 1
    assert "để được hướng dẫn./. NGƯỜI HƯỚNG DẪN" in together[0] and together[0].count("Trần Thị Mỹ Duyên") >= 2
    assert " ".join(pages).count("Nộp 01 bản chính.") == number
    for page in pages:
        assert ("Nộp 01 bản chính." in page) == ("TT Giấy tờ Lý do Cách hoàn thiện" in page)


def test_a_second_request_of_ten_rows_runs_on_with_its_head():
    first, second = said(WORST_REQUEST)
    assert "TT Giấy tờ Lý do Cách hoàn thiện" in first and second.startswith(
        "TT Giấy tờ Lý do Cách hoàn thiện 10 Cam kết"
    )
    assert "đây là lần yêu cầu bổ sung thứ hai. Phải yêu cầu thêm lần này vì: Quyết định số 12/2024/QĐ-UBND" in second
    assert "Công Tằng Tôn Nữ Nguyễn Phước Hoàng Quỳnh Trâm" in second


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"heading": replace(REQUEST.heading, number=" ")}, "phiếu yêu cầu bổ sung: thiếu số phiếu"),
        ({"rows": ()}, "phiếu yêu cầu bổ sung: thiếu nội dung cần bổ sung"),
        ({"reason": ""}, "phiếu yêu cầu bổ sung: thiếu lý do"),
        ({"last_day": None}, "phiếu yêu cầu bổ sung: thiếu hạn bổ sung"),
        ({"contact": ""}, "phiếu yêu cầu bổ sung: thiếu người liên hệ tại quầy"),
        ({"contact_phone": ""}, "phiếu yêu cầu bổ sung: thiếu số điện thoại liên hệ"),
        ({"guide": ""}, "phiếu yêu cầu bổ sung: thiếu tên người hướng dẫn"),
        ({"ordinal": 2}, "phiếu yêu cầu bổ sung: thiếu lý do yêu cầu thêm lần nữa"),
        (
            {"rows": (REQUEST.rows[0], replace(REQUEST.rows[1], how=""))},
            "phiếu yêu cầu bổ sung, dòng 2: thiếu cách hoàn thiện",
        ),
    ],
    ids=["number", "rows", "reason", "last day", "contact", "phone", "guide", "ground", "how"],
)
def test_a_request_without_a_legal_field_is_not_printed(changes, sentence):
    with pytest.raises(MissingField) as fault:
        draw_supplement(replace(REQUEST, **changes), DESK_2)
    assert fault.value.message == f"Chưa in được {sentence}."


def test_values_come_back_as_they_went():
    for sheet in (REQUEST, WORST_REQUEST):
        assert from_values(SupplementSheet, as_values(sheet)) == sheet
