"""What the processes of the tests do: `python -m tests.ledger.hands write|work …`, in a house with only the ledger."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.ledger.alone"
if __name__ == "__main__":
    django.setup()

from django.db import connection, transaction

from motcua.ledger import anchor, checkpoints, deliveries, readers, sequencer
from motcua.ledger.actor import SYSTEM
from motcua.ledger.counters import next_number
from motcua.ledger.models import Delivery
from motcua.ledger.places import Placed
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = AT.date()
STREAMS = 12


class Follower:
    """A reader whose effect shows how often and in which order it saw each event; it owes each to somebody, too."""

    name = "follower"
    kinds = None

    def __init__(self, die: Callable[[str], None]) -> None:
        self.die = die

    def handle(self, places: Sequence[Placed]) -> None:
        """Count each event, and each stream up to the number of its event: any other order is an error."""
        for place in places:
            next_number("seen", place.event.pk, DAY)
            if next_number("order", place.event.stream_id, DAY) != place.event.seq:
                raise RuntimeError(f"{place.event} came out of order")
        deliveries.owe(self.name, places, at=AT)
        self.die("handle")


def write(count: int, seed: int, slowly: float) -> None:
    """Write `count` events into random streams; one in ten transactions stays open for a while."""
    chance = random.Random(seed)
    for n in range(count):
        with transaction.atomic():
            if connection.vendor == "postgresql" and chance.random() < 0.5:
                with connection.cursor() as cursor:  # the number of the transaction, long before the lock of the stream
                    cursor.execute("SELECT pg_current_xact_id()")
                time.sleep(chance.random() * 0.004)
            stream = chance.randrange(1, STREAMS + 1)
            record(StreamKind.STAFF, stream, kind="staff.change", actor=SYSTEM, at=AT, facts={"n": n, "by": seed})
            if chance.random() < 0.1:
                time.sleep(chance.random() * slowly)


def work(seconds: float, die_at: str, after: int) -> None:
    """Do a worker's round again and again; at the `after`th pass of the point `die_at`, be gone without a word.

    `die_at` "never": work on for that long; "idle": until there has been nothing to do for a while.
    """
    idle = 0
    passes: dict[str, int] = {}

    def die(point: str) -> None:
        passes[point] = passes.get(point, 0) + 1
        if point == die_at and passes[point] == after:
            os.kill(os.getpid(), signal.SIGKILL)

    def call(delivery: Delivery) -> None:
        with open(os.environ["CALLS"], "a") as calls:
            calls.write(f"{delivery.stream_id} {delivery.seq} {deliveries.key_of(delivery)}\n")
        die("call")

    catch_up = anchor.catch_up
    anchor.catch_up = lambda: (die("anchor"), catch_up())[1]  # type: ignore[assignment]
    follower, end, at = Follower(die), time.monotonic() + seconds, AT
    while time.monotonic() < end:
        at += timedelta(hours=1) if idle else timedelta(seconds=61)  # leases of a dead worker end soon
        placed = sequencer.place()
        die("placed")
        checkpoints.make(at=at)
        passed = readers.run_once(follower, at=at, limit=7)
        sent = deliveries.run_once("follower", call, at=at, limit=50)
        idle = 0 if placed or passed or sent else idle + 1
        if idle:
            time.sleep(0.01)
        if idle > 20 and die_at == "idle":
            break


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
    else:
        work(float(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
