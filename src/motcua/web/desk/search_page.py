"""Search over the whole scope: code, end of a code, identity number, phone, words of a name."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.models import Dossier, Party
from motcua.dossiers.search import find
from motcua.dossiers.sight import in_sight
from motcua.people.permissions import Action, units_in_scope
from motcua.rules.codes import PartyRole
from motcua.rules.lifecycle import STATE_WORDS
from motcua.web.desk.nav import shell_for
from motcua.web.shared.asked import asked
from motcua.web.shared.deadline_words import deadline_words
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import Look, seen

MOST = 50


@needs(Action.SEARCH)
def search(request: HttpRequest) -> HttpResponse:
    """The hits, newest first; a whole code opens its dossier at once."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    text = asked(request, most=80)
    if "-" in text and Dossier.objects.filter(code=text.upper()).exists():
        return HttpResponseRedirect(reverse("desk:dossier", args=[text.upper()]))
    where, units = in_sight(actor, Action.SEARCH), units_in_scope(actor, Action.SEARCH)
    rows = list(find(text, where, units=units, size=MOST))
    seen(request, [row.pk for row in rows], page="desk:search", what=Look.SEARCH)
    names = dict(
        Party.objects.filter(dossier__in=rows, role=PartyRole.APPLICANT, replaced_by__isnull=True).values_list(
            "dossier_id", "name"
        )
    )
    hits = [
        {
            "code": str(row),
            "url": reverse("desk:dossier", args=[str(row)]),
            "procedure": shelf().version(row.procedure_version_id).name,
            "applicant": names.get(row.pk, ""),
            "state": STATE_WORDS[row.state_now],
            "received_at": row.received_at,
            "deadline": deadline_words(
                row, at=at, calendar=calendar_for(row.receiving_unit_id, row.calendar_version_id)
            ),
        }
        for row in rows
    ]
    context = {"shell": shell_for(request), "hits": hits, "search_text": text, "full": len(rows) == MOST}
    return render(request, "desk/search.html", context)
