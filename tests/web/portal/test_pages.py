"""Every public page in both languages: in order for a reader, small, and quick."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.people import commands
from tests.web.pages import wrong_with

PAGES = {
    "/": "Bạn cần làm thủ tục gì?",
    "/?cho=doanh-nghiep": "Bạn cần làm thủ tục gì?",
    "/thu-tuc/": "Thủ tục hành chính",
    "/thu-tuc/?q=khong+co+gi+nhu+the": "Thủ tục cho “khong co gi nhu the”",
    "/thu-tuc/1.001193-dang-ky-khai-sinh/": "Đăng ký khai sinh",
    "/thu-tuc/1.013314-thu-tuc-1013314/": "Thủ tục 1.013314",
    "/tra-cuu/": "Hồ sơ của tôi đến đâu?",
    "/noi-nop/": "Nơi nộp hồ sơ",
    "/noi-nop/?thu-tuc=1.001193": "Nơi nộp hồ sơ",
    "/noi-nop/?q=khong+co": "Nơi nộp hồ sơ",
    "/tro-giup/": "Trợ giúp",
}


@pytest.fixture
def visit(client: Client, province, read):
    """`visit(address)`: the page as a reader finds it."""
    return lambda address: read(client.get(address))


@pytest.mark.parametrize(("address", "heading"), PAGES.items())
def test_a_public_page_is_in_order(visit, address, heading):
    page = visit(address)
    assert (page.status, page.h1) == (200, heading)
    assert wrong_with(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_its_english_mirror_is_in_order_and_leads_back(visit, address):
    page = visit(f"/en{address}")
    assert page.status == 200
    assert wrong_with(page, language="en") == []
    assert ("Tiếng Việt", address.split("?")[0]) in page.links


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: Client, visit, address):
    for _text, href in visit(address).links:
        path = href.split("#")[0]
        if path.startswith("/") and not path.startswith("/nv/"):
            assert client.get(path).status_code in (200, 302), href


def test_a_page_never_draws_what_is_not_built(visit):
    text = visit("/").text + visit("/thu-tuc/1.001193-dang-ky-khai-sinh/").text
    assert "VNeID" not in text and "Kết quả phục vụ" not in text and "Nộp hồ sơ trực tuyến" not in text


def test_pages_cost_two_statements_at_most_once_the_shelf_is_read(client: Client, province):
    for address in PAGES:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            client.get(address)
        assert len(statements) <= 2, address


def test_the_html_of_a_page_is_small_when_packed(client: Client, province):
    for address in PAGES:
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        assert len(response.content) < 15_000 and gzip.decompress(response.content)


def test_a_closed_portal_has_no_pages(client: Client, province, clock):
    clock.set("2026-11-18T10:00")
    day = clock.set("2026-11-18T10:00")
    commands.change_setting(
        "portal_mode", value="off", legal_basis="Quyết định 1", on=day.date(), actor=province.admin, at=day
    )
    assert client.get("/").status_code == 404
    assert client.get("/tra-cuu/").status_code == 404


def test_a_page_needs_no_script(visit):
    page = visit("/")
    assert ("Có con nhỏ", "/thu-tuc/?viec=con-nho") in page.links
    assert 'action="/thu-tuc/"' in page.text and 'action="/tra-cuu/"' in page.text
