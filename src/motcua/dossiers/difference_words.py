"""The words of a difference: what a row says otherwise than its events, value beside value, as an operator reads it."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from motcua.rules.calendar import local
from motcua.rules.deadlines import FAR_FUTURE

# What the values of a row are called that comes without names, in their order (differences.py lays them side by side).
COLUMNS: dict[str, tuple[str, ...]] = {
    "step": (
        "no", "node_key", "kind", "main", "unit_id", "person_id", "role", "opened_at", "opened_seq", "limit",
        "due", "sort_due", "closed_at", "closed_seq", "ended", "used_minutes", "timing", "paused_minutes",
    ),
    "segment": ("no", "kind", "cause", "basis", "document_no", "from_at", "to_at", "opened_seq", "closed_seq"),
    "verdict": ("paper", "verdict", "at"),
}  # fmt: skip

NOTHING = "không có"
WORDS: dict[str, str] = {
    "step": "bước",
    "segment": "đoạn tính giờ",
    "due_change": "lần đổi hạn",
    "party": "người trong hồ sơ",
    "papers": "số giấy tờ",
    "papers_sha256": "danh mục giấy tờ",
    "verdict": "đánh giá giấy tờ",
    "outcome": "kết quả",
    "decision": "quyết định",
    "result": "sổ kết quả",
    "handing": "lần trả kết quả",
    "obligation": "nghĩa vụ tài chính",
    "print": "giấy in",
    "print_values": "nội dung giấy in",
    "note": "ghi chú",
    "lookup_secret": "mã bí mật tra cứu",
    "dossier": "hồ sơ",
    "event": "sự kiện",
    "serial": "số thứ tự trong ngày",
    "no": "số",
    "node_key": "bước",
    "kind": "loại",
    "main": "bước chính",
    "unit_id": "đơn vị",
    "person_id": "người giữ",
    "role": "vai trò",
    "opened_at": "bắt đầu",
    "opened_seq": "sự kiện mở",
    "limit": "thời hạn",
    "due": "hạn",
    "sort_due": "hạn để xếp",
    "closed_at": "kết thúc",
    "closed_seq": "sự kiện đóng",
    "ended": "cách kết thúc",
    "used_minutes": "số phút đã dùng",
    "paused_minutes": "số phút tạm dừng",
    "timing": "so với hạn",
    "cause": "nguyên nhân",
    "basis": "căn cứ",
    "document_no": "số văn bản",
    "from_at": "từ",
    "to_at": "đến",
    "at": "lúc",
    "state": "trạng thái",
    "clock": "đồng hồ",
    "received_at": "tiếp nhận lúc",
    "finished_at": "xử lý xong lúc",
    "returned_at": "trả kết quả lúc",
    "first_due": "hẹn trả ban đầu",
    "legal_due": "hạn theo quy định",
    "promised_due": "ngày hẹn trả",
    "late_at": "quá hạn từ",
    "soon_from": "sắp hạn từ",
    "holder_unit_id": "đơn vị đang giữ",
    "holder_id": "người đang giữ",
    "paper": "giấy tờ",
}
_SAID: dict[str, str] = {"": "để trống", "as owed": "như lúc in", "changed": "đã bị sửa", "events": "có sự kiện"}


def both(what: str, row: object, events: object) -> tuple[str, str]:
    """The two sides in words: of two rows only the values in which they differ, of one alone all that it says."""
    names = COLUMNS.get(what.split(" ", maxsplit=1)[0], ())
    left, right = _named(row, names), _named(events, names)
    if left is None and right is None:
        return _value(row), _value(events)
    differing = [key for key in {**(left or {}), **(right or {})} if (left or {}).get(key) != (right or {}).get(key)]
    return _listed(left, differing), _listed(right, differing)


def place(what: str) -> str:
    """Where it differs: `step 2` is "bước 2"; a column without a word keeps its name."""
    name, _, no = what.partition(" ")
    return f"{WORDS.get(name, name)} {no}".rstrip()


def _named(row: object, names: tuple[str, ...]) -> dict[str, Any] | None:
    """The values of a row by their names; None for what is one value, or nothing."""
    if is_dataclass(row):
        return {field.name: getattr(row, field.name) for field in fields(row)}
    if isinstance(row, tuple):
        return {names[i] if i < len(names) else str(i + 1): value for i, value in enumerate(row)}
    return None


def _listed(row: dict[str, Any] | None, keys: list[str]) -> str:
    return NOTHING if row is None else ", ".join(f"{place(key)} {_value(row.get(key))}" for key in keys)


def _value(value: object) -> str:
    """One value: a moment in Viet Nam's time with all its seconds, where it has any; yes, no and nothing as words."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(_value(one) for one in value)
    return _SAID.get(value, value) if isinstance(value, str) else f"{value}"


def _moment(at: datetime) -> str:
    """17:00 20/11/2026; 17:00:05 or 23:59:59.999999 where the seconds count."""
    if at >= FAR_FUTURE:
        return "không có hạn" if at == FAR_FUTURE else at.isoformat()
    at = local(at)
    clock = "%H:%M:%S.%f" if at.microsecond else "%H:%M:%S" if at.second else "%H:%M"
    return at.strftime(f"{clock} %d/%m/%Y")
