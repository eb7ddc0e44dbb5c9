"""Is the dossier whole? What the procedure asks of everybody and was not handed in (Decree 61/2018 Art. 17)."""

from collections.abc import Collection, Iterable

from motcua.catalogue.cards import PaperCard


def demanded(paper: PaperCard) -> bool:
    """Whether everybody must hand it in: no condition, and no database from which the office knows it already."""
    return paper.required and not paper.source


def missing_papers(asked_for: Iterable[PaperCard], handed_in: Collection[int | None]) -> tuple[PaperCard, ...]:
    """Of the papers of a case those that must be there and are not; `handed_in` are row ids of papers."""
    return tuple(paper for paper in asked_for if demanded(paper) and paper.id not in handed_in)
