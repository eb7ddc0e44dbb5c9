"""Checkpoints: signed Merkle roots over runs of positions, each chained to the one before.

Whoever has a checkpoint's digest, from the anchor or from a friend, can prove any event up to it, or that one is
gone; no key of ours is needed for that. Each digest is also written to the anchor, a file outside the database, so
that the newest checkpoints cannot be dropped unseen together with their events.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from django.db import IntegrityError, connection, transaction

from motcua.ledger import anchor, merkle
from motcua.ledger.canonical import GENESIS, leaf, write_row, write_statement
from motcua.ledger.installation import ledger_id
from motcua.ledger.keys import KeyMissing, signing_key, signing_key_of
from motcua.ledger.models import Checkpoint
from motcua.ledger.sequencer import last_position
from motcua.ledger.written import FIELDS, as_bytes, columns, row_of

RUN = 10_000  # positions a checkpoint covers at most


def make(*, at: datetime) -> int:
    """Sign checkpoints up to the last position; how many were made. `at` is the server's clock, aware.

    Each is a transaction of its own; the anchor is written after the commit, and caught up at the next call if the
    process died in between.
    """
    made = 0
    while _make_one(at):
        made += 1
    anchor.catch_up()
    return made


def digest_of(checkpoint: Checkpoint, *, ledger: str) -> bytes:
    """SHA-256 over the canonical form of everything that the checkpoint of the ledger `ledger` says."""
    statement = {
        "first_position": checkpoint.first_position,
        "key_id": checkpoint.key_id,
        "last_position": checkpoint.last_position,
        "ledger_id": ledger,
        "made_at": checkpoint.made_at,
        "no": checkpoint.no,
        "previous": as_bytes(checkpoint.previous).hex(),
        "root": as_bytes(checkpoint.root).hex(),
    }
    return sha256(write_statement(statement)).digest()


def is_signed(key_id: int, signature: bytes, digest: bytes) -> bool:
    """Whether the signature of `digest` is by the key that `key_id` names."""
    try:
        signing_key_of(key_id).public_key().verify(signature, digest)
    except (InvalidSignature, KeyMissing, ValueError):
        return False
    return True


def leaves(first: int, last: int) -> Iterator[bytes]:
    """The Merkle leaves of the positions `first`…`last`, as the events stand now."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns('e')}, e.hash FROM event_place p JOIN event e ON e.id = p.event_id"
            " WHERE p.position BETWEEN %s AND %s ORDER BY p.position",
            [first, last],
        )
        for values in cursor:
            yield leaf(write_row(row_of(values[: len(FIELDS)])), as_bytes(values[-1]))


def _make_one(at: datetime) -> bool:
    """One checkpoint over the next run of positions; False when all are covered.

    What it is computed from never changes, so nothing is locked; if another process was faster, its row stands.
    """
    newest = Checkpoint.objects.order_by("-no").first()
    first = newest.last_position + 1 if newest else 1
    last = min(last_position(), first + RUN - 1)
    if last < first:
        return False
    key_id, key = signing_key()
    checkpoint = Checkpoint(
        no=newest.no + 1 if newest else 1,
        first_position=first,
        last_position=last,
        root=merkle.root(list(leaves(first, last))),
        previous=bytes(newest.digest) if newest else GENESIS,
        key_id=key_id,
        made_at=at.astimezone(UTC),
    )
    checkpoint.digest = digest_of(checkpoint, ledger=ledger_id())
    checkpoint.signature = key.sign(checkpoint.digest)
    with suppress(IntegrityError), transaction.atomic():
        checkpoint.save(force_insert=True)
    return True
