"""The frame of the administration: its sections, and what every page of it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, may
from motcua.rules.calendar import legal_day
from motcua.rules.lifecycle import Verb
from motcua.web.desk.nav import shell_for


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


def actor_of(request: HttpRequest) -> Actor:
    """Who sits at the screen."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def moment_of(request: HttpRequest) -> datetime:
    """The moment of the request."""
    at: datetime = request.at  # type: ignore[attr-defined]
    return at


def today_of(request: HttpRequest) -> date:
    """Its legal day."""
    return legal_day(moment_of(request))


def sections_for(actor: Actor) -> list[Section]:
    """The sections that somebody may open."""
    return [section for section in SECTIONS if any(may(actor, right) for right in section.rights)]


def admin_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, current: str = "", status: int = 200
) -> HttpResponse:
    """A page of the administration; `current` is the name of its section."""
    actor = actor_of(request)
    tabs = [(section, reverse(f"desk:{section.name}"), section.name == current) for section in sections_for(actor)]
    door = "fold" if current == "fold" else "admin"
    frame = {
        "shell": shell_for(request, door),
        "tabs": tabs,
        "may": {right.value: may(actor, right) for right in EVERY_RIGHT},
        "today": today_of(request),
    }
    return render(request, f"desk/admin/{template}", {**frame, **context}, status=status)
