"""Who looked at personal data, and how long that is kept."""

from django.db import models

from motcua.ledger.models.columns import IdListField


class AccessLog(models.Model):
    """One row a request that showed personal data (or a failed public look-up). Append-only, outside the chain."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    page = models.TextField()
    what = models.SmallIntegerField()
    purpose = models.SmallIntegerField(null=True)
    address_hmac = models.BinaryField(max_length=32, null=True)
    ids = IdListField(default=list)

    class Meta:
        db_table = "access_log"
        indexes = [models.Index(fields=["account_id", "at"], name="access_log_account_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%dT%H:%M:%S} {self.page}"


class LooksOver(models.Model):
    """Looks before these days (UTC) may go; of a complaint or an inspection, before the second. Append-only.

    The guard of `access_log` reads this table: without a row here nothing leaves there.
    """

    before = models.DateField()
    inquiries_before = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "looks_over"
        constraints = [models.UniqueConstraint(fields=["before", "inquiries_before"], name="looks_over_once")]

    def __str__(self) -> str:
        return f"{self.before}, {self.inquiries_before}"
