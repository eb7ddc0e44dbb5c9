"""From the verb to the paper: what the page of a dossier leads to after a supplement, an apology, a decline, a stop."""

import re

import pytest

from motcua.rules.lifecycle import Verb
from tests.documents import readings
from tests.dossiers import test_apologies as apologies
from tests.dossiers import test_declines as declines
from tests.dossiers import test_supplements as supplements
from tests.dossiers import test_withdrawals as withdrawals
from tests.dossiers.acts import say, to_officer


@pytest.fixture
def desk(sit, province):
    """The clerk's browser."""
    return sit(province.clerk_at_desk)


def offered(client, change) -> list[str]:
    """The papers that the page of the dossier leads to."""
    page = client.get(f"/nv/ho-so/{change.dossier}/").content.decode()
    return [address.split("/")[-2] for address in re.findall(r'href="(/nv/ho-so/[^"]+/in/[^"]+)"', page)]


def read(client, change, kind: str) -> str:
    """What the paper says, in one line."""
    answer = client.get(f"/nv/ho-so/{change.dossier}/in/{kind}/")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    pdf = b"".join(answer.streaming_content)
    assert all(font.startswith("Tinos") for font in readings.fonts_of(pdf))
    return readings.words_of(pdf)


def test_the_request_is_printed_by_the_desk_that_sends_it(desk, province, monday):
    change = supplements.sent(province, monday)
    assert offered(desk, change) == ["tiep-nhan", "bo-sung", "kiem-soat"]
    words = read(desk, change, "bo-sung")
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in words and str(change.dossier) in words
    assert "Nộp bản có chứng thực" in words and "Sửa địa chỉ" in words
    assert "lần yêu cầu bổ sung thứ nhất và duy nhất" in words
    assert province.clerk_at_desk.name in words and province.officer.name not in words


def test_after_the_answer_the_receipt_says_the_old_and_the_new_date(desk, province, monday, moment):
    change = supplements.answered(province, monday, moment("2026-11-20T09:00"))
    assert offered(desk, change) == ["tiep-nhan", "bo-sung", "kiem-soat"]
    words = read(desk, change, "tiep-nhan")
    assert "(Lập lại lần 02, 09 giờ 00 phút, ngày 20/11/2026, thay giấy trước)" in words
    assert "Ngày hẹn trước: 17 giờ 30 phút, thứ Năm, ngày 19 tháng 11 năm 2026 5. Thời gian trả kết quả" in words


def test_a_window_that_passes_ends_with_a_notice_that_names_the_request(desk, province, monday, moment):
    change = supplements.sent(province, monday)
    lapsed = say(Verb.LAPSE_SUPPLEMENT, change, province.leader, moment("2027-03-01T09:00"))
    assert "dung" in offered(desk, lapsed)
    words = read(desk, lapsed, "dung")
    assert "Đã quá " in words and "mà chưa nhận được giấy tờ bổ sung." in words
    assert province.leader.name in words


def test_a_withdrawal_is_answered_by_a_notice_of_the_agency(desk, province, monday, moment):
    change = withdrawals.withdrawn(province, to_officer(province, monday), moment("2026-11-17T10:00"))
    assert "dung" in offered(desk, change)
    words = read(desk, change, "dung")
    assert "có văn bản số ĐR-31 đề nghị dừng giải quyết hồ sơ với lý do: Tôi chuyển nơi kinh doanh." in words
    assert "1. Dừng giải quyết hồ sơ kể từ ngày 17 tháng 11 năm 2026." in words and province.leader.name in words


def test_a_stop_says_why(desk, province, monday, moment):
    change = withdrawals.stopped(province, to_officer(province, monday), moment("2026-11-17T10:00"))
    words = read(desk, change, "dung")
    assert "không thể tiếp tục giải quyết hồ sơ vì:" in words and "Thửa đất đang tranh chấp" in words


def test_a_decline_is_printed_as_a_refusal_that_quotes_the_opinion(desk, province, monday, moment):
    change = declines.declined(province, declines.against(province, monday), moment("2026-11-17T10:00"))
    assert "tu-choi" in offered(desk, change)
    words = read(desk, change, "tu-choi")
    assert "Mã hồ sơ: H99" in words and "không cấp" not in words
    assert "Ý kiến thẩm định của" in words and province.officer.name in words


def test_the_apology_is_printed_under_the_agencys_name(desk, province, monday, moment):
    change = apologies.sent(province, to_officer(province, monday), moment("2026-11-18T10:00"), days=2)
    assert "xin-loi" in offered(desk, change)
    words = read(desk, change, "xin-loi")
    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in words
    assert "gia hạn thời gian giải quyết thêm 02 ngày làm việc" in words
    assert "17 giờ 30 phút, thứ Hai, ngày 23 tháng 11 năm 2026" in words and province.leader.name in words
