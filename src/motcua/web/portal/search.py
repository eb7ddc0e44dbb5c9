"""Finding a procedure by what people type: any words, any order, with or without marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.cards import ProcedureCard
from motcua.catalogue.shelf import shelf
from motcua.rules.procedures import Level, Online
from motcua.rules.text import fold, sort_key
from motcua.web.portal.life_events import event

# Words that people put around the matter itself: "tôi muốn làm giấy khai sinh cho con".
FILLERS = frozenset(
    (
        "toi",
        "muon",
        "can",
        "xin",
        "lam",
        "cho",
        "cua",
        "va",
        "giay",
        "o",
        "tai",
        "nhu",
        "the",
        "nao",
        "thi",
        "co",
        "mot",
    )
) | {"cai", "viec", "thu", "tuc", "ho", "so"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address of the catalogue asks for."""

    text: str = ""
    event: str = ""
    sector: str = ""
    level: Level | None = None
    online: Online | None = None


def find(wanted: Wanted, on: date) -> list[ProcedureCard]:
    """The procedures in force on a day that fit, best first; without words in the order of their names."""
    cards = [card for card in shelf().procedures() if card.on(on) is not None]
    kept = [card for card in cards if _fits(card, wanted, on)]
    if wanted.text.strip():
        return _ranked(kept, wanted.text)
    return sorted(kept, key=lambda card: sort_key(card.newest.name))


def _fits(card: ProcedureCard, wanted: Wanted, on: date) -> bool:
    line = card.on(on) or card.newest
    life = event(wanted.event) if wanted.event else None
    return (
        (life is None or card.code in life.codes)
        and (not wanted.sector or card.sector.code == wanted.sector)
        and (wanted.level is None or line.level is wanted.level)
        and (wanted.online is None or line.online is wanted.online)
    )


def _ranked(cards: Iterable[ProcedureCard], text: str) -> list[ProcedureCard]:
    """Every word that says something must occur; a whole phrase, a name or an abbreviation comes first."""
    phrase = fold(text)
    words = [word for word in phrase.split() if word not in FILLERS] or phrase.split()
    found = [(card, _score(card, phrase, words)) for card in cards if all(f" {word}" in card.words for word in words)]
    return [card for card, _points in sorted(found, key=lambda pair: (-pair[1], sort_key(pair[0].newest.name)))]


def _score(card: ProcedureCard, phrase: str, words: list[str]) -> int:
    name = fold(card.newest.name)
    spoken = " ".join(words)
    points = 0
    if phrase in card.abbreviations or phrase == card.code:
        points += 100
    if any(fold(one) == phrase for one in card.synonyms):
        points += 60
    if spoken in name:
        points += 40 - min(20, name.index(spoken))
    if any(spoken in fold(one) for one in card.synonyms):
        points += 15
    return points - min(10, len(name) // 12)
