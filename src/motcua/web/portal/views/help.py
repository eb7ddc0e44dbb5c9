"""Help, on one page, in the same words as the screens."""

from django.http import HttpRequest, HttpResponse

from motcua.web.portal.addresses import to
from motcua.web.portal.frame import public, shared_page


@public
def help_page(request: HttpRequest) -> HttpResponse:
    """`/tro-giup/`."""
    context = {"catalogue_url": to("catalogue"), "tracking_url": to("tracking"), "places_url": to("places")}
    return shared_page(request, "portal/help.html", context, current="help")
