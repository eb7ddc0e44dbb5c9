"""The dossier itself: what every list reads. No personal data stands here."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.models import CalendarVersion, Case, ProcedureVersion, ProcessVersion
from motcua.dossiers.queries import DossierQuerySet
from motcua.people.models import Staff, Unit
from motcua.rules.codes import Apology, Channel, Clock, MasterSystem, Profile, ReturnMethod
from motcua.rules.deadlines import FAR_FUTURE, Timing
from motcua.rules.lifecycle import State


def link(to: type[models.Model], **options: Any) -> models.ForeignKey[Any, Any]:
    """A reference without an index of its own: this room names the indexes that its lists need, and no others."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


class Dossier(models.Model):
    """One request of a citizen or a business, from its acceptance (or refusal) to its return.

    `first_due` is what was promised at acceptance and never changes; `legal_due` follows lawful pauses only;
    `promised_due` is `legal_due` or the one re-appointed date. `late_at` is never null, so that lists sort by it.
    """

    reference = models.CharField(max_length=8, unique=True)
    code = models.CharField(max_length=40, unique=True, null=True)
    state = models.SmallIntegerField()
    national_state = models.SmallIntegerField(null=True)
    master_system = models.SmallIntegerField(default=MasterSystem.LOCAL)

    profile = models.SmallIntegerField(default=Profile.R2025)
    calendar_version = link(CalendarVersion)
    procedure_version = link(ProcedureVersion)
    case = link(Case, null=True)
    process_version = link(ProcessVersion, null=True)

    parent = link("self", null=True)  # type: ignore[arg-type]
    part_no = models.SmallIntegerField(null=True)
    counted = models.BooleanField(default=True)
    corrects = link("self", null=True)  # type: ignore[arg-type]

    channel = models.SmallIntegerField(default=Channel.DIRECT)
    supporting_unit = link(Unit, null=True)
    receiving_unit = link(Unit)
    competent_unit = link(Unit)
    holder_unit = link(Unit)
    holder = link(Staff, null=True)

    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    complete_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    answer_due = models.DateTimeField(null=True)

    first_due = models.DateTimeField(null=True)
    legal_due = models.DateTimeField(null=True)
    promised_due = models.DateTimeField(null=True)
    legal_due_raw = models.DateField(null=True)
    late_at = models.DateTimeField(default=FAR_FUTURE)
    soon_from = models.DateTimeField(null=True)
    clock = models.SmallIntegerField(default=Clock.NOT_STARTED)
    alarm_at = models.DateTimeField(null=True)

    timing = models.SmallIntegerField(null=True)
    outcome = models.SmallIntegerField(null=True)
    apology = models.SmallIntegerField(default=Apology.NONE)
    supplements = models.SmallIntegerField(default=0)

    sets = models.SmallIntegerField(default=1)
    register_no = models.IntegerField(null=True)
    return_method = models.SmallIntegerField(default=ReturnMethod.DESK)
    lookup_secret = models.CharField(max_length=16)
    imported = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    event_count = models.IntegerField(default=0)
    chain_head = models.BinaryField(max_length=32, default=bytes)

    objects = DossierQuerySet.as_manager()

    class Meta:
        db_table = "dossier"
        constraints = [
            models.CheckConstraint(
                name="dossier_code_at_acceptance",
                condition=Q(code__isnull=False) | Q(national_state__in=(1, 3, 5, 7)),
            ),
            models.CheckConstraint(
                name="dossier_children_not_counted", condition=Q(parent__isnull=True) | Q(counted=False)
            ),
            models.CheckConstraint(
                name="dossier_finished_after_received",
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("received_at")),
            ),
            models.CheckConstraint(
                name="dossier_returned_after_finished",
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("finished_at")),
            ),
            models.CheckConstraint(
                name="dossier_clock_ends_with_outcome",
                condition=(Q(clock=Clock.ENDED) & (Q(finished_at__isnull=False) | Q(outcome__isnull=False)))
                | (~Q(clock=Clock.ENDED) & Q(finished_at__isnull=True) & Q(outcome__isnull=True)),
            ),
            models.CheckConstraint(
                name="dossier_timing_with_finish",
                condition=Q(timing__isnull=True, finished_at__isnull=True)
                | Q(timing__isnull=False, finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_promise_not_before_law",
                condition=Q(promised_due__isnull=True, legal_due__isnull=True) | Q(promised_due__gte=F("legal_due")),
            ),
            models.UniqueConstraint(name="dossier_part", fields=["parent", "part_no"]),
        ]
        indexes = [
            models.Index(
                name="dossier_unit_open", fields=["holder_unit", "late_at", "id"], condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                name="dossier_debt_open",
                fields=["competent_unit", "late_at", "id"],
                condition=Q(finished_at__isnull=True, closed_at__isnull=True, apology=Apology.NONE),
            ),
            models.Index(
                name="dossier_debt_settled",
                fields=["competent_unit", "-finished_at", "id"],
                condition=Q(timing=Timing.LATE, apology=Apology.NONE),
            ),
            models.Index(
                name="dossier_debt_ended",
                fields=["competent_unit", "-closed_at", "id"],
                condition=Q(
                    finished_at__isnull=True,
                    closed_at__isnull=False,
                    late_at__lt=F("closed_at"),
                    apology=Apology.NONE,
                ),
            ),
            models.Index(name="dossier_newest", fields=["-received_at", "-id"], condition=Q(received_at__isnull=False)),
            models.Index(name="dossier_alarm", fields=["alarm_at"], condition=Q(alarm_at__isnull=False)),
            models.Index(name="dossier_silence", fields=["answer_due"], condition=Q(national_state=1)),
            models.Index(name="dossier_register", fields=["receiving_unit", "-received_at", "-id"]),
            models.Index(name="dossier_child", fields=["parent"], condition=Q(parent__isnull=False)),
            # Empty as a rule; SQLite looks here for children of every row that comes before its dossier.
            models.Index(name="dossier_corrected", fields=["corrects"], condition=Q(corrects__isnull=False)),
            models.Index(
                name="dossier_version_open", fields=["procedure_version"], condition=Q(closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.reference

    @property
    def state_now(self) -> State:
        """The stored number as a State."""
        return State(self.state)


class DossierAlias(models.Model):
    """The code that another system knows a dossier by."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="aliases")
    system = models.CharField(max_length=40)
    code = models.CharField(max_length=80)

    class Meta:
        db_table = "dossier_alias"
        constraints = [models.UniqueConstraint(name="dossier_alias_once", fields=["system", "code"])]

    def __str__(self) -> str:
        return f"{self.system}:{self.code}"
