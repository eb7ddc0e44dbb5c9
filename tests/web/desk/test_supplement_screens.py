"""A supplement in a real browser: nothing overflows, nothing is out of reach, at the desk and on a telephone."""

import pytest

from motcua.dossiers.models import SupplementRequest
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import say, to_officer
from tests.dossiers.test_supplements import ANSWERS, judge_all, propose, sent

pytestmark = pytest.mark.browser


def in_order(screen, address, paths):
    for path in paths:
        for width in (390, 1440):
            screen.open(f"{address}{path}", width)
            assert screen.overflow() <= 0 and screen.violations() == [], (path, width)
    assert screen.complaints == []


def test_the_screens_of_a_supplement_are_accessible_and_fit(province, seat, live_server, moment):
    at = moment("2026-11-16T09:00")
    change = judge_all(province, to_officer(province, at), at)
    page = f"/nv/ho-so/{change.dossier.code}/"
    paths = (page, f"{page}?phan=applicant", f"{page}propose_supplement/")
    in_order(seat(province.officer), live_server.url, paths)
    change = propose(province, change, at)
    in_order(seat(province.leader), live_server.url, ("/nv/ky/", f"{page}sign_supplement/", f"{page}drop_supplement/"))
    change = say(Verb.SIGN_SUPPLEMENT, change, province.leader, at)
    in_order(seat(province.clerk_at_desk), live_server.url, ("/nv/bo-sung/", f"{page}request_supplement/"))
    change = say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, at)
    in_order(seat(province.clerk_at_desk), live_server.url, ("/nv/bo-sung/?cho=cho-nop", f"{page}accept_supplement/"))
    say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, at, answers=ANSWERS)
    in_order(seat(province.officer), live_server.url, (f"{page}?giay=2", f"{page}nhat-ky/"))


def test_a_supplement_is_answered_at_the_desk_in_the_browser(province, seat, live_server, moment):
    change = sent(province, moment("2026-11-16T09:00"))
    page = seat(province.clerk_at_desk).page
    page.goto(f"{live_server.url}/nv/bo-sung/?cho=cho-nop")
    with page.expect_navigation():
        page.get_by_role("link", name="Nhận bổ sung").click()
    page.get_by_label("Nội dung người nộp bổ sung").fill("Tổ 4, phường Tân Hòa")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.get_by_text(f"Đã nhận đủ giấy tờ bổ sung của {change.dossier.code}").is_visible()
    assert SupplementRequest.objects.get().ended_at is not None
