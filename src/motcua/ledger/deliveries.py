"""What is owed to somebody outside: the only queue of the house.

A reader that must call out notes one delivery an event, in its own transaction. A worker claims some with a lease,
calls outside any transaction, then marks. So a call happens at least once, with a key that is the same at every try;
a later event never overtakes an earlier one of the same stream; one that keeps failing holds back the later ones of
its own stream only, and stands on a screen until a person decides.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.ledger.installation import ledger_id
from motcua.ledger.models import Delivery, DeliveryState
from motcua.ledger.places import Placed
from motcua.ledger.readers import reader_row

LEASE = timedelta(minutes=3)
ATTEMPTS = 12
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)
KEPT_DONE = timedelta(days=90)

_STUCK = (DeliveryState.REJECTED, DeliveryState.DEAD)
_OPEN = ~Q(state=DeliveryState.DONE)


class Rejected(Exception):
    """The other side has answered, and its answer is no: trying again would not help, a person must look."""


def owe(reader: str, places: Iterable[Placed], *, at: datetime) -> None:
    """Note that each of these events is owed to `reader`; twice is once. Called inside the reader's transaction."""
    row = reader_row(reader)
    Delivery.objects.bulk_create(
        [
            Delivery(
                reader=row,
                position=place.position,
                event=place.event,
                stream_kind=place.event.stream_kind,
                stream_id=place.event.stream_id,
                seq=place.event.seq,
                next_at=at,
            )
            for place in places
        ],
        ignore_conflicts=True,
    )


def claim(reader: str, *, at: datetime, limit: int = 20, lease: timedelta = LEASE) -> list[Delivery]:
    """Take at most `limit` deliveries that are due, at most one of a stream, in order; nobody else gets them until
    the lease ends. A lease that has ended is claimed again: whoever held it died."""
    row = reader_row(reader)
    earlier = Delivery.objects.filter(
        _OPEN,
        reader=row,
        stream_kind=OuterRef("stream_kind"),
        stream_id=OuterRef("stream_id"),
        position__lt=OuterRef("position"),
    )
    due = Delivery.objects.filter(reader=row, state=DeliveryState.WAITING, next_at__lte=at)
    if not due.exists():  # an idle worker takes no lock
        return []
    with transaction.atomic():
        ready = due.filter(Q(lease_until=None) | Q(lease_until__lt=at)).filter(~Exists(earlier))
        if connection.features.has_select_for_update_skip_locked:
            ready = ready.select_for_update(skip_locked=True, of=("self",))
        claimed = list(ready.select_related("event").order_by("next_at", "position")[:limit])
        for delivery in claimed:
            delivery.attempts += 1
            delivery.lease_until = at + lease
        Delivery.objects.bulk_update(claimed, ["attempts", "lease_until"])
    return claimed


def key_of(delivery: Delivery) -> str:
    """The idempotency key of the call: the same at every try, different for every event, reader and ledger."""
    return f"{ledger_id()}-{delivery.reader_id}-{delivery.event_id}"


def run_once(reader: str, call: Callable[[Delivery], None], *, at: datetime, limit: int = 20) -> int:
    """Claim, call each outside any transaction, mark; how many calls succeeded.

    `call` returns when the other side has taken it, raises Rejected when it says no, anything else to be tried again.
    """
    taken = 0
    for delivery in claim(reader, at=at, limit=limit):
        try:
            call(delivery)
        except Rejected as answer:
            mark_rejected(delivery, error=str(answer))
        except Exception as failure:  # transport, timeout, a fault of the adapter: all are tried again
            mark_failed(delivery, at=at, error=f"{type(failure).__name__}: {failure}")
        else:
            taken += mark_done(delivery)
    return taken


def mark_done(delivery: Delivery) -> bool:
    """The other side has it. False when the lease had ended and somebody else holds it now."""
    return _mark(delivery, state=DeliveryState.DONE, last_error=None)


def mark_failed(delivery: Delivery, *, at: datetime, error: str) -> bool:
    """It did not get through: wait longer each time, after ATTEMPTS tries it is dead and holds its stream."""
    if delivery.attempts >= ATTEMPTS:
        return _mark(delivery, state=DeliveryState.DEAD, last_error=error[:2000])
    return _mark(delivery, next_at=at + wait_after(delivery.attempts, delivery.pk), last_error=error[:2000])


def mark_rejected(delivery: Delivery, *, error: str) -> bool:
    """The other side said no: a person must look; the later ones of the stream are held."""
    return _mark(delivery, state=DeliveryState.REJECTED, last_error=error[:2000])


def wait_after(attempts: int, delivery_id: int) -> timedelta:
    """How long to wait after so many tries: 30 s, doubled each time, at most 30 min, up to a fifth longer by its id."""
    wait = min(FIRST_WAIT * (1 << min(attempts - 1, 10)), LONGEST_WAIT)
    spread = sha256(f"{delivery_id}:{attempts}".encode()).digest()[0] / 255
    return wait * (1 + spread / 5)


def resend(delivery_id: int, *, at: datetime) -> None:
    """A person lets a stuck delivery be tried again, from its first attempt."""
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
        if delivery.state in _STUCK:
            delivery.state, delivery.attempts, delivery.next_at = DeliveryState.WAITING, 0, at
            delivery.lease_until = None
            delivery.save(update_fields=["state", "attempts", "next_at", "lease_until"])


def settle(delivery_id: int, *, note: str) -> None:
    """A person has settled a stuck delivery by other means; the stream goes on behind it."""
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
        if delivery.state in _STUCK:
            delivery.state, delivery.last_error = DeliveryState.DONE, note[:2000]
            delivery.save(update_fields=["state", "last_error"])
            _release(delivery)


def stuck(reader: str | None = None) -> QuerySet[Delivery]:
    """What waits for a person, the oldest first; of one reader or of all."""
    found = Delivery.objects.filter(state__in=_STUCK).order_by("position")
    return found if reader is None else found.filter(reader__name=reader)


def thin(*, at: datetime) -> int:
    """Delete what was done more than 90 days ago (by the day it was due); how many rows went."""
    return Delivery.objects.filter(state=DeliveryState.DONE, next_at__lt=at - KEPT_DONE).delete()[0]


def _mark(delivery: Delivery, **columns: object) -> bool:
    """Write the outcome while the lease is still ours; then hold or release the rest of the stream."""
    with transaction.atomic():
        ours = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING, lease_until=delivery.lease_until)
        if not ours.update(lease_until=None, **columns):
            return False
        match columns.get("state"):
            case DeliveryState.DONE:
                _release(delivery)
            case DeliveryState.REJECTED | DeliveryState.DEAD:
                _later(delivery).filter(state=DeliveryState.WAITING).update(state=DeliveryState.HELD)
    return True


def _release(delivery: Delivery) -> None:
    """Let the held ones behind `delivery` wait for their turn again, unless something else of the stream is stuck."""
    later = _later(delivery)
    if not later.filter(state__in=_STUCK).exists():
        later.filter(state=DeliveryState.HELD).update(state=DeliveryState.WAITING)


def _later(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        _OPEN,
        reader_id=delivery.reader_id,
        stream_kind=delivery.stream_kind,
        stream_id=delivery.stream_id,
        position__gt=delivery.position,
    )
