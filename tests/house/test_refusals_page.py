"""docs/refusals.md against the source: who may say which verb, in which state and step, and what the door answers."""

import pytest

from motcua.dossiers.change import ClockStands, MirrorReadOnly, StaleVersion, UnknownDossier
from motcua.dossiers.clock import NotPaused
from motcua.dossiers.work import WrongRole
from motcua.people.permissions import Denied, NotHolder, OutOfScope, OutOfSector, who_may
from motcua.rules.lifecycle import (
    BY_ROLE_OF_STEP,
    NEEDS_RUNNING_CLOCK,
    TABLE,
    VERB_WORDS,
    NodeKind,
    Role,
    State,
    Verb,
    WrongState,
    WrongStep,
)
from tests.house import manual

IN_ORDER = (
    *(UnknownDossier, MirrorReadOnly, StaleVersion, Denied, OutOfScope, OutOfSector, NotHolder, WrongRole),
    *(WrongState, WrongStep, ClockStands, NotPaused),
)
PAGE = manual.read("refusals.md")
ROWS = {manual.spans(row[0])[0]: row for row in manual.rows(PAGE, under="Who, where, when")}


def test_the_door_asks_what_the_page_says_with_these_sentences():
    rows = manual.rows(PAGE, under="What the door asks, in this order")
    told = [(manual.spans(name)[0], sentence) for name, _, sentence in rows]
    assert told == [(fault.__name__, fault.sentence) for fault in IN_ORDER]


def test_every_verb_has_its_row_in_the_order_of_the_source():
    assert list(ROWS) == list(Verb)


@pytest.mark.parametrize("verb", Verb)
def test_a_row_says_what_the_source_says(verb):
    _, word, who, step, places, standing = ROWS[verb]
    assert word == VERB_WORDS[verb]
    assert tuple(Role[name.upper()] for name in who.split(", ")) == who_may(verb)
    assert step == ("yes" if verb in BY_ROLE_OF_STEP else "–")
    assert told_places(places) == {(line.source, line.at) for line in TABLE if line.verb is verb}
    only_then = "only then" if verb is Verb.RESUME else "yes"
    assert standing == ("no" if verb in NEEDS_RUNNING_CLOCK else only_then)


def told_places(cell):
    """`received, processing at work, task; settled` as lines of the table; a dash is no dossier yet."""
    found = set()
    for part in cell.split("; "):
        states, _, kinds = part.partition(" at ")
        at = frozenset(NodeKind[name.upper()] for name in kinds.split(", ")) if kinds else None
        found |= {(None if name == "–" else State[name.upper()], at) for name in states.split(", ")}
    return found
