"""The sweep tells each person once that a clock runs out, the higher the share the higher up."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.ledger.actor import SYSTEM
from motcua.notices.models import Notice
from motcua.notices.sentences import sentence
from motcua.notices.sweep import sweep
from motcua.people import commands
from motcua.people.models import Unit
from motcua.rules.codes import SegmentCause
from motcua.rules.lifecycle import Role, Verb
from motcua.rules.organisation import AbsenceCause
from tests.dossiers.acts import land_to_officer, login_of, row, say, to_clerk, to_office, to_officer
from tests.dossiers.test_apologies import sent
from tests.people.factories import BEGAN, make_actor

STEP, TERM, APOLOGY, PROMISE = "clock.step", "clock.term", "clock.apology", "clock.promise"


def with_officer(province, at):
    """At the appraisal, in the hands of the officer: one working day, due Tuesday 09:10."""
    return to_officer(province, at, province.officer)


def test_nobody_is_told_before_half_of_the_step(province, monday, moment):
    with_officer(province, monday)
    assert sweep(at=moment("2026-11-16T15:09")) == 0
    assert Notice.objects.count() == 0


def test_the_higher_the_share_the_higher_up(province, monday, moment, told):
    change = with_officer(province, monday)
    for at in ("2026-11-16T15:10", "2026-11-16T17:10", "2026-11-17T08:22", "2026-11-17T09:10"):
        sweep(at=moment(at))
    steps = [(STEP, 50), (STEP, 75), (STEP, 90), (STEP, 100)]
    # Half of the citizen's three days is Tuesday, half past three hours after the step is over.
    assert told(province.officer) == steps
    assert told(province.coordinator) == steps[1:]
    assert told(province.leader) == steps[2:]
    assert told(province.control) == steps[3:]
    assert told(province.second_officer) == told(province.head_of_desk) == []
    assert {notice.dossier_id for notice in Notice.objects.all()} == {change.dossier.pk}


def test_the_citizens_clock_rings_too_and_on_the_last_day_for_an_apology_the_leader_knows(
    province, monday, moment, told
):
    with_officer(province, monday)  # 3 working days from Monday 09:10: Thursday evening
    sweep(at=moment("2026-11-17T18:00"))
    assert told(province.officer) == [(STEP, 100)]
    sweep(at=moment("2026-11-18T07:30"))
    assert (APOLOGY, None) in told(province.leader) and (APOLOGY, None) in told(province.officer)
    assert (APOLOGY, None) not in told(province.control)
    sweep(at=moment("2026-11-18T08:20"))
    assert told(province.officer)[-1] == (TERM, 50)
    sweep(at=moment("2026-11-19T17:30"))
    assert (TERM, 100) in told(province.control)
    assert Dossier.objects.get().alarm_at is None


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-18T07:30", "Nếu không kịp, thư xin lỗi phải được gửi trước 17:30 18/11/2026"),
        ("2026-11-18T22:00", "Đã qua lúc phải gửi thư xin lỗi (17:30 18/11/2026); nếu không kịp, gửi ngay"),
    ],
)
def test_the_reminder_of_an_apology_names_its_last_moment_and_does_not_say_today(province, monday, moment, at, words):
    with_officer(province, monday)
    sweep(at=moment(at))
    notice = Notice.objects.filter(kind=APOLOGY).first()
    assert sentence(APOLOGY, share=None, facts=notice.facts, at=notice.at) == f"Hẹn trả 17:30 19/11/2026. {words}"
    before = sentence(APOLOGY, share=None, facts={"due": notice.facts["due"]}, at=notice.at)
    assert before.endswith("chậm nhất một ngày làm việc trước đó")


def test_a_sweep_again_tells_nothing_again_and_the_alarm_has_moved_on(province, monday, moment):
    change = with_officer(province, monday)
    at = moment("2026-11-16T15:10")
    assert sweep(at=at) == 1
    assert row(change).alarm_at == moment("2026-11-16T17:10")
    assert sweep(at=at) == 0
    Dossier.objects.update(alarm_at=at)  # as if it had died before it moved the alarm on
    assert sweep(at=at) == 0
    assert Notice.objects.count() == 1


def test_who_was_silent_for_a_day_tells_the_last_point_only(province, monday, moment, told):
    with_officer(province, monday)
    sweep(at=moment("2026-11-17T12:00"))
    assert told(province.officer) == [(STEP, 100)]


def test_what_nobody_holds_is_told_to_the_head_of_the_division(province, monday, moment, told):
    to_officer(province, monday)  # waits for anybody
    sweep(at=moment("2026-11-16T15:10"))
    assert told(province.coordinator) == [(STEP, 50)]
    assert told(province.officer) == []


def test_a_step_at_the_desk_goes_up_to_the_head_of_the_desk(province, monday, moment, told):
    province.receive(monday)  # four working hours: 13:30 + 1:40
    sweep(at=moment("2026-11-16T14:10"))
    assert told(province.clerk_at_desk) == told(province.head_of_desk) == [(STEP, 75)]


def test_the_substitute_of_an_absent_holder_is_told_too(province, monday, moment, told):
    with_officer(province, monday)
    commands.set_absence(
        province.officer.staff_id, from_at=monday, to_at=monday + timedelta(days=3), cause=AbsenceCause.LEAVE,
        substitute_id=province.second_officer.staff_id, actor=SYSTEM, at=BEGAN,
    )  # fmt: skip
    sweep(at=moment("2026-11-16T15:10"))
    assert told(province.officer) == told(province.second_officer) == [(STEP, 50)]


def test_a_clock_that_stands_rings_for_nobody(province, monday, moment):
    change = land_to_officer(province, monday)
    say(Verb.PAUSE, change, province.officer, moment("2026-11-16T14:00"), cause=SegmentCause.POSTING, document_no="1")
    assert sweep(at=moment("2026-12-16T14:00")) == 0


def test_a_new_holder_is_told_what_the_one_before_was_told(province, monday, moment, told):
    change = with_officer(province, monday)
    sweep(at=moment("2026-11-16T15:10"))
    at = moment("2026-11-16T15:20")
    say(Verb.ASSIGN, change, province.coordinator, at, person=login_of(province.second_officer))
    sweep(at=moment("2026-11-16T17:10"))
    assert told(province.officer) == [(STEP, 50)]
    assert told(province.second_officer) == [(STEP, 75)]


def test_more_clocks_cost_no_more_statements(province, monday, moment):
    costs = []
    for number in (2, 2, 6):  # the first round warms the shelf
        for _ in range(number):
            to_office(province, monday)
        with CaptureQueriesContext(connection) as said:
            assert sweep(at=moment("2026-11-16T10:10")) == number
        # SQLite moves the alarms row by row within one call, PostgreSQL all at once.
        costs.append(len([one for one in said.captured_queries if "UPDATE dossier" not in one["sql"]]))
    assert costs[1] == costs[2]


def test_a_second_date_that_is_broken_goes_up_to_the_head_of_the_desk_and_the_chairman(province, monday, moment, told):
    chairman = make_actor(Role.APPROVER, Unit.objects.get(code="H99"), name="Đinh Công Chánh")
    change = sent(province, with_officer(province, monday), moment("2026-11-18T10:00"), days=2)  # Monday 23 November
    sweep(at=moment("2026-11-23T23:00"))  # the day counts: until it is over the promise may be kept
    assert (PROMISE, None) not in told(province.officer) and told(chairman) == told(province.head_of_desk) == []
    assert row(change).alarm_at == moment("2026-11-25T07:30")  # 24 November is off
    sweep(at=moment("2026-11-25T07:30"))
    assert told(chairman) == told(province.head_of_desk) == [(PROMISE, None)]
    for actor in (province.officer, province.coordinator, province.leader, province.control):
        assert told(actor)[-1] == (PROMISE, None)
    assert told(province.second_officer) == told(province.clerk_at_desk) == []
    said = Notice.objects.get(person_id=chairman.staff_id)
    words = sentence(said.kind, share=said.share, facts=said.facts, at=said.at)
    assert words == "Đã quá ngày hẹn lại 17:30 23/11/2026 mà chưa có kết quả; không được hẹn lại lần nữa"
    assert (row(change).alarm_at, sweep(at=moment("2026-11-26T07:30"))) == (None, 0)


def test_a_second_date_that_is_kept_is_told_to_nobody(province, monday, moment, told):
    change = sent(province, to_clerk(province, monday), moment("2026-11-18T10:00"), officer=province.leader, days=2)
    say(Verb.FINISH, change, province.secretary, moment("2026-11-23T16:00"))
    sweep(at=moment("2026-11-25T07:30"))
    assert PROMISE not in {kind for kind, _ in told(province.leader)}


def test_a_second_date_that_passes_while_the_clock_stands_is_told_when_it_goes_on(province, monday, moment, told):
    late = sent(province, land_to_officer(province, monday), moment("2026-11-25T10:00"), days=4)  # Friday 27 November
    at = moment("2026-11-26T10:00")
    say(Verb.PAUSE, late, province.officer, at, cause=SegmentCause.POSTING, document_no="1/TB")
    assert sweep(at=moment("2026-12-07T10:00")) == 0
    say(Verb.RESUME, late, province.officer, moment("2026-12-07T11:00"))
    sweep(at=moment("2026-12-07T11:00"))
    assert (PROMISE, None) in told(province.head_of_desk)
