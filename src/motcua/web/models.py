"""What the faces themselves keep: the keys of acts that may be sent twice."""

from django.db import models


class IdempotencyKey(models.Model):
    """One act by one sender under one key, kept 24 hours. The answer is redrawn from the event, never stored."""

    pk = models.CompositePrimaryKey("owner", "key")
    owner = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    body_sha256 = models.BinaryField(max_length=32)
    event_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "idempotency_key"
        indexes = [models.Index(name="idempotency_key_at", fields=["at"])]

    def __str__(self) -> str:
        return f"{self.owner}:{self.key}"


class SavedView(models.Model):
    """A filter that somebody keeps under a name: what stood in the address, its columns included.

    Shared with a unit and what stands below it (`unit_id`), there with everybody (`role` 0) or with a role. `opens`: it
    stands in for an address that says nothing.
    """

    owner_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    role = models.SmallIntegerField(default=0)
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    opens = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "saved_view"
        constraints = [
            models.UniqueConstraint(
                name="saved_view_name", fields=["owner_id", "page", "name"], condition=models.Q(unit_id__isnull=True)
            ),
            models.UniqueConstraint(
                name="saved_view_shared_name",
                fields=["unit_id", "role", "page", "name"],
                condition=models.Q(unit_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
