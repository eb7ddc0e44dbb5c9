"""The fold of the lawful times: supplements, pauses, obligations, extensions, apologies, ends without a result."""

from collections.abc import Callable, Mapping
from typing import Any

from motcua.dossiers.fold_moves import end_clock, go_on, stop_clock
from motcua.dossiers.folded import Folded
from motcua.ledger.models import Event
from motcua.rules.lifecycle import Verb


def _clock(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """Whatever the event says of the clock: it stopped, went on, or ended."""
    for name, move in (("stopped", stop_clock), ("went_on", go_on), ("ended", end_clock)):
        if name in facts:
            move(folded, event, facts[name])


TIMES: dict[Verb, Callable[[Folded, Event, Mapping[str, Any]], None]] = {
    Verb.PAUSE: _clock,
    Verb.RESUME: _clock,
}
