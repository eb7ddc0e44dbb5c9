"""The control slip, row by row."""

from dataclasses import replace

import pytest

from motcua.documents.forms.control_slip import ControlSlip, Pause, draw_control_slip
from motcua.documents.forms.sheets import MissingField
from motcua.documents.forms.values import as_values, from_values
from motcua.rules.deadlines import Timing
from motcua.rules.documents import FormSet
from tests.documents import readings
from tests.documents.samples import CLOSING_HOUR, SLIP, at


def said(sheet: ControlSlip) -> list[str]:
    return [" ".join(page.split()) for page in readings.text_of(draw_control_slip(sheet, CLOSING_HOUR))]


def test_each_hand_over_is_judged_by_its_own_limit():
    words = " ".join(said(SLIP))
    assert [words.count(verdict) for verdict in ("Trước hạn Hạn", "Đúng hạn Hạn", "Quá hạn Hạn")] == [4, 1, 1]
    assert "Hạn 17 giờ 00 ngày 23/10, quá hạn 02 ngày. Lý do: phối hợp chậm; đã báo Trung tâm ngày 26/10." in words


def test_the_last_line_judges_the_whole():
    assert (
        "Kết quả chung: xong 16 giờ 30 phút, ngày 03/11/2026, trước hạn 02 ngày; 06 lần giao nhận, 01 lần quá hạn."
    ) in said(SLIP)[-1]


def test_the_head_repeats_and_rows_do_not_split():
    pages = said(SLIP)
    assert all("TÊN CƠ QUAN THỜI GIAN GIAO, NHẬN HỒ SƠ" in page for page in pages)
    assert sum(page.count("1. Giao:") for page in pages) == 6
    assert all(page.count("1. Giao:") == page.count("2. Nhận:") == page.count("Người giao") for page in pages)


def test_more_than_fifteen_hand_overs_choose_a4():
    assert len(said(replace(SLIP, hand_overs=SLIP.hand_overs * 3))[0]) > len(said(SLIP)[0])


def test_a_running_dossier_names_who_holds_it():
    last = replace(SLIP.hand_overs[-1], taker="", timing=None)
    sheet = replace(
        SLIP, hand_overs=(*SLIP.hand_overs[:-1], last), finished_at=None, timing=None, now_at="Văn thư phường"
    )
    words = " ".join(said(sheet))
    assert "Đang giải quyết tại Văn thư phường." in words and "chưa nhận" in words and "Đúng hạn Hạn" not in words


def test_a_pause_is_a_row_across_all_columns_in_its_place():
    pause = Pause(at(2026, 10, 21, 8), at(2026, 10, 26, 9), "chờ bổ sung hồ sơ")
    words = " ".join(said(replace(SLIP, pauses=(pause,))))
    row = "Tạm dừng từ 08 giờ 00 phút, ngày 21/10/2026 đến 09 giờ 00 phút, ngày 26/10/2026: chờ bổ sung hồ sơ"
    assert words.index("ngày 20 tháng 10 năm 2026") < words.index(row) < words.index("ngày 27 tháng 10 năm 2026")


def test_electronic_signatures_close_the_gap():
    hops = tuple(replace(hop, signed_at=hop.at) for hop in SLIP.hand_overs)
    assert "đã ký số 10:10" in " ".join(said(replace(SLIP, hand_overs=hops)))


def test_it_is_form_05_of_2018():
    assert "Mẫu số 05 - Thông tư số 01/2018/TT-VPCP" in said(replace(SLIP, form_set=FormSet.F2018))[0]


def test_without_supporting_agency_the_label_stays():
    assert "Cơ quan phối hợp giải quyết hồ sơ: (không có)" in said(replace(SLIP, supporting=()))[0]


def test_a_slip_without_due_date_is_not_printed():
    with pytest.raises(MissingField, match="ngày hẹn trả"):
        draw_control_slip(replace(SLIP, due_at=None), CLOSING_HOUR)


def test_on_time_and_late_ends_are_said():
    assert "03/11/2026, đúng hạn;" in said(replace(SLIP, timing=Timing.ON_TIME, by=""))[-1]
    assert "quá hạn 03 ngày;" in said(replace(SLIP, timing=Timing.LATE, by="03 ngày"))[-1]


def test_values_come_back_as_they_went():
    sheet = replace(SLIP, pauses=(Pause(at(2026, 10, 21, 8)),))
    assert from_values(ControlSlip, as_values(sheet)) == sheet
