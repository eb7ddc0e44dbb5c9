"""The one order of the province: nothing is lost, nothing overtakes."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from motcua.ledger import sequencer
from motcua.ledger.models import Event, EventPlace, Sequencer
from motcua.ledger.places import places_after
from motcua.ledger.record import GENESIS, append, draw, record
from motcua.ledger.status import read_status
from motcua.ledger.streams import StreamKind
from motcua.ledger.verify import verify
from tests.ledger.conftest import AT, CLERK, write

pytestmark = pytest.mark.django_db(transaction=True)


class Hand(threading.Thread):
    """A clerk in a transaction of her own: each step runs when the test says so."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.step: Callable[[], object] | None = None
        self.wake, self.done = threading.Event(), threading.Event()
        self.start()
        self.done.wait(10)

    def run(self) -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    if connection.vendor == "postgresql":
                        cursor.execute("SELECT pg_current_xact_id()")
                self.done.set()
                while self.wake.wait(10) and self.step:
                    self.wake.clear()
                    self.step()
                    self.done.set()
        finally:
            connection.close()

    def does(self, step: Callable[[], object]) -> None:
        """Let her do one thing, and wait until it is done."""
        self.step = step
        self.done.clear()
        self.wake.set()
        assert self.done.wait(10)

    def commits(self) -> None:
        """Let her finish."""
        self.step = None
        self.wake.set()
        self.join(10)
        assert not self.is_alive()


def act(stream: int) -> Callable[[], Event]:
    return lambda: record(StreamKind.STAFF, stream, kind="staff.change", actor=CLERK, at=AT, facts={})


def order() -> list[tuple[int, int]]:
    return [(place.event.stream_id, place.event.seq) for place in places_after(0, limit=999)]


def test_committed_events_get_positions_without_a_gap() -> None:
    for stream in (3, 1, 3):
        write(stream)
    assert sequencer.place() == 3
    write(2)
    assert (sequencer.place(), sequencer.place()) == (1, 0)
    assert order() == [(3, 1), (1, 1), (3, 2), (2, 1)]
    assert list(EventPlace.objects.values_list("position", flat=True).order_by("position")) == [1, 2, 3, 4]
    assert sequencer.last_position() == 4


def test_an_empty_ledger_has_no_position_and_an_idle_sequencer_writes_nothing(django_assert_num_queries) -> None:
    assert (sequencer.place(), sequencer.last_position()) == (0, 0)
    write(1)
    sequencer.place()
    with django_assert_num_queries(1):
        assert sequencer.place() == 0


@pytest.mark.postgres
def test_an_act_that_is_still_open_holds_back_the_later_ones_and_is_not_lost() -> None:
    slow = Hand()
    slow.does(act(1))
    write(2)
    assert (sequencer.place(), read_status().unplaced) == (0, 1)
    slow.commits()
    assert sequencer.place() == 2
    assert order() == [(1, 1), (2, 1)]


@pytest.mark.postgres
def test_an_event_never_overtakes_the_one_it_follows() -> None:
    early = Hand()  # takes its number first and the lock of the stream last
    between = Hand()  # stays open and is the horizon
    write(5)
    early.does(act(5))
    early.commits()
    assert sequencer.place() == 0, "number 2 is below the horizon, number 1 is not"
    between.commits()
    assert sequencer.place() == 2
    assert order() == [(5, 1), (5, 2)]


@pytest.mark.postgres
def test_events_restored_from_another_cluster_are_placed() -> None:
    for seq, hash_ in ((1, GENESIS),):
        with transaction.atomic():
            event = draw(
                4, 7, kind="staff.change", actor=CLERK, at=AT, recorded_at=AT, facts={}, seq=seq, previous=hash_
            )
            event.xid = 10**15
            event.save(force_insert=True)
    assert sequencer.place() == 1
    write(7)
    assert sequencer.place() == 1
    assert order() == [(7, 1), (7, 2)]


def test_after_a_restore_every_event_is_looked_at_again() -> None:
    write(1)
    write(2)
    sequencer.place()
    write(3)
    Sequencer.objects.update(low=10**15)
    assert sequencer.place() == 0
    sequencer.rewind()
    assert sequencer.place() == 1
    write(3)
    assert sequencer.place() == 1
    assert verify() == []


def test_two_sequencers_at_once_place_each_event_once() -> None:
    start, placed = threading.Barrier(6), []

    def writing(stream: int) -> None:
        start.wait()
        for _ in range(25):
            write(stream)
        connection.close()

    def placing() -> None:
        start.wait()
        for _ in range(60):
            placed.append(sequencer.place())
        connection.close()

    hands = [threading.Thread(target=writing, args=[n]) for n in range(1, 5)]
    hands += [threading.Thread(target=placing) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    placed.append(sequencer.place())
    assert sum(placed) == EventPlace.objects.count() == 100
    assert verify() == []


def test_a_rolled_back_act_leaves_no_place() -> None:
    with transaction.atomic():
        append(draw(4, 1, kind="x", actor=CLERK, at=AT, recorded_at=AT, facts={}, seq=1, previous=GENESIS))
        transaction.set_rollback(True)
    write(2)
    assert sequencer.place() == 1
    assert order() == [(2, 1)]
