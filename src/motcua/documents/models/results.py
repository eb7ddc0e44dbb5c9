"""The registry of results: what an agency issued, under which number, and whether it still holds."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.documents.models.files import File


class Result(models.Model):
    """A licence, certificate or decision as issued. Number and issuer name it for ever."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind_code = models.CharField(max_length=60)
    issuer_unit_id = models.BigIntegerField()
    issuer_unit_version_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    subject_id = models.BigIntegerField()
    holder_citizen_id = models.BigIntegerField(null=True)
    holder_org_id = models.BigIntegerField(null=True)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    paper_issued = models.BooleanField()
    valid_until = models.DateField(null=True)
    secret = models.CharField(max_length=40)

    class Meta:
        db_table = "result"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer_unit_id", "kind_code", "number", "year"], name="result_number"),
            models.CheckConstraint(name="result_numbered", condition=~Q(number="")),
        ]
        indexes: ClassVar = [models.Index(fields=["subject_id"], name="result_subject")]

    def __str__(self) -> str:
        return f"{self.number} ({self.year})"


class ResultStatus(models.Model):
    """One stage in the life of a result; "valid now" is the last row. Append-only."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="statuses")
    seq = models.PositiveSmallIntegerField()
    status = models.SmallIntegerField()
    at = models.DateTimeField()
    ground = models.CharField(max_length=300, blank=True)
    replaced_by = models.ForeignKey(Result, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "result_status"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "seq"], name="result_status_seq"),
            models.CheckConstraint(name="result_status_not_itself", condition=~Q(replaced_by=models.F("result"))),
        ]

    def __str__(self) -> str:
        return f"{self.result_id}.{self.seq}: {self.status}"
