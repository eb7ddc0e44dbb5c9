"""The one order of the province, made after the acts.

Writers do not wait for each other; the sequencer gives every committed event a gap-free position. It places only what
lies below a safe horizon (no transaction that is still open can commit beneath it), never an event before the one it
follows in its stream, and by id, which is given under the lock of the stream, never by transaction number. A writing
transaction that stays open therefore holds back everybody who reads by position.
"""

from django.db import connection, transaction

from motcua.ledger.models import Sequencer

# (1) held: the event before it in its stream is not yet below the horizon.
# (2) a number beyond the snapshot comes from another cluster: a restored row.
# (3) by id, never by transaction number: a transaction may take its number long before the lock of the stream.
_PLACE = """
WITH q AS (SELECT low, last FROM sequencer WHERE id = 1),
 z AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) x, pg_snapshot_xmax(pg_current_snapshot()) y),
 c AS (SELECT e.id, e.xid, EXISTS (SELECT 1 FROM event p WHERE p.stream_kind = e.stream_kind
                                    AND p.stream_id = e.stream_id AND p.seq < e.seq
                                    AND p.xid >= z.x AND p.xid < z.y) AS held                               -- (1)
       FROM event e, q, z WHERE e.xid >= q.low AND (e.xid < z.x OR e.xid >= z.y)                            -- (2)
        AND NOT EXISTS (SELECT 1 FROM event_place p WHERE p.event_id = e.id)),
 n AS (SELECT id, row_number() OVER (ORDER BY id) n FROM c WHERE NOT held),                                 -- (3)
 i AS (INSERT INTO event_place (position, event_id) SELECT q.last + n.n, n.id FROM n, q RETURNING 1)
UPDATE sequencer s SET last = s.last + (SELECT count(*) FROM i),
 low = least((SELECT x FROM z), (SELECT xid FROM c WHERE held ORDER BY xid LIMIT 1)) WHERE id = 1
RETURNING (SELECT count(*) FROM i)
"""
_IDLE = """
SELECT NOT EXISTS (SELECT 1 FROM event e WHERE e.xid >= s.low
                    AND NOT EXISTS (SELECT 1 FROM event_place p WHERE p.event_id = e.id)) FROM sequencer s WHERE id = 1
"""
# SQLite's writers are serial: ids ascend in the order of commit, and `low` is the last id that was placed.
_PLACE_SERIAL = """
INSERT INTO event_place (position, event_id)
SELECT (SELECT last FROM sequencer WHERE id = 1) + row_number() OVER (ORDER BY e.id), e.id FROM event e
WHERE e.id > (SELECT low FROM sequencer WHERE id = 1)
  AND NOT EXISTS (SELECT 1 FROM event_place p WHERE p.event_id = e.id)
ORDER BY e.id
"""
_MOVE_SERIAL = """
UPDATE sequencer SET last = last + %s, low = coalesce((SELECT max(id) FROM event), 0) WHERE id = 1
"""
_IDLE_SERIAL = "SELECT coalesce((SELECT max(id) FROM event), 0) <= low FROM sequencer WHERE id = 1"


def place() -> int:
    """Give every event that may have one its position; how many got one. Its own transaction, safe to run twice.

    Two sequencers at once wait for each other on the sequencer's row. Nothing is written when there is nothing to do.
    """
    if _is_idle():
        return 0
    with transaction.atomic():
        _lock()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_PLACE)
                placed: int = cursor.fetchone()[0]
                return placed
            cursor.execute(_PLACE_SERIAL)
            placed = cursor.rowcount
            cursor.execute(_MOVE_SERIAL, [placed])
            return placed


def last_position() -> int:
    """The last position given so far; 0 for an empty ledger."""
    return Sequencer.objects.filter(id=1).values_list("last", flat=True).first() or 0


def rewind() -> None:
    """After a restore or a merge: look through all events for unplaced ones at the next `place()`.

    Transaction numbers of another cluster mean nothing here; they are set to 0 by rewriting the column.
    """
    with transaction.atomic():
        _lock()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE event ALTER COLUMN xid TYPE xid8 USING '0'::xid8")
            cursor.execute(
                "UPDATE sequencer SET low = '0', last = coalesce((SELECT max(position) FROM event_place), 0)"
            )


def _is_idle() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_IDLE if connection.vendor == "postgresql" else _IDLE_SERIAL)
        row = cursor.fetchone()
    return bool(row and row[0])


def _lock() -> None:
    """Lock the sequencer's row; the first one ever makes it. The next statement sees what others placed before."""
    row = Sequencer.objects.select_for_update().filter(id=1)
    if not row:
        Sequencer.objects.bulk_create([Sequencer(id=1)], ignore_conflicts=True)
        row.get()
