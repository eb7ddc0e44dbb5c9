"""Everything that happens by itself: one table. What happens because of an act stands in `subscribers`."""

import logging
from datetime import datetime, timedelta

from motcua.dossiers.differences import all_differences
from motcua.ledger import deliveries, seals
from motcua.ledger.jobs import PeriodicJob

log = logging.getLogger(__name__)

HEARTBEAT = "worker.heartbeat"


def compare_all_dossiers(_at: datetime) -> None:
    """Fold every dossier from its events and say in the log what differs; the screen shows the same."""
    found = 0
    for difference in all_differences():
        found += 1
        log.error("fold: %s differs in %s", difference.code, difference.what)
    log.info("fold: all dossiers compared, %d differences", found)


JOBS: tuple[PeriodicJob, ...] = (
    # Leaves its moment in the table, which is how bin/motcua doctor knows that a worker lives.
    PeriodicJob(HEARTBEAT, timedelta(seconds=10), lambda at: None),
    PeriodicJob("ledger.seal_hours", timedelta(minutes=1), lambda at: seals.seal_hours(at=at)),
    PeriodicJob("ledger.thin_deliveries", timedelta(days=1), lambda at: deliveries.thin(at=at)),
    PeriodicJob("dossiers.compare_all", timedelta(days=1), compare_all_dossiers),
)
