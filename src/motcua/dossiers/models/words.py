"""The search words of a dossier, written by a reader of the ledger, not by the verbs."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier


class DossierWords(models.Model):
    """One row per dossier: code, names, end of the identity number, title; folded (lower case, no marks, đ → d)."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="words")
    received_at = models.DateTimeField(null=True)
    words = models.TextField()

    class Meta:
        db_table = "dossier_words"

    def __str__(self) -> str:
        return f"words of dossier {self.dossier_id}"
