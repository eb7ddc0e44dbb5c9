"""Finding a procedure: by code, abbreviation, initials, or words without accents.

The shelf is in memory, so a search makes no statement and needs no index of a database: 10,000 procedures are looked
through in some milliseconds, on SQLite as on PostgreSQL.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.cards import ProcedureCard, VersionLine
from motcua.catalogue.shelf import shelf
from motcua.rules.text import fold, sort_key

_WORD = re.compile(r"[\w.]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A procedure with the version that holds on the day; `line.receivable` says whether a dossier can be received."""

    procedure: ProcedureCard
    line: VersionLine


def search_procedures(
    text: str,
    *,
    on: date,
    sector: str | None = None,
    within: Collection[int] | None = None,
    limit: int | None = 20,
) -> list[Hit]:
    """Procedures in force on a day that match every word of the text, best first; all of them for an empty text.

    First whole codes and abbreviations, then names that begin with the text, then words that begin words of the name
    or its synonyms, then any place in a word. `within` are the row ids of the procedures asked for (a desk's scope).
    """
    wanted = fold(text)
    words = _WORD.findall(wanted)
    found: list[tuple[int, str, Hit]] = []
    for procedure in shelf().procedures():
        line = procedure.on(on)
        if line is None or (sector and procedure.sector.code != sector):
            continue
        if within is not None and procedure.id not in within:
            continue
        rank = _rank(procedure, line, wanted, words)
        if rank is not None:
            found.append((rank, line.name, Hit(procedure, line)))
    found.sort(key=lambda entry: (entry[0], sort_key(entry[1])))
    return [hit for _, _, hit in found[:limit]]


def _rank(procedure: ProcedureCard, line: VersionLine, wanted: str, words: list[str]) -> int | None:
    """How well a procedure matches, 0 best; None: not at all."""
    if not words:
        return None if wanted else 0
    if wanted == procedure.code.lower() or wanted.replace(" ", "") in procedure.short:
        return 0
    tests: tuple[tuple[int, Callable[[str], bool]], ...] = (
        (2, lambda word: f" {word}" in procedure.words),
        (4, lambda word: word in procedure.words),
    )
    for rank, test in tests:
        if all(test(word) for word in words):
            name = fold(line.name)
            return rank - 1 if name.startswith(wanted) else rank + (f" {wanted}" not in procedure.words)
    return None
