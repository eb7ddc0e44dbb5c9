"""The internal process of a procedure (quy trình nội bộ): a template, and what single agencies do differently."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.catalogue.models.procedures import Procedure, valid_time
from motcua.people.models import Unit
from motcua.rules.procedures import Join, Status


class Process(models.Model):
    """The process of a procedure: the template when there is no unit, else that agency's override."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="processes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "process"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "unit"], name="process_unit"),
            models.UniqueConstraint(fields=["procedure"], condition=Q(unit__isnull=True), name="process_template"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.unit_id or 'template'}"


class ProcessVersion(models.Model):
    """One published shape of a process. Append-only once published; it may only get an end or be withdrawn."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="versions")
    no = models.SmallIntegerField()
    status = models.SmallIntegerField(default=Status.DRAFT)
    name = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    on_site = models.BooleanField(default=False)
    checksum = models.CharField(max_length=64)

    class Meta:
        db_table = "process_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "no"], name="process_version_no"),
            models.UniqueConstraint(
                fields=["process", "valid_from"],
                condition=Q(status=int(Status.PUBLISHED), withdrawn_on__isnull=True),
                name="process_version_published_from",
            ),
            valid_time("process_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.no})"


class ProcessNode(models.Model):
    """A kind of step. `unit_rule` is {"unit": "receiving" | "competent" | "province_centre"} or {"code": "H99.12"}."""

    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="nodes")
    order = models.SmallIntegerField()
    key = models.CharField(max_length=60)
    kind = models.SmallIntegerField()
    name = models.CharField(max_length=300)
    role = models.SmallIntegerField()
    unit_rule = models.JSONField()
    limit_value = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    limit_unit = models.SmallIntegerField(null=True)
    optional = models.BooleanField(default=False)
    join = models.SmallIntegerField(default=Join.ALL)
    join_count = models.SmallIntegerField(null=True)

    class Meta:
        db_table = "process_node"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="process_node_key"),
            models.CheckConstraint(
                name="process_node_join_count",
                condition=Q(join=int(Join.COUNT), join_count__gt=0)
                | (~Q(join=int(Join.COUNT)) & Q(join_count__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProcessEdge(models.Model):
    """One road between two steps; its condition is an expression over the dossier's facts."""

    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="edges")
    from_key = models.CharField(max_length=60)
    to_key = models.CharField(max_length=60)
    order = models.SmallIntegerField(default=0)
    condition = models.JSONField(null=True)

    class Meta:
        db_table = "process_edge"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "from_key", "to_key"], name="process_edge_pair")
        ]

    def __str__(self) -> str:
        return f"{self.from_key} → {self.to_key}"
