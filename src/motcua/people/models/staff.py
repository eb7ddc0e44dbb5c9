"""People who work here, the seats they hold and for how long, and when they are away."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.people.models.units import Unit, valid_time


class Staff(models.Model):
    """An official or employee as a person. Holds personal data. "Person" elsewhere means a row of this table."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="staff")
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200)
    email = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "staff"
        indexes: ClassVar = [models.Index(fields=["sort_key"], name="staff_sort_key")]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A place in the establishment: title and rank in a unit, whoever sits there."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seats")
    title = models.CharField(max_length=200)
    rank = models.SmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "seat"
        constraints: ClassVar = [valid_time("seat")]

    def __str__(self) -> str:
        return self.title


class Posting(models.Model):
    """Somebody in a seat with a role, for a time. Rights hang here. No sectors means every sector of the unit.

    The columns from `sending_unit` on are for one-stop units (Decree 61/2018 Art. 11, 12).
    """

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="postings")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    role = models.SmallIntegerField()
    sectors = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    planned_to = models.DateField(null=True)
    sending_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="sent_postings")
    kind = models.SmallIntegerField(null=True)
    grade = models.CharField(max_length=100, blank=True)
    years_in_sector = models.SmallIntegerField(null=True)
    last_rating = models.SmallIntegerField(null=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "posting"
        constraints: ClassVar = [
            valid_time("posting"),
            models.UniqueConstraint(
                fields=["staff", "unit", "role"], condition=Q(valid_to__isnull=True), name="posting_open"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "role"], condition=Q(valid_to__isnull=True), name="posting_unit_role")
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} @ {self.unit_id}"


class Absence(models.Model):
    """When somebody is away and who stands in."""

    person = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="absences")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    cause = models.SmallIntegerField()
    substitute = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="substitutions")
    ground = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "absence"
        constraints: ClassVar = [
            models.CheckConstraint(name="absence_span", condition=Q(to_at__gt=F("from_at"))),
            models.CheckConstraint(
                name="absence_other", condition=Q(substitute__isnull=True) | ~Q(substitute=F("person"))
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "to_at"], name="absence_person_to")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_at:%d/%m/%Y}"
