"""A request for papers that is under way holds the decision up; what comes in answer is judged before the decision."""

from datetime import date

import pytest
from django.db import connection

from motcua.dossiers.models import SupplementRequest
from motcua.dossiers.supplement_brakes import AnswersNotJudged, PapersNeedWork, RequestUnderWay, TripsUsed
from motcua.dossiers.supplement_orders import AnswerOrder, AskedForOrder
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people.commands import change_setting
from motcua.rules.codes import OutcomeKind, SupplementState
from motcua.rules.lifecycle import NodeKind, State, Verb, WrongStep
from tests.dossiers.acts import open_step, refused, row, say, to_clerk, to_leader, to_officer
from tests.dossiers.province import CONSULT, LAND
from tests.dossiers.test_supplements import NEEDS, PASS, answered, judge_all, propose, proposed, same, signed
from tests.people.factories import BEGAN

AGAINST = {"reason": "not_entitled", "explanation": "Không đủ điều kiện"}
DROP = {"explanation": "Đã tìm thấy trong kho dữ liệu"}


def to_decision(p, change, at, **fields):
    return say(Verb.PROPOSE, change, p.officer, at, **{"opinion": "Đủ điều kiện"} | fields)


@pytest.mark.parametrize(("where", "word"), [(proposed, "chờ ký"), (signed, "chờ gửi")])
def test_no_result_is_proposed_while_a_request_lies_in_the_drawer(province, monday, after, where, word):
    change = where(province, monday)
    for outcome in (OutcomeKind.APPROVED, OutcomeKind.REFUSED):
        with refused(RequestUnderWay, word, "trình ký", "Bỏ yêu cầu"):
            to_decision(province, change, after(hours=1), outcome=outcome)
    change = say(Verb.DROP_SUPPLEMENT, change, province.officer, after(hours=1), **DROP)
    change = judge_all(province, change, after(hours=1), papers=(PASS, PASS, PASS), applicant=PASS)
    change = to_decision(province, change, after(hours=1))
    assert open_step(change).kind == NodeKind.APPROVE and same(change)


def in_the_drawer(change, p, at):
    """A signed request beside a proposal, as dossiers had it before this was refused: laid into the row."""
    SupplementRequest.objects.create(
        dossier_id=change.dossier.pk, no=1, state=SupplementState.SIGNED, reason="paper_invalid",
        proposed_by_id=p.officer.staff_id, proposed_at=at, leader_id=p.leader.staff_id, signed_at=at,
    )  # fmt: skip


def test_whoever_decides_lets_it_be_dropped_first(province, monday, after):
    change = to_leader(province, monday)
    in_the_drawer(change, province, monday)
    with refused(RequestUnderWay, "chờ gửi", "phê duyệt"):
        say(Verb.APPROVE, change, province.leader, after(hours=1))
    with refused(RequestUnderWay, "chờ gửi", "từ chối giải quyết"):
        words = {"reason": "not_entitled", "explanation": "Không đủ điều kiện"}
        say(Verb.DECLINE, change, province.leader, after(hours=1), **words)
    change = say(Verb.DROP_SUPPLEMENT, change, province.leader, after(hours=1), **DROP)
    assert open_step(say(Verb.APPROVE, change, province.leader, after(hours=1))).kind == NodeKind.NUMBER


@pytest.mark.parametrize(("where", "word"), [(to_leader, "Ký duyệt"), (to_clerk, "Vào sổ")])
def test_after_the_proposal_nothing_is_sent_out_of_the_drawer(province, monday, after, where, word):
    change = where(province, monday)
    in_the_drawer(change, province, monday)
    with refused(WrongStep, word, "gửi yêu cầu bổ sung"):
        say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, after(hours=1))


def test_within_the_appraisal_the_work_goes_on_and_the_request_with_it(province, monday, after):
    change = say(Verb.FORWARD, province.receive(monday, LAND), province.clerk_at_desk, monday)
    change = propose(province, judge_all(province, change, monday), monday)
    change = say(Verb.FORWARD, change, province.officer, after(hours=1), to=CONSULT.key)
    words = {"to": "Thẩm định", "reason": "appraisal_thin", "explanation": "Xem lại"}
    change = say(Verb.SEND_BACK, change, province.officer, after(hours=1), **words)
    change = say(Verb.SIGN_SUPPLEMENT, change, province.leader, after(hours=1))
    change = say(Verb.FORWARD, change, province.officer, after(hours=2), to=CONSULT.key)
    change = say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, after(hours=2))
    assert row(change).state == State.SUPPLEMENT and same(change)


def test_what_came_in_answer_is_judged_before_it_is_decided_on(province, monday, after):
    change = answered(province, monday, after(days=1))
    with refused(AnswersNotJudged, "giấy tờ số 2", "thông tin người nộp", "trình ký"):
        to_decision(province, change, after(days=1, hours=1))
    change = judge_all(province, change, after(days=1, hours=1), papers=(PASS, PASS, PASS), applicant=PASS)
    change = to_decision(province, change, after(days=1, hours=2))
    assert open_step(change).kind == NodeKind.APPROVE and same(change)


def test_no_approval_is_proposed_on_a_paper_that_still_needs_work_but_a_refusal_is(province, monday, after):
    change = judge_all(province, to_officer(province, monday), monday, papers=(PASS, NEEDS, NEEDS), applicant=NEEDS)
    words = "Giấy tờ số 2, giấy tờ số 3, thông tin người nộp còn đánh giá “cần bổ sung”: đánh giá lại hoặc yêu cầu bổ"
    with refused(PapersNeedWork, words):
        to_decision(province, change, after(hours=1))
    against = to_decision(province, change, after(hours=1), outcome=OutcomeKind.REFUSED)
    declined = say(Verb.DECLINE, against, province.leader, after(hours=2), **AGAINST)
    assert row(declined).outcome == OutcomeKind.REFUSED and same(declined)


def test_what_was_judged_again_or_came_anew_may_be_approved(province, monday, after):
    change = judge_all(province, to_officer(province, monday), monday, papers=(PASS, NEEDS, PASS), applicant=NEEDS)
    change = judge_all(province, change, after(hours=1), papers=(PASS, PASS, PASS), applicant=PASS)
    assert open_step(to_decision(province, change, after(hours=1))).kind == NodeKind.APPROVE
    came, later = answered(province, monday, after(days=1)), after(days=1, hours=1)
    came = judge_all(province, came, later, papers=(PASS, PASS, PASS), applicant=PASS)
    assert open_step(to_decision(province, came, later)).kind == NodeKind.APPROVE


def test_what_came_in_answer_and_is_still_not_enough_is_not_approved(province, monday, after):
    change = answered(province, monday, after(days=1))
    change = judge_all(province, change, after(days=1, hours=1), papers=(PASS, NEEDS, PASS), applicant=PASS)
    with refused(PapersNeedWork, "Giấy tờ số 2 còn đánh giá"):
        to_decision(province, change, after(days=1, hours=1))


def test_without_a_supplement_the_result_may_be_proposed_as_ever(province, monday, after):
    change = to_decision(province, to_officer(province, monday), after(hours=1))
    assert Event.objects.filter(kind="dossier.propose").count() == 1 and same(change)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM verdict")
        assert cursor.fetchone()[0] == 0


def round_trip(p, change, at, items, papers):
    """Asked for by a leader, sent, answered."""
    change = judge_all(p, change, at, papers=papers, applicant=PASS)
    change = propose(p, change, at, items=items, second_ground="Bản nộp thêm thiếu trang 3")
    change = say(Verb.SIGN_SUPPLEMENT, change, p.leader, at)
    change = say(Verb.REQUEST_SUPPLEMENT, change, p.clerk_at_desk, at)
    answers = tuple(AnswerOrder(no=no, copies=1) for no, _ in enumerate(items, 1))
    return say(Verb.ACCEPT_SUPPLEMENT, change, p.clerk_at_desk, at, answers=answers)


SECOND, THIRD = AskedForOrder(paper=2, words="Đủ các trang"), AskedForOrder(paper=3, words="Bản rõ")


def test_a_third_request_is_refused_unless_the_guidance_was_not_followed(province, monday, after):
    change = round_trip(
        province, answered(province, monday, after(hours=1)), after(hours=2), (SECOND,), (PASS, NEEDS, PASS)
    )
    assert row(change).supplements == 2
    more = judge_all(province, change, after(hours=3), papers=(PASS, NEEDS, NEEDS), applicant=PASS)
    with refused(TripsUsed, "2 lần", "Giấy tờ thứ 3", "Nghị định 63/2010/NĐ-CP, Điều 20 khoản 4"):
        propose(province, more, after(hours=3), items=(SECOND, THIRD), second_ground="Phát hiện thêm")
    change = round_trip(province, more, after(hours=4), (SECOND,), (PASS, NEEDS, PASS))
    assert row(change).supplements == 3 and same(change)


def test_the_province_decides_how_often_an_applicant_may_be_sent_for(province, monday, after):
    change_setting("supplement_most", value=1, on=date(2026, 1, 1), legal_basis="QĐ 5", actor=SYSTEM, at=BEGAN)
    change = judge_all(province, answered(province, monday, after(hours=1)), after(hours=2), papers=(PASS, PASS, NEEDS))
    with refused(TripsUsed, "1 lần", "Giấy tờ thứ 3"):
        asked = (THIRD, AskedForOrder(part="applicant", words="Sửa địa chỉ"))
        propose(province, change, after(hours=2), items=asked, second_ground="Phát hiện thêm")
