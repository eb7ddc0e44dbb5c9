"""Refusals as problem documents (RFC 9457); `code` is the domain exception's, stable for machines."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.rules.faults import Fault
from motcua.web.shared.errors import status_of

MEDIA_TYPE = "application/problem+json"

# Where the API says more than a page would. Every other fault is 409: the state of things forbids it.
STATUS: dict[str, int] = {
    "bad_token": 401,
    "token_ended": 401,
    "no_token": 401,
    "may_not_act_for": 403,
    "out_of_scope": 404,
    "not_for_you": 404,
    "stale_version": 412,
    "version_missing": 428,
    "bad_cursor": 400,
    "key_reused": 422,
    "unknown_file": 422,
}


class Problem(Schema):
    """Why something was refused."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[dict[str, Any]] = []


ERRORS = frozenset({400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429})


def problem(status: int, code: str, detail: str, *, errors: list[dict[str, Any]] | None = None) -> HttpResponse:
    """A problem document."""
    body = {
        "type": f"urn:motcua:fault:{code}",
        "title": code.replace("_", " "),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": errors or [],
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def of_fault(fault: Fault) -> HttpResponse:
    """A domain exception as a problem document."""
    return problem(STATUS.get(fault.code, status_of(fault)), fault.code, fault.message)


def install(api: NinjaAPI) -> None:
    """Let every failure of the API leave as a problem document."""

    @api.exception_handler(Fault)
    def _fault(request: HttpRequest, fault: Fault) -> HttpResponse:
        return of_fault(fault)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"where": ".".join(map(str, item["loc"][1:])), "message": item["msg"]} for item in error.errors]
        return problem(422, "invalid", "Nội dung gửi lên chưa đúng. Xem từng trường trong errors.", errors=errors)

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, "no_token", "Gửi mã truy cập trong tiêu đề Authorization: Bearer.")

    @api.exception_handler(HttpError)
    def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "bad_request", "Yêu cầu chưa đúng dạng nên chưa đọc được.")
