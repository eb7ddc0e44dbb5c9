"""The dates of a dossier: promised once, moved by a published calendar alone, and never when it is late."""

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.catalogue import commands as catalogue
from motcua.catalogue.shelf import NotInForce
from motcua.dossiers.admission import UnitClosed
from motcua.dossiers.commands.due import LateForEver, WouldBeLate
from motcua.dossiers.differences import differences
from motcua.dossiers.models import Apology, Dossier, DueChange, Party, Step
from motcua.ledger.actor import SYSTEM
from motcua.people import commands as people
from motcua.rules.codes import DueChangeKind
from motcua.rules.days import DayKind
from motcua.rules.deadlines import FAR_FUTURE, Timing
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import facts_of, open_step, refused, row, say, to_clerk, to_office, to_officer, to_return
from tests.dossiers.province import BIRTH, COPY, FIVE_STEPS, applicant, make_procedure
from tests.dossiers.test_apologies import sent


def storm(day: date, at: datetime) -> None:
    """A day off is published."""
    entry = catalogue.DayDefinition(day, DayKind.OFF, "Nghỉ bão", document_no="1/CĐ-TTg")
    catalogue.publish_calendar([entry], decision="Nghỉ bão", actor=SYSTEM, at=at)


@pytest.mark.parametrize(
    ("days", "off", "kept"),
    [
        (3, 1, "2026-11-25T17:30"),  # counted again the law says Friday the 20th: the later promise holds
        (1, 2, "2026-11-23T17:30"),  # counted again it is Monday the 23rd, behind the promise of Friday the 20th
    ],
    ids=["the promise is later", "the law is later"],
)
def test_a_date_that_was_re_appointed_holds_while_it_is_the_later_one(province, monday, moment, days, off, kept):
    change = sent(province, to_officer(province, monday), moment("2026-11-18T09:00"), days=days)
    for day in range(off):
        storm(date(2026, 11, 18 + day), moment("2026-11-18T10:00"))
    before = row(change)
    moved = say(Verb.RECOMPUTE_DUE, change, province.control, moment("2026-11-18T11:00"), document_no="15/QĐ-UBND")
    after = row(moved)
    assert after.legal_due == moment("2026-11-20T17:30" if off == 1 else "2026-11-23T17:30") > before.legal_due
    assert after.promised_due == moment(kept) and after.first_due == before.first_due
    assert (after.apology, Apology.objects.get().new_due) == (before.apology, before.promised_due)
    change = DueChange.objects.get(kind=DueChangeKind.RECOMPUTE)
    assert (change.promised_before, change.promised_after) == (before.promised_due, after.promised_due)
    assert list(differences([after.pk])) == []


def test_a_published_day_off_moves_an_open_dossier_by_a_document(province, monday, after, moment):
    change = to_office(province, monday)
    storm(date(2026, 11, 18), monday)
    assert row(change).legal_due == moment("2026-11-19T17:30"), "nothing moves by itself"
    moved = row(say(Verb.RECOMPUTE_DUE, change, province.control, after(hours=1), document_no="15/QĐ-UBND"))
    assert moved.legal_due == moved.promised_due == moment("2026-11-20T17:30")
    assert moved.first_due == moment("2026-11-19T17:30")
    assert moved.late_at == moment("2026-11-21T00:00") - timedelta(microseconds=1)
    note = DueChange.objects.get(kind=DueChangeKind.RECOMPUTE)
    assert (note.document_no, note.legal_before, note.legal_after) == ("15/QĐ-UBND", moved.first_due, moved.legal_due)
    assert list(differences([moved.pk])) == []


def test_nothing_moves_the_date_of_a_late_dossier(province, monday, after):
    change = to_office(province, monday)
    storm(date(2026, 11, 18), monday)
    with refused(LateForEver, "quá hạn"):
        say(Verb.RECOMPUTE_DUE, change, province.control, after(days=4), document_no="15/QĐ-UBND")
    finished = say(Verb.FINISH, to_clerk(province, monday), province.secretary, after(days=6))
    assert row(finished).timing == Timing.LATE


def works_after_all(day: date, at: datetime) -> None:
    """A day off is taken back."""
    entry = catalogue.DayDefinition(day, DayKind.ORDINARY, "Bão không vào", document_no="2/CĐ-TTg")
    catalogue.publish_calendar([entry], decision="Bão không vào", actor=SYSTEM, at=at)


def test_a_calculation_makes_no_dossier_late_in_hindsight(province, monday, moment):
    storm(date(2026, 11, 18), monday)
    change = to_office(province, monday)
    assert row(change).legal_due == moment("2026-11-20T17:30")
    works_after_all(date(2026, 11, 18), monday)
    with refused(WouldBeLate, "17:30 ngày 19/11/2026", "17:30 ngày 20/11/2026"):
        say(Verb.RECOMPUTE_DUE, change, province.control, moment("2026-11-20T08:00"), document_no="16/QĐ-UBND")
    # On the last day itself it has not passed yet.
    moved = row(say(Verb.RECOMPUTE_DUE, change, province.control, moment("2026-11-19T16:00"), document_no="16/QĐ-UBND"))
    assert moved.legal_due == moment("2026-11-19T17:30") and moved.first_due == moment("2026-11-20T17:30")
    assert list(differences([moved.pk])) == []


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-11-16T10:00", "2026-11-17T08:10"),  # two hours of work, Monday afternoon off: moved
        ("2026-11-16T15:00", "2026-11-16T11:10"),  # its two hours were over: late stays late
    ],
)
def test_the_date_of_a_late_step_stays(province, monday, moment, at, due):
    change = to_office(province, monday)
    entry = catalogue.DayDefinition(
        date(2026, 11, 16), DayKind.HALF, "Mất điện", document_no="3/TB", sessions=((time(7, 30), time(10, 30)),)
    )
    catalogue.publish_calendar([entry], decision="Mất điện", actor=SYSTEM, at=monday)
    say(Verb.RECOMPUTE_DUE, change, province.control, moment(at), document_no="17/QĐ-UBND")
    assert open_step(change).due == open_step(change).sort_due == moment(due)
    assert list(differences([change.dossier.pk])) == []


def raw(change, **columns):
    """Columns written past every verb."""
    Dossier.objects.filter(pk=change.dossier.pk).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"first_due": FAR_FUTURE},
        {"code": "H99.27-261116-0009"},
        {"reference": "ABCDEFGH"},
        {"code": None},
        {"promised_due": datetime.fromisoformat("2026-11-17T00:00+00:00")},
        {"finished_at": datetime.fromisoformat("2026-11-17T00:00+00:00")},
        {"finished_at": datetime.fromisoformat("2026-11-01T00:00+00:00"), "timing": 1, "clock": 4},
        {"timing": 1},
        {"clock": 4},
        {"returned_at": datetime.fromisoformat("2026-11-01T00:00+00:00"), "finished_at": FAR_FUTURE},
    ],
    ids=str,
)
def test_the_database_itself_refuses(province, monday, columns):
    change = province.receive(monday)
    with pytest.raises(DatabaseError), transaction.atomic():
        raw(change, **columns)


def test_the_database_itself_refuses_to_move_a_late_date_and_a_second_open_step(province, monday, after):
    change = province.receive(monday)
    said = {"dossier": change.dossier, "seq": 2, "kind": DueChangeKind.RECOMPUTE, "document_no": "1"}
    late = {"at": after(days=5), "late_before": change.dossier.late_at}
    for wrong in (late, {"at": monday, "late_before": change.dossier.late_at, "document_no": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            DueChange(**said | wrong).save(force_insert=True)
    twin = open_step(change)
    twin.pk, twin.no = None, 2
    with pytest.raises(DatabaseError), transaction.atomic():
        twin.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        DueChange.objects.update(legal_after=FAR_FUTURE)
    assert Step.objects.count() == 1


def test_what_is_returned_at_once_has_no_dates(province, monday):
    dossier = row(province.receive(monday, COPY))
    assert (dossier.first_due, dossier.legal_due, dossier.promised_due, dossier.soon_from) == (None,) * 4
    assert dossier.late_at == FAR_FUTURE


@pytest.mark.parametrize(
    ("received", "due", "code"),
    [
        ("2026-11-16T15:00", "2026-11-16T17:30", "261116"),
        ("2026-11-16T15:01", "2026-11-17T17:30", "261116"),
        ("2026-11-20T16:00", "2026-11-23T17:30", "261120"),
        ("2026-11-21T09:00", "2026-11-23T17:30", "261121"),  # a Saturday
        ("2025-01-01T09:00", "2025-01-02T17:30", "250101"),  # New Year's Day
    ],
)
def test_the_same_day_ends_at_three_in_the_afternoon(province, moment, received, due, code):
    dossier = row(province.receive(moment(received), BIRTH))
    assert dossier.code == f"H99.27-{code}-0001"
    assert dossier.legal_due == moment(due)


@pytest.mark.parametrize(
    ("received", "code", "due"),
    [
        ("2026-11-16T23:59", "H99.27-261116-0001", "2026-11-19T17:30"),
        ("2026-11-17T00:00", "H99.27-261117-0001", "2026-11-20T17:30"),
        ("2026-11-17T06:59", "H99.27-261117-0001", "2026-11-20T17:30"),  # still the 16th in UTC
        ("2026-11-17T07:00", "H99.27-261117-0001", "2026-11-20T17:30"),
    ],
)
def test_the_legal_day_is_viet_nams_and_not_utcs(province, moment, received, code, due):
    dossier = row(province.receive(moment("2026-11-20T08:00"), received_at=moment(received)))
    assert (dossier.code, dossier.legal_due) == (code, moment(due))


def test_serials_begin_again_at_midnight_in_viet_nam(province, moment):
    codes = [province.receive(moment(at)).dossier.code for at in ("2026-11-16T23:58", "2026-11-16T23:59")]
    codes.append(province.receive(moment("2026-11-17T00:00")).dossier.code)
    assert codes == ["H99.27-261116-0001", "H99.27-261116-0002", "H99.27-261117-0001"]


def test_an_earlier_moment_of_acceptance_is_kept_beside_the_moment_of_writing(province, monday, after):
    change = province.receive(after(days=1), received_at=monday)
    assert (change.event.occurred_at, change.event.recorded_at) == (monday, after(days=1))
    assert row(change).received_at == monday and open_step(change).opened_at == monday


def test_what_was_written_down_later_can_still_be_undone_at_once(province, monday, after):
    change = province.receive(after(hours=5), received_at=monday)
    undone = row(say(Verb.UNDO_RECEIVE, change, province.clerk_at_desk, after(hours=5, seconds=15)))
    assert undone.national_state is None and not undone.counted and undone.code.endswith("-0001")
    assert province.receive(after(hours=6)).dossier.code.endswith("-0002"), "the number is burnt"
    assert list(differences([undone.pk])) == []


def test_a_procedure_is_received_from_its_first_day_on(province, monday, moment):
    make_procedure(
        "1.000001", "3 WD", FIVE_STEPS, desk=province.desk, ward=province.ward, valid_from=date(2026, 11, 16)
    )
    with refused(NotInForce):
        province.receive(monday, "1.000001", received_at=moment("2026-11-15T23:59"))
    assert province.receive(monday, "1.000001", received_at=moment("2026-11-16T00:00")).dossier.code


def test_a_desk_closed_by_reorganisation_receives_no_more(province, monday):
    people.close_unit(province.desk.pk, on=date(2026, 11, 16), decision="Nghị quyết", actor=SYSTEM, at=monday)
    with refused(UnitClosed, "Trung tâm", "16/11/2026"):
        province.receive(monday)


def test_names_are_kept_composed_and_as_they_were_said(province, monday):
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Hiền")
    province.receive(monday, applicant=applicant(name=f"  {decomposed} "))
    party = Party.objects.get()
    assert party.name == "Nguyễn Thị Hiền"
    marked = '<script>alert("1")</script> #strong[An] \\u{41} {{ x }}'
    change = province.receive(monday, applicant=applicant(name=marked), title=marked)
    assert Party.objects.get(dossier_id=change.dossier.pk).name == marked
    assert "script" not in str(facts_of(change))


def test_early_is_shown_as_early(province, monday):
    assert row(to_return(province, monday)).timing == Timing.EARLY


def decide(key: str, value: int, on: date, at: datetime) -> None:
    """The province decides a setting."""
    people.change_setting(key, value=value, on=on, legal_basis="QĐ 9", actor=SYSTEM, at=at)


def test_what_the_province_calls_soon_counts_for_the_next_dossier_and_for_no_old_one(province, monday, moment):
    old = province.receive(monday)
    assert row(old).soon_from == moment("2026-11-17T17:30")
    decide("soon_working_days", 1, monday.date(), monday)  # of the same day: the old one was counted by what was so
    new = province.receive(monday)
    assert row(new).soon_from == moment("2026-11-18T17:30")
    decide("soon_share_percent", 50, date(2026, 11, 17), monday)
    assert row(province.receive(monday)).soon_from == moment("2026-11-18T17:30"), "not in force yet"
    share = province.receive(moment("2026-11-17T07:30"))
    assert row(share).soon_from == moment("2026-11-18T17:30") and row(share).legal_due == moment("2026-11-20T17:30")
    assert row(old).soon_from == moment("2026-11-17T17:30")
    assert [facts_of(change)["dates"].get("soon_percent") for change in (old, new, share)] == [20, 20, 50]
    assert [facts_of(change)["dates"].get("soon_days") for change in (old, new, share)] == [2, 1, 1]
    assert list(differences([change.dossier.pk for change in (old, new, share)])) == []


def test_a_dossier_that_is_returned_at_once_is_never_due_soon(province, monday):
    assert not {"soon", "soon_days", "soon_percent"} & facts_of(province.receive(monday, COPY))["dates"].keys()
