"""The tables of a dossier, by subject. Fields, constraints and `__str__` only; verbs stand in `commands`."""

from motcua.dossiers.models.apologies import Apology
from motcua.dossiers.models.clock import ClockSegment, DueChange
from motcua.dossiers.models.dossier import Dossier, DossierAlias
from motcua.dossiers.models.notes import Note
from motcua.dossiers.models.obligations import Obligation
from motcua.dossiers.models.papers import Paper, Verdict
from motcua.dossiers.models.parties import Party
from motcua.dossiers.models.result import Handing, Outcome
from motcua.dossiers.models.supplements import FieldVerdict, SupplementItem, SupplementRequest
from motcua.dossiers.models.watch import FoldDifference
from motcua.dossiers.models.words import DossierWords
from motcua.dossiers.models.work import Step

__all__ = [
    "Apology",
    "ClockSegment",
    "Dossier",
    "DossierAlias",
    "DossierWords",
    "DueChange",
    "FieldVerdict",
    "FoldDifference",
    "Handing",
    "Note",
    "Obligation",
    "Outcome",
    "Paper",
    "Party",
    "Step",
    "SupplementItem",
    "SupplementRequest",
    "Verdict",
]
