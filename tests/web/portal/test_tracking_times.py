"""The tracking page says why it takes longer, what is missing, what it costs and what to do, to whoever proves it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.dossiers.supplement_windows import lapse_windows
from motcua.people.roster import roster
from motcua.rules.codes import NoteVisibility, ReturnMethod
from motcua.rules.lifecycle import Role, State, Verb
from tests.dossiers.acts import POSTED, land_to_officer, say, to_officer
from tests.dossiers.test_corrections import corrected
from tests.dossiers.test_declines import against, declined
from tests.dossiers.test_extensions import at_officer, civil, extended  # noqa: F401 (a fixture)
from tests.dossiers.test_obligations import NOTICE, asked, paid
from tests.dossiers.test_supplements import ANSWERS, judge_all, propose, sent
from tests.dossiers.test_withdrawals import stopped, withdrawn
from tests.web.pages import wrong_with

WORDS = "Nộp bản có chứng thực"


@pytest.fixture
def look(client: Client, read):
    """`look(change)`: the page with the secret of the slip; `proof=False` with the code alone."""

    def open_page(change, *, proof=True, language=""):
        dossier = change.dossier
        secret = f"?k={dossier.lookup_secret}" if proof else ""
        page = read(client.get(f"{language}/tra-cuu/{dossier.code}/{secret}"))
        assert wrong_with(page, language="en" if language else "vi") == []
        return page

    return open_page


def posted(p, monday, moment):
    """A dossier of land whose clock stands for its public posting since Monday afternoon."""
    change = land_to_officer(p, monday)
    words = "Niêm yết tại nhà văn hóa khóm 3"
    return say(Verb.PAUSE, change, p.coordinator, moment("2026-11-16T14:00"), **POSTED, explanation=words)


def test_a_pause_says_why_by_which_article_and_what_becomes_of_the_date(province, monday, moment, clock, look):
    paused = posted(province, monday, moment)
    clock.set("2026-11-17T08:00")
    page = look(paused)
    assert page.h1 == "Hồ sơ đang tạm dừng"
    assert "hồ sơ được niêm yết công khai theo quy định" in page.text
    assert "Nghị định 151/2025/NĐ-CP, Phụ lục I" in page.text and "nhà văn hóa khóm 3" in page.text
    assert "tính lại khi hồ sơ tiếp tục" in page.text and "ngày hẹn trả được tính lại" in page.text


def test_the_code_alone_says_only_that_it_stands(province, monday, moment, clock, look):
    paused = posted(province, monday, moment)
    clock.set("2026-11-17T08:00")
    page = look(paused, proof=False)
    assert page.h1 == "Hồ sơ đang tạm dừng" and "không tính vào thời hạn" in page.text
    assert "niêm yết" not in page.text and "khóm 3" not in page.text and "Nghị định" not in page.text


def test_after_a_pause_the_page_shows_the_new_date_the_former_one_and_the_reckoning(
    province, monday, moment, clock, look
):
    paused = posted(province, monday, moment)
    resumed = say(Verb.RESUME, paused, province.officer, moment("2026-11-18T10:00"))
    clock.set("2026-11-19T08:00")
    page = look(resumed)
    assert page.h1 == "Đang ở bước “Thẩm định”, hẹn trả thứ Năm 26/11"
    assert "Hẹn trả mới" in page.text and "Ngày hẹn trước" in page.text and "17:30 thứ Hai 23/11/2026" in page.text
    assert "Tính tiếp sau khi tạm dừng" in page.text
    assert "từ 16/11, 14:00 đến 18/11, 10:00, hồ sơ được niêm yết công khai theo quy định, 2 ngày" in page.text
    assert "5. 26/11" in page.text and "6. " not in page.text, "the days of the pause are not counted"
    assert "Tạm dừng: hồ sơ được niêm yết" in page.text, "the pause stands in the timeline"
    bare = look(resumed, proof=False)
    assert "17:30 thứ Hai 23/11/2026" in bare.text and "Tính tiếp" not in bare.text


def test_what_was_late_before_a_pause_is_said_to_be_late(province, monday, moment, clock, look):
    change = land_to_officer(province, monday)
    at = moment("2026-11-26T10:00")
    paused = say(Verb.PAUSE, change, province.officer, at, **POSTED)
    clock.set("2026-11-27T10:00")
    page = look(paused)
    assert page.h1 == "Hồ sơ đang tạm dừng, đã quá ngày hẹn thứ Hai 23/11"
    assert "Quá hẹn 3 ngày, đang tạm dừng" in page.text and "vẫn tính là quá hẹn" in page.text
    assert "Chúng tôi xin lỗi" in page.text


def test_a_request_for_papers_names_each_its_reason_how_and_the_last_day(province, monday, moment, clock, look):
    change = sent(province, monday, moment("2026-11-17T10:00"))
    clock.set("2026-11-18T08:00")
    page = look(change)
    assert page.h1 == "Đang chờ bạn bổ sung giấy tờ"
    for said in ("Bạn cần bổ sung 2 nội dung", "Giấy tờ thứ 2", WORDS, "Thông tin người nộp", "Sửa địa chỉ"):
        assert said in page.text, said
    assert "Giấy tờ không hợp lệ hoặc hết hiệu lực" in page.text
    assert "17:30 thứ Năm 17/12/2026" in page.text and "Tạm dừng chờ bạn bổ sung" in page.text
    bare = look(change, proof=False).text
    assert "Bạn cần bổ sung giấy tờ" in bare and "Giấy tờ thứ 2" not in bare and WORDS not in bare


def test_when_the_papers_have_come_the_term_and_its_former_part_are_shown(province, monday, moment, clock, look):
    change = sent(province, monday, moment("2026-11-17T10:00"))
    done = say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, moment("2026-11-20T09:00"), answers=ANSWERS)
    clock.set("2026-11-20T10:00")
    page = look(done)
    assert "hẹn trả thứ Năm 26/11" in page.h1 and "17:30 thứ Năm 19/11/2026" in page.text
    assert "Tính lại từ đầu khi có đủ giấy tờ" in page.text
    assert "Trước đó tạm dừng từ thứ Ba 17/11 đến thứ Sáu 20/11: chờ bạn bổ sung giấy tờ." in page.text


def test_a_second_request_says_why_he_is_asked_again(province, monday, moment, clock, look):
    change = sent(province, monday, moment("2026-11-17T10:00"))
    at = moment("2026-11-20T09:00")
    done = say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, at, answers=ANSWERS)
    at = moment("2026-11-20T10:00")
    judged = judge_all(province, done, at)
    again = propose(province, judged, at, second_ground="Giấy ủy quyền mới nộp đã hết hạn")
    signed = say(Verb.SIGN_SUPPLEMENT, again, province.leader, at)
    waiting = say(Verb.REQUEST_SUPPLEMENT, signed, province.clerk_at_desk, at)
    clock.set("2026-11-23T08:00")
    text = look(waiting).text
    assert "Vì sao yêu cầu thêm lần nữa" in text and "Giấy ủy quyền mới nộp đã hết hạn" in text


def test_money_that_is_owed_is_named_with_its_notice(province, monday, moment, clock, look):
    notice = NOTICE | {"explanation": "Nộp tại kho bạc"}
    at = moment("2026-11-17T10:00")
    change = say(Verb.REQUEST_OBLIGATION, land_to_officer(province, monday), province.coordinator, at, **notice)
    clock.set("2026-11-18T08:00")
    page = look(change)
    for said in ("Bạn cần nộp 1.250.000 đồng", "45/TB-CCT", "Nghị định 103/2024/NĐ-CP, Điều 6", "Nộp tại kho bạc"):
        assert said in page.text, said
    bare = look(change, proof=False).text
    assert "Bạn cần nộp nghĩa vụ tài chính" in bare and "1.250.000" not in bare and "45/TB" not in bare
    assert "Bạn cần nộp" not in look(paid(province, change, moment("2026-11-18T09:00"))).text


def test_where_the_clock_runs_on_the_page_says_so(province, monday, moment, clock, look):
    change = asked(province, to_officer(province, monday), moment("2026-11-17T10:00"))
    clock.set("2026-11-18T08:00")
    page = look(change)
    assert "Thời hạn giải quyết vẫn tính" in page.text and "hẹn trả thứ Năm 19/11" in page.h1


def test_an_extension_names_both_dates_and_what_is_verified(civil, monday, moment, clock, look):  # noqa: F811
    longer = extended(civil, at_officer(civil, monday), moment("2026-11-18T10:00"))
    clock.set("2026-11-18T11:00")
    text = look(longer).text
    assert "Gia hạn một lần để xác minh" in text and "Xác minh tại nơi đăng ký cũ" in text
    assert "17:30 thứ Năm 19/11/2026" in text and "17:30 thứ Ba 24/11/2026" not in text


def test_a_correction_shows_both_versions_and_its_document(province, monday, moment, clock, look):
    change = corrected(province, province.receive(monday), moment("2026-11-19T09:00"), moment("2026-11-18T08:00"))
    clock.set("2026-11-19T10:00")
    text = look(change).text
    assert "Đính chính" in text and "12/QĐ-VPUB" in text and "Giấy tờ đủ sau hai ngày" in text
    assert "17:30 thứ Năm 19/11/2026" in text and "17:30 thứ Hai 23/11/2026" in text


def test_each_end_without_a_result_says_why_and_what_comes_next(province, monday, moment, clock, look):
    at = moment("2026-11-17T10:00")
    taken = withdrawn(province, to_officer(province, monday), at)
    ended = stopped(province, to_officer(province, monday), at)
    refused = declined(province, against(province, monday), at)
    clock.set("2026-11-18T08:00")
    said = look(taken)
    assert "Hồ sơ được rút theo đề nghị của bạn" in said.text and "Tôi chuyển nơi kinh doanh" in said.text
    said = look(ended)
    assert said.h1 == "Hồ sơ đã dừng giải quyết" and "Thửa đất đang tranh chấp" in said.text
    assert "quyền khiếu nại" in said.text
    said = look(refused)
    assert said.h1 == "Hồ sơ bị từ chối giải quyết" and "khu vực không được kinh doanh" in said.text
    for change in (taken, ended, refused):
        bare = look(change, proof=False)
        assert "Hồ sơ đã kết thúc, không có kết quả" in bare.text
        assert not any(word in bare.text for word in ("tranh chấp", "khu vực", "Tôi chuyển", "bị từ chối"))


def test_the_english_page_says_all_of_it_in_english(province, monday, moment, clock, look):
    change = sent(province, monday, moment("2026-11-17T10:00"))
    clock.set("2026-11-18T08:00")
    text = look(change, language="/en").text
    assert "You need to supplement 2 items" in text and "No later than" in text and WORDS in text
    assert "Bạn cần" not in text and "Chậm nhất" not in text


def test_all_this_costs_no_statement_more(client: Client, province, monday, moment, clock):
    change = sent(province, monday, moment("2026-11-17T10:00"))
    clock.set("2026-11-18T08:00")
    address = f"/tra-cuu/{change.dossier.code}/?k={change.dossier.lookup_secret}"
    client.get(address)
    with CaptureQueriesContext(connection) as statements:
        client.get(address)
    assert len(statements) <= 4, [one["sql"] for one in statements.captured_queries]


def test_a_note_for_the_citizen_is_shown_with_its_day_and_unit_and_without_a_name(
    province, monday, moment, clock, look, monkeypatch
):
    change, at = to_officer(province, monday), moment("2026-11-17T10:00")
    said = {"text": "Bản đồ địa chính có thể xem tại phòng một cửa", "visibility": NoteVisibility.APPLICANT}
    noted = say(Verb.ANNOTATE, change, province.clerk_at_desk, at, **said)
    say(Verb.ANNOTATE, noted, province.officer, at, text="Chờ chị Mai")
    clock.set("2026-11-18T08:00")
    page = look(noted)
    desk = roster().unit(province.desk.pk, at.date()).name
    assert "Lời nhắn cho bạn" in page.text and "Bản đồ địa chính" in page.text and desk in page.text
    assert "10:00 thứ Ba 17/11/2026" in page.text
    person = roster().staff(province.clerk_at_desk.staff_id).name
    assert person not in page.text and "chị Mai" not in page.text
    assert "Messages for you" in look(noted, language="/en").text
    assert "Bản đồ" not in look(noted, proof=False).text
    monkeypatch.setattr("motcua.dossiers.told.SPEAKS_TO_APPLICANT", frozenset({Role.COORDINATOR}))
    assert "Bản đồ" not in look(noted).text, "what an officer wrote before that was refused"


def test_what_ended_while_it_stood_shows_no_date_that_never_held(province, monday, moment, clock, look):
    change = sent(province, monday, moment("2026-11-17T10:00"))
    assert lapse_windows(at=moment("2026-12-18T08:00")) == 1
    clock.set("2026-12-19T08:00")
    page = look(change)
    assert "không còn ngày hẹn, vì hồ sơ kết thúc trong khi tạm dừng" in page.text
    assert "19/11/2026" not in page.text, "the first date stands nowhere as one that held"
    assert "từ 17/11, 10:00 đến 18/12, 08:00, chờ bạn bổ sung giấy tờ" in page.text
    assert "chờ bạn bổ sung giấy tờ, 2 ngày" not in page.text, "the pause was longer than the term"


@pytest.mark.parametrize(
    ("method", "said"),
    [
        (ReturnMethod.DESK, "Đã có kết quả, mời bạn đến nhận"),
        (ReturnMethod.ONLINE, "Đã có kết quả, bản điện tử gửi qua cổng dịch vụ công"),
        (ReturnMethod.POST, "Đã có kết quả, bưu điện phát tại địa chỉ của bạn"),
    ],
)
def test_a_result_that_comes_to_the_citizen_calls_nobody_to_the_desk(
    province, monday, moment, clock, look, method, said
):
    change = province.receive(monday, return_method=method)
    Dossier.objects.filter(pk=change.dossier.pk).update(state=State.SETTLED)
    clock.set("2026-11-18T08:00")
    assert look(change).h1 == said
