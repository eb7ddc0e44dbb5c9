"""How somebody wants to be told, and when they last looked."""

from django.db import models

from motcua.people.models import Staff
from motcua.rules.notices import Digest


class Preference(models.Model):
    """One row a person, made when they first look or choose; what is null is as the province has decided."""

    person = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="+")
    email = models.BooleanField(default=True)
    digest = models.SmallIntegerField(default=Digest.AT_ONCE)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    quiet_on_days_off = models.BooleanField(default=True)
    visited_at = models.DateTimeField(null=True)
    visited_before_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "preference"

    def __str__(self) -> str:
        return f"{self.person_id}"
