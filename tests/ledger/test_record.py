"""Writing events."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.ledger.canonical import Row, Unwritable, chain, write_facts, write_row
from motcua.ledger.models import Event
from motcua.ledger.record import GENESIS, NotInTransaction, append, draw, record
from motcua.ledger.streams import StreamKind
from motcua.rules.lifecycle import Role
from tests.ledger.conftest import AT, CLERK, write


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NotInTransaction):
        record(StreamKind.STAFF, 1, kind="staff.hire", actor=CLERK, at=AT, facts={})
    with pytest.raises(NotInTransaction):
        draw(1, 1, kind="x", actor=CLERK, at=AT, recorded_at=AT, facts={}, seq=1, previous=GENESIS)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_event_keeps_who_acted_as_it_was_and_no_name() -> None:
    event = Event.objects.get(pk=write(7, unit_id=3, reason="transfer").pk)
    assert (event.seq, event.schema, event.actor_kind, event.role) == (1, 1, 1, Role.DESK)
    assert (event.account_id, event.posting_id, event.unit_version_id) == (
        CLERK.account_id,
        CLERK.posting_id,
        CLERK.unit_version_id,
    )
    assert event.facts == {"unit_id": 3, "reason": "transfer"}
    assert "Hoa" not in str(Event.objects.filter(pk=event.pk).values().get())


@pytest.mark.django_db
def test_the_events_of_one_stream_are_numbered_and_chained() -> None:
    events = [write(7, n=n) for n in range(3)] + [write(8)]
    assert [(event.stream_id, event.seq) for event in events] == [(7, 1), (7, 2), (7, 3), (8, 1)]
    assert len({bytes(event.hash) for event in events}) == 4


@pytest.mark.django_db
def test_facts_are_kept_as_plain_values_with_moments_in_utc_and_composed_letters() -> None:
    vietnam = timezone(timedelta(hours=7))
    event = write(
        9, role=Role.OFFICER, on=date(2026, 4, 30), at_=datetime(2026, 4, 30, 6, 0, tzinfo=vietnam), place="Tie\u0302n"
    )
    event.refresh_from_db()
    expected = {"role": 4, "on": "2026-04-30", "at_": "2026-04-29T23:00:00.000000Z", "place": "Ti\u00ean"}
    assert event.facts == expected


@pytest.mark.parametrize("fact", [1.5, b"x", object(), {"a": 0.1}, [1, 2.0]])
def test_a_fact_without_a_written_form_is_refused(fact: object) -> None:
    with pytest.raises(Unwritable):
        write_facts({"fact": fact})


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        write_facts({"at": datetime(2026, 1, 1)})  # noqa: DTZ001 - that is the point


def test_the_hash_of_an_event_is_the_same_on_every_version_of_python() -> None:
    facts, _ = write_facts({"b": [1, None, True], "a": "Tiếp nhận “hồ sơ”", "code": "H99.12-261123-0001", "n": 2**53})
    row = Row(
        1, 99000000000001, 2, "dossier.forward", 1, "2026-11-23T01:00:00.000000Z", "2026-11-23T01:00:00.000005Z",
        1, 5, None, 7, 4, None, None, None, facts, 1,
    )  # fmt: skip
    written = write_row(row)
    assert written.decode() == (
        '{"account_id":5,"actor_kind":1,"batch_id":null,"client_id":null,'
        '"facts":{"a":"Tiếp nhận “hồ sơ”","b":[1,null,true],"code":"H99.12-261123-0001","n":9007199254740992},'
        '"key_id":1,"kind":"dossier.forward","occurred_at":"2026-11-23T01:00:00.000000Z","on_behalf_of":null,'
        '"posting_id":null,"recorded_at":"2026-11-23T01:00:00.000005Z","role":4,"schema":1,"seq":2,'
        '"stream":"dossier:99000000000001","unit_version_id":7}'
    )
    assert chain(bytes(range(32)), GENESIS, written).hex() == (
        "f42ac4bc31340829d341fa419a112923e39943a31a8786e0fb933215d258487c"
    )


@pytest.mark.django_db
def test_the_database_refuses_a_second_event_with_the_same_number() -> None:
    event = write(7)
    with transaction.atomic():
        twin = draw(
            event.stream_kind, 7, kind="x", actor=CLERK, at=AT, recorded_at=AT, facts={}, seq=1, previous=GENESIS
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            append(twin)


@pytest.mark.django_db
def test_an_act_more_than_five_minutes_ahead_of_the_server_is_refused() -> None:
    late = AT + timedelta(minutes=5)
    with transaction.atomic():
        record(StreamKind.STAFF, 1, kind="x", actor=CLERK, at=late, recorded_at=AT, facts={})
    with pytest.raises(IntegrityError), transaction.atomic():
        record(StreamKind.STAFF, 1, kind="x", actor=CLERK, at=late + timedelta(seconds=1), recorded_at=AT, facts={})


@pytest.mark.django_db
def test_writing_an_event_is_one_statement(django_assert_num_queries) -> None:
    drawn = draw(1, 5, kind="x", actor=CLERK, at=AT, recorded_at=AT, facts={"a": 1}, seq=1, previous=GENESIS)
    with django_assert_num_queries(1):
        append(drawn)
    assert drawn.pk == Event.objects.get().pk


@pytest.mark.django_db
def test_an_event_saved_by_its_model_is_the_same_as_an_appended_one() -> None:
    drawn = draw(1, 5, kind="x", actor=CLERK, at=AT, recorded_at=AT, facts={"b": 2, "a": 1}, seq=1, previous=GENESIS)
    drawn.save(force_insert=True)
    append(draw(1, 6, kind="x", actor=CLERK, at=AT, recorded_at=AT, facts={"b": 2, "a": 1}, seq=1, previous=GENESIS))
    one, other = Event.objects.order_by("stream_id")
    assert one.facts == other.facts
    assert one.occurred_at == other.occurred_at == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    assert (one.xid == other.xid) and (one.xid > 0 or connection.vendor == "sqlite")
