"""What waits for a signature or for the desk is told to whoever must act, once; and the three days of a request."""

from datetime import timedelta

import pytest

from motcua.config.schedule import JOBS
from motcua.config.subscribers import READERS
from motcua.dossiers.models import SupplementRequest
from motcua.ledger import readers, sequencer
from motcua.notices import reader as notices
from motcua.notices.models import Notice
from motcua.notices.sentences import sentence
from motcua.notices.supplement_limit import warn
from motcua.rules.codes import ProofKind
from motcua.rules.lifecycle import Role, Verb
from tests.dossiers.acts import land_to_officer, say, to_officer
from tests.dossiers.test_obligations import asked as ask_for_money
from tests.dossiers.test_obligations import paid
from tests.dossiers.test_supplements import ANSWERS, ASKED, PASS, judge_all
from tests.dossiers.test_supplements import propose as ask
from tests.people.factories import make_actor

# The order of events is made behind commits: real transactions.
pytestmark = pytest.mark.django_db(transaction=True)
READER = next(reader for reader in READERS if reader.name == notices.NAME)
LIMIT = "clock.supplement"


def read(at):
    sequencer.place()
    while readers.run_once(READER, at=at):
        pass


def asked(province, monday, after):
    """A request that waits for its signature, by an officer who holds the step."""
    change = judge_all(province, to_officer(province, monday, province.officer), after(hours=1))
    return ask(province, change, after(hours=1))


def words_to(actor, kind):
    """The sentences of this kind that a person was told."""
    rows = Notice.objects.filter(person_id=actor.staff_id, kind=kind).order_by("at", "pk")
    return [sentence(row.kind, share=row.share, facts=row.facts, at=row.at) for row in rows]


def test_a_request_that_waits_for_its_signature_is_told_to_whoever_signs(province, monday, after, told):
    asked(province, monday, after)
    read(after(hours=1))
    assert words_to(province.leader, "dossier.propose_supplement") == ["Yêu cầu bổ sung chờ bạn ký"]
    assert words_to(province.coordinator, "dossier.propose_supplement") == ["Yêu cầu bổ sung chờ bạn ký"]
    assert Notice.objects.filter(kind="dossier.propose_supplement").count() == 2
    readers.replay(notices.NAME)
    read(after(hours=2))
    assert told(province.leader) == [("dossier.propose_supplement", None)]


def test_a_head_of_division_who_proposed_a_request_himself_is_not_asked_to_sign_it(province, monday, after, told):
    head = province.coordinator
    change = judge_all(province, to_officer(province, monday, province.officer), after(hours=1))
    said = {"items": ASKED, "reason": "paper_invalid"}
    say(Verb.PROPOSE_SUPPLEMENT, change, head, after(hours=1), **said)
    read(after(hours=1))
    assert told(province.leader) == [("dossier.propose_supplement", None)] and told(head) == []


def test_a_second_request_is_told_to_whoever_decides_only(province, monday, after):
    change = asked(province, monday, after)
    change = say(Verb.SIGN_SUPPLEMENT, change, province.leader, after(hours=2))
    change = say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, after(hours=2))
    change = say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, after(days=1), answers=ANSWERS)
    judged = judge_all(province, change, after(days=1, hours=1), applicant=PASS)
    again = {"items": ASKED[:1], "second_ground": "Bản mới nộp đã hết hạn"}
    ask(province, judged, after(days=1, hours=1), **again)
    read(after(days=1, hours=1))
    assert len(words_to(province.leader, "dossier.propose_supplement")) == 1, "the first was signed before it was read"
    assert words_to(province.coordinator, "dossier.propose_supplement") == []


def test_a_signed_request_is_told_to_the_desk_that_sends_it_and_to_the_officer_who_waits(province, monday, after, told):
    change = asked(province, monday, after)
    say(Verb.SIGN_SUPPLEMENT, change, province.leader, after(hours=2))
    read(after(hours=2))
    kind = "dossier.sign_supplement"
    for actor in (province.clerk_at_desk, province.head_of_desk, province.officer):
        assert words_to(actor, kind) == ["Yêu cầu bổ sung đã được ký, chờ Bộ phận Một cửa gửi"]
    assert told(province.second_at_desk) == told(province.leader) == []


def test_what_was_sent_before_it_was_read_waits_for_nobody(province, monday, after, told):
    change = asked(province, monday, after)
    change = say(Verb.SIGN_SUPPLEMENT, change, province.leader, after(hours=2))
    say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, after(hours=3))
    read(after(hours=3))
    assert told(province.leader) == told(province.clerk_at_desk) == told(province.head_of_desk) == []


def test_money_that_is_asked_for_is_told_to_the_desk_that_tells_the_applicant_and_to_the_cashier(
    province, monday, after, told
):
    cashier, elsewhere = make_actor(Role.CASHIER, province.desk), make_actor(Role.CASHIER, province.office)
    waiting = ask_for_money(province, land_to_officer(province, monday), after(hours=1))
    read(after(hours=1))
    kind = "dossier.request_obligation"
    said = "Nghĩa vụ tài chính chờ Bộ phận Một cửa báo người nộp và xác nhận khi đã nộp"
    for actor in (province.clerk_at_desk, province.head_of_desk, cashier):
        assert words_to(actor, kind) == [said]
    for actor in (elsewhere, province.second_at_desk, province.leader, province.officer):
        assert words_to(actor, kind) == []
    paid(province, waiting, after(hours=2))
    readers.replay(notices.NAME)
    read(after(hours=2))
    assert told(cashier) == [(kind, None)]


def test_money_that_came_before_it_was_read_waits_for_nobody(province, monday, after, told):
    waiting = ask_for_money(province, to_officer(province, monday), after(hours=1))
    done = paid(province, waiting, after(hours=2), province.second_officer)
    read(after(hours=2))
    assert told(province.clerk_at_desk) == told(province.head_of_desk) == []
    ask_for_money(province, done, after(hours=3), document_no="46/TB-CCT")
    readers.replay(notices.NAME)
    read(after(hours=3))
    assert told(province.clerk_at_desk) == [("dossier.request_obligation", None)]


def test_a_letter_goes_from_the_drafter_to_the_signer_to_the_desk(province, monday, moment, told):
    change = to_officer(province, monday, province.officer)
    at = moment("2026-11-19T08:00")
    change = say(Verb.DRAFT_APOLOGY, change, province.officer, at, sentence="Chưa nhận được ý kiến của đơn vị phối hợp")
    read(at)
    (said,) = words_to(province.leader, "dossier.draft_apology")
    assert said == "Thư xin lỗi đã được soạn, chờ người có thẩm quyền ký"
    change = say(Verb.SIGN_APOLOGY, change, province.leader, at + timedelta(hours=1))
    read(at + timedelta(hours=1))
    (said,) = words_to(province.clerk_at_desk, "dossier.sign_apology")
    assert said == "Thư xin lỗi đã được ký, chờ Bộ phận Một cửa gửi"
    assert ("dossier.draft_apology", None) not in told(province.clerk_at_desk)
    proof = {"proof": ProofKind.PHONE, "words": "Gọi điện lúc 10 giờ"}
    say(Verb.SEND_APOLOGY, change, province.clerk_at_desk, at + timedelta(hours=2), **proof)
    read(at + timedelta(hours=2))
    assert told(province.officer)[-1] == ("dossier.send_apology", None)


def test_a_proposal_that_was_given_to_nobody_is_told_to_whoever_decides(province, monday, after, told):
    change = to_officer(province, monday, province.officer)
    say(Verb.PROPOSE, change, province.officer, after(hours=1), opinion="Đủ điều kiện")
    read(after(hours=1))
    assert words_to(province.leader, "dossier.propose") == ["Trình bạn: bước Ký duyệt"]
    assert told(province.coordinator) == []


def test_the_last_day_of_a_request_is_told_once_and_once_more_when_it_has_passed(province, monday, after, told):
    asked(province, monday, after)
    due = SupplementRequest.objects.get().notice_due
    assert warn(at=after(hours=2)) == 0
    near = due - timedelta(hours=20)
    assert warn(at=near) == 3 and warn(at=near + timedelta(minutes=15)) == 0
    said = ["Yêu cầu bổ sung phải được ký và gửi người nộp trước 17:30 19/11/2026"]
    for actor in (province.officer, province.coordinator, province.leader):
        assert words_to(actor, LIMIT) == said
    assert told(province.clerk_at_desk) == []
    assert warn(at=due) == 3 and warn(at=due + timedelta(hours=1)) == 0
    over = "Đã quá hạn gửi yêu cầu bổ sung lúc 17:30 19/11/2026 mà người nộp chưa được báo"
    assert words_to(province.leader, LIMIT) == [*said, over]


def test_a_signed_request_presses_the_desk_and_a_sent_one_nobody(province, monday, after, told):
    change = asked(province, monday, after)
    change = say(Verb.SIGN_SUPPLEMENT, change, province.leader, after(hours=2))
    due = SupplementRequest.objects.get().notice_due
    warn(at=due - timedelta(hours=20))
    assert told(province.clerk_at_desk) == told(province.head_of_desk) == [(LIMIT, None)]
    assert told(province.leader) == []
    say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, due - timedelta(hours=19))
    assert warn(at=due) == 0


def test_the_warning_is_one_of_the_jobs_that_run_by_themselves(province, monday, after):
    asked(province, monday, after)
    job = next(job for job in JOBS if job.name == "notices.supplement_limit")
    job.run(SupplementRequest.objects.get().notice_due)
    assert Notice.objects.filter(kind=LIMIT, share=100).count() == 3
