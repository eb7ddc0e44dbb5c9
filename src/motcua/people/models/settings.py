"""Dated values of the settings that `people/declared.py` declares."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.people.models.units import Unit, valid_time


class Setting(models.Model):
    """What a province decided about one of the declared settings, from a day on, and by which document.

    `unit` is null for the whole province; the nearest unit upwards wins.
    """

    key = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="settings")
    value = models.JSONField(null=True)
    legal_basis = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "setting"
        constraints: ClassVar = [
            valid_time("setting"),
            models.UniqueConstraint(fields=["key", "unit"], condition=Q(valid_to__isnull=True), name="setting_open"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(valid_to__isnull=True, unit__isnull=True), name="setting_open_province"
            ),
        ]

    def __str__(self) -> str:
        return self.key
