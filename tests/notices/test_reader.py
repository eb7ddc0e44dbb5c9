"""Who acts tells the others: the reader of the ledger that speaks to people."""

import pytest

from motcua.config.subscribers import READERS
from motcua.ledger import readers, sequencer
from motcua.ledger.models import Reader as ReaderRow
from motcua.notices import reader as notices
from motcua.notices.models import Notice
from motcua.notices.sentences import LINES, sentence
from motcua.rules.codes import SegmentCause
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import a_reason, land_to_officer, login_of, say, to_leader, to_officer

# The order of events is made behind commits: real transactions.
pytestmark = pytest.mark.django_db(transaction=True)
READER = next(reader for reader in READERS if reader.name == notices.NAME)


def read(at):
    sequencer.place()
    while readers.run_once(READER, at=at):
        pass


def test_a_new_holder_is_told_and_nobody_else(province, monday, told):
    to_officer(province, monday, province.officer)
    read(monday)
    assert told(province.officer) == [("dossier.forward", None)]
    assert Notice.objects.count() == 1
    notice = Notice.objects.get()
    assert sentence(notice.kind, share=None, facts=notice.facts, at=notice.at) == "Chuyển đến bạn: bước Thẩm định"
    assert (notice.position is not None, notice.fact_key) == (True, f"event:{notice.event_id}")


def test_who_assigns_the_work_to_himself_is_told_nothing(province, monday, told):
    change = to_officer(province, monday)
    say(Verb.ASSIGN, change, province.coordinator, monday, person=login_of(province.officer))
    read(monday)
    assert told(province.officer) == [("dossier.assign", None)]
    assert told(province.coordinator) == []


def test_what_comes_back_says_why(province, monday, after, told):
    change = to_leader(province, monday)
    reason = a_reason("send_back_reasons")
    say(Verb.SEND_BACK, change, province.leader, after(hours=1), to="Thẩm định", reason=reason)
    read(after(hours=1))
    assert told(province.officer) == [("dossier.send_back", None)]
    notice = Notice.objects.get(person_id=province.officer.staff_id)
    said = sentence(notice.kind, share=None, facts=notice.facts, at=notice.at)
    assert said == "Trả lại bạn: Dự thảo kết quả có sai sót về nội dung"


def test_the_holder_learns_that_somebody_else_has_stopped_the_clock(province, monday, after, told):
    change = land_to_officer(province, monday)
    change = say(Verb.ASSIGN, change, province.coordinator, monday, person=login_of(province.officer))
    say(Verb.PAUSE, change, province.coordinator, after(hours=1), cause=SegmentCause.POSTING, document_no="1/TB")
    read(after(hours=1))
    assert told(province.officer) == [("dossier.assign", None), ("dossier.pause", None)]
    notice = Notice.objects.get(kind="dossier.pause")
    assert sentence(notice.kind, share=None, facts=notice.facts, at=notice.at) == "Đã tạm dừng: niêm yết công khai"


def test_what_was_worked_off_before_it_was_read_is_told_to_nobody(province, monday, after, told):
    change = to_officer(province, monday, province.officer)
    say(Verb.PROPOSE, change, province.officer, after(hours=1), opinion="Đủ điều kiện")
    read(after(hours=1))
    assert told(province.officer) == []


def test_reading_everything_again_tells_nothing_twice(province, monday, told):
    to_officer(province, monday, province.officer)
    read(monday)
    readers.replay(notices.NAME)
    read(monday)
    assert told(province.officer) == [("dossier.forward", None)]


def test_a_reader_that_stumbles_stops_at_the_event_says_so_and_goes_on_when_mended(
    province, monday, after, told, monkeypatch
):
    first = to_officer(province, monday, province.officer)
    second = to_officer(province, monday, province.second_officer)
    sequencer.place()
    good = notices.tell

    def stumbles(items):
        items = list(items)
        if any(fact.dossier_id == second.dossier.pk for fact, _people in items):
            raise ValueError("an event it does not understand")
        return good(items)

    monkeypatch.setattr(notices, "tell", stumbles)
    while readers.run_once(READER, at=monday):
        pass
    row = ReaderRow.objects.get(name=notices.NAME)
    assert row.error.startswith(f"{row.position + 1}: ValueError: an event it does not understand")
    assert (told(province.officer), told(province.second_officer)) == ([("dossier.forward", None)], [])
    assert first.dossier.pk != second.dossier.pk
    monkeypatch.setattr(notices, "tell", good)
    read(after(minutes=1))
    row.refresh_from_db()
    assert (row.error, readers.lag(notices.NAME)) == (None, 0)
    assert told(province.second_officer) == [("dossier.forward", None)]


def test_a_kind_without_a_line_is_told_to_nobody(province, monday, told):
    change = to_officer(province, monday, province.officer)
    say(Verb.ANNOTATE, change, province.coordinator, monday, text="Đã gọi điện")
    read(monday)
    assert "dossier.annotate" not in LINES
    assert told(province.officer) == [("dossier.forward", None)]


@pytest.mark.parametrize("verb", [verb for verb in Verb if f"dossier.{verb}" in LINES])
def test_every_line_says_one_sentence_without_a_name(verb, moment):
    line = LINES[f"dossier.{verb}"]
    said = sentence(f"dossier.{verb}", share=None, facts={"step": 2}, at=moment("2026-11-16T09:00"))
    assert (line.to or line.acts) and said[0].isupper() and not said.endswith(".")
