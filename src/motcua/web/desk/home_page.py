"""`/nv/`: every role begins its day somewhere."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.web.desk.nav import home_of


def home(request: HttpRequest) -> HttpResponse:
    """To the page on which this role works."""
    return HttpResponseRedirect(reverse(f"desk:{home_of(request.actor.role)}"))  # type: ignore[attr-defined]
