"""Who sees which dossier: where the table of rights ties it to somebody, and where it has been worked on.

An office keeps sight of what it has had in its hands, so that an officer can follow what became of his proposal
(Decree 61/2018 Art. 19); the table of rights knows only where a dossier is now.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from motcua.dossiers.models import Dossier, Step
from motcua.ledger.actor import Actor
from motcua.people import permissions
from motcua.people.permissions import Action, units_in_scope, visible


def in_sight(actor: Actor, action: Action = Action.VIEW_DOSSIER) -> Q:
    """The filter over dossiers for lists, search, exports and the API."""
    units = units_in_scope(actor, action)
    if not units:  # the whole province (None), or nothing at all (empty)
        return visible(actor, action)
    worked = Step.objects.filter(dossier_id=OuterRef("pk"), unit_id__in=sorted(units))
    return visible(actor, action) | Q(Exists(worked))


def may_see(
    actor: Actor, action: Action, dossier: Dossier, steps: Iterable[Step], *, sector: str, at: datetime
) -> bool:
    """The same question for one dossier whose steps are at hand. No statement."""
    if permissions.allows(actor, action, dossier, sector=sector, at=at):
        return True
    units = units_in_scope(actor, action) or frozenset()
    return any(step.unit_id in units for step in steps)
