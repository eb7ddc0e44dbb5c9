"""What the OpenAPI document says beyond the routes: who calls, the headers, every refusal, an example per act."""

from collections.abc import Iterator
from typing import Any, Final

from ninja.openapi.schema import OpenAPISchema

from motcua.dossiers.commands import COMMANDS
from motcua.web.api.examples import EXAMPLES
from motcua.web.api.problems import MEDIA_TYPE, FieldProblem, Problem
from motcua.web.shared.refusals import CODES

Json = dict[str, Any]

SERVER: Final = "/api/v1"
PDF, ANY_FILE = "application/pdf", ("application/pdf", "image/jpeg", "image/png", "image/webp")

_GUARDED: Final = frozenset(command.verb.value for command in COMMANDS.values() if command.guarded)
_READ, _SENT = (400, 401, 403), (400, 401, 403, 404, 409, 413, 415, 422)
_MORE: Final[dict[str, tuple[int, ...]]] = {
    "get_procedure": (409,),
    "get_due": (409, 422),
    "get_print": (409, 422),
    "get_file": (409, 422),
}
_TAGS: Final = {
    "catalogue": "Danh mục thủ tục và thời hạn",
    "units": "Đơn vị",
    "worklist": "Danh sách việc",
    "dossiers": "Hồ sơ và mọi thao tác",
    "files": "Tệp",
}

_ACTING_FOR: Final[Json] = {
    "name": "Acting-For",
    "in": "header",
    "description": "Cán bộ mà kết nối thay mặt: tên đăng nhập, thêm @mã đơn vị và /VAI TRÒ khi có nhiều vị trí công "
    "tác. Thiếu tiêu đề này thì kết nối chỉ được đọc.",
    "schema": {"type": "string", "maxLength": 150},
    "example": "tiepnhan.tanhoa@H99.27.10/DESK",
}
_IF_MATCH: Final[Json] = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "ETag của hồ sơ đã xem. Hồ sơ đã đổi thì trả lời 412.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "example": '"3"',
}
_IF_NONE_MATCH: Final[Json] = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag đang giữ, của cùng Acting-For. Hồ sơ chưa đổi thì trả lời 304.",
    "schema": {"type": "string"},
}
_KEY: Final[Json] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Khóa của lần gửi, giữ 24 giờ: cùng người, cùng nội dung gửi lại thì nhận lại trả lời cũ."
    " Khóa đã dùng cho nội dung khác hoặc Acting-For khác thì trả lời key_reused.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,64}$"},
}
_HEADERS: Final[Json] = {
    "ActingFor": _ACTING_FOR,
    "IfMatch": _IF_MATCH,
    "IfNoneMatch": _IF_NONE_MATCH,
    "IdempotencyKey": _KEY,
}
_ETAG: Final[Json] = {"ETag": {"description": "Phiên bản của hồ sơ.", "schema": {"type": "string"}}}


def complete(schema: OpenAPISchema) -> Json:
    """The document of the routes with everything that they do not say themselves."""
    document: Json = dict(schema)
    document["servers"] = [{"url": SERVER}]
    document["tags"] = [{"name": name, "description": words} for name, words in _TAGS.items()]
    parts = document["components"]
    parts["securitySchemes"]["Token"]["description"] = "Mã truy cập của kết nối, bắt đầu bằng mc_."
    parts["parameters"] = _HEADERS
    parts["responses"] = {f"Problem{status}": _refusal(status) for status in CODES}
    for model in (Problem, FieldProblem):
        described = model.model_json_schema(ref_template="#/components/schemas/{model}")
        parts["schemas"][model.__name__] = {key: value for key, value in described.items() if key != "$defs"}
    for address, method, operation in _operations(document):
        _complete_operation(operation, address=address, method=method)
    return document


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            yield address, method, operation


def _complete_operation(operation: Json, *, address: str, method: str) -> None:
    """Headers, refusals, types of files and an example of one operation."""
    name = operation["operationId"]
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}
    headers = ["ActingFor"]
    if name in _GUARDED and "{ref}" in address:
        headers.append("IfMatch")
    if "DoneOut" in str(operation["responses"]):
        headers.append("IdempotencyKey")
    if name == "get_dossier":
        headers.append("IfNoneMatch")
        operation["responses"]["304"] = {"description": "Hồ sơ chưa đổi.", "headers": _ETAG}
    operation["parameters"] += [{"$ref": f"#/components/parameters/{header}"} for header in headers]
    for status in _statuses(operation, address=address, method=method):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    _complete_answer(operation)
    if name in EXAMPLES:
        operation["requestBody"]["content"]["application/json"]["examples"] = EXAMPLES[name]


def _statuses(operation: Json, *, address: str, method: str) -> list[int]:
    name = operation["operationId"]
    statuses = {*(_READ if method == "get" else _SENT), 500, *_MORE.get(name, ())}
    if "{" in address:
        statuses.add(404)
    if any(parameter.get("in") == "query" for parameter in operation["parameters"]):
        statuses.add(422)
    if "IfMatch" in str(operation["parameters"]):
        statuses |= {412, 428}
    return sorted(statuses)


def _complete_answer(operation: Json) -> None:
    """The good answer: its words, its ETag, and the real types of what is downloaded."""
    for status in ("200", "201"):
        answer = operation["responses"].get(status)
        if answer is None:
            continue
        answer["description"] = "Đã tạo." if status == "201" else "Kết quả."
        if "DoneOut" in str(answer) or "DossierOut" in str(answer):
            answer["headers"] = _ETAG
        if operation["operationId"] in ("get_print", "get_file"):
            types = (PDF,) if operation["operationId"] == "get_print" else ANY_FILE
            answer["content"] = {mime: {"schema": {"type": "string", "format": "binary"}} for mime in types}


def _refusal(status: int) -> Json:
    """The problem document of a status, with every code that it may bear."""
    bounds = {
        "type": "object",
        "properties": {"status": {"const": status}, "code": {"enum": sorted(CODES[status])}},
    }
    said: Json = {
        "description": "Từ chối; code là một trong: " + ", ".join(sorted(CODES[status])) + ".",
        "content": {MEDIA_TYPE: {"schema": {"allOf": [{"$ref": "#/components/schemas/Problem"}, bounds]}}},
    }
    if status == 405:
        said["headers"] = {"Allow": {"description": "Các phương thức được nhận.", "schema": {"type": "string"}}}
    return said
