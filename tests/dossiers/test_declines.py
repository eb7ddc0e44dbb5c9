"""The decision against a request: as appraised, with its reason in writing, by whoever had no other hand in it."""

from datetime import date

import pytest
from django.db import connection

from motcua.documents.models import PrintRecord, Result
from motcua.documents.printing import draw
from motcua.dossiers.commands.appraisal import NotToPropose
from motcua.dossiers.commands.decision import NoRefusalProposed, NothingProposed, RefusalProposed
from motcua.dossiers.commands.result import RefusalHasNoResult
from motcua.dossiers.differences import differences
from motcua.dossiers.models import ClockSegment, Dossier, Outcome, Step
from motcua.dossiers.reasons import ReasonNeedsWords, UnknownReason
from motcua.ledger.actor import SYSTEM
from motcua.people.actors import actor_for
from motcua.people.commands import change_unit
from motcua.people.models import Staff
from motcua.people.permissions import Denied, OutOfScope
from motcua.people.roster import roster
from motcua.rules.codes import Clock, OutcomeKind
from motcua.rules.documents import PrintKind
from motcua.rules.lifecycle import Role, State, Verb
from motcua.rules.separation import SamePerson
from tests.documents.samples import COUNTER
from tests.dossiers.acts import PASS, refused, row, say, to_clerk, to_leader, to_officer
from tests.people.factories import BEGAN, make_posting

WHY = {"reason": "not_entitled", "explanation": "Địa điểm nằm trong khu vực không được kinh doanh"}


def against(p, at, **fields):
    """Laid before the leader with the proposal to refuse."""
    said = {"outcome": OutcomeKind.REFUSED, "opinion": "Địa điểm không được phép"} | fields
    return say(Verb.PROPOSE, to_officer(p, at), p.officer, at, **said)


def declined(p, change, at, **fields):
    return say(Verb.DECLINE, change, p.leader, at, **WHY | fields)


def as_approver(p, actor):
    """The same person in a second posting, as one who decides."""
    posting = make_posting(Staff.objects.get(pk=actor.staff_id), role=Role.APPROVER, unit=p.ward)
    return actor_for(roster().posting(posting.pk), on=date(2026, 11, 23))


def test_a_request_is_refused_as_it_was_appraised(province, monday, after):
    change = declined(province, against(province, monday), after(hours=5))
    dossier = row(change)
    assert (dossier.state, dossier.national_state, dossier.outcome) == (State.STOPPED, 8, OutcomeKind.REFUSED)
    assert (dossier.clock, dossier.closed_at, dossier.finished_at) == (Clock.ENDED, after(hours=5), None)
    outcome = Outcome.objects.get()
    assert (outcome.draft, outcome.kind, outcome.approved_at) == (False, OutcomeKind.REFUSED, after(hours=5))
    assert outcome.approved_by_id == province.leader.staff_id
    assert not Step.objects.filter(closed_at__isnull=True).exists()
    assert not ClockSegment.objects.filter(to_at__isnull=True).exists() and not Result.objects.exists()
    assert list(differences([dossier.pk])) == []


def test_the_applicant_gets_form_03_with_the_code_and_the_signed_opinion(province, monday, after):
    change_unit(province.office.pk, on=date(2020, 1, 2), short_name="P. KTHT", actor=SYSTEM, at=BEGAN)
    change = declined(province, against(province, monday), after(hours=5))
    slip = PrintRecord.objects.get(event_id=change.event.pk)
    said = slip.values
    assert slip.kind == PrintKind.REFUSAL and said["code"] == str(change.dossier)
    assert said["reasons"] == ["Không đủ điều kiện theo quy định;", WHY["explanation"]]
    assert said["opinion"]["words"] == "Địa điểm không được phép"
    assert said["opinion"]["by"] == "Phòng Kinh tế phường Tân Hòa, Trần Quốc Việt", "the full name, not the short one"
    assert said["clerk"] == "Phạm Thu Trang" and said["complaint_to"] == "UBND phường Tân Hòa"


def test_form_03_after_appraisal_can_be_printed(province, monday, after):
    change = declined(province, against(province, monday), after(hours=5))
    assert draw(PrintRecord.objects.get(event_id=change.event.pk), occasion=COUNTER).pages == 1


def test_a_proposal_to_refuse_cannot_be_approved_like_a_result(province, monday, after):
    change = against(province, monday)
    with refused(RefusalProposed, "Từ chối giải quyết"):
        say(Verb.APPROVE, change, province.leader, after(hours=1))


def test_a_request_that_should_be_granted_is_not_refused_against_its_appraisal(province, monday, after):
    with refused(NoRefusalProposed, "không đề nghị từ chối"):
        declined(province, to_leader(province, monday), after(hours=1))


def test_a_decision_needs_a_proposal_and_stands_at_its_own_step(province, monday, after):
    with refused(OutOfScope, "từ chối giải quyết"):
        declined(province, to_officer(province, monday), after(hours=1))
    change = against(province, monday)
    Outcome.objects.filter(dossier=change.dossier).delete()
    with refused(NothingProposed, "Chưa có dự thảo"):
        declined(province, change, after(hours=1))


def test_a_refusal_carries_its_reason_in_writing(province, monday, after):
    change = against(province, monday)
    with refused(UnknownReason, "danh sách"):
        declined(province, change, after(hours=1), reason="khac_nua")
    with refused(ReasonNeedsWords, "Viết rõ lý do"):
        declined(province, change, after(hours=1), explanation="")


def test_who_received_or_appraised_does_not_decide_against_it_either(province, monday, after):
    p = province
    for actor in (p.clerk_at_desk, p.officer):
        change = against(p, monday)
        twice = as_approver(p, actor)
        with refused(SamePerson, "từ chối giải quyết"):
            say(Verb.DECLINE, change, twice, after(hours=1), **WHY)
    judged = say(Verb.JUDGE_PAPER, to_officer(p, monday), p.second_officer, monday, judgements=(PASS,))
    moved = say(Verb.PROPOSE, judged, p.coordinator, monday, outcome=OutcomeKind.REFUSED, opinion="Không đủ")
    twice = as_approver(p, p.second_officer)
    with refused(SamePerson, "thẩm định"):
        say(Verb.DECLINE, moved, twice, after(hours=1), **WHY)
    with refused(Denied, "từ chối giải quyết"):
        say(Verb.DECLINE, moved, p.officer, after(hours=1), **WHY)


def test_a_late_refusal_stays_late(province, monday, moment):
    change = against(province, monday)
    late_at = row(change).late_at
    ended = row(declined(province, change, moment("2026-11-25T10:00")))
    assert ended.late_at == late_at < ended.closed_at
    assert list(differences([ended.pk])) == []


@pytest.mark.parametrize("kind", [OutcomeKind.WITHDRAWN, OutcomeKind.RETURNED, OutcomeKind.STOPPED])
def test_an_appraisal_proposes_yes_or_no_and_nothing_else(province, monday, kind):
    change = to_officer(province, monday)
    with refused(NotToPropose, "đồng ý hoặc từ chối"):
        say(Verb.PROPOSE, change, province.officer, monday, opinion="Rút", outcome=kind)


def test_a_refusal_decided_before_there_was_this_verb_gets_no_number(province, monday, after):
    change = to_clerk(province, monday)
    Outcome.objects.filter(dossier=change.dossier).update(kind=OutcomeKind.REFUSED)
    with refused(RefusalHasNoResult, "Trả lại bước ký duyệt"):
        say(Verb.FINISH, change, province.secretary, after(hours=1))
    back = {"to": "Ký duyệt", "reason": "draft_wrong"}
    returned = say(Verb.SEND_BACK, change, province.secretary, after(hours=1), **back)
    assert row(declined(province, returned, after(hours=2))).outcome == OutcomeKind.REFUSED


def test_a_tampered_decision_is_found(province, monday, after):
    change = declined(province, against(province, monday), after(hours=5))
    for statement in ("kind = 1", "approved_by_id = NULL", "draft = true"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind, approved_by_id, draft FROM outcome")
            before = cursor.fetchone()
            cursor.execute(f"UPDATE outcome SET {statement}")
            assert list(differences([change.dossier.pk])) != [], statement
            cursor.execute("UPDATE outcome SET kind = %s, approved_by_id = %s, draft = %s", before)
    assert list(differences([Dossier.objects.get().pk])) == []
