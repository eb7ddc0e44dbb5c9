"""The counter in a real browser: the keyboard is enough and counted, nothing overflows, nothing is out of reach."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from motcua.dossiers import orders
from motcua.dossiers.commands import approve, finish, forward, propose
from motcua.dossiers.models import Dossier, Party
from motcua.rules.lifecycle import State
from tests.documents.made_files import picture
from tests.dossiers.province import BIRTH, COPY, HOUSEHOLD, LAND
from tests.web.screens import WIDTHS, Screen

pytestmark = pytest.mark.browser

MOST_KEYS = 12
SHOTS = os.environ.get("MOTCUA_TEST_SHOTS", "")
ADDRESSES = ("tiep-nhan/", "quay/", "tra-ket-qua/", "so-theo-doi/")


class Keys:
    """Hands on a keyboard. What a field contains is typed text; every other key that is pressed is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        """Function keys, Enter, arrows, single letters that are commands: one each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def write(self, text: str) -> None:
        """The content of the field in which the cursor stands: not counted, the clerk would type it anywhere."""
        self.page.keyboard.type(text)


@pytest.fixture
def screen(sit, province, live_server, page) -> Screen:
    """The browser of the clerk at the desk, signed in."""
    # A headless browser has no printer, and its viewer of PDFs may take the page down with it; the paper itself is
    # fetched and read in test_intake.
    page.route("**/in/tiep-nhan/**", lambda route: route.fulfill(status=204))
    client = sit(province.clerk_at_desk)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return Screen(page)


def shot(screen: Screen, name: str) -> None:
    """A picture for people to look at, where a folder is named."""
    if SHOTS:
        screen.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def choose(keys: Keys, words: str) -> None:
    """Find a procedure by a few letters and take the first."""
    keys.write(words)
    keys.page.wait_for_selector(".hit")
    keys.press("Enter")
    keys.page.wait_for_selector("#tom-tat .pay")


def person(keys: Keys) -> None:
    """The five fields of the applicant, Enter after each."""
    for text in ("999187002416", "Hoàng Thị Thu Hà", "14061987", "Số 112 Nguyễn Công Trứ", "0999000318"):
        keys.write(text)
        keys.press("Enter")


@pytest.mark.parametrize("words", ["thanh lap ho", "dkks", LAND])
def test_an_intake_by_keyboard_alone_takes_at_most_twelve_keys(screen, live_server, words):
    """From the empty screen to the receipt: every key that is not the content of a field counts, F9 too."""
    screen.open(f"{live_server.url}/nv/tiep-nhan/")
    keys = Keys(screen.page)
    choose(keys, words)
    assert screen.page.evaluate("document.activeElement.id") == "tn-so_dinh_danh"
    person(keys)
    keys.press("Alt+3", "0")
    with screen.page.expect_navigation():
        keys.press("F9")
    assert screen.page.get_by_text("Đã tiếp nhận H99.27-261116-0001.").is_visible()
    assert screen.page.evaluate("document.activeElement.id") == "tn-thu_tuc"
    assert keys.pressed <= MOST_KEYS
    assert Dossier.objects.get().papers.filter(originals=1).count() == 3
    assert screen.complaints == []


def test_enter_never_takes_a_procedure_from_a_list_that_answers_other_letters(screen, live_server):
    screen.open(f"{live_server.url}/nv/tiep-nhan/")
    screen.page.keyboard.type("khai sinh")
    screen.page.wait_for_selector(f'.hit[data-code="{BIRTH}"]')
    screen.page.keyboard.press("Control+a")
    screen.page.keyboard.type("dktlhkd")
    screen.page.keyboard.press("Enter")  # before the server has answered: the old list still stands there
    screen.page.wait_for_selector("#tom-tat .pay")
    assert HOUSEHOLD in screen.page.input_value("#tn-thu_tuc")


def test_papers_are_ticked_row_by_row_with_one_and_two(screen, live_server):
    screen.open(f"{live_server.url}/nv/tiep-nhan/?ma={HOUSEHOLD}")
    keys = Keys(screen.page)
    keys.press("Alt+3", "1", "2", "ArrowUp", "ArrowDown", "1")
    ticked = screen.page.eval_on_selector_all("[data-tick]:checked", "all => all.map(one => one.name + one.value)")
    assert ticked == ["chinhTP01", "saoTP02", "chinhTP03"]


def test_what_is_returned_at_once_is_done_on_one_screen(screen, live_server):
    screen.open(f"{live_server.url}/nv/tiep-nhan/")
    keys = Keys(screen.page)
    choose(keys, COPY)
    person(keys)
    keys.press("0", "Alt+k")
    with screen.page.expect_navigation():
        keys.press("F9")
    assert Dossier.objects.get().state == State.RETURNED


def test_a_refusal_is_a_dialog_with_a_reason(screen, live_server):
    screen.open(f"{live_server.url}/nv/tiep-nhan/?ma={HOUSEHOLD}")
    page = screen.page
    page.get_by_label("Họ và tên").fill("Hoàng Thị Thu Hà")
    page.keyboard.press("Alt+r")
    page.get_by_label("Lý do", exact=True).select_option("papers_missing")
    page.get_by_label("Nói rõ").fill("Thiếu giấy tờ chứng minh địa điểm.")
    shot(screen, "tu-choi")
    with page.expect_navigation():
        page.get_by_role("button", name="Từ chối, in phiếu").click()
    assert Dossier.objects.get().state == State.REFUSED


def test_what_lacks_papers_takes_a_second_f9_and_the_undo_of_the_toast_takes_it_back(screen, live_server):
    screen.open(f"{live_server.url}/nv/tiep-nhan/?ma={BIRTH}")
    screen.page.get_by_label("Họ và tên").fill("Hoàng Thị Thu Hà")
    with screen.page.expect_navigation():
        screen.page.keyboard.press("F9")
    assert screen.page.evaluate("document.activeElement.id") == "thieu-giay"
    assert "Còn thiếu 3 giấy tờ phải nộp" in screen.page.inner_text("#thieu-giay")
    assert screen.violations() == []
    shot(screen, "thieu-giay")
    with screen.page.expect_navigation():
        screen.page.keyboard.press("F9")
    with screen.page.expect_navigation():
        screen.page.keyboard.press("Alt+u")
    assert Dossier.objects.get().state == State.ANNULLED


def test_a_duplicate_is_seen_before_f9_and_a_file_is_kept_on_its_row(screen, live_server, province, moment, tmp_path):
    province.receive(moment("2026-11-16T09:00"))
    screen.open(f"{live_server.url}/nv/tiep-nhan/?ma={HOUSEHOLD}")
    keys = Keys(screen.page)
    keys.press("Alt+2")
    keys.write("999187002416")
    keys.press("Enter")
    screen.page.wait_for_selector("#trung .note--warn")
    scan = tmp_path / "giay.jpg"
    scan.write_bytes(picture())
    screen.page.set_input_files("[name=tai_TP01]", scan)
    screen.page.wait_for_selector("[name=tep_TP01]", state="attached")
    shot(screen, "trung")
    bad = tmp_path / "don.docx"
    bad.write_bytes(b"PK")
    screen.page.set_input_files("[name=tai_TP02]", bad)
    assert screen.page.get_by_text("Tệp don.docx chưa dùng được").is_visible() or screen.page.wait_for_selector(
        ".field-err"
    )


def test_the_owner_takes_part_only_when_shown(screen, live_server):
    screen.open(f"{live_server.url}/nv/tiep-nhan/?ma={BIRTH}")
    page = screen.page
    page.get_by_label("Họ và tên").fill("Hoàng Thị Thu Hà")
    page.keyboard.press("Alt+o")
    page.get_by_label("Tên chủ hồ sơ").fill("Trần Gia Bảo")
    page.keyboard.press("Alt+3")
    page.keyboard.press("0")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert Party.objects.count() == 2


def test_the_sheet_lists_the_keys_and_no_key_of_a_later_issue(screen, live_server):
    screen.open(f"{live_server.url}/nv/tiep-nhan/")
    screen.page.keyboard.press("Escape")
    screen.page.evaluate("document.activeElement.blur()")
    screen.page.keyboard.press("Shift+?")
    sheet = screen.page.locator("[data-keys-list]").inner_text()
    assert "F9" in sheet and "F2" in sheet and not any(key in sheet for key in ("F3", "F4", "F8", "F10"))


@pytest.fixture
def busy(province, moment) -> None:
    """Two dossiers at the counter and a result that waits."""
    at = moment("2026-11-16T09:00")
    province.receive(at)
    province.receive(at, LAND)
    code = province.receive(at).dossier.code
    for actor in (province.clerk_at_desk, province.coordinator):
        forward(code, orders.ForwardOrder(), actor=actor, at=at)
    propose(code, orders.ProposeOrder(opinion="Đủ điều kiện"), actor=province.officer, at=at)
    approve(code, orders.ApproveOrder(), actor=province.leader, at=at)
    finish(code, orders.FinishOrder(), actor=province.secretary, at=at)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_of_the_counter_is_wider_than_the_window(screen, live_server, busy, width):
    code = Dossier.objects.get(state=State.SETTLED).code
    for address in (*ADDRESSES, f"tiep-nhan/?ma={HOUSEHOLD}", f"tiep-nhan/?ma={COPY}", f"tra-ket-qua/?q={code}"):
        screen.open(f"{live_server.url}/nv/{address}", width)
        shot(screen, f"{address.split('/')[0]}-{address[-4:].strip('/=')}-{width}")
        assert screen.overflow() <= 0, address
    assert screen.complaints == []


def test_the_screens_of_the_counter_are_accessible(screen, live_server, busy):
    code = Dossier.objects.get(state=State.SETTLED).code
    for address in (*ADDRESSES, f"tiep-nhan/?ma={HOUSEHOLD}", f"tiep-nhan/?ma={COPY}", f"tra-ket-qua/?q={code}"):
        for width in (390, 1440):
            screen.open(f"{live_server.url}/nv/{address}", width)
            assert screen.violations() == [], (address, width)


def test_the_form_with_its_faults_and_the_open_list_are_accessible(screen, live_server, busy):
    screen.open(f"{live_server.url}/nv/tiep-nhan/")
    screen.page.keyboard.type("dang ky")
    screen.page.wait_for_selector(".hit")
    shot(screen, "goi-y")
    assert screen.violations() == []
    with screen.page.expect_navigation():
        screen.page.keyboard.press("F9")
    shot(screen, "loi")
    assert screen.violations() == [] and screen.page.title().startswith("Lỗi: ")
