"""Everything that happens by itself: one table. What happens because of an act stands in `subscribers`."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from motcua.documents import store
from motcua.dossiers import apology_drafts, attachments, supplement_windows, watch
from motcua.ledger import access, deliveries, seals
from motcua.ledger.jobs import PeriodicJob
from motcua.notices import mail, supplement_limit, sweep
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.web.shared import idempotency

log = logging.getLogger(__name__)

HEARTBEAT = "worker.heartbeat"


def compare_all_dossiers(_at: datetime) -> None:
    """Fold every dossier from its events; what differs stands on the staff screen and, counted, in the log."""
    found, last = 0, 0
    while ids := watch.batch_after(last):
        with transaction.atomic():
            found += watch.compare(ids)
        last = ids[-1]
    log.log(logging.ERROR if found else logging.INFO, "fold: all dossiers compared, %d differences", found)


def thin_looks(at: datetime) -> int:
    """What the province has decided about how long it keeps who looked at personal data."""
    on = legal_day(at)
    months, inquiry_months = read("access_log_months", on=on), read("access_log_inquiry_months", on=on)
    gone = access.thin(at=at, months=months, inquiry_months=max(months, inquiry_months))
    log.info("access log: %d looks were over and are gone", gone)
    return gone


JOBS: tuple[PeriodicJob, ...] = (
    # Leaves its moment in the table, which is how bin/motcua doctor knows that a worker lives.
    PeriodicJob(HEARTBEAT, timedelta(seconds=10), lambda at: None),
    PeriodicJob("ledger.seal_hours", timedelta(minutes=1), lambda at: seals.seal_hours(at=at)),
    PeriodicJob("ledger.thin_deliveries", timedelta(days=1), lambda at: deliveries.thin(at=at)),
    PeriodicJob("ledger.thin_looks", timedelta(days=1), thin_looks),
    # Whose time runs out is told within the minute.
    PeriodicJob("notices.sweep", timedelta(minutes=1), lambda at: sweep.sweep(at=at)),
    # The applicant is told within three working days what is missing; the list is kept in the request, not in a clock.
    PeriodicJob("notices.supplement_limit", timedelta(minutes=15), lambda at: supplement_limit.warn(at=at)),
    PeriodicJob("notices.mail", timedelta(minutes=1), lambda at: mail.send_due(at=at)),
    # Nothing came within the window: the dossier is closed, each in its own transaction.
    PeriodicJob("dossiers.lapse_windows", timedelta(minutes=15), lambda at: supplement_windows.lapse_windows(at=at)),
    PeriodicJob("web.forget_keys", timedelta(hours=1), lambda at: idempotency.forget_keys(at=at)),
    # Personal data that came to belong to no dossier: first the names, then the bytes that nothing names any more.
    PeriodicJob("dossiers.forget_unused_files", timedelta(days=1), lambda at: attachments.forget_unused(at=at)),
    # The letter lies ready before it must be sent; a person signs it and the desk sends it.
    PeriodicJob("dossiers.draft_apologies", timedelta(minutes=5), apology_drafts.draft_due_apologies),
    PeriodicJob("documents.sweep", timedelta(days=1), lambda at: store.sweep(at=at)),
    PeriodicJob("dossiers.compare_all", timedelta(days=1), compare_all_dossiers),
)
