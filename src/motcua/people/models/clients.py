"""Machines that may call the API."""

from typing import ClassVar

from django.db import models

from motcua.people.models.units import Unit


class ApiClient(models.Model):
    """A machine that may talk to the API. Only a keyed hash of its token is kept.

    `scopes` is a list of people.tokens.ClientScope words.
    """

    name = models.CharField(max_length=200)
    token_hmac = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="clients")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        db_table = "api_client"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
