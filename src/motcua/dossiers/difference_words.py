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
_OF_THE_DOSSIER = {
    "reference": "mã tra cứu",
    "code": "mã hồ sơ",
    "national_state": "trạng thái quốc gia",
    "master_system": "hệ thống chủ",
    "imported": "nhập từ nơi khác",
    "profile": "bộ quy tắc",
    "calendar_version_id": "phiên bản lịch",
    "procedure_version_id": "phiên bản thủ tục",
    "case_id": "trường hợp",
    "process_version_id": "phiên bản quy trình",
    "parent_id": "hồ sơ gốc",
    "part_no": "phần thứ",
    "corrects_id": "hồ sơ được đính chính",
    "counted": "được tính vào số liệu",
    "channel": "kênh tiếp nhận",
    "supporting_unit_id": "nơi hỗ trợ",
    "receiving_unit_id": "nơi tiếp nhận",
    "competent_unit_id": "cơ quan giải quyết",
    "submitted_at": "nộp lúc",
    "complete_at": "đủ giấy tờ lúc",
    "answer_due": "hạn trả lời",
    "legal_due_raw": "ngày cuối chưa dời",
    "alarm_at": "báo vào lúc",
    "supplements": "số lần bổ sung",
    "sets": "số bộ",
    "register_no": "số trong sổ",
    "return_method": "cách trả kết quả",
    "version": "phiên bản",
    "event_count": "số sự kiện",
    "chain_head": "mắt xích cuối",
}
_OF_WHAT_BELONGS = {
    "id": "dòng",
    "seq": "sự kiện",
    "event_id": "sự kiện",
    "replaced_by": "dòng thay thế",
    "file_sha256": "nội dung tệp",
    "basis_sha256": "nội dung căn cứ",
    "sha256": "nội dung",
    "draft": "dự thảo",
    "approved_at": "duyệt lúc",
    "approved_by": "người duyệt",
    "approver_id": "người duyệt",
    "approver_unit_id": "đơn vị duyệt",
    "number": "số kết quả",
    "issued_on": "ngày kết quả",
    "taker": "người nhận",
    "method": "cách trả",
    "identity_seen": "đã xem căn cước",
    "authority_seen": "đã xem giấy ủy quyền",
    "by": "người ghi",
    "void": "đã hủy",
    "late_before": "quá hạn từ, trước đó",
    "legal_before": "hạn theo quy định, trước đó",
    "promised_before": "ngày hẹn trả, trước đó",
    "legal_after": "hạn theo quy định, sau đó",
    "promised_after": "ngày hẹn trả, sau đó",
    "reason": "lý do",
    "ground": "căn cứ",
    "second_ground": "căn cứ lần hai",
    "ordinal": "lần thứ",
    "item": "giấy tờ của thủ tục",
    "part": "phần kê khai",
    "request": "yêu cầu",
    "answer_paper": "giấy tờ trả lời",
    "answer_note": "lời trả lời",
    "leader": "người ký",
    "proposed_at": "trình lúc",
    "proposed_by": "người trình",
    "signed_at": "ký lúc",
    "signer_id": "người ký",
    "sent_at": "gửi lúc",
    "ended_at": "kết thúc lúc",
    "notice_due": "hạn thông báo",
    "window_ends": "hết thời gian bổ sung",
    "last_day": "ngày cuối",
    "asked_at": "yêu cầu lúc",
    "met_at": "hoàn thành lúc",
    "amount": "số tiền",
    "receipt_no": "số biên lai",
    "pauses": "có tạm dừng",
    "drafted_at": "soạn lúc",
    "drafted_by_id": "người soạn",
    "cause_unit_id": "đơn vị gây chậm",
    "days": "số ngày chậm",
    "new_due": "ngày hẹn mới",
    "note_id": "ghi chú",
    "slip_no": "số thư",
    "proof": "bằng chứng gửi",
    "proof_note_id": "lời về bằng chứng",
    "within_lead": "gửi trước hạn",
}
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
    "part_verdict": "đánh giá phần kê khai",
    "replaced_paper": "giấy tờ được thay",
    "supplement": "yêu cầu bổ sung",
    "supplement_line": "mục cần bổ sung",
    "apology": "thư xin lỗi",
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
    **_OF_THE_DOSSIER,
    **_OF_WHAT_BELONGS,
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
    if is_dataclass(value):
        return _listed(_named(value, ()), [field.name for field in fields(value)])
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
