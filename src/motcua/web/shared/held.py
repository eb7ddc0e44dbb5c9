"""What was typed is not lost with the right to send it: the page that says why holds it and sends it again."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render

from motcua.people.permissions import Denied
from motcua.rules.faults import Fault
from motcua.web.shared.errors import fault_page

LARGEST = 1_000_000  # bytes of a form that is held; files are never sent back
MOST = 300

View = Callable[..., HttpResponseBase]


def keeps_typed(view: View) -> View:
    """A form whose sender may have lost the right to send it since it was opened."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **more)
        except Denied as fault:
            return held_page(request, fault)

    return kept


def held_page(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The refusal with everything that was typed, to be sent again; a plain refusal where nothing was."""
    fields = _fields(request)
    if not fields:
        return fault_page(request, fault)
    context = {"said": fault.message, "fields": fields, "action": request.path}
    response = render(request, "shared/held.html", context, status=HTTPStatus.FORBIDDEN)
    response["Cache-Control"] = "no-store"
    return response


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the form, if it is one of our own: a form that comes from elsewhere is not given our token."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if request.method != "POST" or "HX-Request" in request.headers or length > LARGEST:
        return []
    if CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {}) is not None:
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [pair for pair in fields if pair[0] != "csrfmiddlewaretoken"][:MOST]


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
