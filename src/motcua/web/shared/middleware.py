"""What happens to every page on its way in and out: language, refusals, caching, and who saw what."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from motcua.rules.faults import Fault
from motcua.web.shared.errors import fault_page

Answer = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"


def language_by_address(get_response: Answer) -> Answer:
    """Vietnamese everywhere but under /en/. The browser's wish does not count: an address is one page for everybody."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = "en" if request.path_info == "/en" or request.path_info.startswith("/en/") else "vi"
        with translation.override(language):
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware


def guarded_headers(get_response: Answer) -> Answer:
    """Nothing is kept by browsers or proxies unless a view says that everybody sees the same."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware


class FaultPages:
    """A refusal of the house that no view caught becomes a page with its one sentence, never a bare code."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only faults; everything else is an incident (errors.server_error)."""
        return fault_page(request, exception) if isinstance(exception, Fault) else None
