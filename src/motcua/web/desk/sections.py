"""The sections of the administration and the rights that open them: the navigation and its pages ask here alike."""

from dataclasses import dataclass

from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, may
from motcua.rules.lifecycle import Verb


@dataclass(frozen=True, slots=True)
class Section:
    """One subject: its address, and the rights of which one is enough to see it."""

    name: str
    label: str
    icon: str
    hint: str
    rights: tuple[Action | Verb, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        "admin_calendar",
        "Lịch làm việc",
        "calendar",
        "Ngày nghỉ, ngày làm bù, giờ làm việc; tính lại hạn khi lịch đổi",
        (Action.ADMINISTER_CALENDAR, Verb.RECOMPUTE_DUE),
    ),
    Section(
        "admin_units",
        "Đơn vị",
        "sitemap",
        "Cây đơn vị, đổi tên, sáp nhập, danh sách cán bộ được phê duyệt",
        (Action.ADMINISTER_UNITS, Action.VIEW_STAFF),
    ),
    Section(
        "admin_people",
        "Người dùng",
        "users",
        "Tài khoản, vị trí công tác, vắng mặt, mật khẩu, thiết bị tạo mã",
        (Action.ADMINISTER_PEOPLE,),
    ),
    Section(
        "admin_settings",
        "Tham số",
        "adjustments",
        "Những gì tỉnh tự quyết định, kèm văn bản làm căn cứ",
        (Action.ADMINISTER_SETTINGS,),
    ),
    Section("admin_clients", "Kết nối", "link", "Phần mềm khác được gọi vào hệ thống", (Action.ADMINISTER_CLIENTS,)),
    Section(
        "admin_catalogue",
        "Thủ tục",
        "book-2",
        "Danh mục, phiên bản, quy trình nội bộ, phạm vi tiếp nhận, nhập và xuất tệp",
        (Action.ADMINISTER_CATALOGUE,),
    ),
    Section(
        "admin_mail",
        "Thư báo",
        "mail",
        "Thư báo cho cán bộ không gửi được hoặc gửi chậm, và vì sao",
        (Action.ADMINISTER_PEOPLE,),
    ),
    Section("fold", "Đối soát", "checks", "Hồ sơ so với nhật ký sự kiện", (Action.VIEW_FOLD,)),
    Section(
        "admin_ledger",
        "Sổ sự kiện",
        "database",
        "Bộ đọc sổ, niêm phong, kiểm tra toàn vẹn",
        (Action.VIEW_LEDGER,),
    ),
)
EVERY_RIGHT = tuple(dict.fromkeys(right for section in SECTIONS for right in section.rights))


def sections_for(actor: Actor) -> list[Section]:
    """The sections that somebody may open."""
    return [section for section in SECTIONS if any(may(actor, right) for right in section.rights)]
