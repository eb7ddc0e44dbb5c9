import logging
import re
import sqlite3

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from motcua.people.permissions import Denied
from motcua.web.shared.errors import fault_page, not_found, server_error
from tests.web.pages import wrong_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser_client(settings) -> Client:
    settings.ROOT_URLCONF = "tests.web.urls"
    return Client(raise_request_exception=False)


def test_the_code_on_the_page_is_found_in_the_log(browser_client, caplog, read):
    with caplog.at_level(logging.ERROR):
        page = read(browser_client.get("/hong/"))
    code = re.search(r'class="code">([0-9A-F]{6})<', page.text)
    assert page.status == 500 and code
    assert any(f"incident {code[1]} GET /hong/" in record.getMessage() for record in caplog.records)
    assert wrong_with(page) == []


@pytest.mark.parametrize(
    ("state", "status"), [(None, 503), ("57P01", 503), ("08006", 503), ("53300", 503), ("40P01", 500), ("", 500)]
)
def test_only_a_database_that_is_away_is_said_to_be_away(state, status, read):
    cause = psycopg.OperationalError("x")
    cause.sqlstate = state
    if state == "":
        cause = sqlite3.OperationalError("database is locked")
    try:
        raise OperationalError("x") from cause
    except OperationalError:
        page = read(server_error(RequestFactory().get("/nv/")))
        machine = server_error(RequestFactory().get("/api/v1/dossiers"))
    assert (page.status, machine.status_code) == (status, status)
    assert (page.h1 == "Hệ thống đang tạm ngừng") is (status == 503)
    assert ("Retry-After" in machine.headers) is (status == 503) and b"incident" in machine.content
    assert wrong_with(page) == []


def test_the_log_line_holds_no_address_of_a_person(browser_client, caplog):
    with caplog.at_level(logging.ERROR):
        browser_client.get("/hong/")
    formatter = logging.getLogger().handlers[0].formatter or next(
        handler.formatter for handler in logging.getLogger().handlers if handler.formatter
    )
    written = "\n".join(formatter.format(record) for record in caplog.records)
    assert "incident" in written


def test_an_unknown_address_is_said_in_words(browser_client, read):
    page = read(browser_client.get("/khong-co-trang-nay/"))
    assert (page.status, page.h1) == (404, "Không có trang này")
    assert wrong_with(page) == []


def test_under_en_the_error_page_speaks_english(browser_client, read):
    page = read(browser_client.get("/en/nothing/"))
    assert (page.status, page.h1, page.language) == (404, "There is no such page", "en")


@pytest.mark.parametrize(("path", "home"), [("/khong-co/", "/"), ("/en/nothing/", "/en/"), ("/nv/_mau/x/", "/nv/")])
def test_an_error_page_leads_home_in_its_own_part_of_the_house(path, home):
    request = RequestFactory().get(path)
    page = not_found(request).content.decode()
    assert page.count(f'href="{home}"') == 2, "the mark and the button"


def test_a_refused_door_says_whose_it_is_and_whom_to_ask(read):
    request = RequestFactory().get("/nv/quan-tri/")
    page = read(fault_page(request, Denied(action="quản trị", roles="Quản trị hệ thống")))
    assert (page.status, page.h1) == (403, "Bạn chưa được giao phần này")
    assert "Quản trị hệ thống" in page.text and "hãy hỏi người quản trị của đơn vị" in page.text


def test_a_refusal_that_no_view_caught_becomes_its_sentence(browser_client, read):
    page = read(browser_client.get("/tu-choi/"))
    assert page.status == 409
    assert "Mã hồ sơ" in page.text
    assert wrong_with(page) == []


def test_htmx_gets_the_refusal_as_a_part(browser_client):
    response = browser_client.get("/tu-choi/", headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert b"err-sum" in response.content and b"<html" not in response.content


def test_a_form_from_elsewhere_is_told_what_to_do(settings, read, province):
    client = Client(enforce_csrf_checks=True)
    page = read(client.post("/tra-cuu/H99.27.10-261116-0001/", {"so": "0318"}))
    assert (page.status, page.h1) == (403, "Trang đã mở quá lâu")


def test_the_api_gets_a_problem_document(browser_client):
    response = browser_client.get("/api/hong/")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"]
