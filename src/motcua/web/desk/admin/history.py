"""What was administered, from the events: when, by whom, what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.ledger.models import Event
from motcua.people.roster import roster

KIND_WORDS = {
    "unit.open": "Lập đơn vị",
    "unit.change": "Đổi thông tin đơn vị",
    "unit.close": "Kết thúc hoạt động",
    "unit.succeed": "Bàn giao cho đơn vị kế thừa",
    "staff.hire": "Lập tài khoản",
    "staff.change": "Sửa thông tin cá nhân",
    "staff.grant_posting": "Giao vị trí công tác",
    "staff.end_posting": "Kết thúc vị trí công tác",
    "staff.set_absence": "Ghi nhận vắng mặt",
    "staff.end_absence": "Kết thúc vắng mặt",
    "account.reset_password": "Cấp lại mật khẩu",
    "account.change_password": "Tự đổi mật khẩu",
    "account.suspend": "Khóa tài khoản",
    "account.resume": "Mở lại tài khoản",
    "account.reset_second_factor": "Hủy thiết bị tạo mã",
    "account.enrol_second_factor": "Đăng ký thiết bị tạo mã",
    "calendar.publish": "Công bố lịch",
    "calendar.set_hours": "Đặt giờ làm việc",
    "setting.change": "Đổi tham số",
    "client.create": "Lập kết nối",
    "client.revoke": "Thu hồi kết nối",
    "procedure.open": "Đưa vào danh mục",
    "procedure.describe": "Sửa thông tin tra cứu",
    "procedure.publish_version": "Công bố phiên bản",
    "procedure.end_version": "Kết thúc phiên bản",
    "procedure.withdraw_version": "Rút phiên bản",
    "procedure.open_scopes": "Mở phạm vi tiếp nhận",
    "procedure.close_scope": "Đóng phạm vi tiếp nhận",
    "catalogue.import": "Nhập tệp danh mục",
}
NEWEST = 50


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of administration."""

    at: datetime
    who: str
    what: str
    kind: str
    facts: dict[str, object]


def deeds(*streams: tuple[int, int], kinds: Iterable[str] = ()) -> list[Deed]:
    """The newest acts on these streams (kind, id), newest first; of these kinds of event only, if any are named."""
    found: list[Event] = []
    for stream_kind, stream_id in streams:
        rows = Event.objects.filter(stream_kind=stream_kind, stream_id=stream_id)
        rows = rows.filter(kind__in=list(kinds)) if kinds else rows
        found += rows.order_by("-seq")[:NEWEST]
    found.sort(key=lambda event: event.recorded_at, reverse=True)
    return [deed(event) for event in found[:NEWEST]]


def deed(event: Event) -> Deed:
    """An event as an act of administration."""
    words = KIND_WORDS.get(event.kind, event.kind)
    return Deed(event.recorded_at, who_did(event.account_id), words, event.kind, dict(event.facts))


def who_did(account_id: int | None) -> str:
    """The name behind an account; the system has none."""
    if account_id is None:
        return "Hệ thống"
    person = roster().staff_of_account(account_id)
    return person.name if person else "Tài khoản đã xóa"
