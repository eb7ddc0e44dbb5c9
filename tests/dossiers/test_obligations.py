"""What must be paid before the result: asked for by a notice, confirmed by a receipt; the clock stands where the law
says so.
"""

import pytest
from django.db import connection

from motcua.dossiers.bounds import NotInRange
from motcua.dossiers.commands.obligations import (
    ObligationWithoutBasis,
    ObligationWithoutNotice,
    ReceiptMissing,
)
from motcua.dossiers.differences import differences
from motcua.dossiers.models import ClockSegment, DueChange, Note, Obligation
from motcua.dossiers.texts import TooLong
from motcua.dossiers.work import WrongRole
from motcua.people.permissions import Denied
from motcua.rules.codes import Clock, DueChangeKind, NoteVisibility, SegmentCause
from motcua.rules.deadlines import FAR_FUTURE
from motcua.rules.lifecycle import Role, State, Verb, WrongState
from tests.dossiers.acts import land_to_officer, open_step, refused, row, say, to_leader, to_officer
from tests.people.factories import make_actor

NOTICE = {"amount": 1_250_000, "basis": "Nghị định 103/2024/NĐ-CP, Điều 6", "document_no": "45/TB-CCT"}


def asked(p, change, at, **fields):
    return say(Verb.REQUEST_OBLIGATION, change, p.officer, at, **NOTICE | fields)


def paid(p, change, at, actor=None, receipt_no="0000412"):
    return say(Verb.CONFIRM_OBLIGATION, change, actor or p.clerk_at_desk, at, receipt_no=receipt_no)


def test_the_time_for_paying_is_not_counted_where_the_procedure_says_so(province, monday, moment):
    change = land_to_officer(province, monday)  # 5 WD: Monday 23 November
    said = NOTICE | {"explanation": "Nộp tại kho bạc"}
    waiting = say(Verb.REQUEST_OBLIGATION, change, province.coordinator, moment("2026-11-17T10:00"), **said)
    dossier = row(waiting)
    assert (dossier.state, dossier.national_state, dossier.clock) == (State.OBLIGATION, 6, Clock.PAUSED)
    assert dossier.late_at == FAR_FUTURE and open_step(waiting).node_key == "Thẩm định"
    assert ClockSegment.objects.get(to_at=None).cause == SegmentCause.OBLIGATION
    note = Note.objects.get(pk=waiting.event.facts["note"])
    assert (note.text, note.visibility) == ("Nộp tại kho bạc", NoteVisibility.APPLICANT)
    done = paid(province, waiting, moment("2026-11-19T15:00"))
    dossier = row(done)
    assert (dossier.state, dossier.clock) == (State.PROCESSING, Clock.RUNNING)
    assert dossier.first_due == moment("2026-11-23T17:30")
    assert dossier.legal_due == dossier.promised_due == moment("2026-11-26T17:30")  # two days; 24 November is off
    obligation = Obligation.objects.get()
    assert (obligation.amount, obligation.pauses, obligation.receipt_no) == (1_250_000, True, "0000412")
    assert obligation.met_at == moment("2026-11-19T15:00")
    assert list(differences([dossier.pk])) == []


def test_where_the_procedure_does_not_say_so_the_clock_runs_on(province, monday, moment):
    change = to_officer(province, monday)
    due, late_at = row(change).legal_due, row(change).late_at
    waiting = asked(province, change, moment("2026-11-17T10:00"))
    assert (row(waiting).state, row(waiting).clock) == (State.OBLIGATION, Clock.RUNNING)
    done = row(paid(province, waiting, moment("2026-11-24T10:00")))
    assert (done.legal_due, done.late_at) == (due, late_at), "it became late while the applicant was awaited"
    assert Obligation.objects.get().pauses is False
    assert list(differences([done.pk])) == []


def test_a_dossier_that_was_late_when_money_was_asked_for_stays_late(province, monday, moment):
    change = land_to_officer(province, monday)
    late_at = row(change).late_at
    waiting = asked(province, change, moment("2026-11-26T10:00"))
    assert (row(waiting).clock, row(waiting).late_at) == (Clock.PAUSED, late_at)
    done = row(paid(province, waiting, moment("2026-12-14T10:00")))
    assert (done.legal_due, done.late_at) == (moment("2026-11-23T17:30"), late_at)
    assert not DueChange.objects.filter(kind=DueChangeKind.RESUME).exists()
    assert list(differences([done.pk])) == []


def test_money_may_be_asked_for_twice_one_after_the_other(province, monday, after):
    first = paid(province, asked(province, land_to_officer(province, monday), after(hours=1)), after(hours=2))
    again = NOTICE | {"document_no": "46/TB-CCT"}
    second = say(Verb.REQUEST_OBLIGATION, first, province.coordinator, after(hours=3), **again)
    with refused(WrongState, "nghĩa vụ tài chính"):
        asked(province, second, after(hours=4))
    paid(province, second, after(hours=5))
    assert list(Obligation.objects.order_by("no").values_list("document_no", flat=True)) == ["45/TB-CCT", "46/TB-CCT"]
    assert list(differences([second.dossier.pk])) == []


@pytest.mark.parametrize(
    ("fault", "words", "fields"),
    [
        (NotInRange, "từ 1 đến 999.999.999.999.999", {"amount": 0}),
        (ObligationWithoutBasis, "căn cứ pháp lý", {"basis": " "}),
        (ObligationWithoutNotice, "số thông báo", {"document_no": ""}),
        (TooLong, "Căn cứ pháp lý dài quá 200", {"basis": "x" * 201}),
    ],
)
def test_money_without_amount_law_or_notice_is_not_asked_for(province, monday, after, fault, words, fields):
    change = land_to_officer(province, monday)
    with refused(fault, words):
        asked(province, change, after(hours=1), **fields)


def test_a_payment_is_confirmed_by_a_receipt_and_only_when_asked_for(province, monday, after):
    change = land_to_officer(province, monday)
    with refused(WrongState, "Đang xử lý"):
        paid(province, change, after(hours=1))
    waiting = asked(province, change, after(hours=1))
    with refused(ReceiptMissing, "biên lai"):
        paid(province, waiting, after(hours=2), receipt_no=" ")


def test_the_officer_asks_and_desk_cashier_or_officer_confirm(province, monday, after):
    p = province
    with refused(Denied, "thông báo nghĩa vụ tài chính"):
        say(Verb.REQUEST_OBLIGATION, land_to_officer(p, monday), p.leader, after(hours=1), **NOTICE)
    with refused(WrongRole, "Ký duyệt"):
        say(
            Verb.REQUEST_OBLIGATION,
            to_leader(p, monday),
            make_actor(Role.COORDINATOR, p.ward),
            after(hours=1),
            **NOTICE,
        )
    cashier, leader = make_actor(Role.CASHIER, p.desk), p.leader
    for actor in (p.clerk_at_desk, cashier, p.second_officer):
        waiting = asked(p, land_to_officer(p, monday), after(hours=1))
        with refused(Denied, "xác nhận"):
            paid(p, waiting, after(hours=2), leader)
        assert row(paid(p, waiting, after(hours=2), actor)).state == State.PROCESSING


@pytest.mark.parametrize(
    "statement", ["amount = 1", "basis = 'Luật khác'", "receipt_no = '9'", "met_at = NULL", "pauses = false"]
)
def test_a_tampered_obligation_is_found(province, monday, after, statement):
    done = paid(province, asked(province, land_to_officer(province, monday), after(hours=1)), after(hours=2))
    assert list(differences([done.dossier.pk])) == []
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE obligation SET {statement}")
    assert [one.what for one in differences([done.dossier.pk])] == ["obligation 1"]
