"""One thing that one person was told, and its way by e-mail. No name, number or text of a citizen stands here."""

from django.db import models
from django.db.models import Q

from motcua.people.models import Staff
from motcua.rules.notices import MailState

EMAIL = 1  # the channels of a dispatch; the others come with those who tell citizens


class Notice(models.Model):
    """Told once: a person and a fact. `kind` is the kind of the event, or `clock.…` of the sweep.

    `fact_key` names the fact: `event:412`, `step:123:90`, `term:45:90:…`. `dossier_id` is no reference: a row here is
    no reason for the dossier's table to look.
    """

    person = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    fact_key = models.CharField(max_length=80)
    dossier_id = models.BigIntegerField()
    share = models.SmallIntegerField(null=True)
    position = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        constraints = [models.UniqueConstraint(name="notice_once", fields=["person", "fact_key"])]
        indexes = [
            models.Index(name="notice_newest", fields=["person", "-at", "-id"]),
            models.Index(name="notice_unread", fields=["person", "-at", "-id"], condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.fact_key}"


class Dispatch(models.Model):
    """The way of a notice over one channel. The address is kept masked, and only once it was used."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="dispatches", db_index=False)
    person = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.SmallIntegerField(default=EMAIL)
    state = models.SmallIntegerField(default=MailState.QUEUED)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    address_masked = models.CharField(max_length=200, blank=True)
    provider_ref = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "dispatch"
        constraints = [models.UniqueConstraint(name="dispatch_once", fields=["notice", "channel"])]
        indexes = [
            models.Index(name="dispatch_due", fields=["next_at", "id"], condition=Q(state=MailState.QUEUED)),
            models.Index(name="dispatch_failed", fields=["id"], condition=Q(state=MailState.FAILED)),
            models.Index(name="dispatch_person", fields=["person"]),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} ({MailState(self.state).name.lower()})"
