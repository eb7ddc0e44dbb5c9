"""What the applicant owes before the result can be given: a tax, a fee, a charge (national state 6)."""

from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier


class Obligation(models.Model):
    """One notice of a financial obligation. Amounts in đồng."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="obligations", db_index=False)
    no = models.SmallIntegerField()
    amount = models.BigIntegerField()
    basis = models.CharField(max_length=200)
    document_no = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    pauses = models.BooleanField()
    receipt_no = models.CharField(max_length=60, blank=True)
    met_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "obligation"
        constraints = [
            models.UniqueConstraint(name="obligation_no", fields=["dossier", "no"]),
            models.UniqueConstraint(name="obligation_one_open", fields=["dossier"], condition=Q(met_at__isnull=True)),
            models.CheckConstraint(name="obligation_is_money", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"obligation {self.no} of dossier {self.dossier_id}"
