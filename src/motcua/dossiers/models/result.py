"""What was decided, and who took it home."""

from django.db import models
from django.db.models import Q

from motcua.documents.models import File, Result
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.parties import Party
from motcua.people.models import Staff
from motcua.rules.codes import OutcomeKind


class Outcome(models.Model):
    """A drafted or approved outcome. The draft of the officer becomes the approved one of the leader."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="outcomes", db_index=False)
    no = models.SmallIntegerField()
    kind = models.SmallIntegerField(default=OutcomeKind.APPROVED)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    draft = models.BooleanField(default=True)
    approved_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outcome"
        constraints = [models.UniqueConstraint(name="outcome_no", fields=["dossier", "no"])]
        indexes = [models.Index(name="outcome_file", fields=["file"], condition=Q(file__isnull=False))]

    def __str__(self) -> str:
        return f"outcome {self.no} of dossier {self.dossier_id}"


class Handing(models.Model):
    """The handing over of the result: to whom, seen with which identity paper (Decree 61/2018 Art. 20)."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="handing")
    taker_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    identity_seen = models.BooleanField()
    authority_seen = models.BooleanField(default=False)
    method = models.SmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "handing"

    def __str__(self) -> str:
        return f"handing of dossier {self.dossier_id}"
