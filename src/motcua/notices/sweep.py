"""The sweep: once a minute it takes the clocks whose alarm has come, tells whom it concerns, and moves the alarm on.

Batches by the index of `alarm_at`, a transaction each: it may die at any moment and goes on where it was. A fact has a
key, and a person is told once of each; of several points that one clock has passed, the last is told.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django.db import connection, transaction

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.alarms import Calendars, Clocks, open_steps, rung, set_alarms
from motcua.notices.recipients import AGENCY, Audience, People
from motcua.notices.telling import Fact, tell
from motcua.rules.alarms import reached
from motcua.rules.codes import Clock

BATCH = 900  # an old SQLite takes 999 values a statement
TERM, STEP, APOLOGY, PROMISE = "clock.term", "clock.step", "clock.apology", "clock.promise"

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
        _write_behind()
        dossiers = rung(at=at, limit=BATCH)
        if not dossiers:
            return None
        steps = open_steps([dossier.id for dossier in dossiers])
        rang = [Clocks(dossier, steps.get(dossier.id), calendars) for dossier in dossiers]
        told = tell(item for clocks in rang for item in _told(audience, clocks, at))
        set_alarms({clocks.dossier.id: clocks.next_point(after=at) for clocks in rang})
    return len(dossiers), told


def _write_behind() -> None:
    """Do not wait for the disk at this commit: what a power cut takes with it had not rung yet, and rings again."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")


def _told(audience: Audience, clocks: Clocks, at: datetime) -> Iterator[tuple[Fact, People]]:
    """What is to be told of a dossier, and to whom."""
    dossier = clocks.dossier
    if dossier.clock == Clock.RUNNING:
        sector = shelf().version(dossier.procedure_version_id).sector
        for fact in (_of_citizen(clocks, at), _of_step(clocks, at), _of_apology(clocks, at)):
            if fact is not None:
                yield fact, audience.of_clock(fact.share or AGENCY, dossier, clocks.step, sector=sector)
        broken = _of_promise(clocks, at)
        if broken is not None:
            yield broken, audience.of_broken_promise(dossier, clocks.step, sector=sector)


def _of_citizen(clocks: Clocks, at: datetime) -> Fact | None:
    dossier, term = clocks.dossier, clocks.term
    share = None if term is None else reached(term, since=dossier.alarm_at or at, until=at)
    if term is None or share is None:
        return None
    # A term that began anew, or was extended, is another fact: its date stands in the key.
    key = f"term:{dossier.id}:{share}:{term.due_at:%Y%m%d%H%M}"
    return Fact(TERM, key, dossier.id, at, share, facts={"due": term.due_at.isoformat()})


def _of_step(clocks: Clocks, at: datetime) -> Fact | None:
    dossier, step, term = clocks.dossier, clocks.step, clocks.step_term
    share = None if term is None else reached(term, since=dossier.alarm_at or at, until=at)
    if step is None or term is None or share is None:
        return None
    facts = {"due": term.due_at.isoformat(), "step": step.kind}
    return Fact(STEP, f"step:{step.id}:{share}", dossier.id, at, share, facts=facts)


def _of_apology(clocks: Clocks, at: datetime) -> Fact | None:
    """On the last day for an apology in time: whoever leads the agency signs it, so they are told."""
    dossier, reminder = clocks.dossier, clocks.reminder
    due, until = dossier.legal_due, clocks.apology_until
    if due is None or until is None or reminder is None or due <= at or not (dossier.alarm_at or at) <= reminder <= at:
        return None
    facts = {"due": due.isoformat(), "until": until.isoformat()}
    return Fact(APOLOGY, f"apology:{dossier.id}:{due:%Y%m%d%H%M}", dossier.id, at, facts=facts)


def _of_promise(clocks: Clocks, at: datetime) -> Fact | None:
    """The day that an apology promised is over, and there is no second one to promise (Decree 61/2018 Art. 19(9))."""
    dossier, broken = clocks.dossier, clocks.broken
    if dossier.promised_due is None or broken is None or not (dossier.alarm_at or at) <= broken <= at:
        return None
    key = f"promise:{dossier.id}:{dossier.promised_due:%Y%m%d%H%M}"
    return Fact(PROMISE, key, dossier.id, at, facts={"due": dossier.promised_due.isoformat()})
