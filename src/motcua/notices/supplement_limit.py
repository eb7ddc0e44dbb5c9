"""The three working days within which a request for papers must reach the applicant (Decree 61/2018 Art. 17, 19(4)).

Its clock is none of the dossier's: it began with the papers, and stands in the request. The job asks for the requests
that nobody has sent yet; a person is told once that the last day comes, and once that it has passed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.alarms import OpenStep, open_steps
from motcua.dossiers.models import SupplementRequest
from motcua.notices.recipients import AGENCY, DIVISION, Audience, People
from motcua.notices.telling import Fact, tell
from motcua.notices.waiting import Acts, who_acts
from motcua.rules.alarms import apology_point
from motcua.rules.codes import SupplementState
from motcua.rules.lifecycle import State

KIND = "clock.supplement"
OVER = 100
ACTS = {SupplementState.PROPOSED: Acts.SIGNER, SupplementState.SIGNED: Acts.DESK}
BEFORE = timedelta(days=20)  # no holidays are longer
BEHIND = timedelta(days=7)  # a worker that lay still for longer tells of the list, not of each


def warn(*, at: datetime) -> int:
    """Tell of every request whose last day has come, or has passed, by `at` (aware); how many notices were written."""
    rows = SupplementRequest.objects.filter(
        state__in=ACTS,
        dossier__state=State.PROCESSING,
        notice_due__gt=at - BEHIND,
        notice_due__lt=at + BEFORE,
    )
    with transaction.atomic():
        requests = list(rows.select_related("dossier").order_by("notice_due", "pk"))
        steps = open_steps([row.dossier_id for row in requests]) if requests else {}
        audience = Audience(at)
        return tell(item for row in requests for item in _told(row, steps.get(row.dossier_id), audience, at))


def _told(
    request: SupplementRequest, step: OpenStep | None, audience: Audience, at: datetime
) -> Iterator[tuple[Fact, People]]:
    dossier, due = request.dossier, request.notice_due
    if due is None:
        return
    over = due <= at
    if not over and at < apology_point(due, calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id)):
        return
    sector = shelf().version(dossier.procedure_version_id).sector
    people = audience.of_clock(AGENCY if over else DIVISION, dossier, step, sector=sector)
    people |= who_acts(ACTS[SupplementState(request.state)], dossier, (), audience)
    key = f"supplement:{request.pk}:{'over' if over else 'near'}"
    yield Fact(KIND, key, dossier.pk, at, OVER if over else None, facts={"due": due.isoformat()}), people
