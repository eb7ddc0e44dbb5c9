"""Has anything been changed, removed, inserted or reordered? Also by somebody who writes SQL.

Two passes in one snapshot of the database: stream by stream (`chains`), then by position (`proofs`). What each proves:

- the chain of a stream: nobody without the key in the data directory has touched an event;
- the head that its subject remembers: the last events have not been cut off;
- positions, checkpoints and seals: not even somebody with the key has touched what was signed;
- the anchor: the newest checkpoints have not been dropped together with their events;
- the guards: the triggers that refuse a change still stand, so nobody has prepared one.

Open until the next checkpoint, a second or two: what somebody with the key of the chain does in between.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from motcua.ledger.chains import HeadProvider, Leaves, Streams
from motcua.ledger.findings import Damage, Finding, in_order
from motcua.ledger.installation import BenchLedger, is_bench, ledger_id
from motcua.ledger.models import EventPlace
from motcua.ledger.proofs import check_anchor, check_checkpoints, check_places, check_seals
from motcua.ledger.triggers import missing_triggers

__all__ = ["HeadProvider", "Report", "examine", "verify"]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a verification: how many events were read, and what was found, the first event first."""

    events: int
    findings: list[Finding]


def verify(heads: Mapping[int, HeadProvider] | None = None) -> list[Finding]:
    """Everything that is wrong, the first event first; an empty list for a sound ledger. Raises BenchLedger."""
    return examine(heads).findings


def examine(heads: Mapping[int, HeadProvider] | None = None) -> Report:
    """Verify the whole ledger, streaming; the memory does not grow with it, the scratch file by 32 bytes an event.

    `heads`: for a kind of stream whose subjects remember their chain, what yields (kind, id, event count, last hash)
    of every subject, ascending by id. Raises BenchLedger for a database that was filled by SQL for measurements.
    """
    if is_bench():
        raise BenchLedger()
    ledger = ledger_id()
    with _snapshot(), Leaves(EventPlace.objects.count()) as leaves:
        streams = Streams(leaves, heads or {})
        streams.walk()
        findings = [
            *streams.findings,
            *check_checkpoints(leaves, ledger),
            *check_anchor(),
            *check_places(),
            *check_seals(ledger),
            *check_guards(),
        ]
    return Report(streams.events, in_order(findings))


def check_guards() -> Iterator[Finding]:
    """The append-only triggers that are absent, altered or asleep."""
    yield from (Finding(Damage.GUARD, detail=name) for name in missing_triggers())


@contextmanager
def _snapshot() -> Iterator[None]:
    """One unchanging picture of the database while others go on writing; a running transaction is used as it is."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own would take the writers' lock
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
