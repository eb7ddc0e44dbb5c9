"""Events in the one order of the province, for whoever reads by position."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from motcua.ledger.models import Event, EventPlace
from motcua.ledger.upcasters import facts_of


@dataclass(frozen=True)
class Placed:
    """An event and its position."""

    position: int
    event: Event

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The facts of the event in today's shape."""
        return facts_of(self.event)


def places_after(position: int, *, limit: int) -> list[Placed]:
    """At most `limit` events behind `position`, in order; one statement."""
    rows = EventPlace.objects.filter(position__gt=position).select_related("event").order_by("position")[:limit]
    return [Placed(row.position, row.event) for row in rows]


def of_kinds(places: list[Placed], kinds: Collection[str] | None) -> list[Placed]:
    """Those whose kind is among `kinds`; None means all."""
    return places if kinds is None else [place for place in places if place.event.kind in kinds]
