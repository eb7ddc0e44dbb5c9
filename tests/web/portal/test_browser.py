"""The public pages in a real browser, at every width and without scripts."""

import pytest

from tests.web.screens import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = (
    "/",
    "/thu-tuc/",
    "/thu-tuc/?q=khai+sinh",
    "/thu-tuc/1.001612-dang-ky-thanh-lap-ho-kinh-doanh/",
    "/tra-cuu/",
    "/tra-cuu/?ma=x",
    "/noi-nop/",
    "/tro-giup/",
    "/en/",
    "/en/thu-tuc/",
)


@pytest.fixture
def site(live_server, province, monday):
    """The running server, and a dossier received on Monday."""
    return live_server.url, province.receive(monday).dossier


def test_no_page_is_wider_than_the_screen(site, screen):
    url, dossier = site
    for address in (*ADDRESSES, f"/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}"):
        for width in WIDTHS:
            screen.open(url + address, width)
            assert screen.overflow() <= 0, (address, width)
    assert screen.complaints == [] or all("422" in one for one in screen.complaints)


def test_axe_finds_nothing(site, screen):
    url, dossier = site
    for address in (*ADDRESSES, f"/tra-cuu/{dossier.code}/", f"/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}"):
        for width in (390, 1440):
            screen.open(url + address, width)
            assert screen.violations() == [], (address, width)
            assert screen.small_targets() == [], (address, width)


def test_a_citizen_without_scripts_finds_and_follows(site, browser):
    url, dossier = site
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(url)
    page.fill("#tim", "dang ky khai sinh")
    page.press("#tim", "Enter")
    page.click("text=Đăng ký khai sinh")
    assert page.locator("h1").inner_text() == "Đăng ký khai sinh"
    page.goto(f"{url}/tra-cuu/")
    page.fill("#ma", dossier.code.lower())
    page.press("#ma", "Enter")
    page.fill("#so", "0318")
    page.press("#so", "Enter")
    assert "H*** T** T** Hà" in page.inner_text("main")
    context.close()


def test_suggestions_come_while_typing_and_are_walked_with_arrows(site, screen):
    screen.open(site[0])
    screen.page.type("#tim", "khai si", delay=20)
    screen.page.wait_for_selector("#goi-y a")
    screen.page.keyboard.press("ArrowDown")
    assert screen.page.evaluate("document.activeElement.textContent").startswith("Đăng ký khai sinh")
    screen.page.keyboard.press("Escape")
    assert screen.page.locator("#goi-y a").count() == 0
    assert screen.complaints == []


def test_the_phone_opens_its_navigation_with_one_button(site, screen):
    screen.open(site[0], 390)
    assert not screen.page.is_visible("#menu")
    screen.page.click("[popovertarget=menu]")
    assert screen.page.is_visible("#menu >> text=Trợ giúp")


def test_the_first_view_weighs_less_than_120_kilobytes(site, screen):
    sizes = []
    screen.page.on("response", lambda response: sizes.append(len(response.body()) if response.ok else 0))
    screen.open(site[0], 390)
    screen.page.wait_for_load_state("networkidle")
    assert sum(sizes) < 200_000  # unpacked; packed by the static storage it is about a third


def test_the_first_key_leads_past_the_navigation(site, screen):
    screen.open(site[0])
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate("document.activeElement.className") == "skip"
