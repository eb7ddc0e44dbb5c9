"""Finding a procedure by what people type and choose. The words are the catalogue's affair; asking nicely is ours."""

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.cards import ProcedureCard
from motcua.catalogue.queries import Hit, search_procedures
from motcua.rules.procedures import Level, Online
from motcua.rules.text import fold
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
) | {"cai", "viec", "thu", "tuc", "ho", "so", "con"}


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
    return [hit.procedure for hit in _hits(wanted, on) if _fits(hit, wanted)]


def _hits(wanted: Wanted, on: date) -> list[Hit]:
    """All words must occur; when that finds nothing, the words that carry the meaning must."""
    sector = wanted.sector or None
    hits = search_procedures(wanted.text, on=on, sector=sector, limit=None)
    if hits:
        return hits
    meant = [word for word in fold(wanted.text).split() if word not in FILLERS]
    return search_procedures(" ".join(meant), on=on, sector=sector, limit=None) if meant else []


def _fits(hit: Hit, wanted: Wanted) -> bool:
    life = event(wanted.event) if wanted.event else None
    return (
        (life is None or hit.procedure.code in life.codes)
        and (wanted.level is None or hit.line.level is wanted.level)
        and (wanted.online is None or hit.line.online is wanted.online)
    )
