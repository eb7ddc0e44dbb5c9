"""Every verb that moves a clock names the next moment at which somebody must be told; a clock that stands has none."""

import pytest
from django.db import connection

from motcua.dossiers.alarms import MOVES_ALARM
from motcua.dossiers.differences import differences
from motcua.dossiers.models import Dossier
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import POSTED, land_to_officer, login_of, row, say, to_office, to_officer, to_return
from tests.dossiers.province import COPY


def test_a_new_dossier_warns_at_half_of_the_step_at_the_desk(province, monday, moment):
    change = province.receive(monday)  # 09:10, four working hours at the desk, three working days for the citizen
    assert row(change).alarm_at == moment("2026-11-16T11:10")


def test_what_is_returned_at_once_has_no_date_but_a_step_at_the_desk_warns(province, monday, moment):
    change = province.receive(monday, COPY)
    assert (row(change).legal_due, row(change).alarm_at) == (None, moment("2026-11-16T11:10"))


def test_a_new_step_brings_its_own_half(province, monday, moment):
    assert row(to_office(province, monday)).alarm_at == moment("2026-11-16T10:10")  # two working hours
    assert row(to_officer(province, monday)).alarm_at == moment("2026-11-16T15:10")  # one working day


def test_the_reminder_of_the_apology_comes_before_the_last_points(province, monday, moment):
    change = say(Verb.FORWARD, to_office(province, monday), province.coordinator, moment("2026-11-17T17:20"))
    # The officer's day is over on Wednesday evening; the dossier is due on Thursday, the apology by Wednesday evening.
    assert row(change).alarm_at == moment("2026-11-16T10:10")  # nobody has swept yet: what was missed stays
    Dossier.objects.update(alarm_at=None)
    change = say(
        Verb.ASSIGN, change, province.coordinator, moment("2026-11-17T17:25"), person=login_of(province.officer)
    )
    assert row(change).alarm_at == moment("2026-11-18T07:30")


def test_a_clock_that_stands_or_has_ended_warns_nobody(province, monday, moment):
    change = land_to_officer(province, monday)
    assert row(change).alarm_at is not None
    paused = say(Verb.PAUSE, change, province.officer, moment("2026-11-16T14:00"), **POSTED)
    assert row(paused).alarm_at is None
    resumed = say(Verb.RESUME, paused, province.officer, moment("2026-11-18T10:00"))
    # Opened 09:10 with one working day; two hours and fifty minutes were used when the clock stopped.
    assert row(resumed).alarm_at == moment("2026-11-18T11:10")
    assert row(to_return(province, monday)).alarm_at is None


def test_an_alarm_that_has_come_waits_for_the_sweep(province, monday, moment):
    change = province.receive(monday)
    forwarded = say(Verb.FORWARD, change, province.clerk_at_desk, moment("2026-11-16T11:11"))
    assert row(forwarded).alarm_at == moment("2026-11-16T11:10")


def test_a_note_and_an_alarm_moved_by_the_sweep_are_no_difference(province, monday, moment):
    change = province.receive(monday)
    Dossier.objects.update(alarm_at=moment("2026-11-20T08:00"))
    assert list(differences([change.dossier.pk])) == []
    noted = say(Verb.ANNOTATE, change, province.clerk_at_desk, moment("2026-11-16T10:00"), text="Đã gọi điện")
    assert row(noted).alarm_at == moment("2026-11-20T08:00")


@pytest.mark.parametrize("verb", [Verb.FORWARD, Verb.ANNOTATE])
def test_an_alarm_costs_no_statement(province, monday, after, verb, django_assert_max_num_queries, monkeypatch):
    fields = {"text": "Đã gọi điện"} if verb is Verb.ANNOTATE else {}
    costs = []
    for moves in (MOVES_ALARM, MOVES_ALARM, frozenset()):  # the first round warms the shelf
        monkeypatch.setattr("motcua.dossiers.alarms.MOVES_ALARM", moves)
        change = province.receive(monday)
        with django_assert_max_num_queries(20) as said:
            say(verb, change, province.clerk_at_desk, after(minutes=5), **fields)
        costs.append(len(said.captured_queries))
    assert costs[1] == costs[2], connection.vendor
