"""Who looked at personal data."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.ledger.access import Look, Purpose, hash_address, looks_at, note_look
from motcua.ledger.models import AccessLog
from tests.ledger.conftest import AT

pytestmark = pytest.mark.django_db


def test_a_look_is_one_row_with_the_dossiers_that_were_shown(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        note_look("/nv/viec/", at=AT, what=Look.PAGE, ids=[47000000000001, 5], account_id=3, purpose=Purpose.WORK)
    row = AccessLog.objects.get()
    assert (row.ids, row.account_id, row.what, row.purpose) == ([47000000000001, 5], 3, Look.PAGE, Purpose.WORK)


def test_one_can_ask_who_looked_at_a_dossier() -> None:
    note_look("/a/", at=AT, what=Look.PAGE, ids=[1, 2], account_id=3)
    note_look("/b/", at=AT + timedelta(hours=1), what=Look.FILE, ids=[2], account_id=4)
    note_look("/c/", at=AT, what=Look.SEARCH, ids=[])
    assert [row.page for row in looks_at(2)] == ["/b/", "/a/"]
    assert [row.page for row in looks_at(1)] == ["/a/"]


def test_a_network_address_is_kept_as_a_keyed_hash_only() -> None:
    note_look("/ho-so/", at=AT, what=Look.FAILED_TRACKING, address="203.0.113.7")
    assert bytes(AccessLog.objects.get().address_hmac) == hash_address("203.0.113.7") != hash_address("203.0.113.8")


def test_a_look_cannot_be_taken_back() -> None:
    note_look("/a/", at=AT, what=Look.PAGE)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AccessLog.objects.all().delete()
