"""`/nv/`: every role begins its day somewhere."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.web.desk.nav import home_of
from motcua.web.shared.policy import open_door


@open_door("leads everybody to the page of the role, which asks for its own right")
def home(request: HttpRequest) -> HttpResponse:
    """To the page on which this role works."""
    return HttpResponseRedirect(reverse(f"desk:{home_of(request.actor.role)}"))  # type: ignore[attr-defined]
