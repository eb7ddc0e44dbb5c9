"""The event and its place in the one order of the province."""

from django.db import models
from django.db.models import F, Q

from motcua.ledger.models.columns import CurrentTransaction, NotAfter, TransactionField
from motcua.ledger.streams import stream_name


class Event(models.Model):
    """One act, for ever. Append-only; facts hold ids, dates, codes and listed reasons, never a person."""

    stream_kind = models.SmallIntegerField()
    stream_id = models.BigIntegerField()
    seq = models.IntegerField()
    kind = models.TextField()
    schema = models.SmallIntegerField(default=1)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_kind = models.SmallIntegerField()
    account_id = models.BigIntegerField(null=True)
    posting_id = models.BigIntegerField(null=True)
    unit_version_id = models.BigIntegerField(null=True)
    role = models.SmallIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    batch_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    key_id = models.SmallIntegerField()
    hash = models.BinaryField(max_length=32)
    xid = TransactionField(db_default=CurrentTransaction())

    class Meta:
        db_table = "event"
        constraints = [
            models.UniqueConstraint(fields=["stream_kind", "stream_id", "seq"], name="event_stream_seq"),
            models.CheckConstraint(condition=Q(seq__gt=0), name="event_seq_positive"),
            models.CheckConstraint(condition=NotAfter(F("occurred_at"), F("recorded_at")), name="event_not_ahead"),
        ]
        indexes = [models.Index(fields=["kind", "recorded_at"], name="event_kind_recorded_at")]

    def __str__(self) -> str:
        return f"{stream_name(self.stream_kind, self.stream_id)} #{self.seq} {self.kind}"


class EventPlace(models.Model):
    """The gap-free position of a committed event. Written by the sequencer only."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="place")

    class Meta:
        db_table = "event_place"

    def __str__(self) -> str:
        return f"{self.position} → {self.event_id}"
