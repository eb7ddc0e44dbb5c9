"""The working calendar as published: each version adds what it says of single days to what earlier ones said."""

from typing import ClassVar

from django.db import models

from motcua.people.models import Unit


class CalendarVersion(models.Model):
    """One publication of calendar days. Append-only; a dossier pins the version of its day of acceptance.

    What holds under a version is the last word on each day among it and the versions before it.
    """

    no = models.IntegerField(unique=True)
    recorded_at = models.DateTimeField()
    decision = models.CharField(max_length=300)

    class Meta:
        db_table = "calendar_version"

    def __str__(self) -> str:
        return f"{self.no}: {self.decision}"


class CalendarDay(models.Model):
    """What a version says of one day, for every unit or for one. Sessions read [["07:30", "11:30"], …]."""

    version = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="days")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    kind = models.SmallIntegerField()
    sessions = models.JSONField(null=True)
    reason = models.CharField(max_length=300)
    document_no = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "calendar_day"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "unit", "day"], name="calendar_day_of_unit"),
            models.UniqueConstraint(
                fields=["version", "day"], condition=models.Q(unit__isnull=True), name="calendar_day_of_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"
