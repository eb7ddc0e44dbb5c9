"""Where to hand in."""

from django.http import HttpRequest, HttpResponse

from motcua.catalogue.shelf import UnknownProcedure, shelf
from motcua.rules.calendar import legal_day
from motcua.web.portal.addresses import to, to_procedure
from motcua.web.portal.frame import public, shared_page
from motcua.web.portal.places import places as all_places
from motcua.web.portal.places import places_for
from motcua.web.shared.asked import asked
from motcua.web.shared.clock import now


@public
def places(request: HttpRequest) -> HttpResponse:
    """`/noi-nop/?q=&thu-tuc=`: counters by words, and for one procedure."""
    on = legal_day(now())
    text = asked(request)
    code = request.GET.get("thu-tuc", "")
    context = {"text": text, "code": "", "clear_url": to("places"), "procedure_name": "", "procedure_url": ""}
    try:
        card = shelf().find(code)
    except UnknownProcedure:
        context["places"] = all_places(on=on, text=text)
    else:
        name = card.newest.name
        context |= {"code": card.code, "procedure_name": name, "procedure_url": to_procedure(card.code, name)}
        context["places"] = places_for(card.id, on=on, text=text)
    return shared_page(request, "portal/places.html", context, current="places")
