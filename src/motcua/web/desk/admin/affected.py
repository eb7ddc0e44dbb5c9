"""Open dossiers that still count by an older calendar: which of them would get another date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.catalogue.calendars import calendar_for, current_version_id
from motcua.catalogue.shelf import shelf
from motcua.dossiers.models import Dossier
from motcua.ledger.actor import Actor
from motcua.people.permissions import may, visible
from motcua.people.roster import roster
from motcua.rules.deadlines import due, late_from
from motcua.rules.lifecycle import Verb

LOOKED_AT = 1000
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Affected:
    """One dossier whose date would move."""

    code: str
    version: int
    procedure: str
    unit: str
    due_now: datetime
    due_then: datetime


def behind(actor: Actor, *, at: datetime) -> QuerySet[Dossier]:
    """Open dossiers within the right that are not late and count by another calendar than the one in force."""
    return (
        Dossier.objects.filter(visible(actor, Verb.RECOMPUTE_DUE))
        .filter(closed_at__isnull=True, finished_at__isnull=True, received_at__isnull=False, late_at__gt=at)
        .exclude(calendar_version_id=current_version_id())
        .exclude(code=None)
        .order_by("late_at", "pk")
    )


def affected_count(actor: Actor, *, at: datetime) -> int:
    """How many would move, among the first thousand; 0 for who may not recompute."""
    return sum(1 for _ in _moving(actor, at)) if may(actor, Verb.RECOMPUTE_DUE) else 0


def affected(actor: Actor, *, at: datetime) -> list[Affected]:
    """The dossiers whose date would move, the nearest date first."""
    return [found for found, _ in zip(_moving(actor, at), range(SHOWN), strict=False)]


def _moving(actor: Actor, at: datetime) -> Iterator[Affected]:
    for row in behind(actor, at=at)[:LOOKED_AT]:
        card = shelf().version(row.procedure_version_id)
        limit = card.limit_for(row.case_id)
        if limit is None or row.received_at is None or row.legal_due is None:
            continue
        then = due(limit, row.received_at, calendar_for(row.receiving_unit_id)).at
        # A date that has passed by the new calendar is not offered: the verb would refuse it.
        if then is not None and then != row.legal_due and late_from(then, limit.unit) > at:
            unit = roster().unit(row.receiving_unit_id).label
            yield Affected(row.code or "", row.version, card.name, unit, row.legal_due, then)
