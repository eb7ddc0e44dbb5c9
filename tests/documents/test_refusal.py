"""Form 03: at the counter, and after appraisal."""

from dataclasses import replace

import pytest

from motcua.documents.forms.refusal import RefusalSheet, draw_refusal
from motcua.documents.forms.sheets import MissingField
from motcua.documents.forms.values import as_values, from_values
from motcua.rules.documents import FormSet
from tests.documents import readings
from tests.documents.hard_times import DECLINE
from tests.documents.samples import DESK_2, REFUSAL


def said(sheet: RefusalSheet) -> str:
    return readings.words_of(draw_refusal(sheet, DESK_2))


def test_a_refusal_at_the_counter_says_that_no_code_is_given():
    words = said(REFUSAL)
    assert "Mã hồ sơ: không cấp (hồ sơ không được tiếp nhận)" in words
    assert "Phiếu 412/TTPVHCC Trang 1/1" in words


def test_a_refusal_gives_the_fact_then_the_ground_and_the_right_place():
    words = said(REFUSAL)
    assert (
        "Qua xem xét, Trung tâm Phục vụ hành chính công phường Tân Hòa thông báo không tiếp nhận, giải quyết hồ sơ này "
        "với lý do cụ thể như sau: - Yêu cầu không thuộc thẩm quyền"
    ) in words
    assert words.index("- Yêu cầu") < words.index("- Căn cứ")
    assert "Nơi tiếp nhận đúng: Công an tỉnh Lam Giang, số 8 đường Lê Lợi" in words
    assert "Xin thông báo cho Ông/Bà được biết và thực hiện./." in words
    assert "khiếu nại đến Chủ tịch Ủy ban nhân dân phường Tân Hòa trong 90 ngày" in words


def test_a_refusal_after_appraisal_has_the_code_and_both_drawings():
    pdf = draw_refusal(DECLINE, DESK_2)
    assert readings.scanned(pdf) == {"QRCode": DECLINE.track, "Code128": DECLINE.code}
    assert "không cấp" not in readings.words_of(pdf)


def test_a_refusal_after_appraisal_quotes_the_signed_opinion_before_the_ground():
    words = said(DECLINE)
    opinion = (
        "- Ý kiến thẩm định của Phòng Kinh tế, Hạ tầng và Đô thị (bà Nguyễn Lan Anh, Trưởng phòng), ký ngày "
        "19/11/2026: “Thửa đất nằm trong hành lang bảo vệ đường bộ của đường tỉnh 605, không đủ điều kiện cấp phép "
        "xây dựng.”"
    )
    assert words.index(opinion) < words.index("- Căn cứ: khoản 2 Điều 93 Luật Xây dựng")
    assert "Nơi tiếp nhận đúng" not in words
    assert "Ý kiến thẩm định" not in said(REFUSAL)


@pytest.mark.parametrize(
    ("opinion", "field"),
    [
        (None, "ý kiến thẩm định đã ký"),
        (replace(DECLINE.opinion, words=" "), "ý kiến thẩm định đã ký"),
        (replace(DECLINE.opinion, by=""), "người ký ý kiến thẩm định"),
    ],
    ids=["none", "empty", "unsigned"],
)
def test_a_refusal_after_appraisal_without_a_signed_opinion_is_not_printed(opinion, field):
    with pytest.raises(MissingField) as fault:
        draw_refusal(replace(DECLINE, opinion=opinion), DESK_2)
    assert fault.value.message == f"Chưa in được phiếu từ chối: thiếu {field}."


def test_an_applicant_who_will_not_sign_is_named_all_the_same():
    words = said(replace(REFUSAL, applicant_signs=False))
    assert "(không ký)" in words and words.count("Trương Công Định") == 2
    assert "(không ký)" not in said(REFUSAL)


def test_forty_reasons_run_on_and_the_signatures_take_text_with_them():
    pdf = draw_refusal(replace(REFUSAL, reasons=REFUSAL.reasons * 20), DESK_2)
    last = " ".join(readings.text_of(pdf)[-1].split())
    assert "Xin thông báo cho Ông/Bà" in last and "NGƯỜI TIẾP NHẬN HỒ SƠ" in last


def test_the_forms_of_2018_name_their_circular():
    assert "Mẫu số 03 - Thông tư số 01/2018/TT-VPCP" in said(replace(REFUSAL, form_set=FormSet.F2018))


@pytest.mark.parametrize(("field", "word"), [("reasons", "lý do"), ("clerk", "tên cán bộ tiếp nhận")])
def test_a_refusal_without_a_legal_field_is_not_printed(field, word):
    with pytest.raises(MissingField, match=f"Chưa in được phiếu từ chối: thiếu {word}"):
        draw_refusal(replace(REFUSAL, **{field: () if field == "reasons" else ""}), DESK_2)


def test_values_come_back_as_they_went():
    for sheet in (REFUSAL, DECLINE):
        assert from_values(RefusalSheet, as_values(sheet)) == sheet
