"""The administrative verbs of people: one function, one transaction, one event, one new generation."""

from motcua.people.commands.accounts import (
    change_password,
    enrol_second_factor,
    reset_password,
    reset_second_factor,
    resume_account,
    suspend_account,
)
from motcua.people.commands.clients import create_client, revoke_client
from motcua.people.commands.settings import change_setting
from motcua.people.commands.staff import (
    change_staff,
    end_absence,
    end_posting,
    grant_posting,
    hire_staff,
    set_absence,
)
from motcua.people.commands.units import change_unit, close_unit, open_unit, set_hours, succeed_unit

__all__ = [
    "change_password",
    "change_setting",
    "change_staff",
    "change_unit",
    "close_unit",
    "create_client",
    "end_absence",
    "end_posting",
    "enrol_second_factor",
    "grant_posting",
    "hire_staff",
    "open_unit",
    "reset_password",
    "reset_second_factor",
    "resume_account",
    "revoke_client",
    "set_absence",
    "set_hours",
    "succeed_unit",
    "suspend_account",
]
