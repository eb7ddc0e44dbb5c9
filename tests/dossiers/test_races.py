"""Many hands at once, with real connections: every number once, one winner, and the dead leave nothing."""

import os
import subprocess
import sys
import threading
from collections import Counter as Tally
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.dossiers import orders
from motcua.dossiers.change import Change, StaleVersion
from motcua.dossiers.commands import (
    accept_supplement,
    forward,
    lapse_supplement,
    propose_supplement,
    receive,
    undo_receive,
)
from motcua.dossiers.commands.answers import WindowPassed
from motcua.dossiers.commands.intake import TooLateToUndo
from motcua.dossiers.commands.supplements import SupplementOpen
from motcua.dossiers.differences import all_differences
from motcua.dossiers.models import Dossier, Party, Step, SupplementRequest
from motcua.dossiers.supplement_orders import AcceptSupplementOrder, LapseSupplementOrder, ProposeSupplementOrder
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Counter, Event
from motcua.ledger.verify import verify
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State, WrongState
from motcua.web.models import IdempotencyKey
from motcua.web.shared.idempotency import KeyReused, once
from tests.dossiers.acts import login_of, to_officer
from tests.dossiers.province import HOUSEHOLD, Province, applicant, make_province
from tests.dossiers.test_supplements import ANSWERS, ASKED, judge_all, sent


@pytest.fixture
def province(transactional_db: None) -> Province:
    """The small province in a database that really commits."""
    return make_province()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each with a connection of its own; what came of each, or its fault."""
    start, came = threading.Barrier(len(acts)), [None] * len(acts)

    def run(no: int, act: Callable[[], Any]) -> None:
        try:
            start.wait()
            came[no] = act()
        except Fault as fault:
            came[no] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(no, act)) for no, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def order() -> orders.ReceiveOrder:
    return orders.ReceiveOrder(procedure=HOUSEHOLD, applicant=applicant())


def test_fifty_clerks_receive_at_once_and_get_one_to_fifty(province, monday):
    clerks = (province.clerk_at_desk, province.second_at_desk)
    came = at_once(*(lambda no=no: receive(order(), actor=clerks[no % 2], at=monday) for no in range(50)))
    assert all(isinstance(change, Change) for change in came), came
    codes = {f"H99.27-261116-{no:04}" for no in range(1, 51)}
    assert set(Dossier.objects.values_list("code", flat=True)) == codes
    assert sorted(Dossier.objects.values_list("register_no", flat=True)) == list(range(1, 51))
    in_order = Event.objects.filter(kind="dossier.receive").order_by("pk").values_list("facts", flat=True)
    assert [facts["code"] for facts in in_order] == sorted(codes), "the numbers are given in the order of commit"
    assert Counter.objects.get(series="dossier").last_no == 50
    assert Step.objects.count() == 50 and Party.objects.count() == 50
    assert list(all_differences()) == [] and verify() == []


def test_eight_race_for_one_dossier_and_one_wins(province, monday):
    dossier = province.receive(monday).dossier
    said = orders.ForwardOrder()
    clerks = (province.clerk_at_desk, province.head_of_desk)

    def race(no: int) -> Change:
        return forward(dossier.code, said, actor=clerks[no % 2], at=monday, expected=1)

    came = at_once(*(lambda no=no: race(no) for no in range(8)))
    assert Tally(type(one) for one in came) == {Change: 1, StaleVersion: 7}
    assert Event.objects.filter(kind="dossier.forward").count() == 1
    assert Step.objects.filter(dossier=dossier, closed_at__isnull=True).count() == 1
    assert list(all_differences()) == []


def test_undo_and_forward_race_and_one_of_them_comes_too_late(province, monday):
    clerk = province.clerk_at_desk
    for _ in range(5):
        code = province.receive(monday).dossier.code
        came = at_once(
            lambda code=code: undo_receive(code, orders.UndoReceiveOrder(), actor=clerk, at=monday),
            lambda code=code: forward(code, orders.ForwardOrder(), actor=clerk, at=monday),
        )
        assert sum(isinstance(one, Change) for one in came) == 1, came
        dossier = Dossier.objects.get(code=code)
        assert dossier.event_count == 2
        assert (dossier.state == State.ANNULLED) is isinstance(came[0], Change)
        assert {type(one) for one in came} <= {Change, WrongState, TooLateToUndo}
    assert list(all_differences()) == []


def test_a_form_sent_twice_at_once_makes_one_dossier(province, monday):
    def send(body: bytes = b"{}") -> Any:
        act = lambda: receive(order(), actor=province.clerk_at_desk, at=monday)  # noqa: E731
        return once(province.clerk_at_desk, "k-1", body, at=monday, act=act)

    came = at_once(*[send] * 6)
    assert Tally(one.replayed for one in came) == {False: 1, True: 5}
    assert {one.change.dossier.code for one in came} == {"H99.27-261116-0001"}
    assert Dossier.objects.count() == 1 and IdempotencyKey.objects.count() == 1
    assert Counter.objects.get(series="dossier").last_no == 1
    with pytest.raises(KeyReused):
        send(b"something else")
    assert province.receive(monday).dossier.code == "H99.27-261116-0002"


def test_who_is_killed_while_receiving_leaves_nothing_and_burns_no_number(province, monday, database_url, repository):
    environment = {
        **os.environ,
        "MOTCUA_DATABASE": database_url,
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        "PYTHONPATH": os.pathsep.join([str(repository / "src"), str(repository)]),
    }
    command = [sys.executable, "-m", "tests.dossiers.hands", monday.isoformat(), login_of(province.clerk_at_desk)]
    assert subprocess.run(command, env=environment, cwd=repository, timeout=60).returncode == -9
    assert not Dossier.objects.exists() and not Party.objects.exists() and not Step.objects.exists()
    assert not Counter.objects.filter(series="dossier").exists()
    assert province.receive(monday).dossier.code == "H99.27-261116-0001"
    assert verify() == []


def test_an_answer_that_races_with_the_end_of_its_window_comes_too_late_either_way(province, monday):
    change = sent(province, monday)
    code, later = change.dossier.code, monday + timedelta(days=40)
    answer = AcceptSupplementOrder(answers=ANSWERS)
    came = at_once(
        lambda: accept_supplement(code, answer, actor=province.clerk_at_desk, at=later),
        lambda: lapse_supplement(code, LapseSupplementOrder(), actor=SYSTEM, at=later),
    )
    assert sorted(type(one) is Change for one in came) == [False, True], came
    assert next(type(one) for one in came if isinstance(one, Fault)) in (WrongState, WindowPassed)
    assert list(all_differences()) == []


def test_two_officers_ask_at_once_and_one_request_is_open(province, monday):
    change = judge_all(province, to_officer(province, monday), monday)
    order = ProposeSupplementOrder(items=ASKED, reason="paper_invalid")
    officers = (province.officer, province.coordinator)
    came = at_once(
        *(lambda who=who: propose_supplement(change.dossier.code, order, actor=who, at=monday) for who in officers)
    )
    assert sum(type(one) is SupplementOpen for one in came) == 1, came
    assert SupplementRequest.objects.count() == 1 and list(all_differences()) == []
