"""The end of a session after a pause: said in time, put off with one key, and nothing typed is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.dossiers.models import Note
from motcua.rules.calendar import local
from motcua.web.shared.clock import now

pytestmark = pytest.mark.browser

SOON, OVER = "Sắp tự đăng xuất", "Phiên làm việc đã hết"


@pytest.fixture
def pause(page, clock):
    """`pause(minutes)`: nobody touches the machine for so long; the browser's clock and the server's go together."""
    page.clock.install(time=datetime(2026, 11, 16, 2, 10, tzinfo=UTC))

    def wait(minutes: float) -> None:
        clock.set(f"{local(now()) + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%S}")
        page.clock.fast_forward(int(minutes * 60_000))

    return wait


@pytest.fixture
def noting(province, seat, live_server, moment, pause):
    """The clerk's browser on the notes of a dossier, where something has been typed."""
    code = province.receive(moment("2026-11-16T09:00")).dossier.code
    screen = seat(province.clerk_at_desk)
    screen.open(f"{live_server.url}/nv/ho-so/{code}/trao-doi/")
    screen.page.get_by_role("textbox", name="Nội dung").fill("Hẹn người nộp sáng thứ Ba")
    return screen


def heading(screen, words):
    return screen.page.get_by_role("dialog", name=words)


def test_a_pause_is_announced_and_one_key_puts_the_end_off(noting, pause):
    pause(23)
    assert not heading(noting, SOON).is_visible()
    pause(2.5)
    heading(noting, SOON).wait_for()
    assert "4 phút" in heading(noting, SOON).inner_text()
    assert noting.page.title().startswith(SOON) and noting.violations() == []
    noting.page.keyboard.press("Escape")
    heading(noting, SOON).wait_for(state="hidden")
    pause(20)
    assert not heading(noting, SOON).is_visible() and not noting.page.title().startswith(SOON)
    assert noting.page.get_by_role("textbox", name="Nội dung").input_value() == "Hẹn người nộp sáng thứ Ba"
    assert noting.complaints == []


def test_after_the_end_one_signs_in_elsewhere_and_sends_what_was_typed(noting, pause, province, seat, live_server):
    pause(31)
    heading(noting, OVER).wait_for()
    assert noting.violations() == []
    noting.page.context.clear_cookies()  # a sign-in brings a new session and a new token against forged forms
    seat(province.clerk_at_desk)
    with noting.page.context.expect_page() as opened:
        noting.page.get_by_role("link", name="Đăng nhập ở cửa sổ mới").click()
    opened.value.wait_for_load_state()
    heading(noting, OVER).wait_for(state="hidden")
    with noting.page.expect_navigation():
        noting.page.get_by_role("button", name="Lưu ghi chú").click()
    assert Note.objects.filter(text="Hẹn người nộp sáng thứ Ba").exists()


def test_somebody_else_who_signs_in_finds_nothing_of_what_was_typed(noting, pause, province, seat):
    pause(31)
    heading(noting, OVER).wait_for()
    seat(province.officer)
    with noting.page.expect_navigation():
        noting.page.keyboard.press("Escape")
    assert "Hẹn người nộp sáng thứ Ba" not in noting.page.content()
