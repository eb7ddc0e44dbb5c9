"""The people of a dossier. Personal data: maskable, never in events."""

from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier
from motcua.rules.codes import IdentityKind, PartyKind


class Party(models.Model):
    """Who files, who owns, who represents, who takes. A correction adds a row and points the old one to it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parties")
    role = models.SmallIntegerField()
    kind = models.SmallIntegerField(default=PartyKind.PERSON)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=240)
    identity_kind = models.SmallIntegerField(default=IdentityKind.NONE)
    identity_no = models.CharField(max_length=40, blank=True)
    identity_hmac = models.BinaryField(max_length=32, null=True)
    birth_on = models.DateField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    phone_hmac = models.BinaryField(max_length=32, null=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    authority = models.CharField(max_length=120, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    masked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "party"
        indexes = [
            models.Index(name="party_identity", fields=["identity_hmac"], condition=Q(identity_hmac__isnull=False)),
            models.Index(name="party_phone", fields=["phone_hmac"], condition=Q(phone_hmac__isnull=False)),
            # Empty as a rule; SQLite looks here for children of every row that comes before its dossier.
            models.Index(name="party_replaced", fields=["replaced_by"], condition=Q(replaced_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"party {self.pk}"
