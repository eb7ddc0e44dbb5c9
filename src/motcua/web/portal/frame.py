"""The frame of the public pages, and the door that a province may close."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.web.portal.addresses import to
from motcua.web.shared.asked import path_of
from motcua.web.shared.clock import now
from motcua.web.shared.dates import in_english
from motcua.web.shared.shell import NavItem

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

FOR_EVERYBODY = "public, max-age=60"


@dataclass(frozen=True, slots=True)
class Site:
    """Navigation and footer of a public page; `other_*` leads to the same page in the other language."""

    home: str
    nav: tuple[NavItem, ...]
    help: tuple[NavItem, ...]
    about: tuple[NavItem, ...]
    other_url: str
    other_code: str
    other_name: str


def site(request: HttpRequest, current: str) -> Site:
    """The frame with the entry of the page marked."""
    nav = (
        NavItem(_("Thủ tục"), to("catalogue"), "", current=current == "catalogue"),
        NavItem(_("Tra cứu hồ sơ"), to("tracking"), "", current=current == "tracking"),
        NavItem(_("Nơi nộp hồ sơ"), to("places"), "", current=current == "places"),
        NavItem(_("Trợ giúp"), to("help"), "", current=current == "help"),
    )
    path = path_of(request)
    english = in_english()
    return Site(
        home=to("home"),
        nav=nav,
        help=(
            NavItem(_("Nơi nộp hồ sơ gần bạn"), to("places"), ""),
            NavItem(_("Trợ giúp"), to("help"), ""),
            NavItem(_("Thư xin lỗi đã công khai"), to("apologies"), ""),
            NavItem(_("Đủ hồ sơ ngay lần đầu"), to("first_time"), ""),
        ),
        about=(
            NavItem(_("Tuyên bố khả năng tiếp cận"), to("help", part="tiep-can"), ""),
            NavItem(_("Bảo vệ dữ liệu cá nhân"), to("help", part="du-lieu"), ""),
            NavItem(_("Dành cho cán bộ"), "/nv/", ""),
        ),
        other_url=path.removeprefix("/en") or "/" if english else f"/en{path}",
        other_code="vi" if english else "en",
        other_name="Tiếng Việt" if english else "English",
    )


def public(view: View[P]) -> View[P]:
    """A public page: closed when the province closed its portal, and packed."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if read("portal_mode", on=legal_day(now())) == "off":
            raise Http404
        return view(request, *args, **kwargs)

    return gzip_page(wrapped)  # type: ignore[return-value]


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, current: str, status: int = 200
) -> HttpResponse:
    """Render a public page inside its frame."""
    return render(request, template, {"site": site(request, current), **context}, status=status)


def shared_page(request: HttpRequest, template: str, context: dict[str, Any], *, current: str) -> HttpResponse:
    """A page that everybody sees alike, so that it may be kept for a minute."""
    response = page(request, template, context, current=current)
    response["Cache-Control"] = FOR_EVERYBODY
    return response
