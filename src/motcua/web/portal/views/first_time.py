"""How often a dossier was complete at the first visit, by procedure and by desk: counts only, no person."""

from django.http import HttpRequest, HttpResponse

from motcua.dossiers.right_first_time import By, rates
from motcua.rules.calendar import legal_day, local
from motcua.web.portal.frame import public, shared_page
from motcua.web.shared.clock import now


@public
def first_time(request: HttpRequest) -> HttpResponse:
    """`/dung-lan-dau/`: the dossiers that were accepted this year. Two statements."""
    until = now()
    since = local(until).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    context = {
        "year": legal_day(until).year,
        "until": until,
        "procedures": rates(By.PROCEDURE, since=since, until=until),
        "units": rates(By.UNIT, since=since, until=until),
    }
    return shared_page(request, "portal/first_time.html", context, current="first_time")
