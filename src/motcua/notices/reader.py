"""The reader that tells people what an act of somebody else means for them.

Whom an event concerns is read from its facts and from the steps, whenever it is read: what has been worked off since is
told to nobody, so a reader that begins late, or reads everything again, floods nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.dossiers.models import Step
from motcua.ledger.places import Placed
from motcua.notices.recipients import Audience, People
from motcua.notices.sentences import LINES, Line, To
from motcua.notices.telling import Fact, tell
from motcua.people.roster import roster

NAME = "notices"
KINDS = frozenset(kind for kind, line in LINES.items() if line.to is not None)

Steps = Mapping[int, Sequence[Step]]


def handle(places: Sequence[Placed]) -> None:
    """Tell everybody whom these events concern, but for whoever acted. Safe to repeat."""
    steps: dict[int, list[Step]] = defaultdict(list)
    ids = {place.event.stream_id for place in places}
    for step in Step.objects.filter(dossier__in=ids, main=True).order_by("dossier_id", "no"):
        steps[step.dossier_id].append(step)
    tell(item for place in places for item in _told(place, LINES[place.event.kind], steps))


def _told(place: Placed, line: Line, steps: Steps) -> Iterator[tuple[Fact, People]]:
    event = place.event
    step = _step(place, line.to, steps[event.stream_id])
    if step is None or step.person_id is None or step.person_id == _actor(place):
        return
    fact = Fact(
        kind=event.kind,
        key=f"event:{event.pk}",
        dossier_id=event.stream_id,
        at=event.recorded_at,
        position=place.position,
        event_id=event.pk,
        facts=_facts(place.facts, step),
    )
    yield fact, Audience(event.recorded_at).with_substitutes(frozenset({step.person_id}))


def _step(place: Placed, to: To | None, steps: Sequence[Step]) -> Step | None:
    """The step whose holder the event concerns, while it still does."""
    event, facts = place.event, place.facts
    if to is To.HOLDER:
        held = (step for step in steps if step.opened_seq < event.seq <= (step.closed_seq or event.seq))
        return next((step for step in held if step.closed_at is None or step.closed_seq == event.seq), None)
    no = facts.get("step") if to is To.ASSIGNED else facts.get("opened", {}).get("no")
    person = facts.get("person") if to is To.ASSIGNED else facts.get("opened", {}).get("person")
    open_ones = (step for step in steps if step.no == no and step.closed_at is None)
    return next((step for step in open_ones if step.person_id == person), None)


def _actor(place: Placed) -> int | None:
    """The person who acted; None for a machine."""
    posting = roster().posting(place.event.posting_id) if place.event.posting_id else None
    return posting.staff_id if posting else None


def _facts(said: Mapping[str, Any], step: Step) -> dict[str, Any]:
    """What the sentence needs: the kind of the step, a reason from a list, the cause of a pause."""
    found: dict[str, Any] = {"step": step.kind}
    if "reason" in said:
        found["reason"] = said["reason"]
    if "stopped" in said:
        found["cause"] = said["stopped"]["cause"]
    return found
