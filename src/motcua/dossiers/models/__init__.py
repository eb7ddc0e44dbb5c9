"""The tables of a dossier, by subject. Fields, constraints and `__str__` only; verbs stand in `commands`."""

from motcua.dossiers.models.clock import ClockSegment, DueChange
from motcua.dossiers.models.dossier import Dossier, DossierAlias
from motcua.dossiers.models.notes import Note
from motcua.dossiers.models.papers import Paper, Verdict
from motcua.dossiers.models.parties import Party
from motcua.dossiers.models.result import Handing, Outcome
from motcua.dossiers.models.watch import FoldDifference
from motcua.dossiers.models.words import DossierWords
from motcua.dossiers.models.work import Step

__all__ = [
    "ClockSegment",
    "Dossier",
    "DossierAlias",
    "DossierWords",
    "DueChange",
    "FoldDifference",
    "Handing",
    "Note",
    "Outcome",
    "Paper",
    "Party",
    "Step",
    "Verdict",
]
