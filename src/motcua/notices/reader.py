"""The reader that tells people what an act of somebody else means for them.

Whom an event concerns is read from its facts and from the steps, whenever it is read: what has been worked off since is
told to nobody, so a reader that begins late, or reads everything again, floods nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.dossiers.models import Step
from motcua.ledger.places import Placed
from motcua.notices.recipients import NOBODY, Audience, People
from motcua.notices.sentences import LINES, Line, To
from motcua.notices.telling import Fact, tell
from motcua.notices.waiting import Waiting
from motcua.people.roster import roster

NAME = "notices"
KINDS = frozenset(kind for kind, line in LINES.items() if line.to is not None or line.acts is not None)
ACTS = {kind: line.acts for kind, line in LINES.items() if line.acts is not None}

Steps = Mapping[int, Sequence[Step]]


def handle(places: Sequence[Placed]) -> None:
    """Tell everybody whom these events concern, but for whoever acted. Safe to repeat."""
    steps: dict[int, list[Step]] = defaultdict(list)
    ids = {place.event.stream_id for place in places}
    for step in Step.objects.filter(dossier__in=ids, main=True).order_by("dossier_id", "no"):
        steps[step.dossier_id].append(step)
    waiting = Waiting(places, ACTS)
    tell(item for place in places for item in _told(place, LINES[place.event.kind], steps, waiting))


def _told(place: Placed, line: Line, steps: Steps, waiting: Waiting) -> Iterator[tuple[Fact, People]]:
    event, audience = place.event, Audience(place.event.recorded_at)
    step = _step(place, line.to, steps[event.stream_id]) if line.to else None
    holder = frozenset({step.person_id}) if step and step.person_id else NOBODY
    own = frozenset({_actor(place)})
    people = audience.with_substitutes(holder - own) | waiting.people(place, steps[event.stream_id], audience) - own
    if not people:
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
    yield fact, people


def _step(place: Placed, to: To, steps: Sequence[Step]) -> Step | None:
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


def _facts(said: Mapping[str, Any], step: Step | None) -> dict[str, Any]:
    """What the sentence needs: the kind of the step, a reason from a list, the cause of a pause."""
    found: dict[str, Any] = {"step": step.kind} if step else {}
    if "reason" in said:
        found["reason"] = said["reason"]
    if "stopped" in said:
        found["cause"] = said["stopped"]["cause"]
    return found
