"""What is missing: one request that lists everything, and what came in answer (Decree 61/2018 Art. 11(2)(c), 19(4))."""

from django.db import models
from django.db.models import Q

from motcua.catalogue.models import PaperItem
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.papers import Paper
from motcua.people.models import Staff
from motcua.rules.codes import SupplementState

UNFINISHED = (SupplementState.PROPOSED, SupplementState.SIGNED, SupplementState.SENT, SupplementState.ANSWERED)


class SupplementRequest(models.Model):
    """A request to the applicant: proposed by the officer, signed by a leader, sent by the desk.

    Requests that were dropped before they were sent keep their row. `ordinal` counts those that were sent: a second
    one has a leader and a ground that the applicant reads.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="supplement_requests", db_index=False)
    no = models.SmallIntegerField()
    state = models.SmallIntegerField(default=SupplementState.PROPOSED)
    reason = models.CharField(max_length=40)
    note_id = models.BigIntegerField(null=True)
    ordinal = models.SmallIntegerField(default=1)
    second_ground_id = models.BigIntegerField(null=True)  # a note for the applicant
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()
    leader = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    notice_due = models.DateTimeField(null=True)  # by when it should have been sent (three working days)
    window_ends = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "supplement_request"
        constraints = [
            models.UniqueConstraint(name="supplement_request_no", fields=["dossier", "no"]),
            models.UniqueConstraint(
                name="supplement_request_one_open", fields=["dossier"], condition=Q(state__in=UNFINISHED)
            ),
            models.CheckConstraint(
                name="supplement_request_second_has_ground",
                condition=Q(ordinal=1) | Q(second_ground_id__isnull=False),
            ),
            models.CheckConstraint(
                name="supplement_request_sent_is_signed",
                condition=Q(sent_at__isnull=True) | Q(leader__isnull=False, signed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="supplement_request_waiting", fields=["state", "dossier"], condition=Q(state__in=UNFINISHED)
            ),
            models.Index(
                name="supplement_request_window",
                fields=["window_ends"],
                condition=Q(state=SupplementState.SENT),
            ),
        ]

    def __str__(self) -> str:
        return f"supplement request {self.no} of dossier {self.dossier_id}"


class SupplementItem(models.Model):
    """One thing that is asked for: a paper of the dossier, a paper of the procedure that never came, or a field."""

    request = models.ForeignKey(SupplementRequest, on_delete=models.PROTECT, related_name="items")
    no = models.SmallIntegerField()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    paper_item = models.ForeignKey(PaperItem, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    field_key = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40)
    note_id = models.BigIntegerField(null=True)
    answer_paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    answer_note_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "supplement_item"
        constraints = [
            models.UniqueConstraint(name="supplement_item_no", fields=["request", "no"]),
            models.CheckConstraint(
                name="supplement_item_names_one",
                condition=Q(paper__isnull=False, paper_item__isnull=True, field_key="")
                | Q(paper__isnull=True, paper_item__isnull=False, field_key="")
                | (Q(paper__isnull=True, paper_item__isnull=True) & ~Q(field_key="")),
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.no} of supplement request {self.request_id}"


class FieldVerdict(models.Model):
    """What the officer says of a part of the declaration. Append-only: a change of mind is a new row."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="field_verdicts")
    field_key = models.CharField(max_length=40)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    verdict = models.SmallIntegerField()
    note_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "field_verdict"

    def __str__(self) -> str:
        return f"verdict {self.pk} on {self.field_key} of dossier {self.dossier_id}"
