"""The clock is not stopped at will: by whoever holds the step or leads, by a document each time."""

import pytest

from motcua.dossiers.change import Change
from motcua.dossiers.commands.obligations import OwnObligation
from motcua.dossiers.commands.pauses import PostingNoticeMissing
from motcua.dossiers.differences import differences
from motcua.dossiers.pause_brakes import AnotherNeedsLeader, DocumentUsed
from motcua.dossiers.work import WrongRole
from motcua.ledger.actor import SYSTEM
from motcua.people.commands import change_setting
from motcua.people.permissions import NotHolder, OutOfScope
from motcua.rules.codes import SegmentCause
from motcua.rules.lifecycle import State, Verb, WrongStep
from tests.dossiers.acts import land_to_officer, login_of, refused, row, say, to_office
from tests.people.factories import BEGAN, BEGIN

NOTICE = {"amount": 1, "basis": "Nghị định 103/2024/NĐ-CP, Điều 6", "document_no": "45/TB-CCT"}


def posted(p, change, at, actor=None, no="12/TB-UBND"):
    return say(Verb.PAUSE, change, actor or p.officer, at, cause=SegmentCause.POSTING, document_no=no)


def held(p, at) -> Change:
    """In the hands of the officer, by name."""
    change = land_to_officer(p, at)
    return say(Verb.ASSIGN, change, p.coordinator, at, person=login_of(p.officer))


def test_only_the_holder_of_the_step_or_a_leader_stops_the_clock(province, monday, after):
    p = province
    change = held(p, monday)
    with refused(NotHolder, "Trần Quốc Việt", "tạm dừng"):
        posted(p, change, after(hours=1), p.second_officer)
    paused = posted(p, change, after(hours=1))
    with refused(NotHolder, "Trần Quốc Việt", "tiếp tục giải quyết"):
        say(Verb.RESUME, paused, p.second_officer, after(hours=2))
    say(Verb.RESUME, paused, p.officer, after(hours=2))
    for leader in (p.leader, p.coordinator):
        paused = posted(p, held(p, monday), after(hours=1), leader)
        assert list(differences([say(Verb.RESUME, paused, leader, after(hours=2)).dossier.pk])) == []


def test_an_officer_stops_no_clock_at_the_step_of_another_role(province, monday, after):
    p = province
    with refused(WrongRole, "Thẩm định", "tạm dừng"):
        posted(p, to_office(p, monday), after(hours=1))
    change = say(Verb.PROPOSE, land_to_officer(p, monday), p.officer, monday, opinion="Đủ điều kiện")
    with refused(OutOfScope):
        posted(p, change, after(hours=1))
    with refused(WrongStep, "Ký duyệt", "tạm dừng"):
        posted(p, change, after(hours=1), p.leader)


def test_a_posting_has_its_notice(province, monday, after):
    change = land_to_officer(province, monday)
    with refused(PostingNoticeMissing, "thông báo niêm yết"):
        posted(province, change, after(hours=1), no=" ")


def test_the_same_cause_stops_the_clock_again_by_another_document_and_a_leader(province, monday, after):
    p = province
    change = say(Verb.RESUME, posted(p, land_to_officer(p, monday), after(hours=1)), p.officer, after(hours=2))
    for actor in (p.officer, p.leader):
        with refused(DocumentUsed, "12 / tb-ubnd"):
            posted(p, change, after(hours=3), actor, no="12 / tb-ubnd")
    with refused(AnotherNeedsLeader, "1 lần", "Niêm yết công khai", "lãnh đạo"):
        posted(p, change, after(hours=3), no="13/TB-UBND")
    change = posted(p, change, after(hours=3), p.coordinator, no="13/TB-UBND")
    assert list(differences([change.dossier.pk])) == []


def test_no_decision_stops_the_clock_twice_for_force_majeure(province, monday, after):
    storm = {"cause": SegmentCause.FORCE_MAJEURE, "document_no": "15/QĐ-UBND"}
    change = say(Verb.PAUSE, land_to_officer(province, monday), province.leader, after(hours=1), **storm)
    change = say(Verb.RESUME, change, province.officer, after(hours=2))
    with refused(DocumentUsed, "15/QĐ-UBND"):
        say(Verb.PAUSE, change, province.leader, after(hours=3), **storm)


def test_money_is_asked_for_again_by_another_notice_and_the_head_of_division(province, monday, after):
    p = province
    change = say(Verb.REQUEST_OBLIGATION, land_to_officer(p, monday), p.officer, after(hours=1), **NOTICE)
    change = say(Verb.CONFIRM_OBLIGATION, change, p.clerk_at_desk, after(hours=2), receipt_no="12")
    with refused(DocumentUsed, "45/TB-CCT"):
        say(Verb.REQUEST_OBLIGATION, change, p.coordinator, after(hours=3), **NOTICE)
    again = NOTICE | {"document_no": "46/TB-CCT"}
    with refused(AnotherNeedsLeader, "1 lần", "nghĩa vụ tài chính"):
        say(Verb.REQUEST_OBLIGATION, change, p.officer, after(hours=3), **again)
    assert row(say(Verb.REQUEST_OBLIGATION, change, p.coordinator, after(hours=3), **again)).state == State.OBLIGATION


def test_who_asked_for_the_money_does_not_confirm_that_it_came(province, monday, after):
    p = province
    change = say(Verb.REQUEST_OBLIGATION, land_to_officer(p, monday), p.officer, after(hours=1), **NOTICE)
    with refused(OwnObligation, "không tự xác nhận"):
        say(Verb.CONFIRM_OBLIGATION, change, p.officer, after(hours=2), receipt_no="12")
    change = say(Verb.CONFIRM_OBLIGATION, change, p.clerk_at_desk, after(hours=2), receipt_no="12")
    assert row(change).state == State.PROCESSING and list(differences([change.dossier.pk])) == []


@pytest.mark.parametrize("often", [0, 2])
def test_the_province_decides_how_often_an_officer_stops_the_clock(province, monday, after, often):
    change_setting("pauses_by_officer", value=often, on=BEGIN, legal_basis="QĐ 5", actor=SYSTEM, at=BEGAN)
    change = land_to_officer(province, monday)
    for no in range(often):
        change = posted(province, change, after(hours=1 + no), no=f"{no}/TB")
        change = say(Verb.RESUME, change, province.officer, after(hours=1 + no))
    with refused(AnotherNeedsLeader, f"{often} lần"):
        posted(province, change, after(hours=5))
