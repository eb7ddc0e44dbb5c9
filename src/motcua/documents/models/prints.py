"""What a paper says, kept apart from the ledger so that it can be forgotten; its hash stands in the event."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.documents.models.files import File


class PrintRecord(models.Model):
    """A paper that a verb owes (P: `values` may be erased). The first print keeps its PDF, a reprint serves it."""

    event_id = models.BigIntegerField()
    kind = models.SmallIntegerField()
    profile = models.SmallIntegerField()
    no = models.PositiveIntegerField(null=True)
    unit_version_id = models.BigIntegerField()
    values = models.JSONField(null=True)
    sha256 = models.BinaryField(max_length=32)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    void = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "print_record"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event_id", "kind"], name="print_record_event_kind"),
            models.CheckConstraint(
                name="print_record_erased", condition=Q(values__isnull=False) | Q(erased_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"print {self.kind} of event {self.event_id}"
