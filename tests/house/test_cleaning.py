"""A test that commits leaves nothing behind, neither rows nor a missing guard."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.dateparse import parse_datetime

from tests.cleaning import LeftBehind, keep_baseline
from tests.people.factories import make_unit

GUARD = {
    "sqlite": "CREATE TRIGGER planted BEFORE DELETE ON django_session BEGIN SELECT RAISE(ABORT, 'kept'); END",
    "postgresql": """
        CREATE OR REPLACE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'kept'; END $$;
        CREATE TRIGGER planted BEFORE DELETE ON django_session FOR EACH ROW EXECUTE FUNCTION planted();
        ALTER TABLE django_session ENABLE ALWAYS TRIGGER planted""",
}


@pytest.mark.django_db(transaction=True)
def test_the_database_is_put_back_even_under_a_guard_that_refuses_deletion():
    with connection.cursor() as cursor:
        cursor.execute(GUARD[connection.vendor])
    baseline = keep_baseline()
    try:
        Session.objects.create(session_key="k", session_data="", expire_date=parse_datetime("2026-01-01T00:00:00Z"))
        baseline.restore()
        assert not Session.objects.exists()
        Session.objects.create(session_key="k", session_data="", expire_date=parse_datetime("2026-01-01T00:00:00Z"))
        with pytest.raises(Exception, match="kept"):
            Session.objects.all().delete()
    finally:
        with connection.cursor() as cursor:
            on = " ON django_session" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER planted{on}")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_leaves_an_event_is_named_and_the_database_is_put_back(django_db_blocker):
    left = LeftBehind(keep_baseline(), django_db_blocker)
    left.look(by="test_tidy")
    make_unit("H99.50")
    with pytest.raises(AssertionError, match=r"by test_tidy after its end.*unit\.open"):
        left.look()
    left.look(by="test_untidy")
    make_unit("H99.51")
    with pytest.raises(AssertionError, match="events left behind by test_next"):
        left.look(by="test_next")
    left.look()
