"""Writing an event: drawn with its hash, then appended, always inside the transaction of the act itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from motcua.ledger.actor import Actor
from motcua.ledger.canonical import GENESIS, Row, chain, write_facts, write_moment, write_row
from motcua.ledger.keys import chain_key
from motcua.ledger.models import Event
from motcua.ledger.rows import insert_about
from motcua.ledger.streams import stream_name
from motcua.ledger.upcasters import schema_of

__all__ = ["GENESIS", "NotInTransaction", "along", "append", "draw", "record"]


class NotInTransaction(RuntimeError):
    """An event outside a transaction could stand without its act, or the act without its event."""


def draw(
    stream_kind: int,
    stream_id: int,
    *,
    kind: str,
    actor: Actor,
    at: datetime,
    recorded_at: datetime,
    facts: Mapping[str, Any],
    seq: int,
    previous: bytes,
    batch_id: int | None = None,
) -> Event:
    """An unsaved event with its hash; `append` writes it. No statement is made.

    `at` is the law's moment, `recorded_at` the server's clock, both aware. `seq` counts from 1 in the stream and
    `previous` is the hash of the event before it (GENESIS for the first), both read under the lock of the stream.
    Raises NotInTransaction, Unwritable for facts without a canonical form.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(kind)
    key_id, key = chain_key()
    written, plain = write_facts(facts)
    occurred = write_moment(at)
    recorded = occurred if recorded_at is at else write_moment(recorded_at)
    row = Row(
        stream_kind, stream_id, seq, kind, schema_of(kind), occurred, recorded,
        int(actor.kind), actor.account_id, actor.posting_id, actor.unit_version_id, actor.role,
        actor.on_behalf_of, actor.client_id, batch_id, written, key_id,
    )  # fmt: skip
    return Event(
        None, int(stream_kind), stream_id, seq, kind, row.schema, at, recorded_at, row.actor_kind, row.account_id,
        row.posting_id, row.unit_version_id, row.role, row.on_behalf_of, row.client_id, batch_id,
        plain, key_id, chain(key, bytes(previous), write_row(row)),
    )  # fmt: skip


def append(
    event: Event,
    *,
    new: Sequence[Model] = (),
    changed: tuple[Model, Mapping[str, Any]] | None = None,
    owed: Sequence[Model] = (),
) -> Event:
    """Write a drawn event, and with it what it tells of: one statement on PostgreSQL. Returns it with its `id`.

    `new` are rows of one table, `changed` a row and the columns to write, `owed` rows that bear the event's id.
    """
    company = _COMPANY.get()
    insert_about(event, new=new, changed=changed, bearers=(owed, company), bear="event_id")
    company.clear()
    return event


_COMPANY: ContextVar[list[Model]] = ContextVar("company", default=[])  # noqa: B039 - replaced, never filled


@contextmanager
def along(row: Model) -> Iterator[Callable[[], bool]]:
    """Let the next event take a row with it, which bears its id as `event_id`: one statement less under its lock.

    The row knows nothing of the act and the act nothing of the row; they stand or fall together. Gives a question:
    whether the row has gone.
    """
    company = [row]
    token = _COMPANY.set(company)
    try:
        yield lambda: not company
    finally:
        _COMPANY.reset(token)


def record(
    stream_kind: int,
    stream_id: int,
    *,
    kind: str,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Any],
    batch_id: int | None = None,
    recorded_at: datetime | None = None,
) -> Event:
    """Append one event to a stream, reading the stream's last event itself (dossiers carry theirs along).

    `at` is the law's moment; `recorded_at`, the server's clock, is the same unless given. Writers of one stream wait
    for each other until the end of the transaction. Raises NotInTransaction, Unwritable.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(kind)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [stream_name(stream_kind, stream_id)]
            )
    stream = Event.objects.filter(stream_kind=stream_kind, stream_id=stream_id)
    seq, previous = stream.order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)
    drawn = draw(
        stream_kind,
        stream_id,
        kind=kind,
        actor=actor,
        at=at,
        recorded_at=recorded_at or at,
        facts=facts,
        seq=seq + 1,
        previous=bytes(previous),
        batch_id=batch_id,
    )
    return append(drawn)
