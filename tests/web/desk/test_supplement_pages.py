"""A supplement on the screens: collected while judging, signed, sent, answered; old and new paper side by side."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers.models import Paper, SupplementRequest
from motcua.rules.codes import SupplementState
from motcua.rules.lifecycle import Verb
from tests.documents.made_files import pdf, written
from tests.dossiers.acts import say, to_office, to_officer
from tests.dossiers.test_supplements import ANSWERS, judge_all, propose, sent, signed
from tests.web.desk.test_work_pages import hidden


def page_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def send(client, path, **typed):
    """Fill in the form of a verb and send it."""
    page = page_of(client, path)
    said = {name: hidden(page, name) for name in ("version", "idempotency_key")} | typed
    return client.post(path, said)


@pytest.fixture
def at(moment, clock):
    clock.set("2026-11-16T09:10")
    return moment("2026-11-16T09:10")


def test_what_is_not_good_enough_is_collected_into_one_request(province, sit, at):
    change = to_officer(province, at)
    officer = sit(province.officer)
    url = f"/nv/ho-so/{change.dossier.code}/"
    assert "Nội dung kê khai" in page_of(officer, url)
    assert "Hoàng Thị Thu Hà" in page_of(officer, f"{url}?phan=applicant")
    send(officer, f"{url}judge_paper/", giay_1="pass", giay_2="needs_work", ly_do_2="Mờ dấu", giay_3="pass")
    page = page_of(officer, url)
    assert "Bổ sung giấy tờ" in page and "Còn 2 mục chưa xem" in page
    send(officer, f"{url}judge_paper/", phan_applicant="needs_work", ly_do_applicant="Sai số nhà", phan_request="pass")
    page = page_of(officer, url)
    assert "Trình yêu cầu bổ sung" in page and "Sai số nhà" in page
    form = page_of(officer, f"{url}propose_supplement/")
    assert "Mờ dấu" in form and "Sai số nhà" in form and "Chỉ được yêu cầu một lần" in form
    said = {"reason": "paper_invalid", "noi_dung_giay_2": "Nộp bản rõ dấu", "noi_dung_phan_applicant": "Ghi số nhà"}
    assert send(officer, f"{url}propose_supplement/", **said).status_code == 302
    assert [item.field_key for item in SupplementRequest.objects.get().items.order_by("no")] == ["", "applicant"]
    assert "Chờ lãnh đạo ký" in page_of(officer, url)


def test_a_leader_finds_the_request_in_the_queue_and_signs_it(province, sit, at):
    change = propose(province, judge_all(province, to_officer(province, at), at), at)
    leader, url = sit(province.leader), f"/nv/ho-so/{change.dossier.code}/"
    assert "Yêu cầu bổ sung chờ ký (1)" in page_of(leader, "/nv/ky/")
    assert "Nộp bản có chứng thực" in page_of(leader, f"{url}sign_supplement/")
    assert send(leader, f"{url}sign_supplement/").status_code == 302
    assert "Yêu cầu bổ sung chờ ký" not in page_of(leader, "/nv/ky/")


def test_the_desk_sends_and_takes_the_answer(province, sit, at):
    change = signed(province, at)
    desk, url = sit(province.clerk_at_desk), f"/nv/ho-so/{change.dossier.code}/"
    page = page_of(desk, "/nv/bo-sung/")
    assert change.dossier.code in page and "Gửi<span" in page
    assert send(desk, f"{url}request_supplement/").status_code == 302
    assert change.dossier.code in page_of(desk, "/nv/bo-sung/?cho=cho-nop")
    assert desk.get(f"{url}in/bo-sung/").status_code == 200
    form = page_of(desk, f"{url}accept_supplement/")
    assert "Nộp bản có chứng thực" in form and "Sửa địa chỉ" in form
    upload = SimpleUploadedFile("moi.pdf", written(pdf(1)), content_type="application/pdf")
    assert send(desk, f"{url}accept_supplement/", chinh_1="1", tep_1=upload, noi_dung_2="").status_code == 422
    upload.seek(0)
    assert send(desk, f"{url}accept_supplement/", chinh_1="1", tep_1=upload, noi_dung_2="Tổ 4").status_code == 302
    new = Paper.objects.get(revision=2)
    assert new.originals == 1 and new.file is not None
    officer = sit(province.officer)
    page = page_of(officer, f"{url}?giay=2")
    assert "Bản cũ" in page and "Bản bổ sung" in page and str(new.file.public_id) in page
    assert "Tổ 4" in page_of(officer, f"{url}?phan=applicant")
    diary = page_of(officer, f"{url}nhat-ky/")
    assert "Nhận đủ 2 nội dung bổ sung, hẹn trả" in diary and "Gửi yêu cầu bổ sung" in diary


def test_a_notice_that_is_late_is_seen(province, sit, at, clock):
    change = signed(province, at)
    clock.set("2026-11-23T08:00")
    assert "thông báo chậm" in page_of(sit(province.clerk_at_desk), "/nv/bo-sung/")
    assert "Chậm so với hạn thông báo" in page_of(sit(province.officer), f"/nv/ho-so/{change.dossier.code}/")


def test_the_head_of_the_desk_reads_how_often_each_clerk_was_right_first_time(province, sit, at, clock):
    sent(province, at)
    province.receive(at)
    clock.set("2026-11-16T10:00")
    page = page_of(sit(province.head_of_desk), "/nv/bo-sung/")
    assert "Đủ hồ sơ ngay lần đầu" in page and "Phạm Thu Trang" in page
    assert "Đủ hồ sơ ngay lần đầu" not in page_of(sit(province.clerk_at_desk), "/nv/bo-sung/")


def test_an_empty_list_says_so_and_a_form_without_a_request_too(province, sit, at):
    change = to_office(province, at)
    assert "Không có yêu cầu bổ sung nào chờ ký." in page_of(sit(province.coordinator), "/nv/bo-sung/")
    assert "Không có hồ sơ nào chờ" in page_of(sit(province.clerk_at_desk), "/nv/bo-sung/?cho=cho-nop")
    page = page_of(sit(province.coordinator), f"/nv/ho-so/{change.dossier.code}/sign_supplement/")
    assert "không có yêu cầu bổ sung nào đang mở" in page
    assert sit(province.secretary).get("/nv/bo-sung/").status_code == 403


def test_a_second_request_asks_for_its_ground(province, sit, at, clock, moment):
    change = say(Verb.ACCEPT_SUPPLEMENT, sent(province, at), province.clerk_at_desk, at, answers=ANSWERS)
    clock.set("2026-11-16T10:00")
    change = judge_all(province, change, moment("2026-11-16T10:00"))
    officer, url = sit(province.officer), f"/nv/ho-so/{change.dossier.code}/"
    assert "Người nộp đã được yêu cầu bổ sung 1 lần" in page_of(officer, url)
    said = {"reason": "paper_invalid", "noi_dung_giay_2": "Bản rõ", "noi_dung_phan_applicant": "Ghi số nhà"}
    assert send(officer, f"{url}propose_supplement/", **said).status_code == 422
    said["second_ground"] = "Bản nộp thêm thiếu trang"
    assert send(officer, f"{url}propose_supplement/", **said).status_code == 302
    assert SupplementRequest.objects.filter(ordinal=2, state=SupplementState.PROPOSED).exists()
    assert "Người nộp sẽ đọc: Bản nộp thêm thiếu trang" in page_of(sit(province.leader), f"{url}sign_supplement/")
