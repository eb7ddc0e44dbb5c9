"""The worklists with everything that waits, in a real browser: widths, accessibility, keyboard."""

import pytest

from tests.web.desk.test_work_views import OFFICE, office  # noqa: F401 (a fixture)
from tests.web.screens import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_list_fits_the_screen_and_axe_finds_nothing(province, seat, live_server, office):  # noqa: F811
    screen = seat(province.coordinator)
    queries = {"all": "", "waiting": "?nhom=cho-bo-sung", "columns": "?cot=ma&cot=nhan&cot=giu&cot=bo-sung"}
    for name, query in queries.items():
        for width in WIDTHS:
            screen.open(f"{live_server.url}{OFFICE}{query}", width)
            assert screen.overflow() <= 0, (name, width)
            if width in (390, 1440):
                assert screen.violations() == [], (name, width)
                assert screen.small_targets() == [], (name, width)
    assert screen.complaints == []


def test_columns_and_a_shared_view_are_set_by_keyboard(province, seat, live_server, office):  # noqa: F811
    screen = seat(province.coordinator)
    page = screen.page
    screen.open(f"{live_server.url}{OFFICE}?nhom=qua-han")
    page.locator("summary", has_text="Cột").press("Enter")
    page.get_by_label("Người giữ").press("Space")
    assert screen.violations() == []
    page.get_by_role("button", name="Hiện các cột này").press("Enter")
    page.get_by_role("columnheader", name="Người giữ").wait_for()
    page.locator("summary", has_text="Lưu bộ lọc").press("Enter")
    page.get_by_label("Tên bộ lọc").fill("Quá hạn của phòng")
    page.get_by_label("Dùng chung với").select_option("officer")
    page.get_by_label("Mở sẵn khi vào trang").press("Space")
    assert screen.violations() == []
    page.get_by_role("button", name="Lưu", exact=True).press("Enter")
    page.get_by_role("link", name="Quá hạn của phòng").wait_for()
    officer = seat(province.officer)
    officer.open(f"{live_server.url}{OFFICE}", 390)
    assert "nhom=qua-han" in officer.page.url and "cot=giu" in officer.page.url
