"""Who looked at personal data."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.ledger.access import Look, Purpose, hash_address, looks_at, months_back, note_look, thin
from motcua.ledger.models import AccessLog, Event
from motcua.ledger.triggers import missing_triggers
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


def looks_of_three_years(now):
    for years in range(4):
        for purpose in (None, Purpose.WORK, Purpose.COMPLAINT):
            note_look(f"/{years}/{purpose}/", at=now - timedelta(days=365 * years), what=Look.PAGE, purpose=purpose)


def test_looks_go_when_their_time_is_over_and_those_of_a_complaint_later() -> None:
    looks_of_three_years(AT)
    assert thin(at=AT, months=18, inquiry_months=30) == 2 * 2 + 1
    assert sorted(AccessLog.objects.values_list("page", flat=True)) == [
        "/0/1/", "/0/2/", "/0/None/", "/1/1/", "/1/2/", "/1/None/", "/2/2/"
    ]  # fmt: skip
    event = Event.objects.get(kind="installation.thin_looks")
    assert event.facts == {
        "before": months_back(AT, 18).isoformat(),
        "inquiries_before": months_back(AT, 30).isoformat(),
    }


def test_thinning_again_finds_nothing_and_writes_nothing() -> None:
    looks_of_three_years(AT)
    thin(at=AT, months=18, inquiry_months=30)
    assert thin(at=AT + timedelta(hours=1), months=18, inquiry_months=30) == 0
    assert Event.objects.filter(kind="installation.thin_looks").count() == 1
    assert thin(at=AT, months=240, inquiry_months=240) == 0


def test_nobody_deletes_a_look_that_no_event_has_named() -> None:
    looks_of_three_years(AT)
    thin(at=AT, months=18, inquiry_months=30)
    for page in ("/0/1/", "/1/None/", "/2/2/"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            AccessLog.objects.filter(page=page).delete()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AccessLog.objects.filter(page="/2/2/").update(page="/x/")
    assert missing_triggers() == []


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [("2026-11-23", 12, "2025-11-01"), ("2026-01-31", 1, "2025-12-01"), ("2026-12-31", 24, "2024-12-01")],
)
def test_whole_months_are_counted_back(day, months, first) -> None:
    assert months_back(datetime.fromisoformat(f"{day}T00:00:00+00:00"), months).isoformat() == first
