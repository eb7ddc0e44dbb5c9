"""Pages for what went wrong: one sentence what happened, one what to do now, and a code that stands in the log."""

import logging
import secrets
import sys
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.rules.faults import Fault
from motcua.web.shared.away import RETRY_SECONDS, is_away
from motcua.web.shared.province import last_known
from motcua.web.shared.refusals import status_on_screen

log = logging.getLogger("motcua.web.incidents")

_HOMES: Final = ("/nv/", "/en/")  # the parts of the house that have a first page of their own
_ASK = gettext_lazy("Nếu bạn cần vào, hãy hỏi người quản trị của đơn vị.")
# Heading and advice of a refusal; any other keeps the plain words.
_WORDS: Final = {
    403: (gettext_lazy("Bạn chưa được giao phần này"), _ASK),
    404: ("Không tìm thấy", "Cũng có thể tìm ở trang làm việc."),
}


def incident() -> str:
    """A short code that a person can read over the telephone and an operator can find in the log."""
    return secrets.token_hex(3).upper()


def status_of(fault: Fault) -> int:
    """The HTTP status of a refusal on a page."""
    return status_on_screen(fault.code)


def fault_page(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The refusal as a page, or as the list of faults when htmx asked for a part of one."""
    status = status_of(fault)
    if request.headers.get("HX-Request"):
        part = render_to_string(
            "components/error_summary/template.html",
            {"faults": [{"text": fault.message, "target": ""}], "heading": _("Chưa thực hiện được")},
        )
        return HttpResponse(part, status=status)
    title, advice = _WORDS.get(status, (_("Chưa thực hiện được"), _("Quay lại trang trước để xem lại.")))
    return error_page(request, status, title=str(title), said=fault.message, advice=str(advice))


def error_page(
    request: HttpRequest, status: int, *, title: str, said: str, advice: str, code: str | None = None
) -> HttpResponse:
    """A page for a failure; it needs no session, no database and no right."""
    if request.path_info.startswith("/api/"):
        return _problem(status, said, incident_code=code)
    context = {"status": status, "heading": title, "said": said, "advice": advice, "incident": code}
    context["home"] = _home(request)
    response = render(request, "shared/error.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _away_page(request: HttpRequest, code: str) -> HttpResponse:
    """503: the database is away. Nothing is read for this page, or it would wait as long again."""
    heading, said = _("Hệ thống đang tạm ngừng"), _("Cơ sở dữ liệu chưa trả lời nên bước này chưa được thực hiện.")
    if request.path_info.startswith("/api/"):
        response = _problem(HTTPStatus.SERVICE_UNAVAILABLE, said, incident_code=code)
    else:
        context = {
            "heading": heading,
            "said": said,
            "advice": _("Thử lại sau ít phút, hoặc gọi tổng đài và đọc mã sự cố."),
            "incident": code,
            "home": _home(request),
            "province": last_known(),
        }
        response = HttpResponse(render_to_string("shared/error.html", context), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Cache-Control"], response["Retry-After"] = "no-store", str(RETRY_SECONDS)
    return response


def _home(request: HttpRequest) -> str:
    """The first page of the part of the house in which the request was."""
    return next((home for home in _HOMES if request.path_info.startswith(home)), "/")


# The words of the API for what fails before or behind it.
_PROBLEM_CODES: Final[dict[int, str]] = {400: "bad_request", 403: "denied", 404: "no_such_address"}


def _problem(status: int, said: str, *, incident_code: str | None) -> HttpResponse:
    """The same failure for a machine (RFC 9457); `incident` is the code that stands in the log."""
    code = _PROBLEM_CODES.get(status, "internal_error")
    body = {
        "type": f"urn:motcua:fault:{code}",
        "title": code.replace("_", " "),
        "status": status,
        "detail": said,
        "code": code,
        "errors": [],
        "incident": incident_code,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400"""
    return error_page(
        request,
        400,
        title=_("Chúng tôi chưa hiểu yêu cầu này"),
        said=_("Địa chỉ hoặc phần gửi lên bị thiếu hay sai chỗ nào đó."),
        advice=_("Quay lại trang trước và thử lại."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403"""
    return error_page(
        request,
        403,
        title=_("Bạn chưa được giao phần này"),
        said=_("Trang này dành cho người có vai trò khác."),
        advice=str(_ASK),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404"""
    return error_page(
        request,
        404,
        title=_("Không có trang này"),
        said=_("Địa chỉ bạn mở không dẫn đến trang nào."),
        advice=_("Kiểm tra lại từng ký tự, hoặc tìm từ trang chủ."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere."""
    log.warning("csrf %s %s", request.path_info, reason)
    return error_page(
        request,
        403,
        title=_("Trang đã mở quá lâu"),
        said=_("Phần bạn vừa gửi chưa được nhận, vì trang này được mở từ lâu hoặc trình duyệt chặn cookie."),
        advice=_("Quay lại, tải lại trang rồi gửi lần nữa."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database is away: the code on the page is the code in the log."""
    code, problem = incident(), sys.exc_info()
    log.error("incident %s %s %s", code, request.method, request.path_info, exc_info=problem)
    if is_away(problem[1]):
        return _away_page(request, code)
    return error_page(
        request,
        500,
        title=_("Hệ thống gặp lỗi"),
        said=_("Chúng tôi chưa lưu được bước này."),
        advice=_("Thử lại sau ít phút, hoặc gọi tổng đài và đọc mã sự cố."),
        code=code,
    )
