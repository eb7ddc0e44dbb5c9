"""The minimal tables of a receipt and a transition, the same as in bench/sql/limit.sql."""

import uuid

from django.db import models


class Counter(models.Model):
    """The last number of an agency on a day."""

    pk = models.CompositePrimaryKey("agency_id", "day")
    agency_id = models.IntegerField()
    day = models.DateField()
    last_no = models.IntegerField()

    class Meta:
        app_label = "bare"
        db_table = "counter"

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}"


class Dossier(models.Model):
    """A dossier with everything in one row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=40, unique=True)
    agency_id = models.IntegerField()
    procedure_id = models.IntegerField()
    status = models.SmallIntegerField()
    version = models.IntegerField(default=1)
    applicant_name = models.CharField(max_length=200)
    applicant_identity = models.CharField(max_length=20, db_index=True)
    phone = models.CharField(max_length=20, null=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    holder_id = models.IntegerField(null=True)
    answers = models.JSONField()

    class Meta:
        app_label = "bare"
        db_table = "dossier"
        indexes = [
            models.Index(fields=["agency_id", "status", "due_at"]),
            models.Index(fields=["agency_id", "received_at"]),
        ]

    def __str__(self) -> str:
        return self.code


class Document(models.Model):
    """A paper."""

    dossier = models.ForeignKey(Dossier, models.CASCADE)
    kind = models.IntegerField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    path = models.CharField(max_length=200)

    class Meta:
        app_label = "bare"
        db_table = "document"

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """What happened."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, db_index=False)
    at = models.DateTimeField()
    actor_id = models.IntegerField()
    action = models.CharField(max_length=40)
    from_status = models.SmallIntegerField(null=True)
    to_status = models.SmallIntegerField()
    facts = models.JSONField()

    class Meta:
        app_label = "bare"
        db_table = "event"
        indexes = [models.Index(fields=["dossier", "id"])]

    def __str__(self) -> str:
        return self.action


class Outbox(models.Model):
    """A message that waits."""

    topic = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "bare"
        db_table = "outbox"
        indexes = [
            models.Index(fields=["id"], condition=models.Q(sent_at__isnull=True), name="outbox_unsent"),
        ]

    def __str__(self) -> str:
        return self.topic
