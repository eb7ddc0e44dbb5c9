"""Who may look, print, export and administer, how far each right reaches, and what ties a role to a dossier, written
out by hand from Decree 61/2018 Art. 9–12: no right comes, goes or grows by accident.

The verbs of each role stand by hand in `test_permissions`; here stands how far they reach.
"""

import pytest

from motcua.ledger.actor import SYSTEM, Actor
from motcua.people import commands
from motcua.people.actions import Action, ClientScope, Scope
from motcua.people.permissions import Denied, NotHolder, OutOfScope, Place, allows, require, scope_of, visible
from motcua.people.rights import (
    ALLOWED,
    AT_COUNTER,
    AT_HOLDER,
    CLIENT_ALLOWED,
    DESK_COLUMNS,
    EVERY_COLUMN,
    LEADS,
    MAY_TAKE_OVER,
    PERSONAL,
    STOPS_THE_CLOCK,
    TIES,
    WHERE_IT_LIES,
    WORKS_AS,
)
from motcua.rules.lifecycle import Role, Verb
from tests.people.factories import BEGAN, actor_of, make_actor, make_staff, make_unit

LOOK = "view_dossier view_person view_file view_appraisal print search view_worklist "
BOOKS = "view_register export "
ACTIONS = {
    "DESK": LOOK + BOOKS,
    "HEAD_DESK": LOOK + BOOKS + "share_view view_staff",
    "COORDINATOR": LOOK + BOOKS + "share_view view_staff",
    "OFFICER": LOOK + BOOKS,
    "DUTY": LOOK,
    "APPROVER": LOOK + BOOKS + "share_view view_staff",
    "CLERK": LOOK + BOOKS,
    "CONSULT": LOOK,
    "CASHIER": "view_dossier view_person print search view_worklist",
    "CONTROL": LOOK + BOOKS + "view_staff view_ledger view_fold administer_catalogue administer_calendar",
    "POST": "view_dossier view_person view_file print search view_worklist view_register",
    "AUDIT": LOOK + BOOKS + "view_staff view_ledger view_fold",
    "ADMIN": "view_staff view_ledger view_fold administer_units administer_people administer_catalogue"
    " administer_calendar administer_settings administer_clients",
}
REACH = {
    "DESK": Scope.SECTORS,
    "HEAD_DESK": Scope.UNIT_TREE,
    "COORDINATOR": Scope.UNIT_TREE,
    "OFFICER": Scope.SECTORS,
    "DUTY": Scope.OWN_UNIT,
    "CLERK": Scope.OWN_UNIT,
    "CONSULT": Scope.OWN_UNIT,
    "CASHIER": Scope.OWN_UNIT,
    "CONTROL": Scope.PROVINCE,
    "POST": Scope.OWN_UNIT,
    "AUDIT": Scope.PROVINCE,
    "ADMIN": Scope.PROVINCE,
}
AT_THE_HOLDER = (
    "assign forward send_back judge_paper propose approve finish propose_supplement request_obligation decline"
)
AT_THE_COUNTER = "receive refuse undo_receive request_supplement accept_supplement withdraw send_apology"
OF_THE_PERSON = "forward judge_paper propose approve finish propose_supplement request_obligation decline pause resume"
RECEIVING, OFFICE = {"receiving_unit_id", "supporting_unit_id"}, {"holder_unit_id", "competent_unit_id"}
TIED = {
    "DESK": RECEIVING | {"holder_unit_id"},
    "HEAD_DESK": RECEIVING | {"holder_unit_id"},
    "DUTY": RECEIVING | {"holder_unit_id"},
    "COORDINATOR": OFFICE,
    "OFFICER": OFFICE,
    "APPROVER": OFFICE,
    "CLERK": OFFICE,
    "CONSULT": {"holder_unit_id"},
    "CASHIER": RECEIVING,
    "POST": RECEIVING,
}


@pytest.mark.parametrize("role", ACTIONS)
def test_every_role_looks_prints_and_administers_as_written_and_no_more(role):
    assert {str(right) for right in ALLOWED[Role[role]] if isinstance(right, Action)} == set(ACTIONS[role].split())


def test_the_roles_are_these():
    assert {role.name for role in Role} == set(ACTIONS) == set(REACH) | {"APPROVER"}


@pytest.mark.parametrize("role", REACH)
def test_every_right_of_a_role_reaches_equally_far(role):
    assert set(ALLOWED[Role[role]].values()) == {REACH[role]}


def test_an_approver_looks_into_all_units_below_and_decides_only_in_the_own_one():
    for right, scope in ALLOWED[Role.APPROVER].items():
        assert scope is (Scope.UNIT_TREE if isinstance(right, Action) else Scope.OWN_UNIT), right


def test_a_right_that_reaches_farther_is_the_greater_one():
    reach = [Scope.NONE, Scope.SECTORS, Scope.OWN_UNIT, Scope.UNIT_TREE, Scope.PROVINCE]
    assert [int(scope) for scope in reach] == [0, 1, 2, 3, 4]
    assert sorted(Scope) == reach


def test_a_machine_reads_what_lies_below_its_unit_and_does_nothing_by_itself():
    reads = {Action.VIEW_DOSSIER, Action.VIEW_PERSON, Action.VIEW_FILE, Action.SEARCH, Action.VIEW_REGISTER}
    assert CLIENT_ALLOWED[ClientScope.READ] == dict.fromkeys(reads, Scope.UNIT_TREE)
    assert CLIENT_ALLOWED[ClientScope.SUBMIT] == CLIENT_ALLOWED[ClientScope.ACT] == {}
    assert set(CLIENT_ALLOWED) == set(ClientScope)


def test_where_each_verb_is_said():
    assert {str(verb) for verb in AT_HOLDER} == set(AT_THE_HOLDER.split())
    assert {str(verb) for verb in AT_COUNTER} == set(AT_THE_COUNTER.split())


def test_what_only_the_person_who_has_the_step_may_say():
    assert {str(verb) for verb in PERSONAL} == set(OF_THE_PERSON.split())
    assert {role.name for role in MAY_TAKE_OVER} == {"COORDINATOR", "HEAD_DESK"}


def test_who_leads_stops_the_clock_anywhere_in_his_house():
    assert {str(verb) for verb in STOPS_THE_CLOCK} == {"pause", "resume"}
    assert {role.name for role in LEADS} == {"COORDINATOR", "APPROVER", "DUTY"}
    assert {role.name for role in WHERE_IT_LIES} == {"DUTY"}


def test_what_ties_a_role_to_a_dossier():
    assert {role.name: set(columns) for role, columns in TIES.items()} == TIED
    assert set(DESK_COLUMNS) == RECEIVING
    assert set(EVERY_COLUMN) == RECEIVING | OFFICE


def test_who_works_the_steps_of_whom():
    assert {role.name: {other.name for other in others} for role, others in WORKS_AS.items()} == {
        "DESK": {"DESK", "HEAD_DESK", "POST"},
        "OFFICER": {"OFFICER", "COORDINATOR"},
        "APPROVER": {"APPROVER", "DUTY"},
        "DUTY": {"DUTY", "APPROVER"},
    }


@pytest.mark.django_db
def test_a_machine_has_the_farthest_right_of_its_scopes():
    unit = make_unit()
    reader, caller = (
        commands.create_client("Kho dữ liệu", unit_id=unit.pk, scopes=scopes, actor=SYSTEM, at=BEGAN)[0]
        for scopes in ([ClientScope.READ, ClientScope.ACT], [ClientScope.ACT])
    )
    reading, calling = (
        Actor(kind=SYSTEM.kind.CLIENT, client_id=client.pk, unit_id=unit.pk) for client in (reader, caller)
    )
    assert scope_of(reading, Action.VIEW_DOSSIER) is Scope.UNIT_TREE
    assert scope_of(reading, Verb.APPROVE) is Scope.NONE
    assert scope_of(calling, Action.VIEW_DOSSIER) is Scope.NONE


@pytest.mark.django_db
def test_sectors_narrow_only_the_roles_that_work_in_sectors():
    agency = make_unit()
    make_unit()
    bound, free = make_actor(Role.OFFICER, agency, sectors=["HT"]), make_actor(Role.CLERK, agency, sectors=["HT"])
    everywhere = make_actor(Role.OFFICER, agency)
    assert "sector" in str(visible(bound))
    assert "sector" not in str(visible(free)) and "sector" not in str(visible(everywhere))


@pytest.mark.django_db
def test_what_is_asked_without_a_dossier_asks_for_no_place_and_the_system_is_nowhere():
    elsewhere = Place(holder_unit_id=make_unit().pk)
    desk = make_actor(Role.DESK, make_unit())
    require(desk, Action.VIEW_DOSSIER)
    require(SYSTEM, Verb.FORWARD, elsewhere)
    assert allows(desk, Action.VIEW_DOSSIER, elsewhere) is False
    with pytest.raises(Denied):
        require(desk, Action.VIEW_DOSSIER, elsewhere)


@pytest.mark.django_db
def test_what_is_said_at_the_counter_is_said_where_the_dossier_came_in():
    here, there = make_unit(), make_unit()
    desk = make_actor(Role.DESK, here)
    came_in = Place(receiving_unit_id=here.pk, holder_unit_id=there.pk)
    lies_here = Place(receiving_unit_id=there.pk, holder_unit_id=here.pk)
    assert allows(desk, Verb.WITHDRAW, came_in) and not allows(desk, Verb.WITHDRAW, lies_here)
    assert allows(desk, Verb.FORWARD, lies_here) and not allows(desk, Verb.FORWARD, came_in)
    assert allows(desk, Action.VIEW_DOSSIER, lies_here) and allows(desk, Action.VIEW_DOSSIER, came_in)


@pytest.mark.django_db
def test_a_colleague_does_not_hold_what_another_was_given():
    unit = make_unit()
    holder, colleague = (make_staff(role=Role.OFFICER, unit=unit) for _ in range(2))
    given = Place(holder_unit_id=unit.pk, holder_id=holder.pk)
    require(actor_of(holder), Verb.PROPOSE, given)
    with pytest.raises(NotHolder):
        require(actor_of(colleague), Verb.PROPOSE, given)


@pytest.mark.django_db
def test_before_a_dossier_has_a_holder_its_desk_is_named():
    other = make_unit(name="Ủy ban nhân dân phường Tân Hòa")
    with pytest.raises(OutOfScope, match="phường Tân Hòa"):
        require(make_actor(Role.DESK), Action.VIEW_DOSSIER, Place(receiving_unit_id=other.pk))
