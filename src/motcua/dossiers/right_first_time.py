"""Right first time: of the dossiers that were accepted, how many needed no supplement; by procedure, desk and clerk.

A supplement is a trip for the citizen that the counter could have spared him (Decree 61/2018 Art. 11(2)(c)).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q

from motcua.catalogue.shelf import shelf
from motcua.dossiers.models import Dossier, Step
from motcua.people.roster import roster


class By(StrEnum):
    """By what the dossiers are told apart; a clerk is who accepted them."""

    PROCEDURE = "procedure"
    UNIT = "unit"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Rate:
    """A line: `first` of `accepted` dossiers needed no supplement."""

    name: str
    accepted: int
    first: int

    @property
    def percent(self) -> float:
        """The share in percent; there is no line without a dossier."""
        return 100 * self.first / self.accepted


_COUNTS = {"accepted": Count("pk"), "first": Count("pk", filter=Q(supplements=0))}
_STEP_COUNTS = {"accepted": Count("pk"), "first": Count("pk", filter=Q(dossier__supplements=0))}


def rates(by: By, *, since: datetime, until: datetime, unit_ids: Collection[int] | None = None) -> tuple[Rate, ...]:
    """The lines of a period, the most dossiers first. `unit_ids`: the receiving units (None: all). One statement."""
    accepted = Dossier.objects.filter(counted=True, received_at__gte=since, received_at__lt=until)
    if unit_ids is not None:
        accepted = accepted.filter(receiving_unit__in=unit_ids)
    match by:
        case By.PROCEDURE:
            found = _by_procedure(accepted.values_list("procedure_version_id").annotate(**_COUNTS))
        case By.UNIT:
            rows = accepted.values_list("receiving_unit_id").annotate(**_COUNTS)
            found = {pk: Rate(roster().unit(pk).name, total, first) for pk, total, first in rows.order_by()}
        case By.CLERK:
            steps = Step.objects.filter(no=1, person__isnull=False, dossier__in=accepted.values("pk"))
            by_clerk = steps.values_list("person_id").annotate(**_STEP_COUNTS)
            found = {pk: Rate(roster().staff(pk).name, total, first) for pk, total, first in by_clerk.order_by()}
    return tuple(sorted(found.values(), key=lambda rate: (-rate.accepted, rate.name)))


def _by_procedure(rows: object) -> dict[int, Rate]:
    """Versions of a procedure are one line, under the newest name that occurs."""
    found: dict[int, Rate] = {}
    for version_id, total, first in sorted(rows.order_by()):  # type: ignore[attr-defined]
        card = shelf().version(version_id)
        before = found.get(card.procedure_id, Rate("", 0, 0))
        found[card.procedure_id] = Rate(card.name, before.accepted + total, before.first + first)
    return found
