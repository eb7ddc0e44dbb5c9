"""The applicant takes the dossier back in writing, or it is stopped by whoever decides; no end cures lateness."""

from datetime import date

import pytest
from django.db import connection

from motcua.documents.models import PrintRecord
from motcua.documents.printing import draw
from motcua.documents.store import open_file
from motcua.dossiers import ending_sheets
from motcua.dossiers.change import ClockStands
from motcua.dossiers.commands.endings import (
    WithdrawalBeforeReceived,
    WithdrawalInFuture,
    WithdrawalWithoutNumber,
    WithdrawalWithoutReason,
)
from motcua.dossiers.differences import differences
from motcua.dossiers.models import ClockSegment, Note, Step
from motcua.dossiers.reasons import ReasonNeedsWords, UnknownReason
from motcua.people.permissions import Denied
from motcua.rules.codes import Clock, NoteVisibility, OutcomeKind, StepEnd
from motcua.rules.deadlines import FAR_FUTURE
from motcua.rules.documents import FormSet, PrintKind
from motcua.rules.lifecycle import State, Verb, WrongState
from tests.documents import readings
from tests.documents.samples import COUNTER
from tests.dossiers.acts import POSTED, a_reason, land_to_officer, refused, row, say, to_clerk, to_officer, to_return
from tests.dossiers.province import COPY

TUESDAY = date(2026, 11, 17)
WISH = {"asked_on": TUESDAY, "document_no": "ĐR-31", "reason": "Tôi chuyển nơi kinh doanh"}


def withdrawn(p, change, at, **fields):
    return say(Verb.WITHDRAW, change, p.clerk_at_desk, at, **WISH | fields)


def stopped(p, change, at, **fields):
    said = {"reason": a_reason("stop_reasons"), "explanation": "Thửa đất đang tranh chấp"} | fields
    return say(Verb.STOP, change, p.leader, at, **said)


def test_a_dossier_is_taken_back_by_a_written_request(province, monday, moment):
    change = withdrawn(province, to_officer(province, monday), moment("2026-11-17T10:00"))
    dossier = row(change)
    assert (dossier.state, dossier.national_state, dossier.outcome) == (State.WITHDRAWN, 7, OutcomeKind.WITHDRAWN)
    assert (dossier.clock, dossier.timing, dossier.closed_at) == (Clock.ENDED, None, moment("2026-11-17T10:00"))
    assert dossier.late_at == moment("2026-11-19T23:59:59.999999"), "it ended before it could be late"
    assert Step.objects.get(ended=StepEnd.CANCELLED).no == 3
    facts = change.event.facts
    assert (facts["asked_on"], facts["document_no"]) == ("2026-11-17", "ĐR-31")
    note = Note.objects.get(pk=facts["note"])
    assert (note.text, note.visibility) == ("Tôi chuyển nơi kinh doanh", NoteVisibility.APPLICANT)
    assert list(differences([dossier.pk])) == []


def test_the_applicant_gets_the_notice_of_2025(province, monday, moment):
    change = withdrawn(province, to_officer(province, monday), moment("2026-11-17T10:00"))
    slip = PrintRecord.objects.get(event_id=change.event.pk)
    assert slip.kind == PrintKind.STOP_NOTICE and bytes(slip.sha256).hex() == change.event.facts["print_sha256"]
    said = slip.values
    assert (said["used"], said["allowed"], said["asked_no"]) == ("01", "3 ngày làm việc", "ĐR-31")
    assert said["to"]["name"] == "Hoàng Thị Thu Hà" and len(said["papers"]) == 3
    assert said["signature"]["name"] == "Bùi Thanh Sơn"


@pytest.mark.parametrize("end", [withdrawn, stopped])
def test_the_notice_can_be_printed(province, monday, moment, end):
    change = end(province, to_officer(province, monday), moment("2026-11-17T10:00"))
    assert draw(PrintRecord.objects.get(event_id=change.event.pk), occasion=COUNTER).pages == 1


def test_what_was_to_be_returned_at_once_is_taken_back_without_a_notice(province, monday, moment):
    change = withdrawn(province, province.receive(monday, COPY, papers=()), moment("2026-11-17T10:00"))
    assert not PrintRecord.objects.filter(event_id=change.event.pk).exists()
    assert list(differences([change.dossier.pk])) == []


def test_a_dossier_may_be_taken_back_while_the_clock_stands(province, monday, moment):
    change = land_to_officer(province, monday)
    paused = say(Verb.PAUSE, change, province.officer, moment("2026-11-17T08:00"), **POSTED)
    ended = row(withdrawn(province, paused, moment("2026-12-21T10:00")))
    assert (ended.state, ended.late_at) == (State.WITHDRAWN, FAR_FUTURE)
    assert not ClockSegment.objects.filter(to_at__isnull=True).exists()
    assert list(differences([ended.pk])) == []


def test_a_late_dossier_that_is_taken_back_stays_late(province, monday, moment):
    change = to_officer(province, monday)
    late_at = row(change).late_at
    ended = row(withdrawn(province, change, moment("2026-11-25T10:00")))
    assert ended.late_at == late_at < ended.closed_at
    assert list(differences([ended.pk])) == []


@pytest.mark.parametrize(
    ("fault", "words", "fields"),
    [
        (WithdrawalInFuture, "tương lai", {"asked_on": date(2026, 11, 18)}),
        (
            WithdrawalBeforeReceived,
            "13/11/2026 trước ngày tiếp nhận hồ sơ 16/11/2026",
            {"asked_on": date(2026, 11, 13)},
        ),
        (WithdrawalWithoutNumber, "bằng văn bản", {"document_no": "  "}),
        (WithdrawalWithoutReason, "lý do", {"reason": "\n "}),
    ],
)
def test_a_request_that_cannot_be_is_refused(province, monday, moment, fault, words, fields):
    change = to_officer(province, monday)
    with refused(fault, words):
        withdrawn(province, change, moment("2026-11-17T10:00"), **fields)


def test_only_the_desk_writes_a_withdrawal_down_and_only_before_the_result(province, monday, moment):
    at = moment("2026-11-17T10:00")
    with refused(Denied, "rút hồ sơ"):
        say(Verb.WITHDRAW, to_officer(province, monday), province.officer, at, **WISH)
    with refused(WrongState, "Đã xử lý xong"):
        withdrawn(province, to_return(province, monday), at)
    gone = withdrawn(province, to_officer(province, monday), at)
    with refused(WrongState, "rút hồ sơ"):
        withdrawn(province, gone, at)


def test_whoever_decides_stops_what_cannot_be_settled_on(province, monday, moment):
    change = stopped(province, to_clerk(province, monday), moment("2026-11-17T10:00"))
    dossier = row(change)
    assert (dossier.state, dossier.national_state, dossier.outcome) == (State.STOPPED, 8, OutcomeKind.STOPPED)
    said = PrintRecord.objects.get(event_id=change.event.pk).values
    assert said["ground"] == "stopped" or said["ground"] == 2
    assert said["reason"].endswith(": Thửa đất đang tranh chấp")
    assert list(differences([dossier.pk])) == []


def test_a_late_dossier_that_is_stopped_stays_late(province, monday, moment):
    change = to_officer(province, monday)
    late_at = row(change).late_at
    assert row(stopped(province, change, moment("2026-11-25T10:00"))).late_at == late_at


def test_a_stop_needs_a_reason_of_the_list_and_words(province, monday, after):
    change = to_officer(province, monday)
    with refused(UnknownReason, "danh sách"):
        stopped(province, change, after(hours=1), reason="vi_thich")
    with refused(ReasonNeedsWords, "lý do"):
        stopped(province, change, after(hours=1), explanation=" ")
    with refused(Denied, "dừng giải quyết"):
        say(Verb.STOP, change, province.officer, after(hours=1), reason="unpaid", explanation="Không nộp")
    with refused(WrongState, "Được tiếp nhận"):
        stopped(province, province.receive(monday), after(hours=1))


def test_after_the_end_nobody_works_on_and_notes_are_still_written(province, monday, moment):
    change = withdrawn(province, to_officer(province, monday), moment("2026-11-17T10:00"))
    with refused(WrongState, "Công dân yêu cầu rút hồ sơ"):
        say(Verb.PROPOSE, change, province.officer, moment("2026-11-17T11:00"), opinion="Đủ")
    noted = say(Verb.ANNOTATE, change, province.officer, moment("2026-11-17T11:00"), text="Đã trả giấy tờ")
    assert list(differences([noted.dossier.pk])) == []


@pytest.mark.parametrize("statement", ["outcome = 5", "closed_at = NULL", "late_at = '2027-01-01 00:00:00+00:00'"])
def test_a_tampered_end_is_found(province, monday, moment, statement):
    change = withdrawn(province, to_officer(province, monday), moment("2026-11-17T10:00"))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE dossier SET {statement}")
    assert list(differences([change.dossier.pk])) != []


def test_a_pause_does_not_keep_the_leader_from_stopping(province, monday, after):
    change = land_to_officer(province, monday)
    paused = say(Verb.PAUSE, change, province.officer, after(hours=1), **POSTED)
    with refused(ClockStands):
        say(Verb.PROPOSE, paused, province.officer, after(hours=2), opinion="Đủ")
    assert row(stopped(province, paused, after(days=2))).clock == Clock.ENDED


def test_a_dossier_on_the_forms_of_2018_is_ended_by_a_notice_that_names_no_form(province, monday, monkeypatch):
    monkeypatch.setattr(ending_sheets, "form_set_on", lambda on: FormSet.F2018)
    change = stopped(province, to_officer(province, monday), monday)
    slip = PrintRecord.objects.get(kind=PrintKind.STOP_NOTICE)
    assert bytes(slip.sha256).hex() == change.event.facts["print_sha256"]
    with open_file(draw(slip, occasion=COUNTER)) as pdf:
        words = readings.words_of(pdf.read())
    assert "THÔNG BÁO" in words and "Mẫu số" not in words and "Thửa đất đang tranh chấp" in words
    assert list(differences([change.dossier.pk])) == []
