"""The only correction of dates: from outside the house, by a document, with both versions visible for ever."""

from datetime import timedelta

import pytest
from django.db import connection

from motcua.catalogue.definitions import PauseDefinition
from motcua.dossiers.commands.correction import (
    CorrectionByTheUnit,
    CorrectionInFuture,
    CorrectionTooEarly,
    CorrectionTooLate,
    NothingDue,
    SameMoment,
)
from motcua.dossiers.commands.due import DocumentMissing
from motcua.dossiers.diary import diary
from motcua.dossiers.differences import differences
from motcua.dossiers.models import Apology, DueChange
from motcua.dossiers.picture import picture
from motcua.dossiers.reasons import ReasonNeedsWords, UnknownReason
from motcua.dossiers.tracking import public_progress
from motcua.people.permissions import Denied
from motcua.rules.codes import Apology as ApologyClass
from motcua.rules.codes import Clock, DueChangeKind, ProofKind, SegmentCause
from motcua.rules.deadlines import FAR_FUTURE, Resume
from motcua.rules.lifecycle import Role, Verb, WrongState
from tests.dossiers.acts import POSTED, facts_of, land_to_officer, refused, row, say, to_officer, to_return
from tests.dossiers.province import COPY, FIVE_STEPS, make_procedure
from tests.people.factories import make_actor

SAID = {"reason": "complete_later", "explanation": "Giấy tờ đủ sau hai ngày", "document_no": "12/QĐ-VPUB"}


def corrected(p, change, at, moment, actor=None, **fields):
    return say(Verb.CORRECT_DUE, change, actor or p.control, at, moment=moment, **SAID | fields)


@pytest.fixture
def received(province, monday, moment):
    """Written down as complete on Monday; it stays at the desk until Thursday noon."""
    return province.receive(monday)


def test_the_dates_follow_the_true_moment_by_the_rules(province, received, moment):
    change = corrected(province, received, moment("2026-11-19T09:00"), moment("2026-11-18T08:00"))
    dossier = row(change)
    assert dossier.first_due == moment("2026-11-19T17:30") and dossier.received_at == moment("2026-11-16T09:10")
    assert dossier.complete_at == moment("2026-11-18T08:00")
    assert dossier.legal_due == dossier.promised_due == moment("2026-11-23T17:30")
    told = DueChange.objects.get(kind=DueChangeKind.CORRECTION)
    assert (told.legal_before, told.legal_after) == (moment("2026-11-19T17:30"), moment("2026-11-23T17:30"))
    assert (told.document_no, told.approver_id, told.approver_unit_id) == (
        "12/QĐ-VPUB", province.control.staff_id, province.control.unit_id,
    )  # fmt: skip
    assert list(differences([dossier.pk])) == []


def test_a_dossier_may_become_late_by_it(province, received, moment):
    change = corrected(province, received, moment("2026-11-19T09:00"), moment("2026-11-12T08:00"))
    dossier = row(change)
    assert dossier.legal_due == moment("2026-11-17T17:30") and dossier.late_at < change.event.occurred_at
    assert dossier.first_due == moment("2026-11-19T17:30")
    assert list(differences([dossier.pk])) == []


def test_a_wrong_lateness_is_put_right_by_it_and_both_versions_stay(province, received, moment):
    at = moment("2026-11-20T09:00")
    late = row(received).late_at
    assert late < at
    change = corrected(province, received, at, moment("2026-11-19T08:00"))
    assert row(change).late_at > at
    assert DueChange.objects.get(kind=DueChangeKind.CORRECTION).late_before == late
    seen = picture(str(change.dossier), actor=province.control, at=at)
    [sentence] = [entry.sentence for entry in diary(seen) if entry.verb is Verb.CORRECT_DUE]
    assert "17:30 19/11/2026 thành 17:30 25/11/2026" in sentence and "12/QĐ-VPUB" in sentence
    [told] = public_progress(str(change.dossier), secret=row(change).lookup_secret).told.changes
    assert (told.kind, told.legal_before) == (DueChangeKind.CORRECTION, moment("2026-11-19T17:30"))
    assert told.words == "Giấy tờ đủ sau hai ngày" and told.reason.startswith("Hồ sơ chưa đủ")
    assert list(differences([change.dossier.pk])) == []


def test_it_can_be_put_right_twice_and_back(province, received, moment):
    first = corrected(province, received, moment("2026-11-19T09:00"), moment("2026-11-18T08:00"))
    second = corrected(province, first, moment("2026-11-19T10:00"), moment("2026-11-16T09:10"))
    assert row(second).legal_due == row(second).first_due
    assert DueChange.objects.filter(kind=DueChangeKind.CORRECTION).count() == 2
    assert list(differences([second.dossier.pk])) == []


def test_lawful_pauses_still_count(province, monday, moment):
    change = land_to_officer(province, monday)
    paused = say(Verb.PAUSE, change, province.officer, moment("2026-11-16T14:00"), **POSTED)
    resumed = say(Verb.RESUME, paused, province.officer, moment("2026-11-18T10:00"))
    # 5 WD from Friday 13 November: Friday 20; two days of posting and the day off: Wednesday 25.
    dossier = row(corrected(province, resumed, moment("2026-11-19T09:00"), moment("2026-11-13T08:00")))
    assert dossier.legal_due == moment("2026-11-25T17:30")
    assert list(differences([dossier.pk])) == []


def test_while_the_clock_stands_the_lateness_before_the_pause_counts(province, monday, moment):
    change = land_to_officer(province, monday)
    paused = say(Verb.PAUSE, change, province.officer, moment("2026-11-17T14:00"), **POSTED)
    at = moment("2026-11-19T09:00")
    early = row(corrected(province, paused, at, moment("2026-11-05T08:00")))  # due 12 November, before the pause
    assert (early.clock, early.legal_due) == (Clock.PAUSED, moment("2026-11-12T17:30"))
    assert early.late_at < moment("2026-11-17T14:00") and early.soon_from is None
    back = row(corrected(province, paused, at + timedelta(hours=1), moment("2026-11-16T09:00")))
    assert (back.late_at, back.legal_due) == (FAR_FUTURE, moment("2026-11-23T17:30"))
    assert list(differences([back.pk])) == []


def apologised(p, change, at):
    """A letter sent on Thursday morning, for a date on Thursday evening: in time, and not a day ahead."""
    change = say(Verb.DRAFT_APOLOGY, change, p.officer, at)
    change = say(Verb.SIGN_APOLOGY, change, p.leader, at, days=6)
    return say(Verb.SEND_APOLOGY, change, p.clerk_at_desk, at, proof=ProofKind.PHONE, words="Gọi 09:10")


@pytest.mark.parametrize(
    ("true", "found", "lead", "words"),
    [
        ("2026-11-12T08:00", ApologyClass.AFTER_DUE, False, "xin lỗi trước hạn thành xin lỗi sau hạn"),
        ("2026-11-16T09:00", ApologyClass.IN_TIME, False, ""),
        ("2026-11-18T08:00", ApologyClass.IN_TIME, True, ""),
    ],
)
def test_a_letter_that_was_sent_is_judged_by_the_corrected_date(province, received, moment, true, found, lead, words):
    sent_at, at = moment("2026-11-19T09:00"), moment("2026-11-19T10:00")
    change = say(Verb.FORWARD, received, province.clerk_at_desk, moment("2026-11-19T08:00"))
    change = say(Verb.FORWARD, change, province.coordinator, moment("2026-11-19T08:00"))
    change = apologised(province, change, sent_at)
    letter = Apology.objects.get()
    assert (row(change).apology, letter.within_lead) == (ApologyClass.IN_TIME, False)
    change = corrected(province, change, at, moment(true))
    letter.refresh_from_db()
    assert (row(change).apology, letter.within_lead) == (found, lead)
    assert facts_of(change)["letter"] == {"before": ApologyClass.IN_TIME, "apology": found, "within_lead": lead}
    said = diary(picture(str(row(change)), actor=province.control, at=at))[0].sentence
    assert ("thư xin lỗi" in said) is bool(words) and words in said
    assert list(differences([change.dossier.pk])) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE apology SET within_lead = %s", [not lead])
    assert list(differences([change.dossier.pk])) != []


@pytest.fixture
def restarted(province, monday, moment):
    """The term began again on Wednesday 18 November, after a pause since Tuesday."""
    begins_again = PauseDefinition(SegmentCause.POSTING, Resume.RESTART, basis="Luật")
    make_procedure(
        "1.000001", "3 WD", FIVE_STEPS, desk=province.desk, ward=province.ward, pauses=(begins_again,)
    )  # fmt: skip
    change = say(Verb.FORWARD, province.receive(monday, "1.000001"), province.clerk_at_desk, monday)
    change = say(Verb.FORWARD, change, province.coordinator, monday)
    paused = say(Verb.PAUSE, change, province.officer, moment("2026-11-17T08:00"), **POSTED)
    return say(Verb.RESUME, paused, province.officer, moment("2026-11-18T10:00"))


def test_after_a_restart_it_is_the_moment_from_which_the_term_began_again(province, restarted, moment):
    assert row(restarted).legal_due == moment("2026-11-23T17:30")
    at = moment("2026-11-19T09:00")
    with refused(CorrectionTooEarly, "08:00 ngày 17/11/2026", "chờ bổ sung"):
        corrected(province, restarted, at, moment("2026-11-16T15:00"))
    earlier = corrected(province, restarted, at, moment("2026-11-17T15:00"))
    assert row(earlier).legal_due == moment("2026-11-20T17:30")
    again = say(
        Verb.PAUSE, earlier, province.leader, moment("2026-11-19T10:00"), cause=SegmentCause.POSTING, document_no="2/TB"
    )
    for later in ("2026-11-18T10:01", "2026-11-19T15:00"):  # what it waited for was there when it began again
        with refused(CorrectionTooLate, "10:00 ngày 18/11/2026"):
            corrected(province, again, moment("2026-11-20T09:00"), moment(later))
    back = corrected(province, again, moment("2026-11-20T09:00"), moment("2026-11-18T10:00"))
    assert row(back).legal_due == row(restarted).legal_due
    assert list(differences([back.dossier.pk])) == []


def test_a_late_term_that_began_again_is_not_begun_a_third_time_by_a_correction(province, restarted, moment):
    at = moment("2026-11-25T09:00")
    assert row(restarted).late_at < at
    for later in ("2026-11-19T09:00", "2026-11-24T16:00"):
        with refused(CorrectionTooLate, "10:00 ngày 18/11/2026"):
            corrected(province, restarted, at, moment(later))


def test_nobody_corrects_the_dates_of_his_own_house(province, received, moment):
    at = moment("2026-11-19T09:00")
    for unit in (province.ward, province.desk, province.office):
        own = make_actor(Role.CONTROL, unit)
        with refused(CorrectionByTheUnit, "Đơn vị của bạn"):
            corrected(province, received, at, moment("2026-11-18T08:00"), actor=own)
    for actor in (province.leader, province.clerk_at_desk, province.head_of_desk, province.admin):
        with refused(Denied, "đính chính hạn trả"):
            corrected(province, received, at, moment("2026-11-18T08:00"), actor=actor)


@pytest.mark.parametrize(
    ("fault", "words", "true", "fields"),
    [
        (CorrectionInFuture, "tương lai", "2026-11-19T09:01", {}),
        (CorrectionTooEarly, "có hiệu lực", "2019-12-31T09:00", {}),
        (SameMoment, "không có gì để đính chính", "2026-11-16T09:10", {}),
        (DocumentMissing, "số văn bản", "2026-11-18T08:00", {"document_no": " "}),
        (UnknownReason, "danh sách", "2026-11-18T08:00", {"reason": "thich"}),
        (ReasonNeedsWords, "Viết rõ", "2026-11-18T08:00", {"explanation": ""}),
    ],
)
def test_a_correction_that_cannot_be_is_refused(province, received, moment, fault, words, true, fields):
    with refused(fault, words):
        corrected(province, received, moment("2026-11-19T09:00"), moment(true), **fields)


def test_the_dossier_was_there_when_it_left_the_desk(province, monday, moment):
    at = moment("2026-11-19T09:00")
    with refused(CorrectionTooLate, "09:10 ngày 16/11/2026", "xử lý tiếp"):
        corrected(province, to_officer(province, monday), at, moment("2026-11-17T08:00"))


def test_never_after_the_result_and_never_what_is_returned_at_once(province, monday, moment):
    at = moment("2026-11-19T09:00")
    with refused(WrongState, "Đã xử lý xong"):
        corrected(province, to_return(province, monday), at, moment("2026-11-16T08:00"))
    with refused(NothingDue, "trả ngay"):
        corrected(province, province.receive(monday, COPY, papers=()), at, moment("2026-11-16T08:00"))


@pytest.mark.parametrize(
    "statement",
    [
        "dossier SET complete_at = received_at",
        "dossier SET late_at = '9999-12-31 00:00:00+00:00'",
    ],
)
def test_a_tampered_correction_is_found(province, received, moment, statement):
    change = corrected(province, received, moment("2026-11-19T09:00"), moment("2026-11-18T08:00"))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {statement}")
    assert list(differences([change.dossier.pk])) != []
