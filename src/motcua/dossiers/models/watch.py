"""What the incremental fold has found: written by a reader of the ledger, never by the verbs."""

from django.db import models

from motcua.dossiers.difference_words import place
from motcua.dossiers.models.dossier import Dossier


class FoldDifference(models.Model):
    """One disagreement between the rows of a dossier and its events, as last seen; gone when they agree again."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="differences")
    what = models.TextField()
    row = models.TextField()
    events = models.TextField()
    seen_seq = models.IntegerField()

    class Meta:
        db_table = "fold_difference"
        indexes = [models.Index(fields=["dossier"], name="fold_difference_dossier")]

    @property
    def place(self) -> str:
        """`what` in words."""
        return place(self.what)

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.place}: {self.row} ≠ {self.events}"
