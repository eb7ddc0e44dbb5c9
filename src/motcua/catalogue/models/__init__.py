"""The tables of procedures, their versions and processes, intake scopes and the calendar."""

from motcua.catalogue.models.calendars import CalendarDay, CalendarVersion
from motcua.catalogue.models.contents import Case, FeeRule, FormSchema, Limit, PaperItem
from motcua.catalogue.models.files import CatalogueFile
from motcua.catalogue.models.procedures import LegalDocument, Procedure, ProcedureVersion, Sector
from motcua.catalogue.models.processes import Process, ProcessEdge, ProcessNode, ProcessVersion
from motcua.catalogue.models.scopes import IntakeScope

__all__ = [
    "CalendarDay",
    "CalendarVersion",
    "Case",
    "CatalogueFile",
    "FeeRule",
    "FormSchema",
    "IntakeScope",
    "LegalDocument",
    "Limit",
    "PaperItem",
    "Procedure",
    "ProcedureVersion",
    "Process",
    "ProcessEdge",
    "ProcessNode",
    "ProcessVersion",
    "Sector",
]
