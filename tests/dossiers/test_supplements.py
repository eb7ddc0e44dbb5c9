"""What is missing is asked for once, all of it, by a leader and through the desk; what comes in answer lies beside the
old paper, and the clock goes on as the law says.
"""

import io
from datetime import date, timedelta

import pytest
from django.db import connection

from motcua.catalogue.definitions import SupplementDefinition
from motcua.documents import store
from motcua.documents.models import PrintRecord
from motcua.dossiers.attachments import UnknownFile
from motcua.dossiers.commands.answers import AnsweredTwice, EmptyAnswer, NotAsked, Unanswered, WindowOpen, WindowPassed
from motcua.dossiers.commands.appraisal import NothingJudged, PartNeedsReason, UnknownPart
from motcua.dossiers.commands.supplements import OwnRequest, SecondNeedsGround, SecondNeedsLeader, SupplementOpen
from motcua.dossiers.differences import differences
from motcua.dossiers.models import ClockSegment, FieldVerdict, Note, Paper, SupplementRequest
from motcua.dossiers.orders import FieldJudgement, PaperJudgement
from motcua.dossiers.reasons import ReasonNeedsWords, UnknownReason
from motcua.dossiers.supplement_lines import (
    AskedPassed,
    AskedTwice,
    CameAlready,
    LeftOut,
    NotAllJudged,
    NothingAsked,
    UnknownAsked,
    WordsMissing,
)
from motcua.dossiers.supplement_orders import AnswerOrder, AskedForOrder
from motcua.dossiers.supplement_windows import lapse_windows
from motcua.dossiers.supplements import NoSupplement
from motcua.dossiers.texts import UnprintableSign
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people.commands import change_setting
from motcua.people.permissions import Denied
from motcua.people.settings import WrongValue
from motcua.rules.codes import Clock, NoteVisibility, OutcomeKind, PaperVerdict, SegmentCause, SupplementState
from motcua.rules.deadlines import FAR_FUTURE, Resume
from motcua.rules.documents import FileOrigin, PrintKind
from motcua.rules.lifecycle import State, Verb, WrongState
from tests.documents.made_files import pdf, written
from tests.dossiers.acts import refused, row, say, to_office, to_officer
from tests.dossiers.province import FIVE_STEPS, applicant, make_procedure

WITHDRAWAL = {"asked_on": date(2026, 11, 16), "document_no": "12/ĐĐN", "reason": "Không còn nhu cầu"}
PASS, NEEDS = PaperVerdict.PASS, PaperVerdict.NEEDS_WORK
WORDS = "Nộp bản có chứng thực"
ASKED = (
    AskedForOrder(paper=2, words=WORDS),
    AskedForOrder(part="applicant", reason="details_wrong", words="Sửa địa chỉ"),
)
ANSWERS = (AnswerOrder(no=1, copies=1, original_seen=True), AnswerOrder(no=2, words="Tổ 4, phường Tân Hòa"))


def judge_all(p, change, at, *, papers=(PASS, NEEDS, PASS), applicant=NEEDS, request=PASS):
    """A verdict on every paper and part."""
    return say(
        Verb.JUDGE_PAPER,
        change,
        p.officer,
        at,
        judgements=tuple(PaperJudgement(paper=no, verdict=v, reason="mờ") for no, v in enumerate(papers, 1)),
        parts=(
            FieldJudgement(part="applicant", verdict=applicant, reason="sai"),
            FieldJudgement(part="request", verdict=request),
        ),
    )


def propose(p, change, at, items=ASKED, **fields):
    return say(Verb.PROPOSE_SUPPLEMENT, change, p.officer, at, **{"items": items, "reason": "paper_invalid"} | fields)


def a_file(by, at):
    stream = io.BytesIO(written(pdf(1)))
    return str(store.keep(stream, "giay.pdf", by=by, made_at=at, origin=FileOrigin.DESK).public_id)


def proposed(p, at):
    """It lies before the head of division."""
    return propose(p, judge_all(p, to_officer(p, at), at), at)


def signed(p, at):
    """Proposed and signed by the head of division: the desk may send it."""
    return say(Verb.SIGN_SUPPLEMENT, proposed(p, at), p.coordinator, at)


def sent(p, at, when=None):
    return say(Verb.REQUEST_SUPPLEMENT, signed(p, at), p.clerk_at_desk, when or at)


def same(change):
    return list(differences([change.dossier.pk])) == []


def test_a_whole_supplement_from_verdict_to_answer(province, monday, moment):
    change = sent(province, monday, moment("2026-11-17T10:00"))
    dossier, request = row(change), SupplementRequest.objects.get()
    assert (dossier.state, dossier.clock, dossier.supplements) == (State.SUPPLEMENT, Clock.PAUSED, 1)
    assert (dossier.late_at, dossier.soon_from) == (FAR_FUTURE, None)
    assert request.state == SupplementState.SENT
    assert request.window_ends == moment("2026-12-17T17:30")
    assert request.notice_due == moment("2026-11-19T17:30")
    assert ClockSegment.objects.get(to_at=None).cause == SegmentCause.SUPPLEMENT
    assert PrintRecord.objects.filter(kind=PrintKind.SUPPLEMENT, void=False).count() == 1
    assert same(change)
    answered = say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, moment("2026-11-20T09:00"), answers=ANSWERS)
    dossier = row(answered)
    assert (dossier.state, dossier.clock) == (State.PROCESSING, Clock.RUNNING)
    # The term of 3 WD begins again; 24 November is a day off.
    assert dossier.legal_due == dossier.promised_due == moment("2026-11-26T17:30")
    assert dossier.first_due == moment("2026-11-19T17:30")
    old, new = Paper.objects.filter(no=2).order_by("revision")
    assert (old.replaced_by, new.revision, new.copies, new.paper_item) == (new, 2, 1, old.paper_item)
    receipts = PrintRecord.objects.filter(kind=PrintKind.RECEIPT).order_by("event_id")
    assert [one.void for one in receipts] == [True, False]
    again = receipts[1].values
    assert again["version"] == 2 and again["former_due_at"] and again["former_due_at"] != again["due_at"]
    assert same(answered)


def test_the_article_that_stops_the_clock_is_named_as_the_province_has_it_in_force(province, monday, moment):
    basis = "Nghị định 118/2025/NĐ-CP, điều khoản đã đối chiếu"  # an invented wording
    sent(province, monday, moment("2026-11-17T10:00"))
    change_setting("supplement_basis", value=basis, on=date(2026, 11, 18), legal_basis="QĐ 6", actor=SYSTEM, at=monday)
    sent(province, monday, moment("2026-11-18T10:00"))
    named = ClockSegment.objects.filter(to_at=None, cause=SegmentCause.SUPPLEMENT).order_by("pk")
    assert [one.basis for one in named] == ["Nghị định 118/2025/NĐ-CP", basis]
    with pytest.raises(WrongValue, match="nhập từ 1 đến 200 ký tự"):
        change_setting(
            "supplement_basis", value="x" * 201, on=date(2026, 11, 19), legal_basis="QĐ 7", actor=SYSTEM, at=monday
        )


def test_in_resume_mode_the_term_goes_on_where_it_stood(province, monday, moment):
    make_procedure(
        "9.000001",
        "5 WD",
        FIVE_STEPS,
        desk=province.desk,
        ward=province.ward,
        supplement=SupplementDefinition(mode=Resume.RESUME, limit=1, window="10 WD"),
    )
    change = say(Verb.FORWARD, province.receive(monday, "9.000001"), province.clerk_at_desk, monday)
    change = say(Verb.FORWARD, change, province.coordinator, monday)
    change = propose(province, judge_all(province, change, monday), monday)
    change = say(Verb.SIGN_SUPPLEMENT, change, province.leader, monday)
    change = say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, moment("2026-11-17T10:00"))
    assert SupplementRequest.objects.get().window_ends == moment("2026-12-02T17:30")
    change = say(Verb.ACCEPT_SUPPLEMENT, change, province.second_at_desk, moment("2026-11-19T10:00"), answers=ANSWERS)
    dossier = row(change)
    assert dossier.first_due == moment("2026-11-23T17:30")
    # Two working days later; 24 November is a day off.
    assert (dossier.legal_due, dossier.complete_at) == (moment("2026-11-26T17:30"), dossier.received_at)
    assert same(change)


def test_what_was_late_before_the_request_stays_late_after_the_answer(province, monday, moment):
    change = sent(province, monday, moment("2026-11-23T09:00"))  # due on the 19th
    late_at = row(change).late_at
    assert late_at < moment("2026-11-23T09:00") and Event.objects.get(pk=change.event.pk).facts["notice_late"] is True
    change = say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, moment("2026-11-27T09:00"), answers=ANSWERS)
    dossier = row(change)
    assert (dossier.late_at, dossier.legal_due) == (late_at, moment("2026-11-19T17:30"))
    receipt = PrintRecord.objects.get(kind=PrintKind.RECEIPT, void=False).values
    assert receipt["former_due_at"] is None and receipt["supplemented_at"]
    assert same(change)


def answered(p, at, when):
    return say(Verb.ACCEPT_SUPPLEMENT, sent(p, at), p.clerk_at_desk, when, answers=ANSWERS)


def test_a_second_request_needs_a_leader_and_a_ground_that_the_applicant_reads(province, monday, moment):
    first, again = moment("2026-11-17T09:00"), moment("2026-11-17T14:00")
    change = answered(province, monday, first)
    with refused(NotAllJudged, "giấy tờ số 2", "thông tin người nộp"):
        propose(province, change, again)
    change = judge_all(province, change, again, applicant=PASS)
    items = (AskedForOrder(paper=2, words=WORDS),)
    with refused(SecondNeedsGround, "1 lần"):
        propose(province, change, again, items=items)
    change = propose(province, change, again, items=items, second_ground="Bản nộp thêm thiếu trang 3")
    request = SupplementRequest.objects.get(ordinal=2)
    assert Note.objects.get(pk=request.second_ground_id).visibility == NoteVisibility.APPLICANT
    assert request.notice_due == moment("2026-11-20T17:30"), "counted from the answer"
    with refused(SecondNeedsLeader, "lần 2"):
        say(Verb.SIGN_SUPPLEMENT, change, province.coordinator, again)
    change = say(Verb.SIGN_SUPPLEMENT, change, province.leader, again)
    change = say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, again)
    slip = PrintRecord.objects.filter(kind=PrintKind.SUPPLEMENT).order_by("event_id").last().values
    assert (slip["ordinal"], slip["second_ground"]) == (2, "Bản nộp thêm thiếu trang 3")
    assert row(change).supplements == 2 and same(change)
    back = (AnswerOrder(no=1, originals=1, words="Nộp tại quầy 2"),)
    change = say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, again, answers=back)
    assert [paper.revision for paper in Paper.objects.filter(no=2).order_by("revision")] == [1, 2, 3]
    assert same(change)


def test_a_paper_that_never_came_is_asked_for_by_its_code(province, monday, after):
    province.papers = province.papers[:2]
    change = judge_all(province, to_officer(province, monday), monday, papers=(PASS, PASS), applicant=PASS)
    with refused(UnknownAsked, "TP09"):
        propose(province, change, monday, items=(AskedForOrder(item="TP09", words=WORDS),))
    with refused(CameAlready, "Giấy tờ thứ 1"):
        propose(province, change, monday, items=(AskedForOrder(item="TP01", words=WORDS),))
    change = propose(province, change, monday, items=(AskedForOrder(item="TP03", words=WORDS),))
    change = say(Verb.SIGN_SUPPLEMENT, change, province.coordinator, monday)
    change = say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, monday)
    file = a_file(province.clerk_at_desk, monday)
    change = say(
        Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, after(days=1), answers=(AnswerOrder(no=1, file=file),)
    )
    came = Paper.objects.get(no=3)
    assert (came.revision, came.replaced_by, str(came.file.public_id)) == (1, None, file)
    assert came.name == "Giấy tờ thứ 3" and same(change)


def test_a_request_comes_after_a_verdict_on_everything(province, monday):
    change = to_officer(province, monday)
    with refused(NotAllJudged, "giấy tờ số 1", "nội dung đề nghị", "một lần"):
        propose(province, change, monday)
    papers = tuple(PaperJudgement(paper=no, verdict=PASS) for no in (1, 2, 3))
    change = say(Verb.JUDGE_PAPER, change, province.officer, monday, judgements=papers)
    with refused(NotAllJudged, "thông tin người nộp, nội dung đề nghị"):
        propose(province, change, monday)


def test_bad_requests_are_refused_each_with_its_sentence(province, monday):
    change = judge_all(province, to_officer(province, monday), monday)
    paper, part = ASKED
    for fault, words, items in (
        (NothingAsked, "ít nhất một", ()),
        (AskedPassed, "Giấy tờ thứ 1", (*ASKED, AskedForOrder(paper=1, words=WORDS))),
        (AskedPassed, "Nội dung đề nghị", (*ASKED, AskedForOrder(part="request", words=WORDS))),
        (AskedTwice, "Giấy tờ thứ 2", (paper, paper, part)),
        (LeftOut, "Thông tin người nộp", (paper,)),
        (LeftOut, "Giấy tờ thứ 2", (part,)),
        (WordsMissing, "Giấy tờ thứ 2", (AskedForOrder(paper=2, words=" "), part)),
        (UnknownAsked, "9", (*ASKED, AskedForOrder(paper=9, words=WORDS))),
        (UnknownAsked, "owner", (*ASKED, AskedForOrder(part="owner", words=WORDS))),
        (UnknownAsked, "TP01", (*ASKED, AskedForOrder(paper=2, item="TP01", words=WORDS))),
        (UnprintableSign, "U+1F600", (AskedForOrder(paper=2, words="Nộp 😀"), part)),
        (UnknownReason, "danh sách", (AskedForOrder(paper=2, words=WORDS, reason="khac"), part)),
    ):
        with refused(fault, words):
            propose(province, change, monday, items=items)
    with refused(UnknownReason):
        propose(province, change, monday, reason="khac")
    propose(province, change, monday)
    with refused(SupplementOpen, "chưa xong"):
        propose(province, change, monday)


def test_verdicts_on_the_declaration_are_refused_where_they_make_no_sense(province, monday):
    change = to_officer(province, monday)
    with refused(NothingJudged):
        say(Verb.JUDGE_PAPER, change, province.officer, monday)
    with refused(UnknownPart, "owner"):
        part = FieldJudgement(part="owner", verdict=PASS)
        say(Verb.JUDGE_PAPER, change, province.officer, monday, parts=(part,))
    with refused(PartNeedsReason, "Thông tin người nộp"):
        part = FieldJudgement(part="applicant", verdict=NEEDS)
        say(Verb.JUDGE_PAPER, change, province.officer, monday, parts=(part,))


def test_the_owner_of_a_dossier_is_judged_where_he_is_another_person(province, monday):
    change = to_office(province, monday, owner=applicant(name="Trần Văn Bình", identity_no="999187002417"))
    change = say(Verb.FORWARD, change, province.coordinator, monday)
    change = judge_all(province, change, monday)
    with refused(NotAllJudged, "thông tin chủ hồ sơ"):
        propose(province, change, monday)
    part = FieldJudgement(part="owner", verdict=PASS)
    say(Verb.JUDGE_PAPER, change, province.officer, monday, parts=(part,))
    assert propose(province, change, monday)


def test_who_proposed_does_not_sign_and_only_the_desk_sends(province, monday):
    change = judge_all(province, to_officer(province, monday), monday)
    own = say(Verb.PROPOSE_SUPPLEMENT, change, province.coordinator, monday, items=ASKED, reason="paper_invalid")
    with refused(OwnRequest, "không tự ký"):
        say(Verb.SIGN_SUPPLEMENT, own, province.coordinator, monday)
    with refused(NoSupplement, "chờ gửi"):
        say(Verb.REQUEST_SUPPLEMENT, own, province.clerk_at_desk, monday)
    own = say(Verb.SIGN_SUPPLEMENT, own, province.leader, monday)
    with refused(NoSupplement, "chờ ký"):
        say(Verb.SIGN_SUPPLEMENT, own, province.leader, monday)
    with refused(Denied):
        say(Verb.REQUEST_SUPPLEMENT, own, province.officer, monday)


def test_a_request_can_be_dropped_before_it_is_sent_and_is_not_counted(province, monday):
    change = signed(province, monday)
    with refused(ReasonNeedsWords):
        say(Verb.DROP_SUPPLEMENT, change, province.officer, monday, explanation=" ")
    change = say(Verb.DROP_SUPPLEMENT, change, province.officer, monday, explanation="Đã có trong kho dữ liệu")
    assert SupplementRequest.objects.get().state == SupplementState.DROPPED
    change = propose(province, change, monday)
    assert SupplementRequest.objects.get(no=2).ordinal == 1
    change = say(Verb.SIGN_SUPPLEMENT, change, province.coordinator, monday)
    change = say(Verb.REQUEST_SUPPLEMENT, change, province.clerk_at_desk, monday)
    with refused(WrongState):
        say(Verb.DROP_SUPPLEMENT, change, province.officer, monday, explanation="Thôi")
    assert row(change).supplements == 1 and same(change)


def test_the_desk_takes_what_was_asked_for_and_all_of_it(province, monday, after):
    change = sent(province, monday)
    first, second = ANSWERS
    for fault, words, answers in (
        (NotAsked, "số 3", (*ANSWERS, AnswerOrder(no=3, copies=1))),
        (Unanswered, "Thông tin người nộp", (first,)),
        (Unanswered, "Giấy tờ thứ 2", (second,)),
        (Unanswered, "Giấy tờ thứ 2; Thông tin người nộp", ()),
        (AnsweredTwice, "Giấy tờ thứ 2", (first, first, second)),
        (EmptyAnswer, "Giấy tờ thứ 2", (AnswerOrder(no=1), second)),
        (EmptyAnswer, "Thông tin người nộp", (first, AnswerOrder(no=2, copies=1))),
        (UnknownFile, "tệp", (AnswerOrder(no=1, file="khong-co"), second)),
    ):
        with refused(fault, words):
            say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, after(days=1), answers=answers)
    with refused(Denied):
        say(Verb.ACCEPT_SUPPLEMENT, change, province.officer, after(days=1), answers=ANSWERS)


def test_the_window_passes_and_the_dossier_is_closed_by_the_system(province, monday, moment):
    change = sent(province, monday)
    ends = SupplementRequest.objects.get().window_ends
    assert lapse_windows(at=ends) == 0
    with refused(WindowOpen, "16/12/2026"):
        say(Verb.LAPSE_SUPPLEMENT, change, province.head_of_desk, ends)
    assert lapse_windows(at=ends + timedelta(minutes=1)) == 1
    dossier = row(change)
    assert (dossier.state, dossier.outcome, dossier.clock) == (State.STOPPED, OutcomeKind.STOPPED, Clock.ENDED)
    assert SupplementRequest.objects.get().state == SupplementState.LAPSED
    notice = PrintRecord.objects.get(kind=PrintKind.STOP_NOTICE).values
    assert notice["window"] == "30 ngày" and notice["asked_no"]
    assert lapse_windows(at=ends + timedelta(days=1)) == 0 and same(change)


def test_an_answer_after_the_window_is_not_taken_and_begins_no_term_again(province, monday):
    change = sent(province, monday)
    ends = SupplementRequest.objects.get().window_ends
    with refused(WindowPassed, "17:30 ngày 16/12/2026", "nộp hồ sơ mới"):
        later = ends + timedelta(minutes=1)
        say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, later, answers=ANSWERS)
    assert lapse_windows(at=later) == 1 and row(change).state == State.STOPPED and same(change)


def test_an_answer_in_the_last_minute_of_the_window_is_taken(province, monday):
    change = sent(province, monday)
    ends = SupplementRequest.objects.get().window_ends
    change = say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, ends, answers=ANSWERS)
    assert row(change).state == State.PROCESSING and same(change)


def test_after_a_withdrawal_no_window_lapses_any_more(province, monday):
    change = sent(province, monday)
    say(Verb.WITHDRAW, change, province.clerk_at_desk, monday, **WITHDRAWAL)
    assert lapse_windows(at=SupplementRequest.objects.get().window_ends + timedelta(days=1)) == 0
    assert same(change)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("supplement_request", "state", int(SupplementState.SIGNED)),
        ("supplement_request", "reason", "khac"),
        ("supplement_request", "window_ends", "2027-01-01T00:00Z"),
        ("supplement_request", "notice_due", "2027-01-01T00:00Z"),
        ("supplement_item", "reason", "khac"),
        ("supplement_item", "answer_paper_id", None),
        ("dossier", "supplements", 0),
        ("paper", "replaced_by_id", None),
    ],
)
def test_a_column_that_was_changed_past_every_verb_is_found(province, monday, after, table, column, value):
    change = answered(province, monday, after(days=1))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])
    assert not same(change)


def test_a_verdict_that_was_slipped_in_is_found(province, monday):
    change = judge_all(province, to_officer(province, monday), monday)
    assert same(change)
    said = FieldVerdict.objects.first()
    said.pk = None
    said.save(force_insert=True)
    assert not same(change)
