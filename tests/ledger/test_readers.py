"""Readers of the ledger: each effect exactly once, at its own pace."""

from collections.abc import Collection, Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction

from motcua.ledger import readers, sequencer
from motcua.ledger.counters import next_number
from motcua.ledger.models import Counter
from motcua.ledger.models import Reader as ReaderRow
from motcua.ledger.places import Placed
from motcua.ledger.readers import NoSuchReader, WrongPosition
from tests.ledger.conftest import AT, write

pytestmark = pytest.mark.django_db(transaction=True)


class Tally:
    """A reader whose effect stands in the database: how often each stream was seen."""

    name = "tally"

    def __init__(self, kinds: Collection[str] | None = None, bad: int | None = None) -> None:
        self.kinds = kinds
        self.bad = bad
        self.batches: list[list[int]] = []

    def handle(self, places: Sequence[Placed]) -> None:
        self.batches.append([place.position for place in places])
        for place in places:
            next_number("tally", place.event.stream_id, AT.date())
            if place.position == self.bad:
                raise RuntimeError("an event it does not understand")

    def counts(self) -> dict[int, int]:
        return dict(Counter.objects.filter(series="tally").values_list("unit_id", "last_no"))


def events(*streams: int, kind: str = "staff.hire") -> None:
    for stream in streams:
        write(stream, kind)
    sequencer.place()


def test_a_reader_follows_in_order_and_sees_each_event_once() -> None:
    events(1, 2, 1)
    tally = Tally()
    assert readers.run_once(tally, at=AT) == 3
    assert readers.run_once(tally, at=AT) == 0
    events(2)
    assert readers.lag("tally") == 1
    assert readers.run_once(tally, at=AT) == 1
    assert tally.batches == [[1, 2, 3], [4]]
    assert tally.counts() == {1: 2, 2: 2}
    row = ReaderRow.objects.get()
    assert (row.position, row.moved_at, row.error) == (4, AT, None)


def test_a_reader_passes_over_kinds_it_does_not_want() -> None:
    events(1, kind="staff.hire")
    events(1, kind="staff.leave")
    events(2, kind="staff.hire")
    tally = Tally(kinds={"staff.leave"})
    assert readers.run_once(tally, at=AT) == 3
    assert tally.batches == [[2]]


def test_a_reader_reads_at_most_a_batch_at_a_time() -> None:
    events(1, 1, 1, 1, 1)
    tally = Tally()
    assert [readers.run_once(tally, at=AT, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_an_effect_that_fails_is_undone_and_the_good_ones_before_it_stand() -> None:
    events(1, 1, 2, 3)
    tally = Tally(bad=3)
    assert readers.run_once(tally, at=AT) == 2
    assert tally.counts() == {1: 2}
    row = ReaderRow.objects.get()
    assert (row.position, row.error) == (2, "3: RuntimeError: an event it does not understand")
    assert readers.run_once(tally, at=AT) == 0
    tally.bad = None
    assert readers.run_once(tally, at=AT + timedelta(minutes=1)) == 2
    assert tally.counts() == {1: 2, 2: 1, 3: 1}
    assert ReaderRow.objects.get().error is None


def test_a_paused_reader_rests_until_it_may_go_on() -> None:
    events(1)
    tally = Tally()
    readers.reader_row("tally")
    readers.pause("tally")
    assert readers.run_once(tally, at=AT) == 0
    readers.go_on("tally")
    assert readers.run_once(tally, at=AT) == 1


def test_a_replay_reads_again_from_any_point_over_empty_tables() -> None:
    events(1, 2, 3)
    tally = Tally()
    readers.run_once(tally, at=AT)
    readers.replay("tally", clear=lambda: Counter.objects.filter(series="tally").delete())
    assert tally.counts() == {}
    readers.run_once(tally, at=AT)
    assert tally.counts() == {1: 1, 2: 1, 3: 1}
    readers.replay("tally", 2)
    readers.run_once(tally, at=AT)
    assert tally.batches[-1] == [3]


def test_a_replay_beyond_the_ledger_or_of_an_unknown_reader_is_refused() -> None:
    events(1)
    readers.reader_row("tally")
    for position in (-1, 2):
        with pytest.raises(WrongPosition, match="sổ có từ 0 đến 1"):
            readers.replay("tally", position)
    with pytest.raises(NoSuchReader):
        readers.replay("nobody")
    with pytest.raises(NoSuchReader):
        readers.pause("nobody")


def test_an_idle_reader_writes_nothing(django_assert_num_queries) -> None:
    events(1)
    tally = Tally()
    readers.run_once(tally, at=AT)
    with django_assert_num_queries(2):
        readers.run_once(tally, at=AT)


@pytest.mark.postgres
def test_a_reader_that_another_process_runs_is_left_alone() -> None:
    events(1)
    tally = Tally()
    row = readers.reader_row("tally")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM reader WHERE id = %s FOR UPDATE", [row.pk])
            assert readers.run_once(tally, at=AT) == 0
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert readers.run_once(tally, at=AT) == 1


def test_the_effect_and_the_position_move_together_or_not_at_all() -> None:
    events(1)

    class Dying(Tally):
        def handle(self, places: Sequence[Placed]) -> None:
            super().handle(places)
            transaction.set_rollback(True)

    readers.run_once(Dying(), at=AT)
    assert Tally().counts() == {}
    assert ReaderRow.objects.get().position == 0
