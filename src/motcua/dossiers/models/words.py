"""The search words of a dossier, written by a reader of the ledger, not by the verbs."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.ledger.models.columns import IdListField


class DossierWords(models.Model):
    """One row per dossier: code, names, end of the identity number, title; folded (lower case, no marks, đ → d)."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="words")
    received_at = models.DateTimeField(null=True)
    words = models.TextField()
    # Every unit that has or had it in hand: PostgreSQL looks for words among these only, not among all years of all.
    # Null in rows of an earlier version on SQLite, which does not ask (a default would rebuild the table, and lose the
    # triggers of its index).
    units = IdListField(null=True)

    class Meta:
        db_table = "dossier_words"

    def __str__(self) -> str:
        return f"words of dossier {self.dossier_id}"
