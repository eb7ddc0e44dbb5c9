"""Refusals as problem documents (RFC 9457); `code` is the domain exception's, stable for machines."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Annotated, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from motcua.rules.faults import Fault
from motcua.web.shared.refusals import EVERY_CODE, status_for_machine

MEDIA_TYPE = "application/problem+json"
JSON, FORM = "application/json", "multipart/form-data"

View = Callable[..., HttpResponseBase]

# What is wrong with a field, by the checker's word for it; everything else is of the wrong kind.
_FIELD_WORDS: dict[str, str] = {
    "missing": "Thiếu trường này.",
    "extra_forbidden": "Không có trường này.",
    "literal_error": "Không phải là một trong các từ được dùng.",
    "string_too_long": "Dài quá mức cho phép.",
    "greater_than_equal": "Nhỏ hơn mức cho phép.",
    "less_than_equal": "Lớn hơn mức cho phép.",
    "string_too_short": "Ngắn quá mức cho phép.",
    "string_pattern_mismatch": "Có ký tự không dùng được hoặc chưa đúng dạng.",
    "string_unicode": "Không phải là chữ Unicode hợp lệ.",
    "too_long": "Có quá nhiều mục.",
    "timezone_aware": "Thời điểm phải kèm múi giờ.",
    "union_tag_invalid": "Trường verb phải là receive hoặc refuse.",
    "union_tag_not_found": "Thiếu trường verb: receive hoặc refuse.",
}


class FieldProblem(Schema):
    """One field that is wrong: where it stands, in which way, and one sentence for a person."""

    where: str
    kind: str
    message: str


class Problem(Schema):
    """Why something was refused."""

    type: str
    title: str
    status: int
    detail: str
    code: Annotated[str, Field(json_schema_extra={"enum": list(EVERY_CODE)})]
    errors: list[FieldProblem]


def problem(status: int, code: str, detail: str, *, errors: Iterable[dict[str, str]] = ()) -> HttpResponse:
    """A problem document."""
    body = {
        "type": f"urn:motcua:fault:{code}",
        "title": code.replace("_", " "),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def of_fault(fault: Fault) -> HttpResponse:
    """A domain exception as a problem document."""
    return problem(status_for_machine(fault.code), fault.code, fault.message)


def _field(error: dict[str, Any]) -> dict[str, str]:
    kind = str(error["type"])
    # The address begins with the part of the request and the name of our own argument.
    where = ".".join(str(part) for part in error["loc"][2:] or error["loc"][-1:])
    return {"where": where, "kind": kind, "message": _FIELD_WORDS.get(kind, "Giá trị chưa đúng kiểu.")}


def install(api: NinjaAPI) -> None:
    """Let every failure of the API leave as a problem document."""

    @api.exception_handler(Fault)
    def _fault(request: HttpRequest, fault: Fault) -> HttpResponse:
        return of_fault(fault)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [_field(item) for item in error.errors]
        return problem(422, "invalid", "Nội dung gửi lên chưa đúng. Xem từng trường trong errors.", errors=fields)

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, "no_token", "Gửi mã truy cập trong tiêu đề Authorization: Bearer.")

    @api.exception_handler(RequestDataTooBig)
    def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return problem(413, "body_too_large", "Nội dung gửi lên quá lớn. Tệp gửi riêng qua /files/.")

    @api.exception_handler(HttpError)
    def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(400, "bad_request", "Yêu cầu chưa đúng dạng nên chưa đọc được.")


def takes(media_type: str) -> Callable[[View], View]:
    """The decorator of a router whose bodies are of one media type: another one is refused before it is read."""

    def decorate(run: View) -> View:
        @wraps(run)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and request.content_type != media_type:
                return problem(415, "wrong_media_type", f"Gửi nội dung dạng {media_type}.")
            return run(request, *args, **kwargs)

        return checked

    return decorate


def with_refused_methods(view: View) -> View:
    """The view of an address, whose refusal of a method is a problem document too."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        refusal = problem(405, "method_not_allowed", "Địa chỉ này không nhận phương thức đã gửi. Xem tiêu đề Allow.")
        refusal["Allow"] = response["Allow"]
        return refusal

    return answer


@csrf_exempt
def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every address below /api/ that leads nowhere."""
    return problem(404, "no_such_address", "Không có địa chỉ này. Xem mô tả tại /api/v1/openapi.json.")
