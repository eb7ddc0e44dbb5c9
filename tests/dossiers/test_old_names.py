"""Names with signs that no paper shows, kept before anybody asked: their papers are printed, and they are put right."""

import pytest

from motcua.documents.models import PrintRecord
from motcua.documents.printing import draw
from motcua.documents.store import open_file
from motcua.dossiers import texts
from motcua.rules.lifecycle import Verb
from tests.documents import readings
from tests.documents.samples import COUNTER
from tests.dossiers.acts import say
from tests.dossiers.province import applicant

pytestmark = pytest.mark.django_db


def paper(change) -> bytes:
    """The paper that this act owed, as it is printed."""
    record = PrintRecord.objects.get(event_id=change.event.pk)
    with open_file(draw(record, occasion=COUNTER)) as pdf:
        return pdf.read()


@pytest.fixture
def old(province, monday, monkeypatch):
    """A dossier of somebody whose name and street were kept with signs that the font does not have."""
    with monkeypatch.context() as before:
        before.setattr(texts, "first_unprintable", lambda text: "")
        return province.receive(monday, applicant=applicant(name="Trần 😀 Lan", address="Số 1 ☃ Trần Phú"))


def test_the_receipt_of_an_old_name_is_printed_with_a_square_for_each_sign(old):
    pdf = paper(old)
    assert "Trần Lan" in readings.words_of(pdf) and "Số 1 Trần Phú" in readings.words_of(pdf)


def test_an_old_name_is_put_right_and_the_next_receipt_has_no_square(old, province, monday):
    squares = readings.drawn(paper(old))
    said = {"name": "Trần Thị Lan", "address": "Số 1 Trần Phú"}
    change = say(Verb.CORRECT_DETAILS, old, province.clerk_at_desk, monday, **said)
    pdf = paper(change)
    assert "Trần Thị Lan" in readings.words_of(pdf) and "Số 1 Trần Phú" in readings.words_of(pdf)
    assert readings.drawn(pdf) < squares
