"""Free text, the only place for it. Personal data: maskable; events refer to a note by its id."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.people.models import Staff
from motcua.rules.codes import NoteVisibility


class Note(models.Model):
    """What somebody wrote about a dossier: a reason in their own words, a remark, the summary (trích yếu)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    visibility = models.SmallIntegerField(default=NoteVisibility.INTERNAL)
    is_title = models.BooleanField(default=False)
    text = models.TextField()
    masked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "note"

    def __str__(self) -> str:
        return f"note {self.pk}"
