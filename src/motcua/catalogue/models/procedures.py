"""A procedure is an identity; what the law says of it stands in dated versions, immutable once published."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.rules.procedures import Evidence, Status


def valid_time(table: str) -> models.CheckConstraint:
    """Half-open validity: an end, if there is one, comes after the beginning."""
    return models.CheckConstraint(
        name=f"{table}_valid_time", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
    )


class Sector(models.Model):
    """A field of administration (lĩnh vực). `code` is the key that procedures and postings name."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    national_code = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "sector"
        constraints: ClassVar = [valid_time("sector")]

    def __str__(self) -> str:
        return self.name


class LegalDocument(models.Model):
    """A document that a fee or a limit rests on. `code` is its number when it has one, else its name."""

    code = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=500)
    evidence = models.SmallIntegerField(default=Evidence.UNCERTAIN)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "legal_document"
        constraints: ClassVar = [valid_time("legal_document")]

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính), for ever the same whatever its versions say.

    `abbreviations` and `synonyms` are what people type to find it. They are no law, so they may change at any time.
    """

    code = models.CharField(max_length=40, unique=True)
    national_uuid = models.CharField(max_length=60, null=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="procedures")
    abbreviations = models.JSONField(default=list)
    synonyms = models.JSONField(default=list)

    class Meta:
        db_table = "procedure"

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """What holds for a procedure from a day on. Append-only once published; it may only get an end or be withdrawn.

    `supplement_limit` counts requests, `supplement_window` and the values of `answer_limit` (by channel) read
    "30 CD". `pauses` lists {cause, mode, basis, evidence}; `content` holds result, guidance and legal basis for the
    public page; `evidence` says of each of these facts how sure we are. `search` is folded text.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    no = models.SmallIntegerField()
    status = models.SmallIntegerField(default=Status.DRAFT)
    decision = models.CharField(max_length=200, blank=True)
    competent_level = models.SmallIntegerField()
    service_level = models.SmallIntegerField()
    name = models.CharField(max_length=500)
    search = models.TextField()
    profile = models.SmallIntegerField()
    supplement_mode = models.SmallIntegerField()
    pauses = models.JSONField(default=list)
    supplement_limit = models.SmallIntegerField()
    supplement_window = models.CharField(max_length=20, blank=True)
    answer_limit = models.JSONField(default=dict)
    returns_paper = models.BooleanField(default=True)
    content = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    change_set_id = models.BigIntegerField(null=True)
    published_by = models.BigIntegerField(null=True)
    checksum = models.CharField(max_length=64)

    class Meta:
        db_table = "procedure_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "no"], name="procedure_version_no"),
            models.UniqueConstraint(
                fields=["procedure", "valid_from"],
                condition=Q(status=int(Status.PUBLISHED), withdrawn_on__isnull=True),
                name="procedure_version_published_from",
            ),
            valid_time("procedure_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.no})"
