"""Files that came to belong to no dossier are forgotten, by the days that the province decided; all others stay."""

import io
from datetime import date, timedelta

import pytest

from motcua.documents import store
from motcua.documents.models import Blob, File
from motcua.dossiers import orders
from motcua.dossiers.attachments import forget_unused
from motcua.ledger.actor import SYSTEM, Actor
from motcua.people import commands as people
from motcua.rules.documents import FileOrigin
from motcua.rules.lifecycle import Verb
from tests.documents.made_files import pdf, written
from tests.dossiers.acts import say, to_officer
from tests.people.factories import BEGAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monday):
    """`sent(3)`: a PDF of so many pages, sent on Monday."""

    def send(pages: int, by: Actor = SYSTEM, origin: FileOrigin = FileOrigin.DESK) -> File:
        return store.keep(io.BytesIO(written(pdf(pages))), f"giay-{pages}.pdf", by=by, made_at=monday, origin=origin)

    return send


def remembered() -> set[str]:
    return set(File.objects.remembered().values_list("name", flat=True))


def test_what_nobody_used_is_forgotten_after_two_days_with_its_bytes(sent, monday):
    sent(1)
    assert forget_unused(at=monday + timedelta(days=2)) == 0
    assert forget_unused(at=monday + timedelta(days=2, minutes=1)) == 1
    assert File.objects.get().name == "" and store.sweep(at=monday) == 1
    assert Blob.objects.kept().count() == 0


def test_papers_drafts_and_results_of_dossiers_stay(province, sent, monday):
    paper = orders.PaperOrder(item="TP01", originals=1, file=str(sent(1, province.clerk_at_desk).public_id))
    province.receive(monday, papers=(paper,))
    draft = str(sent(2, province.officer, FileOrigin.DRAFT).public_id)
    proposed = say(Verb.PROPOSE, to_officer(province, monday), province.officer, monday, opinion="Đủ", file=draft)
    result = str(sent(3, province.secretary, FileOrigin.RESULT).public_id)
    approved = say(Verb.APPROVE, proposed, province.leader, monday)
    say(Verb.FINISH, approved, province.secretary, monday, file=result)
    sent(4)
    assert forget_unused(at=monday + timedelta(days=30)) == 1
    assert remembered() == {"giay-1.pdf", "giay-2.pdf", "giay-3.pdf"}


def test_a_province_may_decide_for_how_long(sent, monday):
    people.change_setting("unused_file_days", value=5, on=date(2026, 1, 1), legal_basis="QĐ 5", actor=SYSTEM, at=BEGAN)
    sent(1)
    assert forget_unused(at=monday + timedelta(days=4)) == 0
    assert forget_unused(at=monday + timedelta(days=6)) == 1


def test_content_that_a_dossier_holds_under_another_name_keeps_its_bytes(province, sent, monday):
    kept, twin = sent(1, province.clerk_at_desk), sent(1)
    paper = orders.PaperOrder(item="TP01", originals=1, file=str(kept.public_id))
    province.receive(monday, papers=(paper,))
    assert forget_unused(at=monday + timedelta(days=9)) == 1 and store.sweep(at=monday) == 0
    twin.refresh_from_db()
    assert twin.forgotten_at is not None and store.open_file(kept).read(5) == b"%PDF-"
