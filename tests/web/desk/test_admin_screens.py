"""The administration in a real browser: it fits, it is accessible, and its journeys are walked as a person would."""

import pytest

from motcua.catalogue.calendars import current_version_id
from motcua.config.schedule import JOBS
from motcua.config.subscribers import READERS
from motcua.people.roster import roster
from motcua.web.desk.admin.ledger_pages import JOB_WORDS, READER_WORDS
from tests.web.desk.test_admin_import import as_zip, one_procedure
from tests.web.desk.test_admin_pages import PAGES

pytestmark = pytest.mark.browser

LOOKED_AT = (
    "", "lich-lam-viec/", "lich-lam-viec/ngay/?ngay=2026-12-24", "don-vi/", "don-vi/H99.27.10/",
    "don-vi/H99.27.10/ket-thuc/", "nguoi-dung/", "nguoi-dung/{login}/", "nguoi-dung/{login}/giao-vi-tri/", "tham-so/",
    "tham-so/refusal_reasons/", "ket-noi/moi/", "thu-tuc/", "thu-tuc/1.001612/", "doi-soat/", "so-su-kien/",
)  # fmt: skip


@pytest.fixture
def office(province, seat, live_server):
    """`office(path)`: the administrator's browser at a page of the administration."""
    login = roster().staff(province.officer.staff_id).login
    screen = seat(province.admin)

    def go(path: str, width: int = 1440):
        screen.open(f"{live_server.url}/nv/quan-tri/{path.format(login=login)}", width)
        return screen

    return go


def send(page):
    """Ctrl+Enter says the form, once the page's script listens."""
    page.wait_for_load_state()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def test_no_page_of_the_administration_is_wider_than_a_telephone(office):
    for path in PAGES:
        assert office(path, 320).overflow() <= 0, path
    assert office("").complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_administration_is_accessible(office, width):
    for path in LOOKED_AT:
        screen = office(path, width)
        assert screen.violations() == [], path
        assert screen.small_targets() == [], path


def test_a_cell_of_a_table_says_its_column_on_a_telephone(office):
    page = office("don-vi/H99.27.10/", 390).page
    cell = page.locator("td[data-label='Vai trò']").first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"Vai trò"'


def test_the_open_section_stands_in_sight_on_a_telephone(office):
    page = office("so-su-kien/", 320).page
    box = page.locator(".adm-tabs [aria-current]").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320


def test_a_day_off_is_added_by_keyboard_and_taken_back_by_a_new_version(office):
    page = office("lich-lam-viec/ngay/").page
    before, off = current_version_id(), 'a.adm-day--off[href*="2026-12-24"]'
    page.get_by_label("Ngày", exact=True).fill("2026-12-24")
    page.get_by_label("Nghỉ", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("Lý do").fill("Nghỉ bão")
    page.get_by_label("Số văn bản").fill("12/QĐ-UBND")
    send(page)
    assert page.locator(off).is_visible() and current_version_id() != before
    page.get_by_role("link", name="Phiên bản 2").click()
    assert "Nghỉ bão" in page.inner_text("main")
    page.get_by_role("link", name="Khôi phục các ngày này").click()
    page.get_by_label("Số văn bản").fill("13/QĐ-UBND")
    send(page)
    assert page.get_by_role("link", name="Phiên bản 3").is_visible()
    assert page.locator(off).count() == 0


def test_a_changed_catalogue_file_shows_its_differences_before_anything_is_published(
    province, seat, live_server, tmp_path
):
    files = one_procedure()
    path = tmp_path / "danh-muc.zip"
    path.write_bytes(as_zip(files).read())
    page = seat(province.control).page
    for round_, words in enumerate(("Thủ tục mới", "Đang công bố")):
        page.goto(f"{live_server.url}/nv/quan-tri/thu-tuc/nhap/")
        page.locator("input[type=file]").set_input_files(path)
        with page.expect_navigation():
            page.locator("main form button[data-main]").click()
        assert words in page.inner_text("main")
        if round_ == 0:
            with page.expect_navigation():
                page.locator("main form button[data-main]").click()
        name = "procedures/1.009994.yaml"
        changed = files[name].decode().replace("- xin phép xây nhà", "- xin phép dựng nhà")
        path.write_bytes(as_zip(files | {name: changed.encode()}).read())
    assert page.locator(".adm-new", has_text="xin phép dựng nhà").first.is_visible()


def test_readers_and_jobs_have_words_on_the_screen():
    assert {reader.name for reader in READERS} <= set(READER_WORDS)
    assert {job.name for job in JOBS} <= set(JOB_WORDS)
