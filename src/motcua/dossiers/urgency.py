"""How urgent a dossier is at a moment: the groups of every list. A comparison, so they need no column."""

from datetime import datetime
from enum import StrEnum

from django.db.models import Case, IntegerField, Q, Value, When

from motcua.dossiers.models import Dossier
from motcua.rules.codes import Clock


class Urgency(StrEnum):
    """The groups of a list, in its order."""

    LATE = "late"
    SOON = "soon"
    OPEN = "open"
    PAUSED = "paused"


ORDER = tuple(Urgency)


def urgent(urgency: Urgency, at: datetime) -> Q:
    """The steps of a group. The citizen's clock decides: late is for ever, paused or not; what is settled waits for
    nobody's clock; what is returned at once has no date and is due from its first minute.
    """
    at_once = Q(dossier__legal_due__isnull=True)
    settled = Q(dossier__finished_at__isnull=False)
    late = Q(dossier__late_at__lt=at)
    paused = Q(dossier__clock=Clock.PAUSED)
    match urgency:
        case Urgency.LATE:
            return late & ~settled
        case Urgency.SOON:
            return Q(dossier__late_at__gte=at) & (Q(dossier__soon_from__lte=at) | at_once) & ~paused & ~settled
        case Urgency.PAUSED:
            return Q(dossier__late_at__gte=at) & paused & ~settled
        case Urgency.OPEN:
            running = Q(dossier__soon_from__gt=at) | Q(dossier__soon_from__isnull=True)
            return settled | (Q(dossier__late_at__gte=at) & running & ~at_once & ~paused)


def group(at: datetime) -> Case:
    """The number of a step's group at a moment."""
    return Case(
        *(When(urgent(urgency, at), then=Value(no)) for no, urgency in enumerate(ORDER)),
        output_field=IntegerField(),
    )


def urgency_of(dossier: Dossier, at: datetime) -> Urgency:
    """The group of a dossier at a moment; what is settled and waits to be collected is not late (Art. 20)."""
    if dossier.finished_at is not None:
        return Urgency.OPEN
    if dossier.late_at < at:
        return Urgency.LATE
    if dossier.clock == Clock.PAUSED:
        return Urgency.PAUSED
    soon = dossier.legal_due is None or (dossier.soon_from is not None and dossier.soon_from <= at)
    return Urgency.SOON if soon else Urgency.OPEN
