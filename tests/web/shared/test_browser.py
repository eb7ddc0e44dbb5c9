"""The staff shell and its components in a real browser: keys, lists, dialogs, toasts."""

import pytest

from tests.web.screens import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(live_server, settings, screen):
    settings.ROOT_URLCONF = "tests.web.urls"
    screen.open(f"{live_server.url}/nv/_mau/")
    return screen


def test_the_gallery_fits_every_screen(gallery):
    address = gallery.page.url
    for width in WIDTHS:
        gallery.open(address, width)
        assert gallery.overflow() <= 0, width
    assert gallery.complaints == []


def test_axe_finds_nothing_in_any_component(gallery):
    address = gallery.page.url
    for query in ("", "?loi=1"):
        gallery.open(address + query)
        assert gallery.violations() == []


def test_j_x_and_shift_x_move_and_choose_and_the_bar_counts(gallery):
    keys = gallery.page.keyboard
    keys.press("j")
    keys.press("j")
    assert gallery.page.locator("tr.cur [data-pick]").get_attribute("value") == "2"
    keys.press("x")
    assert gallery.page.inner_text("[data-bulk-count]") == "Đã chọn 1 hồ sơ"
    keys.press("Shift+X")
    assert gallery.page.inner_text("[data-bulk-count]") == "Đã chọn 7 hồ sơ"
    gallery.page.click("[data-bulk-clear]")
    assert not gallery.page.is_visible(".bulk")


def test_slash_finds_and_typing_in_a_field_is_no_shortcut(gallery):
    gallery.page.keyboard.press("/")
    assert gallery.page.evaluate("document.activeElement.id") == "tim-nhanh"
    gallery.page.keyboard.type("jx/?")
    assert gallery.page.input_value("#tim-nhanh") == "jx/?"
    assert not gallery.page.is_visible(".bulk")


def test_the_sheet_lists_what_the_page_can_and_single_letters_can_be_switched_off(gallery):
    gallery.page.keyboard.press("?")
    sheet = gallery.page.locator("#phim-tat")
    assert "Trình ký" in sheet.inner_text() and "Chọn cả nhóm" in sheet.inner_text()
    sheet.locator("[data-keys-switch]").uncheck()
    gallery.page.keyboard.press("Escape")
    gallery.page.keyboard.press("j")
    assert gallery.page.locator("tr.cur").count() == 0
    gallery.page.reload()
    gallery.page.keyboard.press("j")
    assert gallery.page.locator("tr.cur").count() == 0


def test_a_dialog_opens_takes_the_focus_and_closes_with_escape(gallery):
    gallery.page.click("text=Mở hộp thoại")
    assert gallery.page.is_visible("#hop-thoai")
    gallery.page.keyboard.press("Escape")
    assert not gallery.page.is_visible("#hop-thoai")


def test_the_summary_of_faults_takes_the_focus(gallery):
    gallery.open(gallery.page.url + "?loi=1")
    assert gallery.page.evaluate("document.activeElement.className") == "err-sum"


def test_enter_moves_on_in_a_desk_form(gallery):
    gallery.page.focus("#id_name")
    gallery.page.keyboard.press("Enter")
    assert gallery.page.evaluate("document.activeElement.id") == "id_phone"


def test_a_second_press_does_not_send_a_second_time(gallery):
    sent = gallery.page.evaluate("""() => {
        const form = document.querySelector("form.card"); let sent = 0;
        window.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) sent += 1;
            event.preventDefault(); });
        form.noValidate = true; form.requestSubmit(); form.requestSubmit(); return sent; }""")
    assert sent == 1


def test_a_toast_of_an_htmx_answer_counts_down(gallery):
    gallery.page.evaluate("""() => document.body.dispatchEvent(new CustomEvent("toast", {detail:
        {text: "Đã tiếp nhận.", seconds: 3, undo_url: "/x/", icon: "circle-check", kind: ""}}))""")
    toast = gallery.page.locator("#thong-bao .toast")
    assert "Hoàn tác" in toast.inner_text()
    toast.wait_for(state="detached", timeout=60_000)


def test_the_phone_opens_the_side_navigation_with_one_button(gallery):
    gallery.open(gallery.page.url, 390)
    assert not gallery.page.is_visible("#trinh-don")
    gallery.page.click("[popovertarget=trinh-don]")
    assert gallery.page.is_visible("#trinh-don >> text=Việc của tôi")
