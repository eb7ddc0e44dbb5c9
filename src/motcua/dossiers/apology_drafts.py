"""What the system does by itself about delays: every letter that will be owed lies drafted before it must be sent.

It drafts and never signs or sends. One statement for each batch of agencies, by the index of open dossiers without an
apology; then one act for each letter, each its own transaction.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from motcua.catalogue.calendars import NoCalendar, calendar_for
from motcua.dossiers.apology_orders import DraftApologyOrder
from motcua.dossiers.commands.apologies import draft_apology
from motcua.dossiers.models import Apology, Dossier
from motcua.ledger.actor import SYSTEM
from motcua.people.models import Unit
from motcua.people.settings import read
from motcua.rules.apologies import draft_from
from motcua.rules.calendar import first_moment, legal_day
from motcua.rules.codes import Apology as ApologyClass
from motcua.rules.codes import Clock, MasterSystem
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State

AGENCIES = 200  # in one statement
BATCH = 2_000  # dossiers looked at in one statement
MOST = 500  # letters in one run; the next run goes on
_SLACK = 3  # working days that the hours of an office may differ from the province's
_STATES = (State.RECEIVED, State.PROCESSING, State.OBLIGATION)
log = logging.getLogger(__name__)


def draft_due_apologies(at: datetime, *, most: int = MOST) -> int:
    """Draft, at a moment, what must lie ready by now and what is late without a letter; how many were drafted.

    What cannot be drafted (somebody was faster, the clock stopped meanwhile) is left and named in the log.
    """
    done = 0
    for ref in _wanting(at):
        try:
            draft_apology(ref, DraftApologyOrder(), actor=SYSTEM, at=at)
        except Fault as fault:
            log.warning("apology of %s not drafted: %s", ref, fault.code)
            continue
        done += 1
        if done >= most:
            break
    if done:
        log.info("apologies: %d drafted", done)
    return done


def _wanting(at: datetime) -> Iterator[str]:
    """The dossiers whose letter must lie ready at a moment and does not; the agencies one batch after the other."""
    hours = read("apology_draft_hours", on=legal_day(at))
    try:
        horizon = _horizon(at, hours)
    except NoCalendar:
        return
    agencies = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(agencies), AGENCIES):
        for row in _candidates(agencies[start : start + AGENCIES], horizon):
            if _must_lie_ready(row, at, hours):
                yield str(row)


def _candidates(agencies: list[int], horizon: datetime) -> list[Dossier]:
    """The most urgent open dossiers of some agencies by the horizon: without a letter, their clock running."""
    rows = Dossier.objects.filter(
        competent_unit__in=agencies,
        late_at__lte=horizon,
        finished_at__isnull=True,
        closed_at__isnull=True,
        apology=ApologyClass.NONE,
        clock=Clock.RUNNING,
        state__in=_STATES,
        imported=False,
        master_system=MasterSystem.LOCAL,
    )
    rows = rows.exclude(Exists(Apology.objects.filter(dossier_id=OuterRef("pk"))))
    columns = ("code", "reference", "legal_due", "late_at", "received_at", "receiving_unit", "calendar_version")
    found: list[Dossier] = list(rows.only(*columns).order_by("late_at", "pk")[:BATCH])
    return found


def _horizon(at: datetime, hours: int) -> datetime:
    """Up to which date a letter may have to lie ready by now, by the province's hours and a little more."""
    calendar = calendar_for(None)
    day = calendar.add_working_days(legal_day(calendar.add_working_time(at, timedelta(hours=hours))), 1 + _SLACK)
    return first_moment(day + timedelta(days=1))


def _must_lie_ready(row: Dossier, at: datetime, hours: int) -> bool:
    """Late, or so near its last lawful moment as the province has decided. A term too short for a lead waits."""
    if row.legal_due is None:
        return False
    if row.late_at < at:
        return True
    ready = draft_from(row.legal_due, calendar_for(row.receiving_unit_id, row.calendar_version_id), hours=hours)
    return row.received_at is not None and row.received_at < ready <= at
