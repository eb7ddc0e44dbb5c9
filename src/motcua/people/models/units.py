"""A unit is an identity; its name, place in the tree and address are versions, so that old papers keep old names."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


def valid_time(table: str) -> models.CheckConstraint:
    """The constraint of a dated row: it ends after it begins, or not yet (`valid_to` is the first day without it)."""
    return models.CheckConstraint(
        name=f"{table}_valid_time", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
    )


class OfficeHours(models.Model):
    """Sessions of the week under one key, dated: [[["07:30", "11:30"], …], … seven days from Monday]."""

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sessions = models.JSONField()
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "office_hours"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="office_hours_key_from"),
            models.UniqueConstraint(fields=["key"], condition=Q(valid_to__isnull=True), name="office_hours_open"),
            valid_time("office_hours"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An agency, office or one-stop unit, for ever the same whatever it is called (code: QCVN 102, top-down)."""

    code = models.CharField(max_length=32, unique=True)
    created_on = models.DateField()

    class Meta:
        db_table = "unit"

    def __str__(self) -> str:
        return self.code


class UnitVersion(models.Model):
    """What a unit is called and where it stands from a day on. Append-only but for its end."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=300)
    level = models.SmallIntegerField()
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="child_versions")
    short_name = models.CharField(max_length=100, blank=True)
    office_hours = models.ForeignKey(OfficeHours, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "unit_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_unit_from"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to__isnull=True), name="unit_version_open"),
            valid_time("unit_version"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["parent"], condition=Q(valid_to__isnull=True), name="unit_version_parent")
        ]

    def __str__(self) -> str:
        return self.name


class UnitPath(models.Model):
    """Who is below whom, as on `version_on`: the closure of the tree, rebuilt by every change of it."""

    version_on = models.DateField()
    ancestor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    descendant = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    depth = models.SmallIntegerField()

    class Meta:
        db_table = "unit_path"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version_on", "ancestor", "descendant"], name="unit_path_pair")
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Succession(models.Model):
    """Which unit took over from a unit that ended, and what share of it. Append-only."""

    old_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    new_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    share = models.DecimalField(max_digits=5, decimal_places=4, default=1)
    on = models.DateField()
    decision = models.CharField(max_length=200)
    reorganisation_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "succession"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old_unit", "new_unit", "on"], name="succession_once"),
            models.CheckConstraint(name="succession_share", condition=Q(share__gt=0) & Q(share__lte=1)),
            models.CheckConstraint(name="succession_other", condition=~Q(old_unit=F("new_unit"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_unit_id} → {self.new_unit_id}"
