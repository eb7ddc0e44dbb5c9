"""The screens of the apology in a browser: they fit, are accessible, and the public ones need no script."""

import pytest

from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import say, to_clerk, to_officer, to_return
from tests.dossiers.test_apologies import sent, signed
from tests.web.screens import WIDTHS


@pytest.fixture
def letters(province, moment, clock):
    """Letters in every state on Friday 20 November: sent in time, signed, drafted, owed, settled late."""
    begun, wednesday, friday = (moment(day) for day in ("2026-11-16T09:10", "2026-11-18T10:00", "2026-11-20T09:30"))
    story = {"days": 2, "sentence": "Mưa lũ từ ngày 12 đến 14 tháng 11 làm đoàn kiểm tra chưa đến được thực địa."}
    told = sent(province, to_officer(province, begun), wednesday, **story)
    kept = sent(province, to_clerk(province, begun), wednesday, officer=province.leader, days=1)
    say(Verb.FINISH, kept, province.secretary, friday)
    say(Verb.DRAFT_APOLOGY, to_officer(province, begun), province.officer, wednesday)
    waiting = signed(province, to_officer(province, begun), friday)
    to_officer(province, begun)
    clock.set("2026-11-20T10:00")
    return {"sent": told.dossier, "waiting": waiting.dossier, "settled": to_return(province, begun).dossier}


def look(screen, live_server, path: str) -> None:
    """One page at every width: nothing sticks out, nothing is inaccessible, the console is silent."""
    for width in WIDTHS:
        screen.open(f"{live_server.url}{path}", width)
        assert screen.overflow() <= 0, (path, width)
    assert screen.violations() == []
    assert screen.complaints == []


@pytest.mark.parametrize("tab", ["sap-gui", "chua-xin-loi", "cho-ky", "cho-gui", "da-gui", "da-ket-thuc"])
def test_the_lists_fit_and_are_accessible(seat, live_server, province, letters, tab):
    look(seat(province.leader), live_server, f"/nv/xin-loi/?muc={tab}")


def test_the_forms_fit_and_are_accessible(seat, live_server, province, letters):
    code = letters["waiting"].code
    look(seat(province.leader), live_server, f"/nv/ho-so/{code}/sign_apology/")
    look(seat(province.clerk_at_desk), live_server, f"/nv/ho-so/{code}/send_apology/")
    look(seat(province.clerk_at_desk), live_server, "/nv/tiep-nhan/")
    look(seat(province.leader), live_server, "/nv/ky/")


@pytest.mark.parametrize("path", ["/xin-loi/", "/en/xin-loi/"])
def test_the_public_register_fits_and_is_accessible(screen, live_server, letters, path):
    look(screen, live_server, path)


def test_the_page_of_the_citizen_fits_and_is_accessible(screen, live_server, letters):
    dossier = letters["sent"]
    look(screen, live_server, f"/tra-cuu/{dossier.code}/")
    look(screen, live_server, f"/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}")


def test_the_register_needs_no_script(browser, live_server, letters):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800}).new_page()
    page.goto(f"{live_server.url}/xin-loi/")
    assert page.get_by_text("Giữ đúng hẹn mới").is_visible()
    page.context.close()
