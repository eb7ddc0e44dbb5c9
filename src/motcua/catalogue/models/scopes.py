"""Which unit receives which procedure, for whom."""

from typing import ClassVar

from django.db import models

from motcua.catalogue.models.procedures import Procedure, valid_time
from motcua.people.models import Unit


class IntakeScope(models.Model):
    """A one-stop unit receives a procedure (Decree 61/2018 Art. 14); without a competent unit it decides itself."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="scopes")
    receiving_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    competent_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    mode = models.SmallIntegerField()
    supporting = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "intake_scope"
        constraints: ClassVar = [valid_time("intake_scope")]
        indexes: ClassVar = [models.Index(fields=["receiving_unit", "procedure"], name="intake_scope_receiving")]

    def __str__(self) -> str:
        return f"{self.receiving_unit_id}: {self.procedure_id}"
