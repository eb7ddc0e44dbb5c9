"""Which register (sổ theo dõi) a dossier stands in: one book per sector and year, or one for the whole desk."""

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.cards import VersionCard
from motcua.catalogue.shelf import shelf
from motcua.people.settings import read

WHOLE_DESK = "unit"  # the other choice of the setting register_book
ALL_SECTORS = "Tất cả lĩnh vực"


@dataclass(frozen=True, slots=True)
class Book:
    """One book of a desk: its number on papers, the sector it is for ("" for all of them), the year it is kept in."""

    no: int
    sector: str
    title: str
    year: int

    @property
    def number(self) -> str:
        """As papers write it: "03"."""
        return f"{self.no:02d}"

    @property
    def series(self) -> str:
        """The counter of its lines."""
        return f"register:{self.sector}" if self.sector else "register"


def whole_book(unit_id: int, year: int) -> Book | None:
    """The one book of a desk that keeps no book per sector.

    How books are kept is decided once for a year, by the setting in force on 1 January: lines are numbered through
    the year.
    """
    kept = read("register_book", on=date(year, 1, 1), unit_id=unit_id)
    return Book(1, "", ALL_SECTORS, year) if kept == WHOLE_DESK else None


def book_of(sector: str, title: str, *, unit_id: int, year: int) -> Book:
    """The book of a sector at a desk in a year.

    A sector bears the same number at every desk: its place in the order in which sectors came into the catalogue.
    """
    whole = whole_book(unit_id, year)
    if whole is not None:
        return whole
    known = sorted(shelf().sectors(), key=lambda card: card.id)
    no = next(no for no, card in enumerate(known, 1) if card.code == sector)
    return Book(no, sector, title, year)


def book_for(version: VersionCard, *, unit_id: int, on: date) -> Book:
    """The book that a dossier of this procedure is written into on a legal day."""
    return book_of(version.sector, version.sector_name, unit_id=unit_id, year=on.year)
