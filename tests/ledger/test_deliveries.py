"""What is owed to somebody outside: at least once, in order, until a person decides."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import connection

from motcua.ledger import deliveries, readers, sequencer
from motcua.ledger.deliveries import ATTEMPTS, LEASE, LONGEST_WAIT, Rejected, claim, wait_after
from motcua.ledger.models import Delivery, DeliveryState
from motcua.ledger.places import Placed
from tests.ledger.conftest import AT, write

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "national"


class Owing:
    """A reader that owes every event to the national portal."""

    name = NAME
    kinds = None

    def handle(self, places: Sequence[Placed]) -> None:
        deliveries.owe(self.name, places, at=AT)


class Portal:
    """The other side: takes what it is given, unless told otherwise."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, int]] = []
        self.answer: Callable[[Delivery], None] = lambda delivery: None

    def __call__(self, delivery: Delivery) -> None:
        self.answer(delivery)
        self.taken.append((delivery.stream_id, delivery.seq))


@pytest.fixture
def portal() -> Portal:
    return Portal()


def owe(*streams: int) -> None:
    for stream in streams:
        write(stream)
    sequencer.place()
    readers.run_once(Owing(), at=AT)


def work(portal: Portal, minutes: float = 0) -> int:
    at, sent = AT + timedelta(minutes=minutes), 0
    while count := deliveries.run_once(NAME, portal, at=at):
        sent += count
    return sent


def states() -> list[DeliveryState]:
    return [DeliveryState(state) for state in Delivery.objects.order_by("position").values_list("state", flat=True)]


def test_everything_owed_is_sent_in_order_within_each_dossier(portal: Portal) -> None:
    owe(1, 2, 1, 1, 2)
    assert work(portal) == 5
    assert [seq for stream, seq in portal.taken if stream == 1] == [1, 2, 3]
    assert [seq for stream, seq in portal.taken if stream == 2] == [1, 2]
    assert set(states()) == {DeliveryState.DONE}


def test_a_reader_replayed_owes_nothing_twice(portal: Portal) -> None:
    owe(1, 2)
    work(portal)
    readers.replay(NAME)
    readers.run_once(Owing(), at=AT)
    assert work(portal) == 0
    assert Delivery.objects.count() == 2


def test_a_call_that_fails_waits_longer_each_time_and_holds_back_only_its_own_dossier(portal: Portal) -> None:
    def fail(delivery: Delivery) -> None:
        if delivery.stream_id == 1:
            raise TimeoutError("no answer")

    portal.answer = fail
    owe(1, 2, 1)
    assert work(portal) == 1
    assert portal.taken == [(2, 1)]
    first = Delivery.objects.get(stream_id=1, seq=1)
    assert (first.attempts, first.last_error) == (1, "TimeoutError: no answer")
    assert timedelta(seconds=30) <= first.next_at - AT <= timedelta(seconds=36)
    portal.answer = lambda delivery: None
    assert work(portal) == 0
    assert work(portal, minutes=1) == 2
    assert portal.taken[1:] == [(1, 1), (1, 2)]


def test_the_wait_doubles_up_to_half_an_hour() -> None:
    waits = [wait_after(attempts, 7) for attempts in range(1, ATTEMPTS + 1)]
    assert [wait.total_seconds() // 30 for wait in waits[:3]] == [1, 2, 4]
    assert all(LONGEST_WAIT <= wait <= LONGEST_WAIT * 1.2 for wait in waits[6:])
    assert wait_after(3, 7) == wait_after(3, 7) != wait_after(3, 8)


def test_after_twelve_tries_it_is_dead_and_its_dossier_waits_for_a_person(portal: Portal) -> None:
    def fail(delivery: Delivery) -> None:
        raise ConnectionError

    portal.answer = fail
    owe(1, 1)
    for hour in range(ATTEMPTS + 3):
        work(portal, minutes=60 * hour)
    assert states() == [DeliveryState.DEAD, DeliveryState.HELD]
    dead = deliveries.stuck(NAME).get()
    assert dead.attempts == ATTEMPTS
    portal.answer = lambda delivery: None
    owe(1)
    assert work(portal, minutes=6000) == 0
    deliveries.resend(dead.pk, at=AT)
    assert work(portal, minutes=6000) == 3
    assert portal.taken == [(1, 1), (1, 2), (1, 3)]
    assert not deliveries.stuck().exists()


def test_a_refusal_of_the_other_side_is_for_a_person_who_may_settle_it(portal: Portal) -> None:
    def refuse(delivery: Delivery) -> None:
        if delivery.seq == 1:
            raise Rejected("mã hồ sơ đã tồn tại")

    portal.answer = refuse
    owe(1, 1)
    work(portal)
    assert states() == [DeliveryState.REJECTED, DeliveryState.HELD]
    deliveries.settle(deliveries.stuck().get().pk, note="đã gửi bằng văn bản 12/UBND")
    assert work(portal) == 1
    assert states() == [DeliveryState.DONE, DeliveryState.DONE]
    assert Delivery.objects.get(seq=1).last_error == "đã gửi bằng văn bản 12/UBND"


def test_what_a_dead_worker_held_is_claimed_again_when_its_lease_ends() -> None:
    owe(1)
    (first,) = claim(NAME, at=AT)
    assert claim(NAME, at=AT + LEASE) == []
    (second,) = claim(NAME, at=AT + LEASE + timedelta(seconds=1))
    assert deliveries.key_of(first) == deliveries.key_of(second)
    assert second.attempts == 2
    assert not deliveries.mark_done(first), "whoever lost the lease may not mark"
    assert deliveries.mark_done(second)


def test_the_key_differs_for_every_event() -> None:
    owe(1, 2)
    assert len({deliveries.key_of(delivery) for delivery in claim(NAME, at=AT)}) == 2


def test_only_one_of_a_dossier_is_claimed_at_a_time() -> None:
    owe(1, 1, 2)
    assert [(one.stream_id, one.seq) for one in claim(NAME, at=AT)] == [(1, 1), (2, 1)]


def test_the_call_is_made_outside_any_transaction(portal: Portal) -> None:
    seen: list[bool] = []
    portal.answer = lambda delivery: seen.append(connection.in_atomic_block)
    owe(1)
    work(portal)
    assert seen == [False]


def test_what_was_sent_long_ago_is_thinned(portal: Portal) -> None:
    owe(1)
    work(portal)
    owe(2)
    assert deliveries.thin(at=AT + timedelta(days=90)) == 0
    assert deliveries.thin(at=AT + timedelta(days=90, seconds=1)) == 1
    assert states() == [DeliveryState.WAITING]
