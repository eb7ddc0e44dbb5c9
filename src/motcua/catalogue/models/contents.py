"""What a version of a procedure consists of: cases, limits, papers, fees and the form. Append-only with it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.catalogue.models.procedures import LegalDocument, Procedure, ProcedureVersion, valid_time
from motcua.rules.deadlines import EndMode
from motcua.rules.procedures import Evidence, Start


class Case(models.Model):
    """A case of the procedure (trường hợp) that the clerk chooses; papers, limits and fees may hang on it."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="cases")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=500)
    condition = models.JSONField(null=True)

    class Meta:
        db_table = "case"
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "key"], name="case_key")]

    def __str__(self) -> str:
        return self.name


class Limit(models.Model):
    """The legal limit of a version, or of one of its cases. No unit: the limit is unknown, nothing can be received.

    A value is absent for SAMEDAY and NOW. `count_cutoff` is an hour of Viet Nam.
    """

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="limits")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="limits")
    value = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    unit = models.SmallIntegerField(null=True)
    start = models.SmallIntegerField(default=Start.ACCEPTANCE)
    count_cutoff = models.TimeField(null=True)
    mode = models.SmallIntegerField(default=EndMode.END_OF_DAY)
    basis = models.CharField(max_length=500, blank=True)
    evidence = models.SmallIntegerField(default=Evidence.UNCERTAIN)

    class Meta:
        db_table = "limit"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "case", "start"], name="limit_of_case"),
            models.UniqueConstraint(
                fields=["version", "start"], condition=Q(case__isnull=True), name="limit_of_version"
            ),
            models.CheckConstraint(name="limit_value_positive", condition=Q(value__isnull=True) | Q(value__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


class PaperItem(models.Model):
    """A paper that the dossier consists of (thành phần hồ sơ).

    `result_of_procedure` issues it, `source_system` of the State already holds it: either is a reason not to ask.
    """

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="papers")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="papers")
    order = models.SmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=1000)
    originals = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    nature = models.SmallIntegerField()
    required_if = models.JSONField(null=True)
    result_of_procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    source_system = models.CharField(max_length=60, blank=True)
    evidence = models.SmallIntegerField(default=Evidence.UNCERTAIN)

    class Meta:
        db_table = "paper_item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "case", "code"], name="paper_item_of_case"),
            models.UniqueConstraint(
                fields=["version", "code"], condition=Q(case__isnull=True), name="paper_item_of_version"
            ),
            models.CheckConstraint(name="paper_item_counts", condition=Q(originals__gte=0) & Q(copies__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name


class FeeRule(models.Model):
    """What is owed, to whom it applies and on which legal basis; the rule of the filing date holds. Amounts in đồng.

    Neither amount nor percent: the rate is not known, so nothing can be collected yet.
    """

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, null=True, related_name="fees")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="fees")
    order = models.SmallIntegerField(default=0)
    fee_code = models.CharField(max_length=40)
    name = models.CharField(max_length=500)
    kind = models.SmallIntegerField()
    amount = models.BigIntegerField(null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    per = models.SmallIntegerField()
    from_page = models.IntegerField(null=True)
    to_page = models.IntegerField(null=True)
    at_most = models.BigIntegerField(null=True)
    channel = models.SmallIntegerField(null=True)
    group = models.CharField(max_length=300, blank=True)
    when = models.SmallIntegerField()
    refund = models.SmallIntegerField()
    legal_document = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, null=True, related_name="fee_rules")
    basis = models.CharField(max_length=500, blank=True)
    evidence = models.SmallIntegerField(default=Evidence.UNCERTAIN)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "fee_rule"
        constraints: ClassVar = [
            valid_time("fee_rule"),
            models.CheckConstraint(
                name="fee_rule_one_rate", condition=Q(amount__isnull=True) | Q(percent__isnull=True)
            ),
            models.CheckConstraint(name="fee_rule_not_negative", condition=Q(amount__isnull=True) | Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name


class FormSchema(models.Model):
    """The electronic form of a version (biểu mẫu điện tử). Append-only: a new form is a new number."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="forms")
    no = models.SmallIntegerField()
    schema = models.JSONField()
    ui = models.JSONField(default=dict)
    checksum = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "form_schema"
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "no"], name="form_schema_no")]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.no}"
