"""The hands of the clock: every stretch follows the one before it, and what the law's date does then."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.change import change
from motcua.dossiers.clock import go_on, is_step_late, keep_promise, pauses_of, stop_clock
from motcua.dossiers.differences import differences
from motcua.dossiers.facts import Paused, Resumed
from motcua.dossiers.models import ClockSegment, DueChange, Step
from motcua.dossiers.work import Work
from motcua.rules.codes import DueChangeKind, SegmentCause, SegmentKind, StepEnd
from motcua.rules.deadlines import FAR_FUTURE, Resume
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import POSTED, land_to_officer, open_step, row, say, to_officer

WISH = {"document_no": "5", "reason": "Không cần nữa"}


def stretches(dossier):
    rows = ClockSegment.objects.filter(dossier_id=dossier.pk).order_by("no")
    return [(row.no, row.kind, row.from_at, row.to_at) for row in rows]


def stood_for_an_hour(p, monday, moment):
    paused = say(Verb.PAUSE, land_to_officer(p, monday), p.officer, moment("2026-11-16T10:10"), **POSTED)
    return say(Verb.RESUME, paused, p.officer, moment("2026-11-16T11:10"))


def test_each_stretch_begins_where_the_one_before_it_ended(province, monday, moment):
    resumed = stood_for_an_hour(province, monday, moment)
    paused = say(Verb.PAUSE, resumed, province.leader, moment("2026-11-16T14:10"), **POSTED | {"document_no": "2/TB"})
    again = say(Verb.RESUME, paused, province.officer, moment("2026-11-16T15:40"))
    told = stretches(again.dossier)
    assert [no for no, *_ in told] == [told[0][0] + place for place in range(5)]
    assert [kind for _, kind, *_ in told] == [SegmentKind.RUN, SegmentKind.PAUSE] * 2 + [SegmentKind.RUN]
    assert [ended for *_, ended in told[:-1]] == [begun for _, _, begun, _ in told[1:]] and told[-1][-1] is None
    assert open_step(again).paused_minutes == 60 + 90
    assert list(differences([again.dossier.pk])) == []


def test_stretches_that_were_read_before_the_clock_moved_are_kept_true(province, monday, moment):
    dossier = stood_for_an_hour(province, monday, moment).dossier
    with change(str(dossier), Verb.PAUSE, actor=province.officer, at=moment("2026-11-16T14:10")) as door:
        assert len(door.work.segments) == 3
        door.facts = Paused(stopped=stop_clock(door.work, SegmentCause.POSTING, basis="Điều 30"))
    assert [(one.no, one.kind, one.from_at, one.to_at) for one in door.work.segments] == stretches(dossier)
    with change(str(dossier), Verb.RESUME, actor=province.officer, at=moment("2026-11-16T15:10")) as door:
        assert pauses_of(door.work)[1] == (moment("2026-11-16T14:10"), None)
        door.facts = Resumed(went_on=go_on(door.work, Resume.RESUME))
    assert [(one.no, one.kind, one.from_at, one.to_at) for one in door.work.segments] == stretches(dossier)
    assert [ended for _, ended in pauses_of(door.work)] == [moment("2026-11-16T11:10"), moment("2026-11-16T15:10")]
    assert list(differences([dossier.pk])) == []


def test_stretches_that_nobody_read_are_not_read_for_a_pause(province, monday, moment):
    dossier = land_to_officer(province, monday).dossier
    with change(str(dossier), Verb.PAUSE, actor=province.officer, at=moment("2026-11-16T10:10")) as door:
        door.facts = Paused(stopped=stop_clock(door.work, SegmentCause.POSTING, basis="Điều 30"))
    assert "segments" not in vars(door.work)
    with change(str(dossier), Verb.RESUME, actor=province.officer, at=moment("2026-11-16T11:10")) as door:
        door.facts = Resumed(went_on=go_on(door.work, Resume.RESUME))
    assert "segments" not in vars(door.work)


def test_the_event_of_a_pause_names_its_document_or_none(province, monday, moment):
    paused = say(Verb.PAUSE, land_to_officer(province, monday), province.officer, monday, **POSTED)
    assert paused.event.facts["stopped"]["document_no"] == "1/TB"
    dossier = land_to_officer(province, monday).dossier
    with change(str(dossier), Verb.PAUSE, actor=province.officer, at=monday) as door:
        door.facts = Paused(stopped=stop_clock(door.work, SegmentCause.POSTING, basis="Điều 30"))
    assert "document_no" not in door.result.event.facts["stopped"]


@pytest.mark.parametrize(
    ("how", "kind"), [(Resume.RESUME, DueChangeKind.RESUME), (Resume.RESTART, DueChangeKind.RESTART)]
)
def test_a_term_that_begins_anew_begins_when_the_clock_goes_on(province, monday, moment, how, kind):
    paused = say(Verb.PAUSE, land_to_officer(province, monday), province.officer, moment("2026-11-16T10:10"), **POSTED)
    at = moment("2026-11-18T10:00")
    with change(str(paused.dossier), Verb.RESUME, actor=province.officer, at=at) as door:
        door.facts = Resumed(went_on=go_on(door.work, how))
    dossier, moved = row(paused), DueChange.objects.get(kind=kind)
    assert dossier.complete_at == (at if how is Resume.RESTART else monday)
    assert (moved.legal_before, moved.legal_after) == (dossier.first_due, dossier.legal_due)
    assert door.facts.went_on.step_due == open_step(paused).due > at
    assert (moved.approver_id, moved.approver_unit_id) == (None, None), "only a correction is approved by anybody"
    assert list(differences([dossier.pk])) == []


def test_a_step_without_a_limit_has_none_after_a_pause(province, monday, moment):
    change_ = land_to_officer(province, monday)
    Step.objects.filter(pk=open_step(change_).pk).update(
        due=None, sort_due=FAR_FUTURE, limit_value=None, limit_unit=None
    )
    paused = say(Verb.PAUSE, change_, province.officer, moment("2026-11-16T10:10"), **POSTED)
    step = open_step(say(Verb.RESUME, paused, province.officer, moment("2026-11-16T11:10")))
    assert (step.due, step.sort_due, step.paused_minutes) == (None, FAR_FUTURE, 60)


def test_a_step_that_ends_with_its_dossier_worked_until_the_clock_stood(province, monday, moment):
    paused = say(Verb.PAUSE, land_to_officer(province, monday), province.officer, moment("2026-11-16T10:10"), **POSTED)
    for change_, minutes in ((paused, 60), (to_officer(province, monday), 120)):
        at = moment("2026-11-16T11:10")
        say(Verb.WITHDRAW, change_, province.clerk_at_desk, at, asked_on=monday.date(), **WISH)
        ended = Step.objects.get(dossier_id=change_.dossier.pk, ended=StepEnd.CANCELLED)
        assert ended.used_minutes == minutes


def test_a_clock_that_never_stood_is_not_read_for_the_notice_of_its_end(province, monday, after):
    change_ = to_officer(province, monday)
    with CaptureQueriesContext(connection) as said:
        say(Verb.WITHDRAW, change_, province.clerk_at_desk, after(hours=1), asked_on=monday.date(), **WISH)
    assert not any('"clock_segment"."cause"' in one["sql"] for one in said.captured_queries)


def test_a_date_that_an_apology_named_holds_while_it_is_the_later_one(moment):
    monday, tuesday, friday = moment("2026-11-16T17:30"), moment("2026-11-17T17:30"), moment("2026-11-20T17:30")
    assert keep_promise(monday, monday, tuesday) == tuesday, "nothing was re-appointed"
    assert keep_promise(friday, friday, tuesday) == tuesday
    assert keep_promise(monday, friday, tuesday) == friday
    assert keep_promise(monday, tuesday, friday) == friday
    assert keep_promise(None, None, tuesday) == tuesday
    assert keep_promise(monday, friday, None) is None


def test_a_step_is_late_strictly_after_its_due_moment_and_never_without_one(moment):
    at, later = moment("2026-11-16T10:00"), moment("2026-11-16T10:01")
    assert is_step_late(Step(due=at), at=later) is True
    assert is_step_late(Step(due=at), at=at) is False
    assert is_step_late(Step(due=later), at=at) is False
    assert is_step_late(Step(due=None), at=at) is False


def test_only_the_stretches_in_which_the_clock_stood_are_pauses(moment):
    begun, ended = moment("2026-11-16T10:00"), moment("2026-11-16T11:00")
    work = Work(SimpleNamespace(event_count=0), actor=None, at=ended)
    work.segments = [
        ClockSegment(kind=kind, from_at=begun, to_at=ended) for kind in (SegmentKind.RUN, SegmentKind.PAUSE)
    ]
    assert pauses_of(work) == [(begun, ended)]
