"""What may be done to the catalogue: each verb one transaction, one event, one new generation."""

from motcua.catalogue.commands.calendars import DayDefinition, change_calendar_day, national_days, publish_calendar
from motcua.catalogue.commands.procedures import (
    describe_procedure,
    end_version,
    open_procedure,
    publish_version,
    withdraw_version,
)
from motcua.catalogue.commands.processes import end_process, publish_process
from motcua.catalogue.commands.scopes import ScopeDefinition, close_scope, open_scopes
from motcua.catalogue.commands.sectors import name_document, name_sector

__all__ = [
    "DayDefinition",
    "ScopeDefinition",
    "change_calendar_day",
    "close_scope",
    "describe_procedure",
    "end_process",
    "end_version",
    "name_document",
    "name_sector",
    "national_days",
    "open_procedure",
    "open_scopes",
    "publish_calendar",
    "publish_process",
    "publish_version",
    "withdraw_version",
]
