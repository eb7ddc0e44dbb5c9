"""The public register of apologies, and what the citizen reads on the page of his dossier. No script is needed."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.documents.models import PrintRecord
from motcua.documents.printing import draw
from motcua.documents.store import open_file
from motcua.dossiers.models import Party
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import AccessLog
from motcua.people.commands import change_unit
from motcua.rules.lifecycle import Verb
from tests.documents.readings import words_of
from tests.documents.samples import COUNTER
from tests.dossiers.acts import say, to_clerk, to_officer
from tests.dossiers.test_apologies import sent
from tests.people.factories import BEGAN
from tests.web.pages import read_page, wrong_with

NAME, MASKED = "Hoàng Thị Thu Hà", "H*** T** T** Hà"


@pytest.fixture
def apologised(province, moment, clock):
    """Received on Monday 16 November, due on Thursday; on Wednesday two more working days were promised."""
    change = to_officer(province, moment("2026-11-16T09:10"))
    change = sent(province, change, moment("2026-11-18T10:00"), days=2, sentence="Mưa lũ nên chưa đi được thực địa.")
    clock.set("2026-11-18T11:00")
    return change.dossier


@pytest.mark.parametrize(("path", "language"), [("/xin-loi/", "vi"), ("/en/xin-loi/", "en")])
def test_everybody_reads_what_was_promised_and_no_name(client: Client, apologised, path, language):
    page = read_page(client.get(path))
    assert (page.status, wrong_with(page, language=language)) == (200, [])
    assert apologised.code in page.text and MASKED in page.text and "UBND phường Tân Hòa" in page.text
    hidden = (NAME, "Mưa lũ", "0999000318", "999187002416", "Nguyễn Công Trứ", "Bùi Thanh Sơn")
    assert not any(secret in page.text for secret in hidden)
    assert ("New date still to come" if language == "en" else "Chưa đến ngày hẹn mới") in page.text
    assert not AccessLog.objects.exists(), "masked names are no look at a person"


def test_the_register_says_whether_the_new_date_was_kept(client: Client, province, moment, clock):
    at = moment("2026-11-18T10:00")
    kept = sent(province, to_clerk(province, moment("2026-11-16T09:10")), at, officer=province.leader, days=1)
    sent(province, to_officer(province, moment("2026-11-16T09:10")), at, days=1)
    say(Verb.FINISH, kept, province.secretary, moment("2026-11-20T10:00"))
    clock.set("2026-11-23T08:00")
    text = client.get("/xin-loi/").content.decode()
    assert text.count("Giữ đúng hẹn mới") == 1 and text.count("Không giữ được hẹn mới") == 1
    assert "19/11/2026" in text and "20/11/2026" in text


def test_one_agency_alone_and_an_empty_register(client: Client, province, apologised):
    assert apologised.code in client.get("/xin-loi/?co-quan=H99.27").content.decode()
    none = read_page(client.get("/xin-loi/?co-quan=H99.27.01"))
    assert "Chưa có thư xin lỗi nào" in none.text and wrong_with(none) == []
    for odd in ("co-quan=khong-co", "sau=vo-nghia", "sau=2026-11-18T00:00:00_1"):
        assert client.get(f"/xin-loi/?{odd}").status_code == 200


def test_the_register_goes_on_behind_its_fiftieth_line(client: Client, province, moment, clock, monkeypatch):
    monkeypatch.setattr("motcua.dossiers.apology_register.PAGE", 2)
    codes = set()
    for hour in ("10:00", "10:00", "11:00", "12:00", "12:00"):
        change = to_officer(province, moment("2026-11-16T09:10"))
        codes.add(sent(province, change, moment(f"2026-11-18T{hour}")).dossier.code)
    clock.set("2026-11-18T13:00")
    seen, url = [], "/xin-loi/"
    while url:
        page = read_page(client.get(url))
        seen += [code for code in codes if code in page.text]
        url = next((href.replace("&amp;", "&") for text, href in page.links if "trước đó" in text), "")
    assert sorted(seen) == sorted(codes)


def test_the_register_takes_few_statements(client: Client, province, moment, clock):
    for _ in range(5):
        sent(province, to_officer(province, moment("2026-11-16T09:10")), moment("2026-11-18T10:00"))
    clock.set("2026-11-18T11:00")
    client.get("/xin-loi/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/xin-loi/").status_code == 200
    assert len(captured.captured_queries) <= 5


def test_a_closed_portal_publishes_nothing(client: Client, province, apologised, monkeypatch):
    monkeypatch.setattr("motcua.web.portal.frame.read", lambda key, **_: "off")
    assert client.get("/xin-loi/").status_code == 404


def test_the_citizen_reads_the_apology_and_the_new_date(client: Client, apologised, clock):
    page = read_page(client.get(f"/tra-cuu/{apologised.code}/"))
    assert wrong_with(page) == [] and "hẹn lại sang" in page.h1
    assert "sẽ không kịp hẹn" in page.text and "UBND phường Tân Hòa xin lỗi" in page.text
    assert "17:30" in page.text and "23/11" in page.text
    assert "Mưa lũ" not in page.text, "the sentence of the office needs a proof"
    proven = read_page(client.get(f"/tra-cuu/{apologised.code}/?k={apologised.lookup_secret}"))
    assert "Mưa lũ nên chưa đi được thực địa." in proven.text and wrong_with(proven) == []
    clock.set("2026-11-20T09:00")
    late = read_page(client.get(f"/tra-cuu/{apologised.code}/"))
    assert "Quá hẹn" in late.text and "lẽ ra có kết quả" in late.text
    english = read_page(client.get(f"/en/tra-cuu/{apologised.code}/"))
    assert "apologises for making you wait" in english.text and wrong_with(english, language="en") == []


SHORT = {"ward": "PTH", "desk": "TTPVHCC phường", "office": "P. KTHT"}


@pytest.fixture
def in_short(province):
    """The units bear short names for the lists of the staff."""
    for which, words in SHORT.items():
        change_unit(getattr(province, which).pk, on=date(2020, 1, 2), short_name=words, actor=SYSTEM, at=BEGAN)


def test_the_citizen_reads_every_unit_by_its_full_name(client: Client, province, in_short, moment, clock):
    change = sent(province, to_officer(province, moment("2026-11-16T09:10")), moment("2026-11-18T10:00"))
    clock.set("2026-11-18T11:00")
    ref, secret = change.dossier.code, change.dossier.lookup_secret
    said = PrintRecord.objects.get(event_id=change.event.pk).values
    with open_file(draw(PrintRecord.objects.get(event_id=change.event.pk), occasion=COUNTER)) as pdf:
        paper = words_of(pdf.read())
    assert "Phòng Kinh tế phường Tân Hòa" in said["reason"] and "Phòng Kinh tế phường Tân Hòa" in paper
    page = client.get(f"/tra-cuu/{ref}/?k={secret}").content.decode()
    assert "(Phòng Kinh tế phường Tân Hòa)" in page and "Trung tâm Phục vụ hành chính công phường Tân Hòa" in page
    for text in (str(said), paper, page, client.get("/xin-loi/").content.decode()):
        assert not [words for words in SHORT.values() if words in text]


def test_a_letter_that_nobody_sent_is_not_told(client: Client, province, moment, clock):
    change = to_officer(province, moment("2026-11-16T09:10"))
    say(Verb.DRAFT_APOLOGY, change, province.officer, moment("2026-11-18T10:00"), sentence="Bí mật nội bộ.")
    clock.set("2026-11-18T11:00")
    ref, secret = change.dossier.code, change.dossier.lookup_secret
    text = client.get(f"/tra-cuu/{ref}/?k={secret}").content.decode()
    assert "Bí mật nội bộ" not in text and "xin lỗi" not in text.split("<footer")[0]
    assert ref not in client.get("/xin-loi/").content.decode()
    assert Party.objects.filter(name=NAME).exists()
