"""What the tests begin with is laid down as the verbs would make it."""

import pytest
from django.db import connection, transaction

from motcua.ledger import generation
from motcua.ledger.models import Event
from motcua.ledger.verify import verify
from motcua.people.models import Unit
from motcua.people.roster import roster
from tests import laying
from tests.dossiers.province import found_province
from tests.laying import laid, rows_of_all_tables
from tests.people.factories import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch):
    """The province as the verbs make it, what it returned and its rows; then the database is empty again."""
    monkeypatch.setattr(laying, "_kept", {})
    with transaction.atomic():
        made = laid(found_province)
        rows = rows_of_all_tables()
        transaction.set_rollback(True)
    generation.forget()
    assert not Event.objects.exists()
    return made, rows


def sorted_rows(found):
    """All but the generation, in an order of their own: a database gives rows as it likes."""
    return {table: sorted(map(repr, rows)) for table, rows in found.items() if table[0] != laying.RAISED}


def test_what_is_laid_is_what_the_verbs_made(made):
    again = laid(found_province)
    assert again == made[0] and again is not made[0]
    there = rows_of_all_tables()
    assert sorted_rows(there) == sorted_rows(made[1])
    assert sum(len(rows) for (table, _), rows in there.items() if table == "event") > 40
    assert verify() == []
    assert roster().unit(again.desk.pk).code == "H99.27.10"


def test_life_goes_on_after_the_highest_id(made):
    again = laid(found_province)
    assert make_unit("H99.28", parent=again.ward).pk > max(unit.pk for unit in (again.ward, again.desk, again.office))
    assert Event.objects.latest("pk").kind == "unit.open"
    connection.check_constraints()
    assert verify() == []


def test_where_something_happened_the_verbs_make_it(made):
    make_unit("H99.50")
    before = Event.objects.count()
    laid(lambda: make_unit("H99.51"))
    assert Event.objects.count() > before
    assert set(Unit.objects.values_list("code", flat=True)) == {"H99.50", "H99.51"}


def test_what_would_change_a_row_is_not_kept(made):
    before = rows_of_all_tables()
    after = {table: [("other",)] if rows else [] for table, rows in before.items()}
    with pytest.raises(ValueError, match="it changes none"):
        laying._statements(before, after)
