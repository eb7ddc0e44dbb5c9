"""Statements that are drawn up once write and read what Django's own would."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection

from motcua.ledger.rows import Question, insert, insert_about, insert_all, insert_one, update, update_telling
from motcua.people.models import Account, ApiClient
from motcua.people.models.units import Unit
from motcua.web.models import IdempotencyKey
from tests.people.factories import make_unit

AT = datetime(2026, 11, 16, 2, 10, 0, 123456, tzinfo=UTC)


def client(unit: Unit, number: int) -> ApiClient:
    """An unsaved client: text, JSON, bytes, a moment, a key."""
    return ApiClient(
        name=f"Kết nối {number}", unit_id=unit.pk, scopes=["read"], token_hmac=bytes([number]) * 32, created_at=AT
    )


def test_rows_come_back_as_they_were_written(db):
    unit = make_unit()
    made = insert([client(unit, 1), client(unit, 2)])
    assert [row.pk for row in made] == sorted(row.pk for row in made) and made[0].pk != made[1].pk
    for row in made:
        kept = ApiClient.objects.get(pk=row.pk)
        assert (kept.name, kept.scopes, kept.created_at) == (row.name, row.scopes, AT)
        assert bytes(kept.token_hmac) == row.token_hmac and not row._state.adding


def test_a_changed_row_is_read_anew(db):
    row = insert_one(client(make_unit(), 3))
    update(ApiClient, row.pk, {"revoked_at": AT, "last_used_on": date(2026, 11, 16), "scopes": ["act"]})
    kept = ApiClient.objects.get(pk=row.pk)
    assert (kept.revoked_at, kept.last_used_on, kept.scopes) == (AT, date(2026, 11, 16), ["act"])


def test_a_question_is_compiled_once_and_answers_each_value(db, django_assert_num_queries):
    rows = insert([client(make_unit(), number) for number in (4, 5)])
    ask: Question[ApiClient] = Question(lambda kept: ApiClient.objects.filter(token_hmac=kept), bytes(32))
    for row in rows:
        with django_assert_num_queries(1):
            assert [found.pk for found in ask(row.token_hmac)] == [row.pk]
    assert ask(b"x" * 32) == []
    assert ask(rows[0].token_hmac)[0].created_at == AT


def test_a_row_that_stands_there_is_refused(transactional_db):
    key = {"owner": "client:1", "key": "k", "body_sha256": bytes(32), "event_id": 1, "at": AT}
    insert_one(IdempotencyKey(**key))
    with pytest.raises(IntegrityError):
        insert_one(IdempotencyKey(**key))


def test_a_question_about_parts_of_rows_is_refused(db):
    with pytest.raises(ValueError):
        Question(lambda pk: Account.objects.filter(pk=pk).values("login"), 1)(1)


def test_rows_of_several_tables_are_written_at_once(db, django_assert_num_queries):
    unit = make_unit()
    clients = [client(unit, number) for number in (6, 7)]
    keys = [IdempotencyKey(owner="client:1", key="k", body_sha256=bytes(32), event_id=1, at=AT)]
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        insert_all(clients, [], keys)
    kept = ApiClient.objects.filter(token_hmac__in=[row.token_hmac for row in clients]).order_by("name")
    assert [(row.name, row.scopes) for row in kept] == [("Kết nối 6", ["read"]), ("Kết nối 7", ["read"])]
    assert bytes(IdempotencyKey.objects.get(owner="client:1").body_sha256) == bytes(32)
    insert_all()  # nothing at all is nothing


def test_a_row_is_written_with_those_that_bear_its_number(db, django_assert_num_queries):
    unit = make_unit()
    about, beside, before = client(unit, 8), client(unit, 9), insert_one(client(unit, 10))
    bearers = [IdempotencyKey(owner="client:2", key=key, body_sha256=bytes(32), event_id=0, at=AT) for key in "ab"]
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 4):
        changed = (before, {"name": "Kết nối đã đổi", "revoked_at": AT})
        insert_about(about, new=[beside], changed=changed, bearers=[bearers, []], bear="event_id")
    assert ApiClient.objects.get(token_hmac=about.token_hmac).pk == about.pk
    assert ApiClient.objects.filter(token_hmac=beside.token_hmac).exists()
    assert ApiClient.objects.get(pk=before.pk).name == "Kết nối đã đổi"
    borne = IdempotencyKey.objects.filter(owner="client:2").values_list("event_id", flat=True)
    assert list(borne) == [about.pk, about.pk] and [row.event_id for row in bearers] == [about.pk, about.pk]


def test_a_changed_row_tells_what_stands_there_in_the_same_statement(db, django_assert_num_queries):
    row = insert_one(client(make_unit(), 11))
    rows = ApiClient.objects.filter(pk=row.pk, revoked_at__isnull=True)
    with django_assert_num_queries(1 if connection.features.can_return_columns_from_insert else 3):
        told = update_telling(rows, {"revoked_at": AT, "name": "Đã thu hồi"}, "name, unit_id")
    assert told == ("Đã thu hồi", row.unit_id)
    assert ApiClient.objects.get(pk=row.pk).revoked_at == AT
    assert update_telling(rows, {"name": "Lần nữa"}, "name") is None
