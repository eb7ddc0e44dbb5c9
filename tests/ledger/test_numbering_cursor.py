"""Statements of many values go to PostgreSQL with numbers for their places, and are logged as they were written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ledger.numbering_cursor import numbered
from motcua.ledger.rows import insert_all
from motcua.web.models import SavedView
from tests.people.factories import BEGAN, make_staff


def test_each_place_gets_its_number_in_their_order():
    assert numbered("INSERT INTO t VALUES (%s, %s), (%s, now())") == b"INSERT INTO t VALUES ($1, $2), ($3, now())"
    assert numbered("SELECT 1") == b"SELECT 1"


@pytest.mark.django_db
def test_more_than_fifty_values_arrive_as_they_were_said_and_are_seen_in_the_log():
    staff = make_staff()
    said = [(f"Bộ lọc {no}", f"q=50%25&no={no}") for no in range(20)]
    rows = [SavedView(owner_id=staff.pk, page="work", name=name, query=query, saved_at=BEGAN) for name, query in said]
    with CaptureQueriesContext(connection) as caught:
        insert_all(rows)
    assert list(SavedView.objects.order_by("pk").values_list("name", "query")) == said
    (one,) = caught.captured_queries
    assert "Bộ lọc 19" in one["sql"]
