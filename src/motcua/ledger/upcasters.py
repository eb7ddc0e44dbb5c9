"""Old facts in today's shape. An event is never rewritten; its facts are lifted when they are read.

A room that changes the shape of an event's facts registers one function a step:

    @upcaster("dossier.forward", 1)
    def _node_became_step(facts: Facts) -> Facts: ...

From then on new events of that kind are drawn with schema 2, and old ones are read as if they had been.
"""

from collections.abc import Callable
from typing import Any

from motcua.ledger.models import Event

Facts = dict[str, Any]
Lift = Callable[[Facts], Facts]

_LIFTS: dict[str, dict[int, Lift]] = {}


class UnknownSchema(ValueError):
    """An event was written by a newer version of the product than this one."""


def upcaster(kind: str, schema: int) -> Callable[[Lift], Lift]:
    """Register a pure function that turns the facts of `kind` from `schema` into `schema` + 1."""

    def register(lift: Lift) -> Lift:
        if schema != schema_of(kind):
            raise ValueError(f"{kind}: the next step starts from schema {schema_of(kind)}, not {schema}")
        _LIFTS.setdefault(kind, {})[schema] = lift
        return lift

    return register


def schema_of(kind: str) -> int:
    """The schema in which events of `kind` are written today."""
    lifts = _LIFTS.get(kind)
    return 1 if lifts is None else len(lifts) + 1


def facts_of(event: Event) -> Facts:
    """The facts of `event` in today's shape. Raises UnknownSchema for an event from the future."""
    today = schema_of(event.kind)
    if event.schema > today:
        raise UnknownSchema(f"{event.kind} has schema {event.schema}, known is {today}")
    facts: Facts = event.facts
    for schema in range(event.schema, today):
        facts = _LIFTS[event.kind][schema](dict(facts))
    return facts
