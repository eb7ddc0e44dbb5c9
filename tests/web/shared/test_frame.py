"""What every answer carries, and what no answer may."""

import hashlib
import json
import re
from pathlib import Path

import django_htmx
import pytest
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.test import Client
from tools import messages

from motcua.ledger.models import AccessLog
from motcua.web.shared.form_keys import key_of
from motcua.web.shared.seen import Look
from motcua.web.shared.toasts import Toast, say_now, toasts_of

WEB = Path(messages.WEB)
STATIC = WEB / "static/motcua"


def test_the_policy_refuses_inline_style_and_script(client: Client, province):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe-inline" not in policy


def test_pages_for_one_person_are_kept_by_nobody(client: Client, province):
    assert client.get("/tra-cuu/")["Cache-Control"] == "private, no-store"
    assert client.get("/")["Cache-Control"] == "public, max-age=60"


def test_an_answer_names_no_foreign_right_and_guesses_no_type(client: Client, province):
    response = client.get("/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_the_wish_of_the_browser_does_not_change_the_language(client: Client, province, read):
    assert read(client.get("/", headers={"Accept-Language": "en"})).language == "vi"
    assert read(client.get("/en/", headers={"Accept-Language": "vi"})).language == "en"


def test_who_saw_what_is_written_once_after_the_answer(client: Client, settings, db):
    settings.ROOT_URLCONF = "tests.web.urls"
    client.get("/xem/")
    line = AccessLog.objects.get()
    assert (line.page, line.what, line.ids, line.address_hmac) == ("tests.looking", Look.PAGE, [1, 2, 3], None)


def test_a_request_that_showed_nothing_writes_nothing(client: Client, province):
    client.get("/")
    assert not AccessLog.objects.exists()


def test_a_demonstration_says_so_on_every_page(client: Client, settings, province):
    settings.DEMONSTRATION, settings.CLOCK_OFFSET_WEEKS = True, -156
    text = client.get("/").content.decode()
    assert "Dữ liệu giả lập" in text and "Ngày giả lập:" in text


def test_no_template_holds_a_style_or_a_script():
    found = {}
    for path in WEB.rglob("*.html"):
        wrong = re.findall(r"""\sstyle=|\son\w+=["']|<style|<script(?![^>]*\ssrc=)""", path.read_text(encoding="utf-8"))
        if wrong:
            found[path.name] = wrong
    assert found == {}


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    there = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    asked = set()
    for path in (*WEB.rglob("*.html"), *WEB.rglob("*.py")):
        asked |= set(re.findall(r"""{%\s*icon\s+["']([\w-]+)["']""", path.read_text(encoding="utf-8")))
    assert asked - there == set()


def test_what_is_borrowed_is_named_with_licence_and_is_unchanged():
    for entry in json.loads((STATIC / "VENDOR.json").read_text(encoding="utf-8")):
        assert entry["version"] and entry["licence"]
        for name, sha in entry["files"].items():
            base = Path(django_htmx.__file__).parent / "static" if name.startswith("django_htmx/") else STATIC
            assert hashlib.sha256((base / name).read_bytes()).hexdigest() == sha, name
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts/OFL.txt").read_text(encoding="utf-8").upper()
    assert "MIT License" in (STATIC / "icons.LICENSE").read_text(encoding="utf-8")


def test_the_first_view_of_a_citizen_is_small():
    fonts = sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2"))
    assert fonts < 24_000
    scripts = sum(path.stat().st_size for path in (STATIC / "js").glob("*.js"))
    assert scripts < 40_000


def test_every_english_page_has_every_sentence():
    entries = messages.read(messages.LOCALE / "en/LC_MESSAGES/django.po")
    assert messages.missing(entries, messages.wanted()) == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_compiled_messages_are_those_of_the_source(language):
    source = messages.LOCALE / language / "LC_MESSAGES/django.po"
    assert source.with_suffix(".mo").read_bytes() == messages.compiled(messages.read(source))


def test_a_translation_keeps_every_placeholder():
    for (one, _many), said in messages.read(messages.LOCALE / "en/LC_MESSAGES/django.po").items():
        if one:
            names = set(re.findall(r"%\((\w+)\)s", one))
            assert all(set(re.findall(r"%\((\w+)\)s", text)) == names for text in said), one


def test_a_toast_travels_in_the_header_of_an_htmx_answer():
    response = say_now(HttpResponse(status=204), Toast("Đã lưu.", undo_url="/x/", seconds=20))
    assert json.loads(response["HX-Trigger"])["toast"]["undo_url"] == "/x/"


def test_a_plain_message_becomes_a_plain_toast():
    assert toasts_of([Message(40, "Chưa lưu được")])[0] == Toast("Chưa lưu được", "err")


def test_a_form_key_that_cannot_be_one_is_none(rf):
    assert key_of(rf.post("/", {"idempotency_key": "x" * 65})) is None
    assert key_of(rf.post("/", {})) is None
    assert key_of(rf.post("/", {"idempotency_key": "abc"})) == "abc"
