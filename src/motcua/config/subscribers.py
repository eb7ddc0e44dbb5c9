"""Who reads the ledger: one table. A new reader is a line here and a file in its own room; nothing else changes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from motcua.dossiers import watch, words
from motcua.ledger.models import Event
from motcua.ledger.places import Placed
from motcua.ledger.readers import Reader
from motcua.notices import reader as notices


@dataclass(frozen=True, slots=True)
class EventReader:
    """A reader that looks at the events alone, not at their places."""

    name: str
    kinds: Collection[str] | None
    on_events: Callable[[Sequence[Event]], None]

    def handle(self, places: Sequence[Placed]) -> None:
        """Hand the events over, in their order."""
        self.on_events([place.event for place in places])


@dataclass(frozen=True, slots=True)
class PlaceReader:
    """A reader that wants the positions too."""

    name: str
    kinds: Collection[str] | None
    handle: Callable[[Sequence[Placed]], None]


READERS: tuple[Reader, ...] = (
    # name, kinds (None: all), what it does
    EventReader(words.NAME, words.KINDS, words.handle),
    EventReader(watch.NAME, watch.KINDS, watch.handle),
    PlaceReader(notices.NAME, notices.KINDS, notices.handle),
)
