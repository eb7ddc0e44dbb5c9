"""The one row about this installation, the counters and the sequencer's own row."""

from enum import IntEnum

from django.db import models
from django.db.models import Q

from motcua.ledger.models.columns import TransactionField


class PortalMode(IntEnum):
    """A column of the first version, kept for migration 0001 only: the mode of the portal is a dated setting."""

    FULL = 1
    TRACKING = 2
    OFF = 3


class Installation(models.Model):
    """Which province this database belongs to; one row. `generation` counts the administrative changes."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    province_code = models.TextField(default="")
    province_name = models.TextField(default="")
    id_block = models.BigIntegerField(default=0)
    ledger_id = models.TextField(default="")
    generation = models.BigIntegerField(default=0)
    bench = models.BooleanField(default=False)

    class Meta:
        db_table = "installation"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="installation_one_row")]

    def __str__(self) -> str:
        return f"{self.province_code} {self.province_name}".strip() or "—"


class Counter(models.Model):
    """The last number given in a series, by unit and period. Never goes down: an undone number stays burnt."""

    pk = models.CompositePrimaryKey("series", "unit_id", "period")
    series = models.TextField()
    unit_id = models.BigIntegerField()
    period = models.DateField()
    last_no = models.IntegerField()

    class Meta:
        db_table = "counter"

    def __str__(self) -> str:
        return f"{self.series} {self.unit_id} {self.period}: {self.last_no}"


class Sequencer(models.Model):
    """How far the order is known: the horizon below which nothing is unplaced, and the last position given."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    low = TransactionField(default=0)
    last = models.BigIntegerField(default=0)

    class Meta:
        db_table = "sequencer"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="sequencer_one_row")]

    def __str__(self) -> str:
        return str(self.last)
