"""Every refusal of a verb: one Vietnamese sentence, nothing changed, no event."""

from datetime import date, timedelta

import pytest

from motcua.catalogue import commands as catalogue
from motcua.documents.models import Result
from motcua.dossiers import orders
from motcua.dossiers.admission import ChooseAgency, FromTheFuture, NoDesk, NotInScope, NotReceivable, UnknownCase
from motcua.dossiers.attachments import UnknownFile
from motcua.dossiers.birth import ItemTwice, UnknownItem
from motcua.dossiers.change import MirrorReadOnly, StaleVersion, UnknownDossier
from motcua.dossiers.commands import annotate, forward, receive, refuse
from motcua.dossiers.commands.appraisal import NoDraft, NothingJudged, NotToDecision, UnknownPaper, VerdictNeedsReason
from motcua.dossiers.commands.decision import NothingProposed
from motcua.dossiers.commands.details import EmptyNote, NothingCorrected, UnknownParty
from motcua.dossiers.commands.due import DocumentMissing, SameCalendar
from motcua.dossiers.commands.intake import TooLateToUndo
from motcua.dossiers.commands.movement import AlreadyHolder, NeedsOwnVerb
from motcua.dossiers.commands.result import (
    AuthorityNotSeen,
    IdentityNotSeen,
    IssuedBeforeReceived,
    IssuedInFuture,
    MoreSteps,
    NotApproved,
    NotAtOnce,
    NumberTaken,
    TakerMissing,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.parties import NameMissing
from motcua.dossiers.reasons import ReasonNeedsWords, UnknownReason
from motcua.dossiers.routing import NotAMember
from motcua.dossiers.texts import TooLong, UnprintableSign
from motcua.dossiers.work import WrongRole
from motcua.ledger.actor import SYSTEM
from motcua.people.permissions import Denied, OutOfScope
from motcua.people.roster import UnknownStaff, UnknownUnit
from motcua.rules.codes import MasterSystem, PaperVerdict
from motcua.rules.lifecycle import Role, Verb
from motcua.rules.procedures import IntakeMode
from motcua.rules.process import NoWay, NoWayBack
from motcua.rules.text import BadIdentity, BadPhone
from tests.dossiers.acts import (
    PASS,
    a_reason,
    login_of,
    refused,
    say,
    to_clerk,
    to_leader,
    to_office,
    to_officer,
    to_return,
)
from tests.dossiers.province import COPY, UNKNOWN, applicant
from tests.people.factories import BEGAN, BEGIN, make_actor, make_unit


def refusal(**fields) -> orders.RefuseOrder:
    """A refusal at the counter, complete but for what the test takes away."""
    said = {"applicant": applicant(), "reason": a_reason("refusal_reasons"), "explanation": "Thiếu giấy tờ"}
    return orders.RefuseOrder(**{"procedure": "1.001612"} | said | fields)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"procedure": UNKNOWN}, NotReceivable),
        ({"case": "khong-co"}, UnknownCase),
        ({"competent_unit": "H99.99"}, UnknownUnit),
        ({"applicant": applicant(name="  ")}, NameMissing),
        ({"applicant": applicant(phone="12")}, BadPhone),
        ({"applicant": applicant(identity_no="123")}, BadIdentity),
        ({"owner": applicant(name="")}, NameMissing),
        ({"applicant": applicant(name="Trần 😀")}, UnprintableSign),
        ({"applicant": applicant(name="漢")}, UnprintableSign),
        ({"applicant": applicant(name="Trần 😀 Lan")}, UnprintableSign),
        ({"applicant": applicant(address="Số 1 ☃")}, UnprintableSign),
        ({"applicant": applicant(email="a😀@b.vn")}, UnprintableSign),
        ({"owner": applicant(name="Trần 😀")}, UnprintableSign),
        ({"title": "Xin 😀 phép"}, UnprintableSign),
        ({"papers": (orders.PaperOrder(name="Đơn 😀"),)}, UnprintableSign),
        ({"papers": (orders.PaperOrder(item="ZZ"),)}, UnknownItem),
        ({"papers": (orders.PaperOrder(item="TP01"), orders.PaperOrder(item="TP01"))}, ItemTwice),
        ({"papers": (orders.PaperOrder(file="khong-phai-uuid"),)}, UnknownFile),
        ({"papers": (orders.PaperOrder(file="0b6e2f0a-2a6c-4a4e-9d57-0f3c0a1b2c3d"),)}, UnknownFile),
    ],
)
def test_what_cannot_be_received_leaves_no_trace_and_burns_no_number(province, monday, fields, fault):
    with refused(fault):
        province.receive(monday, **fields)
    assert province.receive(monday).dossier.code.endswith("-0001")


def test_a_desk_receives_for_the_agencies_of_its_scope_only(province, monday):
    other = make_unit("H99.28", name="UBND phường khác")
    with refused(NotInScope, "phường Tân Hòa"):
        province.receive(monday, competent_unit=other.code)
    stranger = make_actor(Role.DESK, other)
    with refused(NotInScope):
        receive(orders.ReceiveOrder(procedure=COPY, applicant=applicant()), actor=stranger, at=monday)
    with refused(NoDesk):
        receive(orders.ReceiveOrder(procedure=COPY, applicant=applicant()), actor=SYSTEM, at=monday)
    officer_at_desk = make_actor(Role.OFFICER, province.desk)
    with refused(Denied, "tiếp nhận"):
        receive(orders.ReceiveOrder(procedure=COPY, applicant=applicant()), actor=officer_at_desk, at=monday)


def test_a_refusal_at_the_counter_needs_a_reason_of_the_list_and_words(province, monday):
    with refused(UnknownReason):
        refuse(refusal(reason="vi-thich-the"), actor=province.clerk_at_desk, at=monday)
    with refused(ReasonNeedsWords):
        refuse(refusal(explanation=" "), actor=province.clerk_at_desk, at=monday)


def test_a_refusal_at_the_counter_is_printable_in_all_its_words(province, monday):
    with refused(UnprintableSign, "Lý do từ chối", "“😀” (U+1F600)"):
        refuse(refusal(explanation="Thiếu\nhợp đồng 😀"), actor=province.clerk_at_desk, at=monday)
    with refused(UnprintableSign, "Họ và tên", "ẩn U+200B"):
        refuse(refusal(applicant=applicant(name="\u200b")), actor=province.clerk_at_desk, at=monday)
    with refused(UnknownItem, "“ZZ”"):
        refuse(refusal(papers=(orders.PaperOrder(item="ZZ"),)), actor=province.clerk_at_desk, at=monday)
    refuse(refusal(explanation="Thiếu\nhợp đồng"), actor=province.clerk_at_desk, at=monday)


def test_a_correction_and_a_taker_are_printable_too(province, monday):
    with refused(UnprintableSign, "Họ và tên"):
        say(Verb.CORRECT_DETAILS, province.receive(monday), province.clerk_at_desk, monday, name="Trần 😀")
    change = to_return(province, monday)
    with refused(UnprintableSign):
        say(Verb.RETURN_RESULT, change, province.clerk_at_desk, monday, taker="", somebody=applicant(name="☃"),
            identity_seen=True, authority_seen=True)  # fmt: skip


def test_a_result_is_never_older_than_its_dossier(province, monday, after):
    change = to_clerk(province, monday)
    with refused(IssuedBeforeReceived, "15/11/2026", "16/11/2026"):
        say(Verb.FINISH, change, province.secretary, after(days=1), issued_on=date(2026, 11, 15))
    say(Verb.FINISH, change, province.secretary, after(days=1), issued_on=date(2026, 11, 16))


def test_a_dossier_that_is_not_there_or_not_ours_takes_no_verb(province, monday):
    with refused(UnknownDossier, "H99.27-261116-0009"):
        forward("H99.27-261116-0009", orders.ForwardOrder(), actor=province.officer, at=monday)
    with refused(UnknownDossier):
        forward("12", orders.ForwardOrder(), actor=province.officer, at=monday)
    change = province.receive(monday)
    Dossier.objects.filter(pk=change.dossier.pk).update(master_system=MasterSystem.MINISTRY)
    with refused(MirrorReadOnly, change.dossier.code):
        say(Verb.FORWARD, change, province.clerk_at_desk, monday)


def test_who_saw_an_old_version_is_told_so(province, monday):
    change = province.receive(monday)
    say(Verb.CORRECT_DETAILS, change, province.clerk_at_desk, monday, phone="0999000777")
    with refused(StaleVersion, change.dossier.code):
        forward(change.dossier.code, orders.ForwardOrder(), actor=province.clerk_at_desk, at=monday, expected=1)


def test_a_receipt_is_taken_back_at_once_by_its_own_clerk_or_never(province, monday, after):
    change = province.receive(monday)
    with refused(TooLateToUndo, "20 giây"):
        say(Verb.UNDO_RECEIVE, change, province.clerk_at_desk, after(seconds=21))
    with refused(TooLateToUndo):
        say(Verb.UNDO_RECEIVE, change, province.second_at_desk, monday)
    say(Verb.ANNOTATE, change, province.clerk_at_desk, monday, text="Gọi lại")
    with refused(TooLateToUndo):
        say(Verb.UNDO_RECEIVE, change, province.clerk_at_desk, monday)


def test_the_work_goes_to_people_who_serve_there(province, monday):
    change = to_office(province, monday)
    with refused(UnknownStaff):
        say(Verb.FORWARD, change, province.coordinator, monday, person="khong-co-ai")
    with refused(NotAMember, "Hồ Thị Yến", "Thẩm định"):
        say(Verb.FORWARD, change, province.coordinator, monday, person=login_of(province.secretary))
    elsewhere = make_actor(Role.OFFICER, province.office, sectors=["dat-dai"], name="Người Ngành Khác")
    with refused(NotAMember, "Người Ngành Khác"):
        say(Verb.FORWARD, change, province.coordinator, monday, person=login_of(elsewhere))
    change = say(Verb.FORWARD, change, province.coordinator, monday, person=login_of(province.officer))
    with refused(AlreadyHolder, "Trần Quốc Việt"):
        say(Verb.ASSIGN, change, province.coordinator, monday, person=login_of(province.officer))
    stranger = make_actor(Role.COORDINATOR, make_unit())
    with refused(OutOfScope, "Trần Quốc Việt"):
        say(Verb.ASSIGN, change, stranger, monday, person=login_of(province.officer))


def test_the_process_decides_what_follows_and_what_came_before(province, monday):
    change = to_officer(province, monday)
    with refused(NoWay, "Thẩm định", "Vào sổ"):
        say(Verb.FORWARD, change, province.officer, monday, to="Vào sổ")
    with refused(NeedsOwnVerb, "trình ký"):
        say(Verb.FORWARD, change, province.officer, monday)
    with refused(NoWayBack, "Ký duyệt"):
        say(Verb.SEND_BACK, change, province.officer, monday, to="Ký duyệt", reason=a_reason("send_back_reasons"))
    with refused(NoWayBack):
        say(Verb.SEND_BACK, change, province.officer, monday, to="Tiếp nhận", reason=a_reason("send_back_reasons"))
    with refused(UnknownReason):
        say(Verb.SEND_BACK, change, province.officer, monday, to="Phân công", reason="")
    at_once = province.receive(monday, COPY, papers=())
    with refused(NeedsOwnVerb, "kết thúc xử lý"):
        say(Verb.FORWARD, at_once, province.clerk_at_desk, monday)


def test_papers_are_judged_by_their_number_and_with_a_reason(province, monday):
    change = to_officer(province, monday)
    wrong = orders.PaperJudgement(paper=9, verdict=PaperVerdict.PASS)
    mute = orders.PaperJudgement(paper=2, verdict=PaperVerdict.NEEDS_WORK, reason=" ")
    for judgements, fault in (((), NothingJudged), ((PASS, wrong), UnknownPaper), ((PASS, mute), VerdictNeedsReason)):
        with refused(fault):
            say(Verb.JUDGE_PAPER, change, province.officer, monday, judgements=judgements)


def test_nothing_is_decided_without_a_draft_nor_twice(province, monday):
    change = to_office(province, monday)
    with refused(NotToDecision, "Phân công"):
        say(Verb.PROPOSE, change, province.coordinator, monday, opinion="Đủ")
    change = say(Verb.FORWARD, change, province.coordinator, monday)
    with refused(NoDraft):
        say(Verb.PROPOSE, change, province.officer, monday, opinion="  ")
    change = say(Verb.PROPOSE, change, province.officer, monday, opinion="Đủ")
    with refused(MoreSteps, "Vào sổ"):
        say(Verb.FINISH, change, province.leader, monday)


def test_what_was_approved_is_not_approved_again(province, monday):
    from_desk = province.receive(monday, "1.001193")
    on_site = [make_actor(role, province.desk) for role in (Role.OFFICER, Role.DUTY)]
    change = say(Verb.FORWARD, from_desk, province.clerk_at_desk, monday)
    change = say(Verb.PROPOSE, change, on_site[0], monday, opinion="Đủ")
    with refused(NotApproved):
        say(Verb.FINISH, change, on_site[1], monday)
    change = say(Verb.APPROVE, change, on_site[1], monday)
    with refused(NothingProposed):
        say(Verb.APPROVE, change, on_site[1], monday)


def test_only_what_is_returned_at_once_is_finished_at_the_desk(province, monday):
    with refused(NotAtOnce):
        say(Verb.FINISH, province.receive(monday), province.clerk_at_desk, monday)


def test_a_result_has_a_day_that_has_come_and_a_number_of_its_own(province, monday):
    change = to_clerk(province, monday)
    with refused(IssuedInFuture):
        say(Verb.FINISH, change, province.secretary, monday, issued_on=(monday + timedelta(days=1)).date())
    with refused(TooLong):
        say(Verb.FINISH, change, province.secretary, monday, number="1" * 61)
    say(Verb.FINISH, change, province.secretary, monday, number="17")
    second = to_clerk(province, monday)
    with refused(NumberTaken, "17", "2026"):
        say(Verb.FINISH, second, province.secretary, monday, number="17")
    say(Verb.FINISH, second, province.secretary, monday, number="18")
    assert sorted(Result.objects.values_list("number", flat=True)) == ["17", "18"]


def test_a_result_is_handed_over_to_a_known_person_with_papers_seen(province, monday):
    change = to_return(province, monday)
    clerk = province.clerk_at_desk
    with refused(IdentityNotSeen):
        say(Verb.RETURN_RESULT, change, clerk, monday)
    with refused(AuthorityNotSeen):
        say(Verb.RETURN_RESULT, change, clerk, monday, identity_seen=True, somebody=applicant(name="Người Nhận Thay"))
    for taker in ("owner", "", "ai-do"):
        with refused(TakerMissing):
            say(Verb.RETURN_RESULT, change, clerk, monday, identity_seen=True, taker=taker)


def test_a_correction_corrects_something_of_somebody(province, monday):
    change = province.receive(monday)
    with refused(UnknownParty):
        say(Verb.CORRECT_DETAILS, change, province.clerk_at_desk, monday, party="owner", name="Ai Đó")
    with refused(NothingCorrected):
        say(Verb.CORRECT_DETAILS, change, province.clerk_at_desk, monday, name="Hoàng Thị Thu Hà")
    with refused(NameMissing):
        say(Verb.CORRECT_DETAILS, change, province.clerk_at_desk, monday, name="")
    with refused(EmptyNote):
        annotate(change.dossier.code, orders.AnnotateOrder(text=" \n"), actor=province.clerk_at_desk, at=monday)


def test_a_date_moves_by_a_document_and_a_new_calendar_only(province, monday):
    change = province.receive(monday)
    with refused(DocumentMissing):
        say(Verb.RECOMPUTE_DUE, change, province.control, monday, document_no=" ")
    with refused(TooLong):
        say(Verb.RECOMPUTE_DUE, change, province.control, monday, document_no="1" * 61)
    with refused(SameCalendar):
        say(Verb.RECOMPUTE_DUE, change, province.control, monday, document_no="12/QĐ-UBND")


def test_a_machine_alone_does_no_persons_work(province, monday):
    with refused(WrongRole):
        say(Verb.RETURN_RESULT, to_return(province, monday), SYSTEM, monday, identity_seen=True)


def test_acceptance_lies_never_in_the_future(province, monday):
    with refused(FromTheFuture):
        province.receive(monday, received_at=monday + timedelta(seconds=1))


def test_a_choice_of_agencies_is_asked_for(province, monday):
    second = make_unit("H99.28", name="UBND phường Hai", parent=None)
    second_scope(province, second)
    with refused(ChooseAgency):
        province.receive(monday)
    assert province.receive(monday, competent_unit="H99.27").dossier.competent_unit_id == province.ward.pk


def second_scope(province, unit):
    """The desk takes household businesses for one more ward."""
    catalogue.open_scopes(
        "1.001612",
        scopes=[catalogue.ScopeDefinition(province.desk.pk, unit.pk, IntakeMode.OWN)],
        valid_from=BEGIN,
        actor=SYSTEM,
        at=BEGAN,
    )


def test_the_leader_signs_what_lies_before_him_only(province, monday):
    change = to_leader(province, monday)
    with refused(OutOfScope):
        say(Verb.APPROVE, change, make_actor(Role.APPROVER, make_unit()), monday)
