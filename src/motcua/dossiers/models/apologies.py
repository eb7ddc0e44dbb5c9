"""The apology for a dossier that is, or will be, late (Decree 61/2018 Art. 19(9)). There is one at most."""

from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier
from motcua.people.models import Staff, Unit
from motcua.rules.codes import ApologyState

UNSENT = (ApologyState.DRAFTED, ApologyState.SIGNED)


class Apology(models.Model):
    """Drafted by the system or an officer, signed by the head of the agency at fault, sent with a proof.

    `new_due` is the one re-appointed date; `within_lead`: sent by the end of the working day before the date.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="apology_letter")
    state = models.SmallIntegerField(default=ApologyState.DRAFTED)
    cause = models.CharField(max_length=40)
    note_id = models.BigIntegerField(null=True)  # one plain sentence for the applicant
    cause_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    days = models.SmallIntegerField()  # working days after the old date
    new_due = models.DateTimeField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    signer = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    slip_no = models.IntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    proof = models.SmallIntegerField(null=True)
    proof_note_id = models.BigIntegerField(null=True)
    within_lead = models.BooleanField(null=True)

    class Meta:
        db_table = "apology"
        constraints = [
            models.CheckConstraint(
                name="apology_sent_is_signed",
                condition=Q(sent_at__isnull=True)
                | Q(signer__isnull=False, signed_at__isnull=False, proof__isnull=False, slip_no__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="apology_waiting",
                fields=["state", "dossier"],
                condition=Q(state__in=(ApologyState.DRAFTED, ApologyState.SIGNED)),
            ),
            models.Index(name="apology_published", fields=["-sent_at", "-id"], condition=Q(sent_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"apology for dossier {self.dossier_id}"
