"""Whatever is done to the ledger by SQL is named."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import connection

from motcua.ledger import anchor, checkpoints, counters, keys, seals, sequencer
from motcua.ledger.findings import Damage, Finding
from motcua.ledger.installation import BenchLedger, mark_as_bench
from motcua.ledger.models import Checkpoint, Event, EventPlace
from motcua.ledger.streams import StreamKind
from motcua.ledger.verify import examine, verify
from tests.ledger.conftest import AT, write
from tests.ledger.tampering import forge_chain, sql

pytestmark = pytest.mark.django_db(transaction=True)

STREAMS, EVENTS = 4, 5
Row = tuple[int, int, int, bytes]
remembered: dict[int, Row] = {}


def heads() -> Iterator[Row]:
    """What the subjects remember of their streams: a dossier keeps its count and last hash beside its state."""
    yield from (remembered[key] for key in sorted(remembered))


def found() -> list[Finding]:
    return verify({StreamKind.STAFF: heads})


def names(damage: Damage, stream_id: int | None = None, seq: int | None = None) -> Finding:
    """The first finding; it must be this one."""
    findings = found()
    assert findings, "nothing was found"
    first = findings[0]
    assert (first.damage, first.stream_id, first.seq) == (damage, stream_id, seq), [f.sentence for f in findings]
    return first


@pytest.fixture(autouse=True)
def ledger() -> None:
    """Four streams of five events, written in turns and placed; the last five are not signed yet."""
    remembered.clear()
    for n in range(EVENTS):
        for stream in range(1, STREAMS + 1):
            remember(write(stream, "staff.change", n=n, stream=stream))
        if n < EVENTS - 1:
            sequencer.place()
            checkpoints.make(at=AT + timedelta(minutes=n))
    sequencer.place()


def remember(event: Event) -> None:
    remembered[event.stream_id] = (StreamKind.STAFF, event.stream_id, event.seq, bytes(event.hash))


def sign() -> None:
    checkpoints.make(at=AT + timedelta(minutes=50))


def at(stream: int, seq: int) -> Event:
    return Event.objects.get(stream_kind=StreamKind.STAFF, stream_id=stream, seq=seq)


def remove(event: Event) -> None:
    sql("DELETE FROM event_place WHERE event_id = %s", event.pk)
    sql("DELETE FROM event WHERE id = %s", event.pk)


def test_an_untouched_ledger_is_sound() -> None:
    report = examine({StreamKind.STAFF: heads})
    assert (report.events, report.findings) == (STREAMS * EVENTS, [])
    sign()
    assert found() == []


def test_unplaced_events_are_verified_too() -> None:
    remember(write(2, "staff.change", n=9))
    assert found() == []
    sql("UPDATE event SET facts = '{\"n\": 10}' WHERE id = %s", at(2, 6).pk)
    names(Damage.CHANGED, 2, 6)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("facts", '{"n": 2, "stream": 9}'),
        ("kind", "staff.fire"),
        ("occurred_at", "2026-11-22 01:00:00+00:00"),
        ("recorded_at", "2026-11-23 02:00:00+00:00"),
        ("account_id", 5),
        ("posting_id", None),
        ("role", 12),
        ("on_behalf_of", 7),
        ("client_id", 3),
        ("batch_id", 1),
        ("schema", 2),
        ("actor_kind", 4),
        ("unit_version_id", 1),
    ],
)
def test_a_changed_column_is_named(column: str, value: object) -> None:
    sql(f'UPDATE event SET "{column}" = %s WHERE id = %s', value, at(2, 3).pk)
    finding = names(Damage.CHANGED, 2, 3)
    assert finding.position == 10
    assert finding.sentence.startswith("Sự kiện đã bị sửa: staff:2 #3 @10")


def test_a_changed_event_with_a_made_up_hash_is_named() -> None:
    sql("UPDATE event SET kind = 'x', hash = %s WHERE id = %s", b"\x01" * 32, at(2, 3).pk)
    names(Damage.CHANGED, 2, 3)


def test_a_changed_first_and_a_changed_last_event_are_named() -> None:
    sql("UPDATE event SET kind = 'x' WHERE id = %s", at(1, EVENTS).pk)
    names(Damage.CHANGED, 1, EVENTS)
    sql("UPDATE event SET kind = 'x' WHERE id = %s", at(3, 1).pk)
    names(Damage.CHANGED, 3, 1)


def test_a_removed_event_is_named() -> None:
    remove(at(3, 2))
    names(Damage.REMOVED, 3, 2)
    assert 7 in {finding.position for finding in found()}


def test_a_removed_event_whose_place_is_left_is_named() -> None:
    sql("DELETE FROM event WHERE id = %s", at(3, 2).pk)
    assert {f.damage for f in found()} == {Damage.REMOVED}


def test_a_removed_event_with_the_rest_renumbered_is_named() -> None:
    remove(at(3, 2))
    sql("UPDATE event SET seq = seq - 1 WHERE stream_id = 3 AND seq = 3")
    sql("UPDATE event SET seq = seq - 1 WHERE stream_id = 3 AND seq = 4")
    sql("UPDATE event SET seq = seq - 1 WHERE stream_id = 3 AND seq = 5")
    assert any((f.damage, f.stream_id, f.seq) == (Damage.REMOVED, 3, 2) for f in found())


def test_the_last_event_cut_off_is_named_though_its_place_is_gone_too() -> None:
    remove(at(4, EVENTS))
    sql("UPDATE sequencer SET last = last - 1")
    finding = names(Damage.REMOVED, 4, EVENTS)
    assert finding.after == STREAMS * (EVENTS - 1)


def test_the_last_event_cut_off_with_the_head_set_back_is_named_once_it_was_signed() -> None:
    sign()
    remove(at(4, EVENTS))
    remember(at(4, EVENTS - 1))
    finding = names(Damage.REMOVED)
    assert finding.position == STREAMS * EVENTS


def test_a_whole_dossier_taken_away_with_its_row_is_named() -> None:
    sql("DELETE FROM event_place WHERE event_id IN (SELECT id FROM event WHERE stream_id = 2)")
    sql("DELETE FROM event WHERE stream_id = 2")
    del remembered[2]
    assert {f.position for f in found() if f.damage is Damage.REMOVED} >= {2, 6, 10, 14, 18}


def test_all_events_of_a_dossier_taken_away_are_named_by_its_row() -> None:
    sql("DELETE FROM event_place WHERE event_id IN (SELECT id FROM event WHERE stream_id = 2)")
    sql("DELETE FROM event WHERE stream_id = 2")
    assert any((f.damage, f.stream_id) == (Damage.REMOVED, 2) for f in found())


def test_a_dossiers_row_taken_away_is_named_by_its_events() -> None:
    del remembered[4]
    names(Damage.HEAD, 4)


def test_an_event_inserted_at_the_end_is_named() -> None:
    _copy(at(2, EVENTS), seq=EVENTS + 1, hash_=b"\x02" * 32)
    names(Damage.INSERTED, 2, EVENTS + 1)


def test_an_old_event_inserted_again_is_named() -> None:
    _copy(at(2, 2), seq=EVENTS + 1, hash_=bytes(at(2, 2).hash))
    names(Damage.INSERTED, 2, EVENTS + 1)


def test_an_event_inserted_in_the_middle_is_named() -> None:
    for seq in range(EVENTS, 2, -1):
        sql("UPDATE event SET seq = seq + 1 WHERE stream_id = 2 AND seq = %s", seq)
    _copy(at(2, 2), seq=3, hash_=b"\x02" * 32)
    names(Damage.INSERTED, 2, 3)


def test_two_events_exchanged_in_a_dossier_are_named() -> None:
    sql("UPDATE event SET seq = 99 WHERE stream_id = 2 AND seq = 3")
    sql("UPDATE event SET seq = 3 WHERE stream_id = 2 AND seq = 4")
    sql("UPDATE event SET seq = 4 WHERE stream_id = 2 AND seq = 99")
    assert {(f.damage, f.seq) for f in found() if f.stream_id == 2} >= {(Damage.REORDERED, 3), (Damage.REORDERED, 4)}


def test_an_event_moved_to_another_dossier_is_named() -> None:
    sql("UPDATE event SET stream_id = 3, seq = 6 WHERE stream_id = 2 AND seq = 5")
    named = {(f.damage, f.stream_id, f.seq) for f in found()}
    assert {(Damage.REMOVED, 2, 5), (Damage.INSERTED, 3, 6)} <= named


def test_two_places_exchanged_are_named() -> None:
    _exchange(5, 6)
    finding = names(Damage.REORDERED)
    assert (finding.position, finding.detail) == (5, "đổi chỗ với vị trí 6, theo điểm chốt 2")


def test_an_event_placed_before_the_one_it_follows_is_named() -> None:
    _exchange(13, 17)
    assert any((f.damage, f.stream_id) == (Damage.PLACE, 1) for f in found())


def test_a_place_taken_away_at_the_end_is_named() -> None:
    sql("DELETE FROM event_place WHERE position = %s", STREAMS * EVENTS)
    names(Damage.PLACE)


def test_a_place_far_out_is_named() -> None:
    sql("UPDATE event_place SET position = 999999999 WHERE position = 20")
    assert any((f.damage, f.position) == (Damage.REMOVED, 20) for f in found())


def test_somebody_with_the_key_of_the_chain_is_named_by_the_checkpoint() -> None:
    sql("UPDATE event SET kind = 'x' WHERE id = %s", at(2, 3).pk)
    last = forge_chain(2)
    remembered[2] = (StreamKind.STAFF, 2, EVENTS, last)
    finding = names(Damage.CHANGED)
    assert (finding.position, finding.last_position) == (9, 12)


def test_somebody_with_the_key_who_forgets_the_head_is_named_by_it() -> None:
    sql("UPDATE event SET kind = 'x' WHERE id = %s", at(2, EVENTS).pk)
    forge_chain(2)
    names(Damage.HEAD, 2, EVENTS)


@pytest.mark.parametrize(
    "change",
    [
        "root = digest",
        "previous = root",
        "digest = root",
        "signature = root",
        "made_at = '2026-11-24 01:00:00+00:00'",
        "last_position = 7",
        "key_id = 2",
    ],
)
def test_a_changed_checkpoint_is_named(change: str) -> None:
    sql(f"UPDATE checkpoint SET {change} WHERE no = 2")
    assert found()[0].damage is Damage.CHECKPOINT


def test_a_checkpoint_taken_away_is_named() -> None:
    sql("DELETE FROM checkpoint WHERE no = 2")
    assert found()[0].damage is Damage.CHECKPOINT


def test_the_newest_checkpoint_dropped_with_its_events_is_named_by_the_anchor() -> None:
    sign()
    for stream in range(1, STREAMS + 1):
        remove(at(stream, EVENTS))
        remember(at(stream, EVENTS - 1))
    sql("DELETE FROM checkpoint WHERE no = (SELECT max(no) FROM checkpoint)")
    sql("UPDATE sequencer SET last = 16")
    finding = names(Damage.REMOVED)
    assert (finding.position, finding.last_position) == (17, 20)


def test_an_anchor_that_is_lost_or_rewritten_is_named() -> None:
    path = anchor.anchor_path()
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[1].replace(lines[1].split()[2], "0" * 64), *lines[2:]]))
    assert found()[0].damage is Damage.ANCHOR
    path.write_text("".join([lines[0], *lines[2:]]))
    assert found()[0].damage is Damage.ANCHOR
    path.unlink()
    assert found()[0].damage is Damage.ANCHOR


def test_an_anchor_torn_by_a_power_cut_is_caught_up() -> None:
    path = anchor.anchor_path()
    whole = path.read_text()
    path.write_text(whole[:-30])
    assert anchor.catch_up() == 1
    assert whole.splitlines()[-1] in path.read_text().splitlines()
    assert anchor.catch_up() == 0
    assert found() == []


def test_a_changed_seal_and_a_lowered_counter_are_named() -> None:
    day = date(2026, 11, 23)
    assert [counters.next_number("dossier", 7, day) for _ in range(3)] == [1, 2, 3]
    sign()
    assert seals.seal_hours(at=AT + timedelta(days=1)) == 2
    assert found() == []
    sql("UPDATE counter SET last_no = 2 WHERE unit_id = 7")
    finding = names(Damage.COUNTER)
    assert "đã đến 3, nay 2" in finding.detail
    sql("UPDATE counter SET last_no = 3 WHERE unit_id = 7")
    sql("UPDATE seal_of_hour SET last_no = last_no - 1 WHERE first_no = 1")
    assert found()[0].damage is Damage.SEAL


def test_an_unknown_key_is_named_not_passed_over() -> None:
    sql("UPDATE event SET key_id = 9 WHERE id = %s", at(2, 3).pk)
    names(Damage.KEY, 2, 3)


def test_events_of_an_earlier_key_still_verify() -> None:
    assert (keys.rotate(keys.CHAIN_KEY), keys.rotate(keys.SIGNING_KEY)) == (2, 2)
    event = write(2, "staff.change")
    remember(event)
    sequencer.place()
    sign()
    assert event.key_id == 2 and Checkpoint.objects.order_by("-no")[0].key_id == 2
    assert found() == []


def test_a_database_filled_by_sql_is_refused() -> None:
    mark_as_bench()
    with pytest.raises(BenchLedger):
        verify()


def test_verifying_changes_nothing_and_leaves_no_transaction_open() -> None:
    verify()
    assert not connection.in_atomic_block
    write(2)
    assert EventPlace.objects.count() == STREAMS * EVENTS


def test_rubbish_in_a_column_is_named_and_stops_nothing() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the types of columns itself")
    sql("UPDATE event SET account_id = 'x', hash = 'y' WHERE id = %s", at(2, 3).pk)
    sql("UPDATE event SET facts = '\"\\ud800\"' WHERE id = %s", at(3, 3).pk)
    assert {(f.stream_id, f.seq) for f in found() if f.damage is Damage.CHANGED} >= {(2, 3), (3, 3)}


def _copy(event: Event, *, seq: int, hash_: bytes) -> None:
    columns = [f.column for f in Event._meta.concrete_fields if f.column not in {"id", "seq", "hash"}]
    names_ = ", ".join(f'"{column}"' for column in columns)
    sql(
        f"INSERT INTO event ({names_}, seq, hash) SELECT {names_}, %s, %s FROM event WHERE id = %s",
        seq,
        hash_,
        event.pk,
    )


def _exchange(one: int, other: int) -> None:
    events: Callable[[int], int] = lambda position: EventPlace.objects.get(position=position).event_id  # noqa: E731
    first, second = events(one), events(other)
    sql("DELETE FROM event_place WHERE position IN (%s, %s)", one, other)
    sql("INSERT INTO event_place (position, event_id) VALUES (%s, %s), (%s, %s)", one, second, other, first)
