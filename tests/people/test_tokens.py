from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ledger.actor import SYSTEM, ActorKind
from motcua.people import commands
from motcua.people.actors import ChoosePosting, NoPosting
from motcua.people.models import ApiClient
from motcua.people.permissions import Action, ClientScope, may, units_in_scope
from motcua.people.roster import UnknownStaff, roster
from motcua.people.tokens import BadToken, MayNotActFor, TokenEnded, actor_of, find_client, note_use
from motcua.rules.lifecycle import Role, Verb
from motcua.rules.organisation import UnitLevel
from tests.people.factories import make_posting, make_staff, make_unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def make_client(*scopes: ClientScope, unit_id: int, **columns: datetime) -> tuple[ApiClient, str]:
    return commands.create_client("Phần mềm", unit_id=unit_id, scopes=scopes, actor=SYSTEM, at=AT, **columns)


def test_one_statement_finds_the_client_and_the_generation() -> None:
    client, token = make_client(ClientScope.READ, unit_id=make_unit().pk)
    roster()
    with CaptureQueriesContext(connection) as queries:
        caller = find_client(token, at=AT)
        actor = actor_of(caller, acting_for=None, at=AT)
    assert len(queries) == 1
    assert caller.id == client.pk
    assert (actor.kind, actor.client_id, actor.role) == (ActorKind.CLIENT, client.pk, None)


def test_only_a_hash_of_the_token_is_kept() -> None:
    client, token = make_client(unit_id=make_unit().pk)
    assert len(bytes(client.token_hmac)) == 32
    assert token.encode() not in bytes(client.token_hmac)


def test_a_wrong_revoked_or_expired_token_is_refused() -> None:
    unit_id = make_unit().pk
    with pytest.raises(BadToken):
        find_client("mc_khong-co", at=AT)
    client, token = make_client(unit_id=unit_id)
    commands.revoke_client(client.pk, actor=SYSTEM, at=AT)
    commands.revoke_client(client.pk, actor=SYSTEM, at=AT)
    with pytest.raises(TokenEnded):
        find_client(token, at=AT)
    _, token = make_client(unit_id=unit_id, expires_at=AT + timedelta(days=1))
    find_client(token, at=AT)
    with pytest.raises(TokenEnded):
        find_client(token, at=AT + timedelta(days=1))


def test_a_client_acts_for_a_named_member_of_staff_and_both_stand_in_the_actor() -> None:
    unit = make_unit()
    staff = make_staff(unit=unit, login="lan.tran", role=Role.DESK)
    client, token = make_client(ClientScope.ACT, unit_id=unit.pk)
    actor = actor_of(find_client(token, at=AT), acting_for="lan.tran", at=AT)
    assert (actor.kind, actor.staff_id, actor.client_id, actor.role) == (
        ActorKind.STAFF,
        staff.pk,
        client.pk,
        Role.DESK,
    )


def test_a_client_does_not_act_for_strangers_or_without_the_scope() -> None:
    unit, other = make_unit(), make_unit()
    make_staff(unit=other, login="viet.tran")
    make_staff(unit=unit, login="lan.tran")
    _, acting = make_client(ClientScope.ACT, unit_id=unit.pk)
    _, reading = make_client(ClientScope.READ, unit_id=unit.pk)
    with pytest.raises(MayNotActFor):
        actor_of(find_client(acting, at=AT), acting_for="viet.tran", at=AT)
    with pytest.raises(MayNotActFor):
        actor_of(find_client(reading, at=AT), acting_for="lan.tran", at=AT)
    with pytest.raises(UnknownStaff):
        actor_of(find_client(acting, at=AT), acting_for="khong.co", at=AT)


def test_a_person_with_two_postings_is_named_with_the_unit_or_the_role() -> None:
    province = make_unit("H99", level=UnitLevel.PROVINCE)
    unit = make_unit("H99.12", parent=province)
    staff = make_staff(unit=unit, login="lan.tran", role=Role.DESK)
    make_posting(staff, role=Role.CLERK, unit=unit)
    _, token = make_client(ClientScope.ACT, unit_id=province.pk)
    caller = find_client(token, at=AT)
    with pytest.raises(ChoosePosting, match=r"lan\.tran@H99\.12/DESK, lan\.tran@H99\.12/CLERK"):
        actor_of(caller, acting_for="lan.tran@H99.12", at=AT)
    assert actor_of(caller, acting_for="lan.tran@H99.12/clerk", at=AT).role is Role.CLERK
    with pytest.raises(NoPosting):
        actor_of(caller, acting_for="lan.tran@H99", at=AT)


def test_alone_a_client_only_reads_in_its_own_tree() -> None:
    unit = make_unit()
    make_unit()
    _, token = make_client(ClientScope.READ, unit_id=unit.pk)
    actor = actor_of(find_client(token, at=AT), acting_for=None, at=AT)
    assert units_in_scope(actor, Action.VIEW_DOSSIER) == {unit.pk}
    assert not any(may(actor, verb) for verb in Verb)
    _, token = make_client(unit_id=unit.pk)
    assert not may(actor_of(find_client(token, at=AT), acting_for=None, at=AT), Action.VIEW_DOSSIER)


def test_the_day_of_use_is_noted_once_a_day() -> None:
    client, token = make_client(unit_id=make_unit().pk)
    note_use(find_client(token, at=AT), at=AT)
    client.refresh_from_db()
    assert str(client.last_used_on) == "2026-11-23"
    caller = find_client(token, at=AT)
    with CaptureQueriesContext(connection) as queries:
        note_use(caller, at=AT)
    assert len(queries) == 0
