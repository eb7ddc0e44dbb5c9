"""Letters to staff that did not leave: the administrator reads whose and why, and nothing of a dossier."""

from datetime import timedelta

import pytest

from motcua.config.diagnoses import Health, examine
from motcua.notices.models import Dispatch, Notice
from motcua.notices.undelivered import MOST
from motcua.people.roster import roster
from motcua.rules.notices import MailState
from tests.web.desk.test_statements import count
from tests.web.pages import read_page, wrong_with
from tests.web.screens import WIDTHS

MAIL = "/nv/quan-tri/thu-bao/"


def letter(actor, at, no: int, **columns) -> Dispatch:
    """One notice of a person on its way by e-mail."""
    notice = Notice.objects.create(
        person_id=actor.staff_id, kind="clock.step", fact_key=f"step:{no}:90", dossier_id=7, at=at
    )
    return Dispatch.objects.create(notice=notice, person_id=actor.staff_id, **{"next_at": at} | columns)


@pytest.fixture
def letters(province, moment):
    """One refused, one tried again, one that nobody tried, one that has time, one that left."""
    at = moment("2026-11-16T08:00")
    refusal = "550 <viet.tq@tanhoa.example>: hộp thư không tồn tại"
    letter(province.officer, at, 1, state=MailState.FAILED, attempts=1, last_error=refusal)
    away = {"attempts": 2, "last_error": "máy chủ không trả lời"}
    letter(province.coordinator, at, 2, next_at=moment("2026-11-16T09:30"), **away)
    letter(province.leader, at, 3)
    letter(province.secretary, at, 4, next_at=moment("2026-11-16T17:00"))
    letter(province.control, at, 5, state=MailState.SENT, sent_at=at)


def test_letters_that_failed_or_are_late_are_listed_with_their_reason(province, sit, letters):
    answer = sit(province.admin).get(MAIL)
    page = read_page(answer)
    assert (page.status, wrong_with(page)) == (200, [])
    for actor in (province.officer, province.coordinator, province.leader):
        assert roster().staff(actor.staff_id).name in page.text
    for actor in (province.secretary, province.control):
        assert roster().staff(actor.staff_id).name not in page.text
    assert "550 &lt;(địa chỉ)&gt;: hộp thư không tồn tại" in page.text or "550 <(địa chỉ)>: hộp" in page.text
    assert "máy chủ không trả lời" in page.text and "viet.tq@" not in page.text
    assert "chưa khai máy chủ thư" in page.text, "no server is named in the tests"


def test_where_every_letter_left_the_page_says_so(province, sit):
    page = read_page(sit(province.admin).get(MAIL))
    assert "Không có thư nào gửi hỏng." in page.text and "Không có thư nào gửi chậm." in page.text
    assert wrong_with(page) == []


def test_only_the_administrator_sees_whose_letters_failed(province, sit, letters):
    for actor in (province.officer, province.leader, province.head_of_desk, province.control):
        assert sit(actor).get(MAIL).status_code == 403, actor.role
    assert MAIL in sit(province.admin).get("/nv/quan-tri/").content.decode()


def test_the_page_costs_no_statement_more_for_many_letters(province, sit, letters, moment):
    client = sit(province.admin)
    few = count(client, MAIL)
    for no in range(MOST + 10):
        refused = {"state": MailState.FAILED, "last_error": f"451 lần {no}"}
        letter(province.officer, moment("2026-11-16T08:10") + timedelta(seconds=no), 100 + no, **refused)
    assert count(client, MAIL) == few
    assert "61 thông báo" in client.get(MAIL).content.decode()


def test_the_doctor_says_how_many_and_names_nobody(province, letters, moment):
    said = {one.name: one for one in examine(at=moment("2026-11-16T09:10"))}["mail"]
    assert said.health is Health.WARNING
    assert "1 không gửi được, 2 gửi chậm, cũ nhất từ 16/11/2026 01:00 UTC" in said.sentence
    assert "@" not in said.sentence and "hộp thư" not in said.sentence
    Dispatch.objects.all().delete()
    said = {one.name: one for one in examine(at=moment("2026-11-16T09:10"))}["mail"]
    assert said.health is Health.GOOD


@pytest.mark.browser
def test_the_page_of_letters_fits_and_is_accessible(province, seat, live_server, letters):
    screen = seat(province.admin)
    for width in WIDTHS:
        screen.open(f"{live_server.url}{MAIL}", width)
        assert screen.overflow() <= 0, width
        if width in (390, 1440):
            assert screen.violations() == [], width
    assert screen.complaints == []
