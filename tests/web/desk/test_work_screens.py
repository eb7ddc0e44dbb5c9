"""The screens of work in a real browser: nothing overflows, nothing is out of reach, the keyboard is enough."""

import pytest

from motcua.dossiers import orders
from motcua.dossiers.commands import forward, propose
from motcua.dossiers.models import Dossier
from motcua.rules.lifecycle import State
from tests.web.screens import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture
def code(province, moment) -> str:
    """A dossier on the coordinator's table."""
    at = moment("2026-11-16T09:00")
    made = province.receive(at, title="Mở quán ăn tại 27 Trần Cao Vân")
    return forward(made.dossier.code, orders.ForwardOrder(), actor=province.clerk_at_desk, at=at).dossier.code


def to_the_leader(province, code: str, at) -> None:
    """Appraised and laid before the leader."""
    forward(code, orders.ForwardOrder(), actor=province.coordinator, at=at)
    propose(code, orders.ProposeOrder(opinion="Đủ điều kiện"), actor=province.officer, at=at)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_of_work_is_wider_than_the_window(province, code, seat, live_server, width):
    screen = seat(province.coordinator)
    paths = ("viec/?hop=cho-nhan", "phong/", f"ho-so/{code}/", f"ho-so/{code}/nhat-ky/", f"ho-so/{code}/forward/")
    for path in paths:
        screen.open(f"{live_server.url}/nv/{path}", width)
        assert screen.overflow() <= 0, path
    assert screen.complaints == []


def test_the_screens_of_work_are_accessible(province, code, seat, live_server):
    screen = seat(province.coordinator)
    for path in ("viec/?hop=cho-nhan", f"ho-so/{code}/", f"ho-so/{code}/ke-khai/", f"ho-so/{code}/forward/"):
        for width in (390, 1440):
            screen.open(f"{live_server.url}/nv/{path}", width)
            assert screen.violations() == [], (path, width)


def test_the_leaders_queue_is_accessible_and_fits(province, code, seat, live_server, moment):
    to_the_leader(province, code, moment("2026-11-16T09:05"))
    screen = seat(province.leader)
    for width in (320, 390, 1180, 1440):
        screen.open(f"{live_server.url}/nv/ky/", width)
        assert screen.overflow() <= 0 and screen.violations() == [], width
    screen.open(f"{live_server.url}/nv/ky/?ho-so={code}", 390)
    assert screen.page.get_by_role("button", name="Duyệt và tiếp tục").is_visible()


def test_an_officer_opens_judges_and_proposes_by_keyboard_alone(province, code, seat, live_server, moment):
    forward(code, orders.ForwardOrder(), actor=province.coordinator, at=moment("2026-11-16T09:05"))
    page = seat(province.officer).page
    page.goto(f"{live_server.url}/nv/viec/?hop=cho-nhan")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for _ in range(3):
        with page.expect_navigation():
            page.keyboard.press("1")
    assert page.get_by_text("3 / 3 đã xem").is_visible()
    with page.expect_navigation():
        page.keyboard.press("t")
    page.get_by_label("Ý kiến thẩm định").focus()
    page.keyboard.type("Đủ điều kiện, đề xuất cấp")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.get_by_text(f"Đã trình {code}.").is_visible()
    assert Dossier.objects.get(code=code).state == State.PROCESSING


def test_single_keys_can_be_switched_off(province, code, seat, live_server):
    page = seat(province.coordinator).page
    page.goto(f"{live_server.url}/nv/ho-so/{code}/")
    page.keyboard.press("Shift+?")
    assert page.get_by_role("heading", name="Phím tắt").is_visible()
    page.locator("[data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.wait_for_timeout(200)
    assert page.url.endswith(f"/nv/ho-so/{code}/")
