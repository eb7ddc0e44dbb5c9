"""A delay is apologised for once: drafted, signed by the head of the agency, sent by the desk; the law's date stays."""

import pytest

from motcua.documents.forms.sheets import Occasion
from motcua.documents.models import PrintRecord
from motcua.documents.printing import draw
from motcua.dossiers.apologies import (
    AlreadyApologised,
    ApologyFirst,
    BadExtension,
    NothingPromised,
    NotNearDue,
    PromiseInPast,
)
from motcua.dossiers.bounds import NotInRange
from motcua.dossiers.change import ClockStands
from motcua.dossiers.commands.apologies import (
    DateMoved,
    NothingDrafted,
    NotSigned,
    NotTheSigner,
    ProofMissing,
    UnitNotInvolved,
)
from motcua.dossiers.diary import diary
from motcua.dossiers.differences import differences
from motcua.dossiers.models import Apology, DueChange, Note
from motcua.dossiers.picture import picture
from motcua.dossiers.reasons import UnknownReason
from motcua.ledger.actor import SYSTEM
from motcua.people import commands as people
from motcua.people.permissions import Denied, OutOfScope
from motcua.rules.codes import Apology as Found
from motcua.rules.codes import ApologyState, DueChangeKind, ProofKind, SegmentCause
from motcua.rules.documents import PrintKind
from motcua.rules.lifecycle import Role, Verb, WrongState
from tests.dossiers.acts import (
    facts_of,
    land_to_officer,
    login_of,
    refused,
    row,
    say,
    to_office,
    to_officer,
    to_return,
)
from tests.dossiers.province import COPY
from tests.dossiers.test_tampering import tamper
from tests.people.factories import BEGAN, BEGIN, make_actor, make_unit

PROOF = {"proof": ProofKind.PHONE, "words": "Gọi lúc 9:15, người nộp đã nghe và đồng ý"}


def drafted(p, change, at, **fields):
    return say(Verb.DRAFT_APOLOGY, change, p.officer, at, **fields)


def signed(p, change, at, officer=None, **fields):
    drawn_up = say(Verb.DRAFT_APOLOGY, change, officer or p.officer, at)
    return say(Verb.SIGN_APOLOGY, drawn_up, p.leader, at, **fields)


def sent(p, change, at, **fields):
    return say(Verb.SEND_APOLOGY, signed(p, change, at, **fields), p.clerk_at_desk, at, **PROOF)


def letter(change):
    return Apology.objects.get(dossier_id=change.dossier.pk)


# A household business of three working days, received on Monday 16 November at 09:10, is due on Thursday at 17:30.


def test_a_delay_foreseen_is_apologised_for_in_time(province, monday, moment):
    change = sent(province, to_officer(province, monday), moment("2026-11-18T10:00"), days=2)
    dossier, said = row(change), letter(change)
    assert (dossier.apology, said.within_lead, said.state) == (Found.IN_TIME, True, ApologyState.SENT)
    assert dossier.legal_due == dossier.first_due == moment("2026-11-19T17:30")
    assert dossier.promised_due == said.new_due == moment("2026-11-23T17:30"), "two working days after the old date"
    assert dossier.late_at < moment("2026-11-20T00:00"), "the day after the legal date it is late, apologised or not"
    assert (said.slip_no, said.signer_id, said.drafted_by_id) == (
        1,
        province.leader.staff_id,
        province.officer.staff_id,
    )
    moved = DueChange.objects.get(kind=DueChangeKind.REAPPOINT)
    assert (moved.legal_before, moved.promised_before) == (dossier.legal_due, dossier.legal_due)
    assert (moved.legal_after, moved.promised_after) == (dossier.legal_due, said.new_due)
    assert list(differences([dossier.pk])) == []


@pytest.mark.parametrize(
    ("at", "found", "lead"),
    [
        ("2026-11-18T17:30", Found.IN_TIME, True),
        ("2026-11-19T08:00", Found.IN_TIME, False),
        ("2026-11-19T17:30", Found.IN_TIME, False),
        ("2026-11-19T17:31", Found.AFTER_DUE, False),
        ("2026-11-26T10:00", Found.AFTER_DUE, False),
    ],
)
def test_the_class_is_judged_by_the_legal_date(province, monday, moment, at, found, lead):
    change = sent(province, to_officer(province, monday), moment(at))
    assert (row(change).apology, letter(change).within_lead) == (found, lead)
    assert facts_of(change)["apology"] == found and facts_of(change)["within_lead"] is lead
    assert list(differences([change.dossier.pk])) == []


def test_a_late_dossier_stays_late_after_its_apology(province, monday, moment):
    change = to_officer(province, monday)
    late_at = row(change).late_at
    change = sent(province, change, moment("2026-11-26T10:00"))
    assert (row(change).late_at, row(change).legal_due) == (late_at, moment("2026-11-19T17:30"))
    assert row(change).promised_due > moment("2026-11-26T10:00"), "what is promised lies ahead"


def test_a_sent_letter_is_the_last_one(province, monday, moment):
    at = moment("2026-11-18T10:00")
    change = sent(province, to_officer(province, monday), at)
    with refused(AlreadyApologised, "một lần"):
        drafted(province, change, at)
    with refused(AlreadyApologised, "một lần"):
        say(Verb.SIGN_APOLOGY, change, province.leader, at)
    with refused(AlreadyApologised, "một lần"):
        say(Verb.SEND_APOLOGY, change, province.clerk_at_desk, at, **PROOF)


def test_a_signed_letter_is_not_drafted_again_but_may_be_signed_anew(province, monday, moment):
    at = moment("2026-11-18T10:00")
    change = signed(province, to_officer(province, monday), at, days=1)
    with refused(AlreadyApologised, "đã ký"):
        drafted(province, change, at)
    again = say(Verb.SIGN_APOLOGY, change, province.leader, at, days=4, sentence="Bão làm ngập trụ sở.")
    assert (letter(again).days, letter(again).new_due) == (4, moment("2026-11-26T17:30"))
    assert Note.objects.get(pk=letter(again).note_id).text == "Bão làm ngập trụ sở."
    assert list(differences([again.dossier.pk])) == []


def test_the_clock_ledger_says_whose_delay_it_is(province, monday, moment):
    # The coordinator had two hours and took two days; the officer has only just begun.
    change = to_office(province, monday)
    change = say(
        Verb.FORWARD, change, province.coordinator, moment("2026-11-18T10:00"), person=login_of(province.officer)
    )
    change = say(Verb.DRAFT_APOLOGY, change, province.officer, moment("2026-11-18T10:30"))
    said = letter(change)
    assert (said.cause, said.cause_unit_id) == ("appraisal_long", province.office.pk)
    assert "Phòng Kinh tế" in Note.objects.get(pk=said.note_id).text
    # 1 day of appraisal, half a day of decision, an hour for the number: two working days.
    assert said.days == 2


def test_where_no_step_is_over_its_limit_the_holder_is_named(province, monday, moment):
    change = land_to_officer(province, monday)
    change = say(Verb.PROPOSE, change, province.officer, moment("2026-11-16T10:00"), opinion="Đủ")
    change = say(
        Verb.SEND_BACK, change, province.leader, moment("2026-11-20T09:00"), to="Thẩm định", reason="draft_wrong"
    )
    change = drafted(province, change, moment("2026-11-20T10:00"))
    assert (letter(change).cause, letter(change).cause_unit_id) == ("decision_late", province.ward.pk)


def test_the_officer_may_say_otherwise_and_again_before_it_is_signed(province, monday, moment):
    at = moment("2026-11-18T10:00")
    change = drafted(province, to_officer(province, monday), at)
    own = {"cause": "overload", "cause_unit": "H99.27.10", "sentence": "Lượng hồ sơ tăng gấp ba.", "days": 5}
    change = drafted(province, change, at, **own)
    said = letter(change)
    assert (said.cause, said.cause_unit_id, said.days) == ("overload", province.desk.pk, 5)
    assert Apology.objects.count() == 1
    assert list(differences([change.dossier.pk])) == []


def test_only_the_head_of_the_settling_agency_signs(province, monday, moment):
    at = moment("2026-11-18T10:00")
    change = drafted(province, to_officer(province, monday), at)
    for actor in (province.clerk_at_desk, province.head_of_desk, province.officer, province.coordinator):
        with refused(Denied, "ký thư xin lỗi"):
            say(Verb.SIGN_APOLOGY, change, actor, at)
    elsewhere = make_actor(Role.APPROVER, make_unit("H99.28", name="UBND phường Hòa Hương"))
    with refused(OutOfScope, "Người được ký thư xin lỗi: Người có thẩm quyền phê duyệt của UBND phường Tân Hòa."):
        say(Verb.SIGN_APOLOGY, change, elsewhere, at)
    with refused(OutOfScope, "của nơi đó."):
        say(Verb.EXTEND, change, elsewhere, at, explanation="Xác minh")
    # Head of the office that holds it, not of the agency that settles it.
    with refused(NotTheSigner, "UBND phường Tân Hòa"):
        say(Verb.SIGN_APOLOGY, change, make_actor(Role.APPROVER, province.office), at)
    with refused(NotTheSigner):
        say(Verb.SIGN_APOLOGY, change, SYSTEM, at)


def test_the_desk_sends_only_what_was_signed_and_says_how(province, monday, moment):
    at = moment("2026-11-18T10:00")
    change = to_officer(province, monday)
    with refused(NothingDrafted, "Soạn thư trước"):
        say(Verb.SEND_APOLOGY, change, province.clerk_at_desk, at, **PROOF)
    with refused(NothingDrafted, "Soạn thư trước"):
        say(Verb.SIGN_APOLOGY, change, province.leader, at)
    change = drafted(province, change, at)
    with refused(NotSigned, "chưa được người đứng đầu"):
        say(Verb.SEND_APOLOGY, change, province.clerk_at_desk, at, **PROOF)
    change = say(Verb.SIGN_APOLOGY, change, province.leader, at)
    with refused(ProofMissing, "bằng chứng"):
        say(Verb.SEND_APOLOGY, change, province.clerk_at_desk, at, proof=ProofKind.SMS, words="  ")
    with refused(Denied):
        say(Verb.SEND_APOLOGY, change, province.officer, at, **PROOF)


def test_what_is_far_from_its_date_finished_or_paused_is_refused_each_with_its_own_sentence(province, monday, moment):
    change = to_officer(province, monday)
    with refused(NotNearDue, "còn xa hạn trả (19/11/2026)", "17:30 ngày 17/11/2026"):
        drafted(province, change, moment("2026-11-17T17:29"))
    drafted(province, change, moment("2026-11-17T17:30"))
    at_once = province.receive(monday, COPY)
    with refused(NothingPromised, "không có ngày hẹn"):
        say(Verb.DRAFT_APOLOGY, at_once, SYSTEM, monday)
    finished = to_return(province, monday)
    with refused(WrongState, "Đã xử lý xong"):
        say(Verb.DRAFT_APOLOGY, finished, SYSTEM, moment("2026-11-26T10:00"))
    paused = say(
        Verb.PAUSE, land_to_officer(province, monday), province.officer, moment("2026-11-20T10:00"),
        cause=SegmentCause.POSTING, document_no="1/TB",
    )  # fmt: skip
    with refused(ClockStands, "tạm dừng", "soạn thư xin lỗi"):
        drafted(province, paused, moment("2026-11-20T11:00"))


def test_a_letter_says_what_can_be_true(province, monday, moment):
    at = moment("2026-11-25T10:00")  # three working days after the date; the 24th is a day off
    change = to_officer(province, monday)
    with refused(PromiseInPast, "23/11/2026", "ít nhất 3 ngày"):
        drafted(province, change, at, days=2)
    for fault, days in ((NotInRange, 0), (NotInRange, -1), (BadExtension, 70)):
        with refused(fault, "từ 1 đến"):
            drafted(province, change, at, days=days)
    with refused(UnknownReason):
        drafted(province, change, at, cause="gi_do")
    with refused(UnitNotInvolved, "chưa giữ hồ sơ"):
        drafted(province, change, at, cause_unit="H99")
    change = signed(province, change, at, days=3)
    assert letter(change).new_due == moment("2026-11-25T17:30")
    with refused(PromiseInPast):
        say(Verb.SEND_APOLOGY, change, province.clerk_at_desk, moment("2026-11-25T18:00"), **PROOF)


def test_a_date_that_moved_lawfully_after_the_signature_wants_another_signature(province, monday, moment):
    change = signed(province, land_to_officer(province, monday), moment("2026-11-20T09:00"))  # due on 23 November
    posted = {"cause": SegmentCause.POSTING, "document_no": "1/TB"}
    change = say(Verb.PAUSE, change, province.officer, moment("2026-11-20T10:00"), **posted)
    change = say(Verb.RESUME, change, province.officer, moment("2026-11-23T10:00"))  # now due on the 25th
    with refused(DateMoved, "ký lại"):
        say(Verb.SEND_APOLOGY, change, province.clerk_at_desk, moment("2026-11-23T11:00"), **PROOF)
    change = say(Verb.SIGN_APOLOGY, change, province.leader, moment("2026-11-23T11:00"))
    change = say(Verb.SEND_APOLOGY, change, province.clerk_at_desk, moment("2026-11-23T11:00"), **PROOF)
    assert row(change).legal_due == moment("2026-11-25T17:30") < row(change).promised_due
    assert list(differences([change.dossier.pk])) == []


def test_the_number_is_the_agencys_own_and_goes_through_the_year(province, monday, moment):
    at = moment("2026-11-18T10:00")
    numbers = [letter(sent(province, to_officer(province, monday), at)).slip_no for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_the_letter_is_printed_by_the_agency_with_its_number(province, monday, moment):
    at = moment("2026-11-18T10:00")
    change = sent(province, to_officer(province, monday), at)
    record = PrintRecord.objects.get(kind=PrintKind.APOLOGY)
    assert record.event_id == change.event.pk and record.values["heading"]["number"] == "1/PXL"
    assert record.values["signature"]["name"] == "Bùi Thanh Sơn"
    assert draw(record, occasion=Occasion(printed_at=at, printed_by="Hồ Thị Yến")).pages >= 1


def test_a_province_may_want_the_apology_before_a_late_result_is_signed(province, monday, moment):
    change, at = to_officer(province, monday), moment("2026-11-20T10:00")
    proposed = {"opinion": "Đủ điều kiện"}
    decided = {"on": BEGIN, "legal_basis": "QĐ 7", "actor": SYSTEM, "at": BEGAN}
    people.change_setting("block_result_signing_if_late_without_apology", value="yes", **decided)
    with refused(ApologyFirst, "chưa xin lỗi", "Thư xin lỗi"):
        say(Verb.PROPOSE, change, province.officer, at, **proposed)
    change = sent(province, change, at)
    say(Verb.PROPOSE, change, province.officer, at, **proposed)
    in_time = to_officer(province, moment("2026-11-20T09:00"))
    say(Verb.PROPOSE, in_time, province.officer, at, **proposed)


def test_without_that_decision_a_late_result_is_signed_all_the_same(province, monday, moment):
    change = to_officer(province, monday)
    say(Verb.PROPOSE, change, province.officer, moment("2026-11-20T10:00"), opinion="Đủ điều kiện")


def test_the_diary_tells_the_whole_story(province, monday, moment):
    at = moment("2026-11-18T10:00")
    change = sent(province, to_officer(province, monday), at)
    told = [entry.sentence for entry in diary(picture(str(change.dossier), actor=province.leader, at=at))[:3]]
    assert told[0].startswith("Gửi thư xin lỗi số 1/PXL (điện thoại), xin lỗi trước hạn, hẹn lại 17:30 ")
    assert told[1].startswith("Ký thư xin lỗi, nguyên nhân: ") and told[2].startswith("Soạn thư xin lỗi, ")


TAMPERINGS = [
    ("UPDATE dossier SET apology = 2", "apology"),
    ("UPDATE dossier SET promised_due = '2026-12-30T10:30:00Z'", "promised_due"),
    ("UPDATE apology SET days = 9", "apology 1"),
    ("UPDATE apology SET cause = 'overload'", "apology 1"),
    ("UPDATE apology SET sent_at = drafted_at, slip_no = 7", "apology 1"),
    ("UPDATE apology SET within_lead = {false}", "apology 1"),
    ("UPDATE apology SET proof = 5", "apology 1"),
    ("UPDATE apology SET cause_unit_id = (SELECT min(id) FROM unit)", "apology 1"),
    ("DELETE FROM apology", "apology 1"),
    ("DELETE FROM print_record WHERE kind = 4", "print 2"),
]


@pytest.mark.parametrize(("statement", "what"), TAMPERINGS, ids=lambda said: said[:50])
def test_a_letter_changed_past_the_verbs_is_named(province, monday, moment, statement, what):
    change = sent(province, to_officer(province, monday), moment("2026-11-18T10:00"))
    assert list(differences([change.dossier.pk])) == []
    tamper(statement)
    assert what in {found.what for found in differences([change.dossier.pk])}
