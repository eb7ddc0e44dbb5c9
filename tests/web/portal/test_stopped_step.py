"""A dossier that ended early ended within a step: nobody reads of that step that it was done."""

import pytest

from motcua.dossiers.picture import picture
from motcua.dossiers.tracking import public_progress
from motcua.rules.lifecycle import Verb
from motcua.web.desk.flow_strip import flow_views
from motcua.web.portal.progress import progress_view
from motcua.web.shared.steps import Mark
from tests.dossiers.acts import a_reason, say, to_end, to_officer
from tests.dossiers.test_declines import against, declined
from tests.dossiers.test_withdrawals import stopped, withdrawn

ENDS = {
    "withdrawn": lambda p, monday, at: withdrawn(p, to_officer(p, monday), at),
    "stopped": lambda p, monday, at: stopped(p, to_officer(p, monday), at),
    "declined": lambda p, monday, at: declined(p, against(p, monday), at),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_step_in_which_a_dossier_ended_says_so_to_the_citizen(province, monday, moment, clock, end):
    change = ENDS[end](province, monday, moment("2026-11-17T10:00"))
    clock.set("2026-11-18T08:00")
    dossier = change.dossier
    steps = progress_view(
        public_progress(str(dossier), secret=dossier.lookup_secret), at=moment("2026-11-18T08:00")
    ).steps
    assert [step.mark for step in steps] == [Mark.DONE] * (len(steps) - 1) + [Mark.ENDED]
    last = steps[-1]
    assert "Dừng ở bước này" in last.lines and last.said == "Dừng ở bước này" and last.icon == "ban"
    assert not any("xử lý trong" in time for time in last.times)


@pytest.mark.parametrize("end", ENDS)
def test_the_strip_of_the_staff_says_so_too(province, monday, moment, end):
    at = moment("2026-11-18T08:00")
    change = ENDS[end](province, monday, moment("2026-11-17T10:00"))
    views = flow_views(picture(str(change.dossier), actor=province.leader, at=at), at)
    assert [view.mark for view in views] == [Mark.DONE] * (len(views) - 1) + [Mark.ENDED]
    assert views[-1].lines[-1].startswith("dừng ở bước này, ")


def test_a_dossier_that_went_its_whole_way_has_done_every_step(province, monday, moment):
    at = moment("2026-11-18T08:00")
    dossier = to_end(province, monday).dossier
    steps = progress_view(public_progress(str(dossier), secret=dossier.lookup_secret), at=at).steps
    assert {step.mark for step in steps} == {Mark.DONE}


def test_what_was_sent_back_was_done_all_the_same(province, monday, moment):
    at, reason = moment("2026-11-16T10:10"), a_reason("send_back_reasons")
    change = to_officer(province, monday)
    dossier = say(Verb.SEND_BACK, change, province.officer, at, to="Phân công", reason=reason).dossier
    steps = progress_view(public_progress(str(dossier), secret=dossier.lookup_secret), at=at).steps
    assert Mark.ENDED not in {step.mark for step in steps}
