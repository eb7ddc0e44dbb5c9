"""Every setting that a province may change without a deployment: type, default, legal basis, label, bounds.

A value in force is a dated row of Setting; without one the default here counts. Nothing else may be a setting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from motcua.rules.organisation import RATING_WORDS, Rating


class SettingKind(StrEnum):
    """How a value is written and checked."""

    INTEGER = "integer"
    TIME = "time"  # "15:00"
    TEXT = "text"
    CHOICE = "choice"
    ADDRESS = "address"  # "https://dvc.lamgiang.example", empty: not decided
    REASONS = "reasons"  # [{"code": "...", "text": "..."}]


@dataclass(frozen=True, slots=True)
class Reason:
    """One entry of a list of reasons: the code stands in events, the text on screens and forms."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Declared:
    """A setting that exists. `per_unit`: a unit may have its own value, which then holds below it too."""

    key: str
    kind: SettingKind
    default: Any
    label: str
    legal_basis: str
    group: str
    unit_word: str = ""
    per_unit: bool = False
    minimum: int | None = None
    maximum: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


def _number(
    key: str,
    default: int,
    label: str,
    basis: str,
    group: str,
    unit: str,
    least: int,
    most: int,
    *,
    per_unit: bool = False,
) -> Declared:
    return Declared(
        key, SettingKind.INTEGER, default, label, basis, group, unit, per_unit=per_unit, minimum=least, maximum=most
    )


_COUNTER = "Tiếp nhận"
_WORK = "Giải quyết"
_STAFF = "Nhân sự Bộ phận Một cửa"
_PORTAL = "Cổng công khai"
_NOTICES = "Thông báo cho cán bộ"
_SAFETY = "An toàn"
_DECREE_61 = "Nghị định 61/2018/NĐ-CP"
_LOCAL = "Quy chế của tỉnh"
_KEPT = (
    "Nghị định 13/2023/NĐ-CP, Điều 3 khoản 7: lưu không lâu hơn mục đích; "
    "Nghị định 53/2022/NĐ-CP, Điều 27 khoản 3: nhật ký hệ thống từ 12 tháng "
    "(hai căn cứ cần đối chiếu văn bản trước khi dùng)"
)

_REFUSALS = (
    Reason("not_competent", "Hồ sơ không thuộc thẩm quyền tiếp nhận, giải quyết của cơ quan"),
    Reason("papers_missing", "Hồ sơ thiếu thành phần giấy tờ theo quy định"),
    Reason("papers_invalid", "Giấy tờ trong hồ sơ không hợp lệ"),
    Reason("details_wrong", "Nội dung kê khai chưa đúng hoặc chưa đủ"),
    Reason("not_entitled", "Không đủ điều kiện thực hiện thủ tục"),
    Reason("already_filed", "Hồ sơ trùng với hồ sơ đang được giải quyết"),
)
_RETURNS = (
    Reason("draft_wrong", "Dự thảo kết quả có sai sót về nội dung"),
    Reason("form_wrong", "Dự thảo kết quả sai thể thức"),
    Reason("appraisal_thin", "Nội dung thẩm định chưa đầy đủ"),
    Reason("paper_unclear", "Giấy tờ trong hồ sơ chưa rõ, cần kiểm tra lại"),
    Reason("wrong_office", "Không thuộc nhiệm vụ của bộ phận nhận"),
    Reason("no_opinion", "Chưa có ý kiến của cơ quan phối hợp"),
)
_SUPPLEMENTS = (
    Reason("paper_missing", "Thiếu giấy tờ theo quy định"),
    Reason("paper_invalid", "Giấy tờ không hợp lệ hoặc hết hiệu lực"),
    Reason("paper_unreadable", "Giấy tờ mờ, rách, không đọc được"),
    Reason("copy_not_certified", "Bản sao chưa được chứng thực hoặc chưa đối chiếu"),
    Reason("details_wrong", "Nội dung kê khai chưa đúng hoặc chưa đủ"),
    Reason("details_differ", "Nội dung giữa các giấy tờ không thống nhất"),
)

_DELAYS = (
    Reason("handed_over_late", "Bộ phận Một cửa chuyển hồ sơ chậm"),
    Reason("appraisal_long", "Việc thẩm định mất nhiều thời gian hơn quy định"),
    Reason("field_work_long", "Kiểm tra thực địa, xác minh kéo dài"),
    Reason("opinion_late", "Cơ quan phối hợp trả lời chậm"),
    Reason("decision_late", "Việc xem xét, ký duyệt bị chậm"),
    Reason("issuing_late", "Việc cấp số, đóng dấu, phát hành bị chậm"),
    Reason("overload", "Lượng hồ sơ tăng cao, chưa bố trí đủ người giải quyết"),
    Reason("system_down", "Hệ thống thông tin gặp sự cố"),
    Reason("natural_disaster", "Thiên tai, thời tiết cản trở việc giải quyết"),
)

_STOPS = (
    Reason("cannot_settle", "Hồ sơ không đủ điều kiện để tiếp tục giải quyết"),
    Reason("subject_gone", "Đối tượng của yêu cầu không còn"),
    Reason("in_dispute", "Có tranh chấp, khiếu nại đang được cơ quan có thẩm quyền giải quyết"),
    Reason("told_to_stop", "Có văn bản của cơ quan có thẩm quyền yêu cầu dừng giải quyết"),
    Reason("unpaid", "Người nộp không thực hiện nghĩa vụ tài chính trong thời hạn của thông báo"),
)
_DECLINES = (
    Reason("not_entitled", "Không đủ điều kiện theo quy định"),
    Reason("untrue", "Giấy tờ hoặc nội dung kê khai không đúng sự thật"),
    Reason("not_allowed", "Nội dung đề nghị không được pháp luật cho phép"),
    Reason("against_plan", "Không phù hợp quy hoạch, kế hoạch đã được duyệt"),
    Reason("right_of_others", "Ảnh hưởng đến quyền, lợi ích hợp pháp của người khác"),
)
_CORRECTIONS = (
    Reason("typed_wrong", "Ghi nhầm ngày, giờ nhận đủ hồ sơ"),
    Reason("entered_later", "Hồ sơ giấy được nhập vào hệ thống muộn"),
    Reason("complete_earlier", "Hồ sơ đã đủ trước thời điểm đã ghi"),
    Reason("complete_later", "Hồ sơ chưa đủ ở thời điểm đã ghi"),
)

_ALL = (
    Declared(
        "forward_cutoff", SettingKind.TIME, "15:00", "Giờ chuyển hồ sơ trong ngày",
        f"{_DECREE_61}, Điều 18: nhận sau giờ này thì chuyển vào ngày làm việc sau", _COUNTER, per_unit=True,
    ),
    _number("undo_seconds", 20, "Thời gian được hoàn tác tiếp nhận", _LOCAL, _COUNTER, "giây", 0, 120),
    _number("duplicate_guard_days", 30, "Khoảng kiểm tra hồ sơ trùng", _LOCAL, _COUNTER, "ngày", 0, 365),
    Declared(
        "refusal_reasons", SettingKind.REASONS, _REFUSALS, "Lý do từ chối tiếp nhận",
        f"{_DECREE_61}, Điều 17; Mẫu số 03", _COUNTER,
    ),
    Declared(
        "register_book", SettingKind.CHOICE, "sector", "Sổ theo dõi hồ sơ mở theo",
        "Thông tư 01/2018/TT-VPCP, Mẫu số 06", _COUNTER, per_unit=True,
        choices={"sector": "Từng lĩnh vực", "unit": "Cả Bộ phận Một cửa"},
    ),
    _number("file_limit_mb", 20, "Dung lượng tối đa của một tệp", _LOCAL, _COUNTER, "MB", 1, 200),
    Declared(
        "send_back_reasons", SettingKind.REASONS, _RETURNS, "Lý do trả lại bước trước", f"{_DECREE_61}, Điều 19", _WORK,
    ),
    Declared(
        "stop_reasons", SettingKind.REASONS, _STOPS, "Lý do dừng giải quyết",
        "Thông tư 03/2025/TT-VPCP, Mẫu số 05", _WORK,
    ),
    Declared(
        "decline_reasons", SettingKind.REASONS, _DECLINES, "Lý do từ chối giải quyết sau thẩm định",
        f"{_DECREE_61}, Điều 19 khoản 8; Mẫu số 03", _WORK,
    ),
    Declared(
        "due_correction_reasons", SettingKind.REASONS, _CORRECTIONS, "Lý do đính chính hạn trả", _LOCAL, _WORK,
    ),
    Declared(
        "supplement_reasons", SettingKind.REASONS, _SUPPLEMENTS, "Lý do yêu cầu bổ sung",
        f"{_DECREE_61}, Điều 11 khoản 2, Điều 19 khoản 4; Mẫu số 02", _WORK,
    ),
    _number(
        "supplement_notice_days", 3, "Gửi yêu cầu bổ sung trong", f"{_DECREE_61}, Điều 17, Điều 19 khoản 4", _WORK,
        "ngày làm việc", 1, 10,
    ),
    Declared(
        "supplement_basis", SettingKind.TEXT, "Nghị định 118/2025/NĐ-CP",
        "Căn cứ dừng tính thời hạn khi yêu cầu bổ sung, nêu cho người nộp, với hồ sơ tiếp nhận từ ngày 01/7/2025",
        "Nghị định 118/2025/NĐ-CP (điều, khoản cần đối chiếu văn bản trước khi dùng)", _WORK, maximum=200,
    ),
    _number(
        "supplement_window_days", 30, "Thời gian để người nộp bổ sung, khi thủ tục không quy định", _LOCAL, _WORK,
        "ngày", 5, 180,
    ),
    _number(
        "pauses_by_officer", 1, "Số lần người thụ lý tự dừng tính thời hạn vì cùng một lý do; lần sau do lãnh đạo",
        _LOCAL, _WORK, "lần", 0, 10,
    ),
    _number(
        "supplement_most", 2, "Số lần yêu cầu bổ sung tối đa, trừ khi người nộp chưa làm đúng hướng dẫn",
        "Nghị định 63/2010/NĐ-CP, Điều 20 khoản 4", _WORK, "lần", 1, 10,
    ),
    Declared(
        "lateness_causes", SettingKind.REASONS, _DELAYS, "Nguyên nhân trễ hẹn, nêu trong thư xin lỗi",
        f"{_DECREE_61}, Điều 19 khoản 9; Mẫu số 04", _WORK,
    ),
    _number(
        "apology_draft_hours", 4, "Soạn sẵn thư xin lỗi trước lúc phải gửi", f"{_DECREE_61}, Điều 19 khoản 9", _WORK,
        "giờ làm việc", 0, 40,
    ),
    Declared(
        "block_result_signing_if_late_without_apology", SettingKind.CHOICE, "no",
        "Hồ sơ quá hạn chưa xin lỗi thì không được trình ký", _LOCAL, _WORK, per_unit=True,
        choices={"no": "Vẫn trình được", "yes": "Phải xin lỗi trước"},
    ),
    _number("soon_working_days", 2, "Báo sắp đến hạn trước", _LOCAL, _WORK, "ngày làm việc", 0, 10),
    _number("soon_share_percent", 20, "Báo sắp đến hạn khi còn", _LOCAL, _WORK, "% thời hạn", 0, 50),
    _number("term_months_min", 6, "Thời hạn cử tối thiểu", f"{_DECREE_61}, Điều 11 khoản 4", _STAFF, "tháng", 1, 36),
    _number("term_months_max", 24, "Thời hạn cử tối đa", f"{_DECREE_61}, Điều 11 khoản 4", _STAFF, "tháng", 1, 60),
    _number("years_in_sector_min", 3, "Số năm công tác tối thiểu", f"{_DECREE_61}, Điều 11", _STAFF, "năm", 0, 20),
    Declared(
        "rating_min", SettingKind.CHOICE, str(int(Rating.GOOD)), "Xếp loại tối thiểu", f"{_DECREE_61}, Điều 11", _STAFF,
        choices={str(int(rating)): word for rating, word in RATING_WORDS.items()},
    ),
    Declared(
        "portal_mode", SettingKind.CHOICE, "tracking", "Cổng công khai của tỉnh",
        "Nghị định 118/2025/NĐ-CP: từ 01/7/2025 nộp hồ sơ tại Cổng Dịch vụ công quốc gia", _PORTAL,
        choices={"full": "Đầy đủ", "tracking": "Chỉ tra cứu", "off": "Tắt"},
    ),
    Declared(
        "public_address", SettingKind.ADDRESS, "", "Địa chỉ công khai, in trong mã QR và đường dẫn trên giấy",
        f"{_DECREE_61}, Điều 17 và Mẫu số 01: giấy tiếp nhận cho biết nơi tra cứu hồ sơ", _PORTAL,
    ),
    Declared("help_line", SettingKind.TEXT, "1900 0000", "Số điện thoại hỗ trợ", _LOCAL, _PORTAL, per_unit=True),
    _number("lookup_attempts", 5, "Số lần tra cứu sai được phép", _LOCAL, _PORTAL, "lần", 3, 50),
    _number("lookup_window_minutes", 15, "Thời gian chặn tra cứu", _LOCAL, _PORTAL, "phút", 1, 1440),
    Declared("digest_at", SettingKind.TIME, "07:30", "Giờ gửi thư gộp mỗi ngày", _LOCAL, _NOTICES),
    Declared("quiet_from", SettingKind.TIME, "19:00", "Không gửi thư từ", _LOCAL, _NOTICES),
    Declared("quiet_until", SettingKind.TIME, "06:30", "Không gửi thư đến", _LOCAL, _NOTICES),
    _number("session_minutes", 30, "Tự đăng xuất khi dừng quá", _LOCAL, _SAFETY, "phút", 5, 480),
    _number("session_warning_minutes", 5, "Báo trước khi tự đăng xuất", _LOCAL, _SAFETY, "phút", 1, 30),
    _number("password_days", 180, "Đổi mật khẩu sau", _LOCAL, _SAFETY, "ngày", 0, 730),
    _number("password_warning_days", 14, "Báo trước khi mật khẩu hết hạn", _LOCAL, _SAFETY, "ngày", 0, 60),
    _number("unused_file_days", 2, "Xóa tệp đã tải lên mà không hồ sơ nào dùng sau", _LOCAL, _SAFETY, "ngày", 1, 30),
    _number(
        "access_log_months", 24, "Giữ nhật ký xem dữ liệu cá nhân", _KEPT, _SAFETY, "tháng", 12, 120,
    ),
    _number(
        "access_log_inquiry_months", 60, "Giữ nhật ký xem vì khiếu nại, thanh tra, kiểm tra", _KEPT, _SAFETY, "tháng",
        12, 240,
    ),
)  # fmt: skip

DECLARED: dict[str, Declared] = {item.key: item for item in _ALL}
