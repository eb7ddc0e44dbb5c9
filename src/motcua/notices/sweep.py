"""The sweep: once a minute it takes the clocks whose alarm has come, tells whom it concerns, and moves the alarm on.

Batches by the index of `alarm_at`, a transaction each: it may die at any moment and goes on where it was. A fact has a
key, and a person is told once of each; of several points that one clock has passed, the last is told.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django.db import transaction

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.alarms import Calendars, citizens_term, next_alarm, open_steps, rung, set_alarms, steps_term
from motcua.dossiers.models import Dossier, Step
from motcua.notices.recipients import AGENCY, Audience, People
from motcua.notices.telling import Fact, tell
from motcua.rules.alarms import apology_point, reached
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Apology, Clock

BATCH = 900  # an old SQLite takes 999 values a statement
TERM, STEP, APOLOGY = "clock.term", "clock.step", "clock.apology"

log = logging.getLogger(__name__)


def sweep(*, at: datetime) -> int:
    """Tell everything that has fallen due by `at` (the server's clock, aware); how many notices were written."""
    audience, calendars, told, swept = Audience(at), cache(calendar_for), 0, 0
    while found := _batch(audience, calendars, at):
        swept, told = swept + found[0], told + found[1]
    if swept:
        log.info("sweep: %d clocks rang, %d notices", swept, told)
    return told


def _batch(audience: Audience, calendars: Calendars, at: datetime) -> tuple[int, int] | None:
    """One transaction: how many dossiers, how many notices; None when nothing is left."""
    with transaction.atomic():
        dossiers = rung(at=at, limit=BATCH)
        if not dossiers:
            return None
        steps = open_steps(dossiers)
        pairs = [(dossier, steps.get(dossier.pk)) for dossier in dossiers]
        told = tell(item for dossier, step in pairs for item in _told(audience, calendars, dossier, step, at))
        set_alarms({dossier.pk: next_alarm(dossier, step, after=at, calendars=calendars) for dossier, step in pairs})
    return len(dossiers), told


def _told(
    audience: Audience, calendars: Calendars, dossier: Dossier, step: Step | None, at: datetime
) -> Iterator[tuple[Fact, People]]:
    """What is to be told of a dossier, and to whom."""
    if dossier.clock == Clock.RUNNING:
        sector = shelf().version(dossier.procedure_version_id).sector
        desk = calendars(dossier.receiving_unit_id, dossier.calendar_version_id)
        facts = (_of_citizen(dossier, desk, at), _of_step(dossier, step, calendars, at), _of_apology(dossier, desk, at))
        for fact in facts:
            if fact is not None:
                yield fact, audience.of_clock(fact.share or AGENCY, dossier, step, sector=sector)


def _of_citizen(dossier: Dossier, calendar: WorkingCalendar, at: datetime) -> Fact | None:
    term = citizens_term(dossier, calendar)
    share = None if term is None else reached(term, since=dossier.alarm_at or at, until=at)
    if term is None or share is None:
        return None
    # A term that began anew, or was extended, is another fact: its date stands in the key.
    key = f"term:{dossier.pk}:{share}:{term.due_at:%Y%m%d%H%M}"
    return Fact(TERM, key, dossier.pk, at, share, facts={"due": term.due_at.isoformat()})


def _of_step(dossier: Dossier, step: Step | None, calendars: Calendars, at: datetime) -> Fact | None:
    if step is None or step.due is None:
        return None
    term = steps_term(step, calendars(step.unit_id, dossier.calendar_version_id))
    share = None if term is None else reached(term, since=dossier.alarm_at or at, until=at)
    if share is None:
        return None
    facts = {"due": step.due.isoformat(), "step": step.kind}
    return Fact(STEP, f"step:{step.pk}:{share}", dossier.pk, at, share, facts=facts)


def _of_apology(dossier: Dossier, calendar: WorkingCalendar, at: datetime) -> Fact | None:
    """On the last day for an apology in time: whoever leads the agency signs it, so they are told."""
    if dossier.legal_due is None or dossier.apology != Apology.NONE or dossier.legal_due <= at:
        return None
    if not (dossier.alarm_at or at) <= apology_point(dossier.legal_due, calendar) <= at:
        return None
    key = f"apology:{dossier.pk}:{dossier.legal_due:%Y%m%d%H%M}"
    return Fact(APOLOGY, key, dossier.pk, at, facts={"due": dossier.legal_due.isoformat()})
