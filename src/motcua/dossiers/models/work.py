"""Who works on a dossier, since when, until when. The rows of the worklist are these."""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.queries import StepQuerySet
from motcua.people.models import Staff, Unit
from motcua.rules.deadlines import FAR_FUTURE


class Step(models.Model):
    """One stretch of work at one desk, with its own clock in working minutes. In order, they are the control slip.

    `split`, `branch` and `main` carry parallel branches: one main step is open while the dossier is, others beside it.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps", db_index=False)
    no = models.SmallIntegerField()
    node_key = models.CharField(max_length=40)
    kind = models.SmallIntegerField()
    main = models.BooleanField(default=True)
    split = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    branch = models.SmallIntegerField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    role = models.SmallIntegerField()
    opened_at = models.DateTimeField()
    opened_seq = models.IntegerField()
    limit_value = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    limit_unit = models.SmallIntegerField(null=True)
    due = models.DateTimeField(null=True)
    sort_due = models.DateTimeField(default=FAR_FUTURE)
    seen_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_seq = models.IntegerField(null=True)
    ended = models.SmallIntegerField(null=True)
    timing = models.SmallIntegerField(null=True)
    used_minutes = models.IntegerField(null=True)
    paused_minutes = models.IntegerField(null=True)  # of working time that lawful pauses took; None: none yet

    objects = StepQuerySet.as_manager()

    class Meta:
        db_table = "step"
        constraints = [
            models.UniqueConstraint(name="step_no", fields=["dossier", "no"]),
            models.UniqueConstraint(
                name="step_one_main_open", fields=["dossier"], condition=Q(main=True, closed_at__isnull=True)
            ),
            models.UniqueConstraint(name="step_branch", fields=["split", "branch"]),
            models.CheckConstraint(
                name="step_closed_after_opened",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
            ),
        ]
        indexes = [
            models.Index(
                name="step_mine", fields=["person", "sort_due", "dossier"], condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                name="step_unassigned",
                fields=["unit", "sort_due", "dossier"],
                condition=Q(closed_at__isnull=True, person__isnull=True),
            ),
            models.Index(
                name="step_unit_open", fields=["unit", "sort_due", "dossier"], condition=Q(closed_at__isnull=True)
            ),
            models.Index(name="step_unit_closed", fields=["unit", "closed_at"]),
        ]

    def __str__(self) -> str:
        return f"step {self.no} of dossier {self.dossier_id}"
