"""Periodic jobs: each runs in one process at a time, as often as it asks, however many workers there are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from motcua.ledger.models import ScheduledJob

RETRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """A name for ever, how often, and what. `run` takes the server's clock and must be safe to repeat."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


def run_due(jobs: Iterable[PeriodicJob], *, at: datetime) -> dict[str, str | None]:
    """Run the jobs that are due at `at` (aware) and not taken by another process.

    Returns name → None, or the error of one that failed: it is noted in the job's row and tried again soon.
    """
    outcome: dict[str, str | None] = {}
    for job in jobs:
        if not _take(job, at):
            continue
        try:
            job.run(at)
        except Exception as failure:  # one broken job must not stop the others
            outcome[job.name] = f"{type(failure).__name__}: {failure}"
            again = at - job.every + min(RETRY, job.every)
            ScheduledJob.objects.filter(name=job.name).update(ran_at=again, error=outcome[job.name])
        else:
            outcome[job.name] = None
    return outcome


def _take(job: PeriodicJob, at: datetime) -> bool:
    """Move the job's moment forward if it is due: the row's lock lets exactly one process do that."""
    due = Q(ran_at__isnull=True) | Q(ran_at__lte=at - job.every)
    row = ScheduledJob.objects.filter(name=job.name)
    if row.filter(due).update(ran_at=at, error=None):
        return True
    if row.exists():
        return False
    return ScheduledJob.objects.get_or_create(name=job.name, defaults={"ran_at": at})[1]


def note_run(name: str, *, at: datetime, error: str | None = None) -> None:
    """Remember when something that a person starts was last done, and what came of it; for `job` rows of the screen."""
    ScheduledJob.objects.update_or_create(name=name, defaults={"ran_at": at, "error": error})
