"""What the citizen reads of a pause for the public posting: its paper is a notice, not a decision."""

from django.test import Client

from motcua.rules.codes import SegmentCause
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import land_to_officer, say
from tests.web.pages import read_page, wrong_with


def test_the_paper_of_a_posting_is_called_no_decision(client: Client, province, moment, clock):
    at = moment("2026-11-17T10:00")
    change = land_to_officer(province, moment("2026-11-16T09:10"))
    change = say(Verb.PAUSE, change, province.officer, at, cause=SegmentCause.POSTING, document_no="1311/TB-NY")
    clock.set("2026-11-18T10:00")
    page = read_page(client.get(f"/tra-cuu/{change.dossier.code}/?k={change.dossier.lookup_secret}"))
    assert wrong_with(page) == [] and "1311/TB-NY" in page.text
    assert "Văn bản số" in page.text and "Quyết định số" not in page.text
