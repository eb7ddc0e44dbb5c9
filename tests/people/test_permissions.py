"""The table of rights, walked role by role, and the filter that is compiled from it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier, Step
from motcua.ledger.actor import SYSTEM, Actor
from motcua.people import commands
from motcua.people.permissions import (
    ACTION_WORDS,
    ALLOWED,
    Action,
    Denied,
    NotHolder,
    OutOfScope,
    Place,
    Scope,
    allows,
    may,
    require,
    units_in_scope,
    visible,
    who_may,
    works_as,
)
from motcua.rules.lifecycle import Role, Verb
from motcua.rules.organisation import AbsenceCause, UnitLevel
from tests.people.factories import actor_of, make_actor, make_staff, make_unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ON = date(2026, 11, 23)

WORK = {Verb.FORWARD, Verb.SEND_BACK, Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.CORRECT_DETAILS, Verb.ANNOTATE}
COUNTER = {
    Verb.RECEIVE,
    Verb.REFUSE,
    Verb.UNDO_RECEIVE,
    Verb.CORRECT_DETAILS,
    Verb.FORWARD,
    Verb.RETURN_RESULT,
}
TIMES = {
    Verb.PROPOSE_SUPPLEMENT,
    Verb.DROP_SUPPLEMENT,
    Verb.REQUEST_OBLIGATION,
    Verb.CONFIRM_OBLIGATION,
    Verb.PAUSE,
    Verb.RESUME,
    Verb.DRAFT_APOLOGY,
}
TO_APPLICANT = {
    Verb.REQUEST_SUPPLEMENT,
    Verb.ACCEPT_SUPPLEMENT,
    Verb.CONFIRM_OBLIGATION,
    Verb.WITHDRAW,
    Verb.SEND_APOLOGY,
}
DECISION = {Verb.APPROVE, Verb.FORWARD, Verb.SEND_BACK, Verb.FINISH, Verb.ANNOTATE}
LEADING = {
    Verb.SIGN_SUPPLEMENT,
    Verb.DROP_SUPPLEMENT,
    Verb.PAUSE,
    Verb.RESUME,
    Verb.EXTEND,
    Verb.STOP,
    Verb.DECLINE,
}
SAYS: dict[Role, set[Verb]] = {
    Role.DESK: COUNTER | TO_APPLICANT | {Verb.FINISH, Verb.ANNOTATE},
    Role.HEAD_DESK: COUNTER | TO_APPLICANT | {Verb.LAPSE_SUPPLEMENT, Verb.ANNOTATE, Verb.RECOMPUTE_DUE},
    Role.COORDINATOR: WORK | TIMES | {Verb.SIGN_SUPPLEMENT, Verb.ASSIGN},
    Role.OFFICER: WORK | TIMES,
    Role.DUTY: DECISION | LEADING,
    Role.APPROVER: DECISION | LEADING | {Verb.LAPSE_SUPPLEMENT, Verb.DRAFT_APOLOGY, Verb.SIGN_APOLOGY, Verb.ASSIGN},
    Role.CLERK: {Verb.FORWARD, Verb.SEND_BACK, Verb.FINISH, Verb.ANNOTATE},
    Role.CONSULT: {Verb.ANNOTATE},
    Role.CASHIER: {Verb.CONFIRM_OBLIGATION},
    Role.CONTROL: {Verb.RECOMPUTE_DUE, Verb.CORRECT_DUE},
    Role.POST: COUNTER,
    Role.AUDIT: set(),
    Role.ADMIN: set(),
}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_says_the_verbs_of_the_law_and_no_other(role: Role) -> None:
    assert {word for word in ALLOWED[role] if isinstance(word, Verb)} == SAYS[role]


def test_every_right_has_a_role_and_a_word() -> None:
    for right in (*Verb, *Action):
        assert who_may(right), right
    assert set(ACTION_WORDS) == set(Action)
    assert set(ALLOWED) == set(Role)


def test_who_administers_reads_no_person_and_no_dossier() -> None:
    admin = ALLOWED[Role.ADMIN]
    assert not {Action.VIEW_DOSSIER, Action.VIEW_PERSON, Action.VIEW_FILE, Action.SEARCH, Action.EXPORT} & admin.keys()


def test_the_post_sees_no_appraisal_and_the_auditor_changes_nothing() -> None:
    assert Action.VIEW_APPRAISAL not in ALLOWED[Role.POST]
    assert all(isinstance(right, Action) for right in ALLOWED[Role.AUDIT])
    assert not any(str(right).startswith("administer") for right in ALLOWED[Role.AUDIT])


def test_control_reads_everything_and_edits_the_catalogue() -> None:
    assert ALLOWED[Role.CONTROL][Action.VIEW_DOSSIER] is Scope.PROVINCE
    assert Action.ADMINISTER_CATALOGUE in ALLOWED[Role.CONTROL]
    assert Action.ADMINISTER_PEOPLE not in ALLOWED[Role.CONTROL]


def test_the_head_of_the_desk_changes_no_result() -> None:
    assert not {Verb.APPROVE, Verb.PROPOSE, Verb.FINISH, Verb.JUDGE_PAPER} & ALLOWED[Role.HEAD_DESK].keys()


def test_nobody_both_appraises_and_approves_by_role() -> None:
    for grants in ALLOWED.values():
        assert not (Verb.APPROVE in grants and Verb.PROPOSE in grants)


def test_a_refusal_names_who_may() -> None:
    officer = make_actor(Role.OFFICER)
    with pytest.raises(Denied, match=r"phê duyệt.*Lãnh đạo trực phê duyệt, Người có thẩm quyền phê duyệt"):
        require(officer, Verb.APPROVE)


def test_a_dossier_of_another_unit_names_its_holder() -> None:
    mine, other = make_unit(), make_unit(name="Ủy ban nhân dân phường Tân Hòa")
    desk = make_actor(Role.DESK, mine)
    place = Place(holder_unit_id=other.pk, receiving_unit_id=other.pk, competent_unit_id=other.pk)
    with pytest.raises(OutOfScope, match="phường Tân Hòa"):
        require(desk, Action.VIEW_DOSSIER, place, at=AT)
    assert allows(desk, Action.VIEW_DOSSIER, Place(receiving_unit_id=mine.pk, holder_unit_id=other.pk))


def test_a_desk_works_only_in_its_sectors() -> None:
    unit = make_unit()
    desk = make_actor(Role.DESK, unit, sectors=["HT"])
    place = Place(receiving_unit_id=unit.pk, holder_unit_id=unit.pk)
    require(desk, Verb.RECEIVE, place, sector="HT")
    with pytest.raises(OutOfScope, match="Lĩnh vực này không thuộc phần việc được giao của bạn"):
        require(desk, Verb.RECEIVE, place, sector="DD")
    assert allows(make_actor(Role.DESK, unit), Verb.RECEIVE, place, sector="DD")


def test_work_is_done_where_the_dossier_lies() -> None:
    office, agency = make_unit(), make_unit()
    officer = make_actor(Role.OFFICER, agency)
    place = Place(holder_unit_id=office.pk, competent_unit_id=agency.pk, receiving_unit_id=agency.pk)
    assert allows(officer, Action.VIEW_DOSSIER, place)
    assert not allows(officer, Verb.PROPOSE, place)


def test_an_assigned_step_belongs_to_its_person_and_to_the_substitute_of_an_absent_one() -> None:
    unit = make_unit()
    viet = make_staff(role=Role.OFFICER, unit=unit, name="Trần Quốc Việt")
    mai = make_staff(role=Role.OFFICER, unit=unit, name="Lê Thị Mai")
    head = make_staff(role=Role.COORDINATOR, unit=unit, name="Phạm Văn Tám")
    place = Place(holder_unit_id=unit.pk, competent_unit_id=unit.pk, holder_id=viet.pk)
    with pytest.raises(NotHolder, match="Trần Quốc Việt"):
        require(actor_of(mai), Verb.PROPOSE, place, at=AT)
    require(actor_of(viet), Verb.PROPOSE, place, at=AT)
    require(actor_of(head), Verb.PROPOSE, place, at=AT)
    commands.set_absence(
        viet.pk,
        from_at=datetime(2026, 11, 23, 0, 0, tzinfo=UTC),
        to_at=datetime(2026, 11, 25, 0, 0, tzinfo=UTC),
        cause=AbsenceCause.LEAVE,
        substitute_id=mai.pk,
        actor=SYSTEM,
        at=AT,
    )
    require(actor_of(mai), Verb.PROPOSE, place, at=AT)
    assert not allows(actor_of(mai), Verb.PROPOSE, place, at=datetime(2026, 11, 26, 1, 0, tzinfo=UTC))


def test_the_clock_is_stopped_by_the_holder_of_the_step_or_by_whoever_leads() -> None:
    office, agency = make_unit(), make_unit()
    viet = make_staff(role=Role.OFFICER, unit=office, name="Trần Quốc Việt")
    place = Place(holder_unit_id=office.pk, competent_unit_id=agency.pk, holder_id=viet.pk)
    for verb in (Verb.PAUSE, Verb.RESUME):
        require(actor_of(viet), verb, place, at=AT)
        with pytest.raises(NotHolder, match="Trần Quốc Việt"):
            require(make_actor(Role.OFFICER, office), verb, place, at=AT)
        with pytest.raises(OutOfScope):
            require(make_actor(Role.OFFICER, agency), verb, place, at=AT)
        for role in (Role.COORDINATOR, Role.APPROVER, Role.DUTY):
            require(make_actor(role, office), verb, place, at=AT)
        require(make_actor(Role.APPROVER, agency), verb, place, at=AT)


def test_whoever_is_on_duty_at_the_centre_decides_nothing_that_lies_with_another_agency() -> None:
    centre, agency = make_unit(), make_unit()
    duty = make_actor(Role.DUTY, centre)
    elsewhere = Place(receiving_unit_id=centre.pk, holder_unit_id=agency.pk, competent_unit_id=agency.pk)
    here = Place(receiving_unit_id=centre.pk, holder_unit_id=centre.pk, competent_unit_id=agency.pk)
    require(duty, Action.VIEW_DOSSIER, elsewhere, at=AT)
    for verb in DECISION | LEADING:
        require(duty, verb, here, at=AT)
        with pytest.raises(OutOfScope):
            require(duty, verb, elsewhere, at=AT)


def test_a_desk_in_the_only_unit_is_still_bound_to_its_sectors() -> None:
    desk = make_actor(Role.DESK, sectors=["HT"])
    assert visible(desk) == Q(procedure_version__procedure__sector__code__in=["HT"])


def test_the_filter_of_a_desk_is_its_unit_and_its_sectors() -> None:
    unit = make_unit()
    make_unit()
    desk = make_actor(Role.DESK, unit, sectors=["HT", "DD"])
    tied = Q(receiving_unit_id__in=[unit.pk]) | Q(supporting_unit_id__in=[unit.pk]) | Q(holder_unit_id__in=[unit.pk])
    assert visible(desk) == tied & Q(procedure_version__procedure__sector__code__in=["DD", "HT"])
    prefixed = visible(make_actor(Role.CONSULT, unit), prefix="dossier__")
    assert prefixed == Q(dossier__holder_unit_id__in=[unit.pk])


def test_the_filter_of_an_approver_reaches_the_units_below_but_not_the_approval() -> None:
    agency = make_unit()
    office = make_unit(parent=agency)
    make_unit()
    approver = make_actor(Role.APPROVER, agency)
    assert units_in_scope(approver, Action.VIEW_DOSSIER) == {agency.pk, office.pk}
    assert units_in_scope(approver, Verb.APPROVE) == {agency.pk}


def test_whoever_stands_above_everything_is_filtered_by_nothing() -> None:
    province = make_unit("H99", level=UnitLevel.PROVINCE)
    make_unit(parent=province)
    assert visible(make_actor(Role.APPROVER, province)) == Q()
    assert visible(make_actor(Role.CONTROL, province)) == Q()
    assert visible(SYSTEM) == Q()


def test_who_has_no_right_sees_nothing() -> None:
    assert visible(make_actor(Role.ADMIN)) == Q(pk__in=[])
    assert visible(make_actor(Role.CASHIER), Action.EXPORT) == Q(pk__in=[])
    assert not may(Actor(kind=SYSTEM.kind.CITIZEN), Action.VIEW_DOSSIER)


def test_the_successor_sees_what_the_old_unit_held() -> None:
    old, new = make_unit(), make_unit()
    make_unit()
    commands.succeed_unit(old.pk, new_unit_id=new.pk, on=ON, decision="NQ 1", actor=SYSTEM, at=AT)
    assert units_in_scope(make_actor(Role.HEAD_DESK, new), Action.VIEW_DOSSIER) == {old.pk, new.pk}


def test_compiling_the_filter_costs_no_statement() -> None:
    actor = make_actor(Role.HEAD_DESK)
    visible(actor)
    with CaptureQueriesContext(connection) as queries:
        visible(actor)
        require(actor, Verb.RECEIVE, Place(receiving_unit_id=actor.unit_id), at=AT)
    assert len(queries) == 0


@pytest.mark.parametrize(
    ("role", "step", "works"),
    [
        (Role.HEAD_DESK, Role.DESK, True),
        (Role.POST, Role.DESK, True),
        (Role.OFFICER, Role.DESK, False),
        (Role.COORDINATOR, Role.OFFICER, True),
        (Role.DUTY, Role.APPROVER, True),
        (Role.CLERK, Role.CLERK, True),
        (None, Role.CLERK, False),
    ],
)
def test_some_roles_may_work_the_steps_of_others(role: Any, step: Role, works: bool) -> None:
    assert works_as(role, step) is works


@pytest.mark.parametrize(
    "verb",
    [
        lambda actor: commands.open_unit("H99.1", name="x", level=UnitLevel.COMMUNE, on=ON, actor=actor, at=AT),
        lambda actor: commands.hire_staff("x", login="x.x", actor=actor, at=AT),
        lambda actor: commands.change_setting("undo_seconds", value=30, on=ON, legal_basis="x", actor=actor, at=AT),
        lambda actor: commands.create_client("x", unit_id=1, scopes=[], actor=actor, at=AT),
        lambda actor: commands.reset_password(1, actor=actor, at=AT),
    ],
)
def test_only_the_administrator_administers(verb: Any) -> None:
    for role in set(Role) - {Role.ADMIN}:
        with pytest.raises(Denied):
            verb(make_actor(role))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_the_filter_of_every_role_runs_on_dossiers_and_on_their_steps(role: Role) -> None:
    make_unit()
    actor = make_actor(role, sectors=["HT"])
    with CaptureQueriesContext(connection) as queries:
        assert list(Dossier.objects.filter(visible(actor))[:51]) == []
        assert list(Step.objects.filter(visible(actor, prefix="dossier__"))[:51]) == []
    assert len(queries) <= 2
