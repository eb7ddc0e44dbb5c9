"""Has this person an open dossier of the same procedure already? Asked before a second one is received."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.catalogue.shelf import shelf
from motcua.dossiers.fingerprints import fingerprint
from motcua.dossiers.models import Dossier, Party
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.codes import PartyRole
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State
from motcua.rules.text import parse_identity

MOST = 3


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An open dossier of the same person and procedure; `received_at` is UTC."""

    code: str
    state: State
    received_at: datetime
    receiving_unit_id: int


def duplicates(identity: str, procedure: str, *, at: datetime) -> tuple[Duplicate, ...]:
    """Open dossiers of a procedure whose applicant or owner bears this identity number, newest first.

    Looks back as many days as the province has set. At most one statement; none for what is no identity number.
    """
    try:
        number = parse_identity(identity)
        procedure_id = shelf().find(procedure).id
    except Fault:
        return ()
    days = read("duplicate_guard_days", on=legal_day(at))
    people = Party.objects.filter(
        identity_hmac=fingerprint("identity", number),
        role__in=(PartyRole.APPLICANT, PartyRole.OWNER),
        replaced_by__isnull=True,
    )
    found = Dossier.objects.open().filter(
        pk__in=people.values("dossier_id"),
        procedure_version__procedure_id=procedure_id,
        code__isnull=False,
        received_at__gte=at - timedelta(days=days),
    )
    return tuple(
        Duplicate(str(row), row.state_now, row.received_at, row.receiving_unit_id)
        for row in found.order_by("-received_at")[:MOST]
        if row.received_at is not None  # nothing without a code is found, and a code comes with the acceptance
    )
