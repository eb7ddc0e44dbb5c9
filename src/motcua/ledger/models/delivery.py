"""Readers of the ledger, and what they still owe to somebody outside."""

from enum import IntEnum

from django.db import models
from django.db.models import Q

from motcua.ledger.models.event import Event


class Reader(models.Model):
    """How far one reader has come. Its effect and its position move in one transaction."""

    name = models.TextField(unique=True)
    position = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    paused = models.BooleanField(default=False)
    error = models.TextField(null=True)

    class Meta:
        db_table = "reader"

    def __str__(self) -> str:
        return f"{self.name} @ {self.position}"


class DeliveryState(IntEnum):
    """Where one call stands. HELD waits behind a stuck one of the same stream; REJECTED and DEAD need a person."""

    WAITING = 1
    HELD = 2
    DONE = 3
    REJECTED = 4
    DEAD = 5


class Delivery(models.Model):
    """One event owed to one reader that must call out. The only queue of the house."""

    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, db_index=False)
    position = models.BigIntegerField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, db_index=False, related_name="+")
    stream_kind = models.SmallIntegerField()
    stream_id = models.BigIntegerField()
    seq = models.IntegerField()
    state = models.SmallIntegerField(default=DeliveryState.WAITING)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    last_error = models.TextField(null=True)

    class Meta:
        db_table = "delivery"
        constraints = [models.UniqueConstraint(fields=["reader", "event"], name="delivery_once")]
        indexes = [
            models.Index(fields=["reader", "next_at"], condition=Q(state=DeliveryState.WAITING), name="delivery_claim"),
            models.Index(
                fields=["reader", "stream_id", "position"],
                condition=~Q(state=DeliveryState.DONE),
                name="delivery_open_of_stream",
            ),
            models.Index(
                fields=["state"],
                condition=Q(state__in=[DeliveryState.REJECTED, DeliveryState.DEAD]),
                name="delivery_stuck",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.position} ({DeliveryState(self.state).name.lower()})"
