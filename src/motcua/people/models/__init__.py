"""The tables of units, staff, accounts, settings and API clients."""

from motcua.people.models.account import Account
from motcua.people.models.cache import SharedCache
from motcua.people.models.clients import ApiClient
from motcua.people.models.settings import Setting
from motcua.people.models.staff import Absence, Posting, Seat, Staff
from motcua.people.models.units import OfficeHours, Succession, Unit, UnitPath, UnitVersion

__all__ = [
    "Absence",
    "Account",
    "ApiClient",
    "OfficeHours",
    "Posting",
    "Seat",
    "Setting",
    "SharedCache",
    "Staff",
    "Succession",
    "Unit",
    "UnitPath",
    "UnitVersion",
]
