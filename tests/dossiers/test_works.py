"""What a verb works with: the open step and whose it is, the time that a step took, what a machine may not do."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.orders import FieldJudgement, PaperJudgement
from motcua.dossiers.work import NeedsAPerson, Work, process_questions, step_limit, step_timing
from motcua.ledger.actor import SYSTEM
from motcua.people.roster import roster
from motcua.rules.codes import PaperVerdict, StepEnd, SupplementState
from motcua.rules.deadlines import FAR_FUTURE, Limit, LimitUnit, Timing
from motcua.rules.lifecycle import NodeKind, Role, Verb
from tests.dossiers.acts import open_step, row, say, to_office, to_officer, to_return
from tests.dossiers.test_supplements import proposed


def work_of(change, actor, at):
    return Work(row(change), actor=actor, at=at)


def nothing_yet(at, actor=SYSTEM):
    """The work on a dossier that was never received."""
    return Work(Dossier(), actor=actor, at=at)


def test_a_machine_is_no_person(monday, province):
    assert nothing_yet(monday, province.officer).staff_id == province.officer.staff_id
    with pytest.raises(NeedsAPerson, match="cán bộ"):
        assert nothing_yet(monday).staff_id


def test_what_was_never_accepted_has_neither_process_nor_term(monday, monkeypatch):
    with pytest.raises(RuntimeError, match="only an accepted dossier"):
        assert nothing_yet(monday).process
    monkeypatch.setattr(Work, "version", SimpleNamespace(limit_for=lambda case_id: None))
    with pytest.raises(RuntimeError, match="without a limit"):
        assert nothing_yet(monday).limit


def test_a_dossier_without_steps_has_no_open_one(monday):
    work = nothing_yet(monday)
    work.steps = []
    assert (work.main, work.main_kind, work.asking) == (None, None, None)
    with pytest.raises(RuntimeError, match="needs a step where none is open"):
        assert work.open_step


def test_the_open_step_is_the_main_one_that_has_not_ended(monday):
    work = nothing_yet(monday)
    ended = Step(no=1, main=True, closed_at=monday, kind=NodeKind.INTAKE)
    beside, main = Step(no=2, main=False, kind=NodeKind.CONSULT), Step(no=3, main=True, kind=NodeKind.WORK)
    work.steps = [ended, beside, main]
    assert work.main is work.open_step is main and work.main_kind is NodeKind.WORK


def test_late_is_what_comes_strictly_after_the_last_moment(monday):
    work = nothing_yet(monday)
    work.dossier.late_at = monday
    assert work.is_late is False
    work.at = monday + timedelta(microseconds=1)
    assert work.is_late is True


def test_a_dossier_knows_the_request_for_papers_also_when_a_step_came_meanwhile(province, monday):
    assert work_of(province.receive(monday), province.officer, monday).asking is None
    work = work_of(proposed(province, monday), province.officer, monday)
    assert work.asking is SupplementState.PROPOSED
    work.steps.append(Step(no=9))
    assert work.asking is SupplementState.PROPOSED


def test_a_step_that_waits_for_anybody_becomes_that_of_whoever_works_on_it(province, monday):
    waiting = to_officer(province, monday)
    by_machine = work_of(waiting, SYSTEM, monday)
    by_machine.take(by_machine.open_step)
    assert (open_step(waiting).person_id, by_machine.changed) == (None, {})
    taken = work_of(waiting, province.officer, monday)
    taken.take(taken.open_step)
    assert open_step(waiting).person_id == taken.changed["holder_id"] == province.officer.staff_id
    by_another = work_of(waiting, province.second_officer, monday)
    by_another.take(by_another.open_step)
    assert (open_step(waiting).person_id, by_another.changed) == (province.officer.staff_id, {})


@pytest.mark.parametrize(
    ("paused", "stood_since", "used"),
    [(None, None, 120), (20, None, 100), (None, 1, 60), (10, 1, 50), (None, -1, 0)],
)
def test_the_time_of_a_step_is_what_it_worked_without_the_pauses(province, monday, after, paused, stood_since, used):
    work = work_of(to_officer(province, monday), province.officer, after(hours=2))
    step = work.open_step
    step.paused_minutes = paused
    since = None if stood_since is None else after(hours=stood_since)
    told = work.close_step(step, StepEnd.DONE, stood_since=since)
    stored = Step.objects.get(pk=step.pk)
    assert (told.used, stored.used_minutes, stored.closed_at) == (used, used, after(hours=2))
    assert (told.timing, told.person) == (Timing.ON_TIME, province.officer.staff_id)


def test_a_step_that_a_machine_ends_stays_that_of_its_person(province, monday, after):
    change = to_officer(province, monday, person=province.officer)
    work = work_of(change, SYSTEM, after(hours=1))
    step = work.open_step
    step.due = None
    told = work.close_step(step, StepEnd.CANCELLED)
    assert (told.person, told.timing) == (province.officer.staff_id, None), "without a limit nothing is judged"


def test_steps_are_numbered_and_carry_the_limit_of_their_kind(province, monday):
    returned = to_return(province, monday)
    steps = list(Step.objects.order_by("no"))
    assert [step.no for step in steps] == [1, 2, 3, 4, 5, 6]
    appraisal, last = steps[2], steps[-1]
    assert (appraisal.limit_value, appraisal.limit_unit, appraisal.sort_due) == (1, LimitUnit.WD, appraisal.due)
    assert (last.limit_value, last.limit_unit, last.due, last.sort_due) == (None, None, None, FAR_FUTURE)
    assert row(returned).holder_unit_id == last.unit_id == province.desk.pk


def test_the_next_step_is_for_the_named_person_or_for_nobody(province, monday):
    work = work_of(to_office(province, monday), province.coordinator, monday)
    node = work.process.map.after(work.open_step.node_key, work.questions)
    work.close_step(work.open_step, StepEnd.DONE)
    opened = work.open_next(node)
    assert (opened.no, opened.person, opened.role) == (3, None, Role.OFFICER)
    assert work.open_step.no == 3 and work.changed["holder_unit_id"] == province.office.pk


def test_a_step_without_a_limit_has_none_to_name():
    assert step_limit(Step(limit_value=Decimal(4), limit_unit=LimitUnit.WH)) == Limit(Decimal(4), LimitUnit.WH)
    assert step_limit(Step(limit_value=None, limit_unit=LimitUnit.WH)) is None
    assert step_limit(Step(limit_value=Decimal(4), limit_unit=None)) is None


def test_a_step_is_on_time_at_its_very_due_moment_and_late_after_it(monday):
    assert step_timing(monday, monday) is Timing.ON_TIME
    assert step_timing(monday + timedelta(microseconds=1), monday) is Timing.LATE


def test_the_conditions_of_a_process_ask_for_the_case_and_the_channel(province, monday):
    version = SimpleNamespace(case_by_id={7: SimpleNamespace(key="xac-minh")}.get)
    assert process_questions(version, 7, 2) == {"case": "xac-minh", "channel": 2}
    assert process_questions(version, None, 1) == process_questions(version, 8, 1) == {"case": "", "channel": 1}
    assert work_of(province.receive(monday), SYSTEM, monday).questions == {"case": "", "channel": 1}


def test_a_paper_keeps_the_name_that_a_unit_has_on_the_day(province, monday):
    work = work_of(province.receive(monday), province.officer, monday)
    assert work.unit_version_id(province.ward.pk) == roster().unit(province.ward.pk, monday.date()).version_id


def test_a_verb_enters_a_state_with_its_national_code_and_stays_where_it_is_without(province, monday):
    received = province.receive(monday)
    noted = say(Verb.ANNOTATE, received, province.clerk_at_desk, monday, text="Đã gọi điện")
    assert (row(noted).state, row(noted).national_state) == (2, 2)
    forwarded = say(Verb.FORWARD, noted, province.clerk_at_desk, monday)
    assert (row(forwarded).state, row(forwarded).national_state) == (4, 4)


def test_what_was_last_found_not_good_enough_is_wanting_a_paper_or_a_part(monday, province):
    change, officer = to_officer(province, monday), province.officer
    assert not work_of(change, officer, monday).wanting and not nothing_yet(monday).wanting
    poor, good = PaperVerdict.NEEDS_WORK, PaperVerdict.PASS
    for verdict in (poor, good):
        judged = (PaperJudgement(paper=1, verdict=verdict, reason="Mờ"),)
        change = say(Verb.JUDGE_PAPER, change, officer, monday, judgements=judged)
        assert work_of(change, officer, monday).wanting is (verdict is poor)
    for verdict in (poor, good):
        parts = (FieldJudgement(part="applicant", verdict=verdict, reason="Sai ngày sinh"),)
        change = say(Verb.JUDGE_PAPER, change, officer, monday, parts=parts)
        assert work_of(change, officer, monday).wanting is (verdict is poor)
