"""Many hands over one dossier, clocks that disagree, keys sent again: one wins, others are told, nothing is torn."""

from collections import Counter as Tally
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from motcua.documents.models import PrintRecord, Result
from motcua.dossiers import orders
from motcua.dossiers.change import Change, StaleVersion
from motcua.dossiers.commands import (
    annotate,
    approve,
    correct_details,
    finish,
    forward,
    receive,
    recompute_due,
    return_result,
    send_back,
)
from motcua.dossiers.commands.due import SameCalendar
from motcua.dossiers.commands.result import NumberTaken
from motcua.dossiers.differences import all_differences
from motcua.dossiers.models import Dossier, Handing, Note, Step
from motcua.ledger.models import Event
from motcua.ledger.verify import verify
from motcua.rules.lifecycle import WrongState, WrongStep
from motcua.web.models import IdempotencyKey
from motcua.web.shared.idempotency import KEPT, KeyReused, once
from tests.dossiers.acts import a_reason, row, to_clerk, to_leader, to_office, to_return
from tests.dossiers.province import HOUSEHOLD, Province, applicant, make_province
from tests.dossiers.test_dates import storm
from tests.dossiers.test_races import at_once


@pytest.fixture
def province(transactional_db: None) -> Province:
    """The small province in a database that really commits."""
    return make_province()


def nothing_is_torn() -> bool:
    assert [str(found) for found in all_differences()] == []
    assert verify() == []
    return True


def test_notes_by_many_while_one_hands_over(province, monday):
    code = province.receive(monday).dossier.code
    clerks = (province.clerk_at_desk, province.head_of_desk)

    def note(no: int) -> Change:
        return annotate(code, orders.AnnotateOrder(text=f"Ghi chú {no}"), actor=clerks[no % 2], at=monday)

    came = at_once(
        *(lambda no=no: note(no) for no in range(7)),
        lambda: forward(code, orders.ForwardOrder(), actor=province.clerk_at_desk, at=monday, expected=1),
    )
    assert isinstance(came[-1], Change), "no note makes the hand-over stale"
    notes = [one for one in came[:-1] if isinstance(one, Change)]
    dossier = Dossier.objects.get(code=code)
    assert (dossier.version, dossier.event_count) == (2, 2 + len(notes))
    assert Note.objects.filter(dossier=dossier).count() == len(notes)
    assert sorted(Event.objects.filter(stream_id=dossier.pk, stream_kind=1).values_list("seq", flat=True)) == list(
        range(1, dossier.event_count + 1)
    )
    assert nothing_is_torn()


def test_approving_and_sending_back_at_once(province, monday):
    for _ in range(4):
        code = to_leader(province, monday).dossier.code
        version, reason = Dossier.objects.get(code=code).version, a_reason("send_back_reasons")
        back = orders.SendBackOrder(to="Thẩm định", reason=reason, explanation="Xem lại")
        came = at_once(
            lambda code=code, v=version: approve(
                code, orders.ApproveOrder(), actor=province.leader, at=monday, expected=v
            ),
            lambda code=code, v=version, back=back: send_back(code, back, actor=province.leader, at=monday, expected=v),
        )
        assert Tally(type(one) for one in came) == {Change: 1, StaleVersion: 1}, came
        assert Step.objects.filter(dossier__code=code, closed_at__isnull=True).count() == 1
    assert nothing_is_torn()


def test_one_result_is_handed_over_once(province, monday):
    code = to_return(province, monday).dossier.code
    said = orders.ReturnResultOrder(identity_seen=True)
    came = at_once(*(lambda: return_result(code, said, actor=province.clerk_at_desk, at=monday) for _ in range(6)))
    assert Tally(type(one) for one in came)[Change] == 1
    assert {type(one) for one in came} <= {Change, WrongState, WrongStep, StaleVersion}, came
    assert Handing.objects.count() == 1 and nothing_is_torn()


def test_one_number_is_given_to_one_result(province, monday):
    codes = [to_clerk(province, monday).dossier.code for _ in range(4)]
    said = orders.FinishOrder(number="07/GCN")
    came = at_once(*(lambda code=code: finish(code, said, actor=province.secretary, at=monday) for code in codes))
    assert Tally(type(one) for one in came) == {Change: 1, NumberTaken: 3}, came
    assert Result.objects.count() == 1 and nothing_is_torn()


def test_a_receipt_is_corrected_by_one_after_the_other(province, monday):
    code = province.receive(monday).dossier.code
    came = at_once(
        *(
            lambda no=no: correct_details(
                code,
                orders.CorrectDetailsOrder(phone=f"099900011{no}"),
                actor=province.clerk_at_desk,
                at=monday,
                expected=1,
            )
            for no in range(5)
        )
    )
    assert Tally(type(one) for one in came) == {Change: 1, StaleVersion: 4}, came
    assert PrintRecord.objects.filter(void=False).count() == 1 and PrintRecord.objects.count() == 2
    assert Event.objects.get(kind="dossier.correct_details").facts["receipt_version"] == 2
    assert nothing_is_torn()


def test_a_date_is_counted_again_once(province, monday):
    code = to_office(province, monday).dossier.code
    storm(monday.date() + timedelta(days=2), monday)
    said = orders.RecomputeDueOrder(document_no="1/QĐ")
    came = at_once(*(lambda: recompute_due(code, said, actor=province.control, at=monday) for _ in range(4)))
    assert Tally(type(one) for one in came) == {Change: 1, SameCalendar: 3}, came
    assert nothing_is_torn()


def test_who_asked_before_the_step_began_is_told_that_the_dossier_has_changed(province, monday, after):
    """Two servers whose clocks disagree, or an act that waited for its turn behind another."""
    change = to_office(province, after(minutes=5))
    with pytest.raises(StaleVersion):
        forward(change.dossier.code, orders.ForwardOrder(), actor=province.coordinator, at=after(minutes=4))
    assert row(change).event_count == 2
    forward(change.dossier.code, orders.ForwardOrder(), actor=province.coordinator, at=after(minutes=5))
    assert nothing_is_torn()


def test_a_verb_sent_again_after_others_gives_its_own_first_answer(province, monday):
    code = province.receive(monday).dossier.code

    def send() -> Any:
        act = lambda: forward(  # noqa: E731
            code, orders.ForwardOrder(), actor=province.clerk_at_desk, at=monday, expected=1
        )
        return once(province.clerk_at_desk, "k-forward", code.encode(), at=monday, act=act)

    came = at_once(*[send] * 5)
    assert Tally(one.replayed for one in came) == {False: 1, True: 4}
    forward(code, orders.ForwardOrder(), actor=province.coordinator, at=monday)
    again = send()
    assert again.replayed and again.change.event.seq == 2
    assert nothing_is_torn()


def test_a_form_sent_again_from_another_posting_or_by_a_machine_is_not_the_same_send(province, monday):
    order = orders.ReceiveOrder(procedure=HOUSEHOLD, applicant=applicant())
    clerk = province.clerk_at_desk

    def send(actor: Any) -> Any:
        return once(actor, "k-1", b"{}", at=monday, act=lambda: receive(order, actor=actor, at=monday))

    first = send(clerk)
    with pytest.raises(KeyReused):
        send(replace(clerk, posting_id=province.head_of_desk.posting_id))
    by_machine = send(replace(clerk, client_id=1))
    assert not by_machine.replayed and by_machine.change.dossier.pk != first.change.dossier.pk
    with pytest.raises(KeyReused):
        send(replace(province.second_at_desk, client_id=1))
    assert send(clerk).replayed and Dossier.objects.count() == 2


def test_a_key_that_nobody_swept_away_may_be_used_again_after_its_day(province, monday):
    def send(at: Any) -> Any:
        order = orders.ReceiveOrder(procedure=HOUSEHOLD, applicant=applicant())
        return once(
            province.clerk_at_desk, "k-1", b"{}", at=at, act=lambda: receive(order, actor=province.clerk_at_desk, at=at)
        )

    first = send(monday)
    second = send(monday + KEPT)
    assert not second.replayed and second.change.dossier.pk != first.change.dossier.pk
    assert IdempotencyKey.objects.count() == 1 and send(monday + KEPT).replayed
    assert [d.code[-4:] for d in Dossier.objects.order_by("pk")] == ["0001", "0001"], "of two days"
    assert nothing_is_torn()
