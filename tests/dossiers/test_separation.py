"""Who received, who appraised and who approves are three persons (Decree 61/2018 Art. 17, 19)."""

from datetime import UTC, date, datetime

from motcua.dossiers.work import WrongRole
from motcua.ledger.actor import SYSTEM, Actor
from motcua.people import commands
from motcua.people.actors import actor_for
from motcua.people.permissions import Denied, NotHolder
from motcua.people.roster import roster
from motcua.rules.lifecycle import Role, State, Verb
from motcua.rules.organisation import AbsenceCause
from motcua.rules.separation import SamePerson
from tests.dossiers.acts import (
    PASS,
    a_reason,
    facts_of,
    login_of,
    open_step,
    refused,
    row,
    say,
    to_leader,
    to_office,
    to_officer,
)
from tests.dossiers.province import BIRTH, Province
from tests.people.factories import make_posting

ON = date(2026, 11, 16)


def also(person: Actor, role: Role, unit) -> Actor:
    """The same person in one more posting."""
    staff = type("Staff", (), {"pk": person.staff_id})()
    posting = make_posting(staff, role=role, unit=unit)
    return actor_for(roster().posting(posting.pk), on=ON)


def test_who_received_neither_appraises_nor_approves(province: Province, monday):
    as_officer = also(province.clerk_at_desk, Role.OFFICER, province.office)
    as_leader = also(province.clerk_at_desk, Role.APPROVER, province.ward)
    change = to_officer(province, monday)
    with refused(SamePerson, "Bạn đã tiếp nhận"):
        say(Verb.PROPOSE, change, as_officer, monday, opinion="Đủ")
    with refused(SamePerson, "Bạn đã tiếp nhận"):
        say(Verb.JUDGE_PAPER, change, as_officer, monday, judgements=(PASS,))
    change = say(Verb.PROPOSE, change, province.officer, monday, opinion="Đủ")
    with refused(SamePerson, "Bạn đã tiếp nhận"):
        say(Verb.APPROVE, change, as_leader, monday)


def test_who_received_is_not_given_a_step_in_which_nothing_may_be_done(province, monday):
    also(province.clerk_at_desk, Role.OFFICER, province.office)
    also(province.clerk_at_desk, Role.APPROVER, province.ward)
    login = login_of(province.clerk_at_desk)
    office = to_office(province, monday)
    with refused(SamePerson, "Phạm Thu Trang đã tiếp nhận"):
        say(Verb.FORWARD, office, province.coordinator, monday, person=login)
    change = say(Verb.FORWARD, office, province.coordinator, monday)
    with refused(SamePerson, "Phạm Thu Trang đã tiếp nhận"):
        say(Verb.ASSIGN, change, province.coordinator, monday, person=login)
    with refused(SamePerson, "Phạm Thu Trang đã tiếp nhận"):
        say(Verb.PROPOSE, change, province.officer, monday, opinion="Đủ", person=login)


def test_who_appraised_does_not_approve_even_in_another_posting(province, monday):
    as_leader = also(province.officer, Role.APPROVER, province.ward)
    change = to_leader(province, monday)
    with refused(SamePerson, "Bạn đã thẩm định"):
        say(Verb.APPROVE, change, as_leader, monday)
    assert say(Verb.APPROVE, change, province.leader, monday).dossier.state == State.PROCESSING


def test_who_appraised_in_anothers_place_does_not_approve_either(province, monday):
    as_leader = also(province.coordinator, Role.APPROVER, province.ward)
    change = to_officer(province, monday, province.officer)
    change = say(Verb.PROPOSE, change, province.coordinator, monday, opinion="Làm thay")
    with refused(SamePerson, "Bạn đã thẩm định"):
        say(Verb.APPROVE, change, as_leader, monday)


def test_who_approved_does_not_appraise_what_came_back(province, monday):
    as_officer = also(province.leader, Role.OFFICER, province.office)
    change = say(Verb.APPROVE, to_leader(province, monday), province.leader, monday)
    back = {"to": "Thẩm định", "reason": a_reason("send_back_reasons")}
    change = say(Verb.SEND_BACK, change, province.secretary, monday, **back)
    change = say(Verb.ASSIGN, change, province.coordinator, monday, person=login_of(province.second_officer))
    with refused(NotHolder, "Đỗ Minh Tâm"):
        say(Verb.PROPOSE, change, as_officer, monday, opinion="Đủ")
    with refused(SamePerson, "Bùi Thanh Sơn đã phê duyệt"):
        say(Verb.ASSIGN, change, province.coordinator, monday, person=login_of(province.leader))


def test_one_person_does_it_all_on_site(province, monday):
    clerk = province.clerk_at_desk
    as_officer, as_duty = also(clerk, Role.OFFICER, province.desk), also(clerk, Role.DUTY, province.desk)
    change = province.receive(monday, BIRTH)
    change = say(Verb.FORWARD, change, clerk, monday)
    change = say(Verb.PROPOSE, change, as_officer, monday, opinion="Đủ")
    change = say(Verb.APPROVE, change, as_duty, monday)
    assert facts_of(change)["taken_by"] == clerk.staff_id
    change = say(Verb.FINISH, change, as_duty, monday)
    assert say(Verb.RETURN_RESULT, change, clerk, monday, identity_seen=True).dossier.state == State.RETURNED


def test_a_person_with_two_postings_acts_in_the_chosen_one_only(province, monday):
    as_clerk = also(province.officer, Role.CLERK, province.ward)
    change = to_officer(province, monday, province.officer)
    with refused(Denied, "trình ký"):
        say(Verb.PROPOSE, change, as_clerk, monday, opinion="Đủ")
    with refused(NotHolder):
        say(Verb.FORWARD, change, province.second_officer, monday)
    change = say(Verb.PROPOSE, change, province.officer, monday, opinion="Đủ")
    assert change.event.posting_id == province.officer.posting_id


def test_the_open_step_is_for_its_role(province, monday):
    change = to_office(province, monday)
    with refused(WrongRole, "Lãnh đạo phòng"):
        say(Verb.FORWARD, change, province.officer, monday)


def test_the_named_substitute_works_for_an_absent_holder_and_nobody_else_does(province, monday, after):
    change = to_officer(province, monday, province.officer)
    with refused(NotHolder, "Trần Quốc Việt"):
        say(Verb.PROPOSE, change, province.second_officer, monday, opinion="Đủ")
    commands.set_absence(
        province.officer.staff_id,
        from_at=datetime(2026, 11, 16, 1, 0, tzinfo=UTC),
        to_at=after(hours=3),
        cause=AbsenceCause.LEAVE,
        substitute_id=province.second_officer.staff_id,
        actor=SYSTEM,
        at=monday,
    )
    with refused(NotHolder):
        say(Verb.PROPOSE, change, province.second_officer, after(hours=3), opinion="Đủ")
    change = say(Verb.PROPOSE, change, province.second_officer, after(hours=2), opinion="Đủ")
    assert change.event.posting_id == province.second_officer.posting_id
    assert row(change).state == State.PROCESSING and open_step(change).node_key == "Ký duyệt"
