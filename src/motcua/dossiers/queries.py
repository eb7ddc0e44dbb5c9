"""The questions that lists, pages and the door ask. No statement is made here; a page adds its own limits.

The models name these classes, so these do not name the models.
"""

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=models.Model)


class DossierQuerySet(models.QuerySet[M]):
    """Questions about dossiers."""

    def named(self, ref: str) -> Self:
        """The dossier with this code or reference (a code holds a hyphen, a reference never does)."""
        return self.filter(code=ref) if "-" in ref else self.filter(reference=ref.upper())

    def visible(self, where: Q) -> Self:
        """Those that a right lets through (people.permissions.visible)."""
        return self.filter(where)

    def open(self) -> Self:
        """Not closed: something is still to be done."""
        return self.filter(closed_at__isnull=True)

    def received_at_desk(self, unit_ids: list[int], *, before: tuple[datetime, int] | None = None) -> Self:
        """The register of desks, newest first, behind the last row of the page before."""
        rows = self.filter(receiving_unit__in=unit_ids, received_at__isnull=False)
        if before is not None:
            received_at, last_id = before
            # The first condition follows from the second; an index is entered by it.
            behind = Q(received_at__lt=received_at) | Q(received_at=received_at, id__lt=last_id)
            rows = rows.filter(behind, received_at__lte=received_at)
        return rows.order_by("-received_at", "-id")


class StepQuerySet(models.QuerySet[M]):
    """Questions about steps: the rows of every worklist."""

    def open(self) -> Self:
        """Steps still to be done."""
        return self.filter(closed_at__isnull=True)
