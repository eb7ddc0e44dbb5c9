"""The papers of a dossier and what the officer says of each."""

from django.db import models
from django.db.models import Q

from motcua.catalogue.models import PaperItem
from motcua.documents.models import File
from motcua.dossiers.models.dossier import Dossier
from motcua.people.models import Staff
from motcua.rules.codes import PaperNature, PaperSource


class Paper(models.Model):
    """One paper as it was handed in. A better one is a new row with the next revision."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    paper_item = models.ForeignKey(PaperItem, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    no = models.SmallIntegerField()
    revision = models.SmallIntegerField(default=1)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=500)
    nature = models.SmallIntegerField(default=PaperNature.ORIGINAL)
    source = models.SmallIntegerField(default=PaperSource.DESK)
    originals = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    original_seen = models.BooleanField(default=False)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "paper"
        indexes = [
            # Empty as a rule; SQLite looks here for children of every row that comes before its dossier.
            models.Index(name="paper_replaced", fields=["replaced_by"], condition=Q(replaced_by__isnull=False)),
            models.Index(name="paper_file", fields=["file"], condition=Q(file__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"


class Verdict(models.Model):
    """What an officer says of a paper. Append-only: a change of mind is a new row."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="verdicts")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    verdict = models.SmallIntegerField()
    reason = models.CharField(max_length=40, blank=True)
    note_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "verdict"

    def __str__(self) -> str:
        return f"verdict {self.pk}"
