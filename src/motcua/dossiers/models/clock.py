"""The clock of a dossier as history: stretches of running and pausing, and every change of its dates."""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.dossier import Dossier
from motcua.people.models import Staff, Unit
from motcua.rules.codes import DueChangeKind

_FREE = (DueChangeKind.FIRST, DueChangeKind.REAPPOINT, DueChangeKind.CORRECTION)


class ClockSegment(models.Model):
    """A stretch of time in which the clock ran, paused, or waited for the desk's answer."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="segments", db_index=False)
    no = models.SmallIntegerField()
    kind = models.SmallIntegerField()
    cause = models.SmallIntegerField()
    basis = models.CharField(max_length=200, blank=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    opened_seq = models.IntegerField()
    closed_seq = models.IntegerField(null=True)
    document_no = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "clock_segment"
        constraints = [
            models.UniqueConstraint(name="clock_segment_no", fields=["dossier", "no"]),
            models.UniqueConstraint(name="clock_segment_one_open", fields=["dossier"], condition=Q(to_at__isnull=True)),
            models.CheckConstraint(
                name="clock_segment_forward", condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"segment {self.no} of dossier {self.dossier_id}"


class DueChange(models.Model):
    """One change of the dates. Append-only; the database itself refuses to move the date of a late dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="due_changes", db_index=False)
    seq = models.IntegerField()
    kind = models.SmallIntegerField()
    at = models.DateTimeField()
    late_before = models.DateTimeField(null=True)
    legal_before = models.DateTimeField(null=True)
    legal_after = models.DateTimeField(null=True)
    promised_before = models.DateTimeField(null=True)
    promised_after = models.DateTimeField(null=True)
    document_no = models.CharField(max_length=60, null=True)
    approver = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    approver_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "due_change"
        constraints = [
            models.UniqueConstraint(name="due_change_seq", fields=["dossier", "seq"]),
            models.UniqueConstraint(
                name="due_change_one_first", fields=["dossier"], condition=Q(kind=DueChangeKind.FIRST)
            ),
            models.UniqueConstraint(
                name="due_change_one_reappointment", fields=["dossier"], condition=Q(kind=DueChangeKind.REAPPOINT)
            ),
            models.CheckConstraint(
                name="due_change_needs_document",
                condition=~Q(kind__in=(DueChangeKind.CORRECTION, DueChangeKind.RECOMPUTE))
                | Q(document_no__isnull=False),
            ),
            models.CheckConstraint(
                name="due_change_needs_approver",
                condition=~Q(kind=DueChangeKind.CORRECTION) | Q(approver__isnull=False),
            ),
            models.CheckConstraint(
                name="due_change_never_when_late",
                condition=Q(kind__in=_FREE) | Q(at__lt=F("late_before")),
            ),
        ]

    def __str__(self) -> str:
        return f"due change {self.seq} of dossier {self.dossier_id}"
