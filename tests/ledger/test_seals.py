"""Checkpoints, their proofs for strangers, and the hourly seals."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from motcua.ledger import anchor, checkpoints, counters, keys, merkle, seals, sequencer
from motcua.ledger.installation import ledger_id
from motcua.ledger.models import Checkpoint, SealOfHour
from motcua.ledger.verify import verify
from tests.ledger.conftest import AT, write

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 13])
def test_every_leaf_leads_to_the_root_and_no_other_does(size: int) -> None:
    leaves = [sha256(bytes([n])).digest() for n in range(size)]
    root = merkle.root(leaves)
    for n, leaf in enumerate(leaves):
        assert merkle.climb(leaf, merkle.path(leaves, n)) == root
        assert merkle.climb(sha256(b"x").digest(), merkle.path(leaves, n)) != root


def test_the_root_depends_on_the_order_and_on_the_number_of_leaves() -> None:
    a, b, c = (sha256(bytes([n])).digest() for n in range(3))
    assert len({merkle.root(leaves) for leaves in ([], [a], [a, b], [b, a], [a, b, c], [a, b, c, c])}) == 6


def act(at: datetime) -> None:
    write(1, at=at)
    sequencer.place()
    checkpoints.make(at=at)


@pytest.mark.django_db(transaction=True)
def test_checkpoints_cover_all_positions_once_and_name_their_predecessor() -> None:
    for minute in range(3):
        write(2)
        act(AT + timedelta(minutes=minute))
    assert checkpoints.make(at=AT) == 0
    rows = list(Checkpoint.objects.order_by("no"))
    assert [(row.no, row.first_position, row.last_position) for row in rows] == [(1, 1, 2), (2, 3, 4), (3, 5, 6)]
    assert [bytes(row.previous) for row in rows[1:]] == [bytes(row.digest) for row in rows[:-1]]
    assert [line.digest for line in anchor.read()] == [bytes(row.digest) for row in rows]


@pytest.mark.django_db(transaction=True)
def test_a_great_number_of_events_is_signed_in_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "RUN", 4)
    for _ in range(10):
        write(1)
    sequencer.place()
    assert checkpoints.make(at=AT) == 3
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_a_stranger_proves_one_event_with_the_public_key_alone() -> None:
    for _ in range(5):
        write(1)
    act(AT)
    checkpoint = Checkpoint.objects.get()
    leaves = list(checkpoints.leaves(1, 6))
    assert merkle.climb(leaves[2], merkle.path(leaves, 2)) == bytes(checkpoint.root)
    assert checkpoints.digest_of(checkpoint, ledger=ledger_id()) == bytes(checkpoint.digest)
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(keys.public_keys()[checkpoint.key_id]))
    public.verify(bytes(checkpoint.signature), bytes(checkpoint.digest))


@pytest.mark.django_db(transaction=True)
def test_key_files_are_for_their_owner_only_and_are_made_once() -> None:
    act(AT)
    folder = anchor.anchor_path().parent
    kept = {}
    for name in (keys.CHAIN_KEY, keys.SIGNING_KEY):
        assert (folder / name).stat().st_mode & 0o777 == 0o600
        kept[name] = (folder / name).read_text()
    keys.forget_keys()
    act(AT)
    assert all((folder / name).read_text() == text for name, text in kept.items())
    assert sorted(path.name for path in folder.iterdir()) == ["anchor.log", "checkpoint.key", "ledger.key"]


@pytest.mark.django_db(transaction=True)
def test_an_hour_is_sealed_when_it_is_over() -> None:
    act(AT + timedelta(minutes=5))
    act(AT + timedelta(minutes=59))
    act(AT + HOUR)
    assert seals.seal_hours(at=AT + HOUR - timedelta(seconds=1)) == 0
    assert seals.seal_hours(at=AT + HOUR) == 1
    assert seals.seal_hours(at=AT + HOUR) == 0
    seal = SealOfHour.objects.get()
    assert (seal.hour, seal.first_no, seal.last_no) == (AT, 1, 2)
    assert seal.counts == {"events": {"staff.hire": 2}}
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_the_last_hour_of_a_day_in_viet_nam_seals_the_counters_though_nothing_happened_in_it() -> None:
    act(AT)
    counters.next_number("dossier", 7, date(2026, 11, 23))
    counters.next_number("dossier", 7, date(2026, 11, 24))
    assert seals.seal_hours(at=AT + timedelta(days=3)) == 2
    first, last = SealOfHour.objects.order_by("hour")
    assert last.hour == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert (last.first_no, last.last_no) == (2, 1)
    assert last.counts == {"events": {}, "counters": [["dossier", 7, 1]]}
    assert "counters" not in first.counts
    assert seals.seal_hours(at=AT + timedelta(days=3)) == 0
    act(AT + timedelta(days=3))
    assert seals.seal_hours(at=AT + timedelta(days=4)) == 2
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_a_clock_set_back_leaves_no_checkpoint_without_a_seal() -> None:
    act(AT)
    act(AT + HOUR)
    seals.seal_hours(at=AT + 2 * HOUR)
    act(AT)
    seals.seal_hours(at=AT + 4 * HOUR)
    assert SealOfHour.objects.order_by("-hour")[0].last_no == 3
    assert verify() == []
