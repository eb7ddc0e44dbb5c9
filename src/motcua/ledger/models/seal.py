"""Signed statements about the order of the events."""

from django.db import models
from django.db.models import F, Q


class Checkpoint(models.Model):
    """The Merkle root of a run of positions, chained to the one before and signed (Ed25519)."""

    no = models.BigIntegerField(primary_key=True)
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32, unique=True)
    key_id = models.SmallIntegerField()
    signature = models.BinaryField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "checkpoint"
        constraints = [
            models.CheckConstraint(condition=Q(last_position__gte=F("first_position")), name="checkpoint_run"),
        ]

    def __str__(self) -> str:
        return f"{self.no}: {self.first_position}–{self.last_position}"


class SealOfHour(models.Model):
    """One hour of checkpoints under one signature, chained; the day's last one also counts the dossiers."""

    hour = models.DateTimeField(unique=True)
    first_no = models.BigIntegerField()
    last_no = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    counts = models.JSONField(default=dict)
    key_id = models.SmallIntegerField()
    signature = models.BinaryField(max_length=64)
    timestamp_token = models.BinaryField(null=True)

    class Meta:
        db_table = "seal_of_hour"

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%dT%H}: {self.first_no}–{self.last_no}"
