"""The acts over units: open, change by a new dated version, close with a successor."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from motcua.people.cards import UnitCard
from motcua.people.commands import change_unit, close_unit, open_unit, succeed_unit
from motcua.people.models import OfficeHours, Unit
from motcua.people.permissions import Action
from motcua.people.roster import roster
from motcua.rules.organisation import LEVEL_WORDS, UnitLevel
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.acting import Act, AdminForm, answer, posted
from motcua.web.desk.admin.frame import actor_of, moment_of, today_of
from motcua.web.desk.admin.units_pages import SECTION, unit_or_404
from motcua.web.shared.policy import needs

TOP = "Không có (đơn vị cao nhất)"


class UnitForm(AdminForm):
    """What a version of a unit says."""

    faults = {
        "unit_exists": "code",
        "circular_tree": "parent",
        "wrong_level": "level",
        "later_version": "on",
        "unit_not_open": "on",
    }
    name = fields.text("Tên đơn vị", "Nhập tên đầy đủ của đơn vị.")
    short_name = fields.text("Tên ngắn", max_length=100, help_text="Dùng trong danh sách")
    level = fields.choice(
        "Loại đơn vị", [(str(int(key)), word) for key, word in LEVEL_WORDS.items()], "Chọn loại đơn vị."
    )
    parent = fields.choice("Trực thuộc")
    hours = fields.choice("Giờ làm việc")
    address = fields.text("Địa chỉ")
    phone = fields.text("Điện thoại", max_length=40)
    on = fields.day("Áp dụng từ ngày")

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["parent"].choices = fields.unit_choices(on, empty=TOP)
        rows = OfficeHours.objects.filter(valid_to=None).order_by("name")
        self.fields["hours"].choices = [("", "Theo đơn vị cấp trên"), *((row.key, row.name) for row in rows)]

    def columns(self) -> dict[str, Any]:
        """The columns of the version that the form says."""
        said = self.cleaned_data
        hours = OfficeHours.objects.filter(key=said["hours"], valid_to=None).first() if said["hours"] else None
        return {
            "name": said["name"],
            "short_name": said["short_name"],
            "level": UnitLevel(int(said["level"])),
            "parent_id": fields.unit_id(said["parent"]),
            "office_hours_id": hours.pk if hours else None,
            "address": said["address"],
            "phone": said["phone"],
        }


class NewUnitForm(UnitForm):
    """A unit that begins; its code is for ever."""

    button = "Lập đơn vị"
    code = fields.text(
        "Mã đơn vị",
        "Nhập mã đơn vị, ví dụ H99.27.10.",
        max_length=32,
        help_text="Theo mã định danh điện tử của cơ quan",
    )
    field_order = ("code",)


class ChangeUnitForm(UnitForm):
    """A new version of a unit."""

    button = "Lưu thành phiên bản mới"
    hint = "Giấy tờ đã in giữ tên cũ. Tên và chỗ trong cây đơn vị đổi từ ngày áp dụng."


class CloseUnitForm(AdminForm):
    """The day from which a unit is no more, and who goes on with its work."""

    button = "Kết thúc hoạt động"
    danger = True
    faults = {"later_version": "on", "unit_not_open": "on"}
    on = fields.day("Ngày đầu tiên không còn đơn vị")
    decision = fields.text("Quyết định", "Ghi số quyết định.", max_length=200)
    successor = fields.choice("Đơn vị kế thừa")

    def __init__(self, *args: Any, on: date, but: str, **more: Any) -> None:
        super().__init__(*args, **more)
        units = [pair for pair in fields.unit_choices(on, empty="Không có đơn vị kế thừa") if pair[0] != but]
        self.fields["successor"].choices = units


@needs(Action.ADMINISTER_UNITS)
def new_unit(request: HttpRequest) -> HttpResponse:
    """Open a unit."""
    today = today_of(request)
    form = NewUnitForm(posted(request), on=today, initial={"on": today, "parent": request.GET.get("cap-tren", "")})

    def run() -> Unit:
        columns = form.columns()
        name, level = columns.pop("name"), columns.pop("level")
        said = form.cleaned_data
        return open_unit(
            said["code"],
            name=name,
            level=level,
            on=said["on"],
            actor=actor_of(request),
            at=moment_of(request),
            **columns,
        )

    back = reverse("desk:admin_units")
    return answer(request, form, Act("Lập đơn vị", SECTION, back, run, "Đã lập đơn vị."))


@needs(Action.ADMINISTER_UNITS)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Rename, move, or anything else that a version says; `?ban=` begins with an older version."""
    today, card = today_of(request), unit_or_404(request, code)
    form = ChangeUnitForm(posted(request), on=today, initial=_initial(card, request.GET.get("ban", ""), today))
    act = Act(
        f"Đổi thông tin: {card.label}",
        SECTION,
        reverse("desk:admin_unit", args=[code]),
        lambda: change_unit(
            card.id, on=form.cleaned_data["on"], actor=actor_of(request), at=moment_of(request), **form.columns()
        ),
        "Đã lưu phiên bản mới của đơn vị.",
    )
    return answer(request, form, act)


def _initial(card: UnitCard, since: str, today: date) -> dict[str, Any]:
    """What the newest version says, or the one that began on the named day."""
    versions = roster().versions(card.id)
    said = next((one for one in versions if one.valid_from.isoformat() == since), versions[-1])
    parent = roster().unit(said.parent_id).code if said.parent_id else ""
    return {
        "name": said.name,
        "short_name": said.short_name,
        "level": str(int(said.level)),
        "parent": parent,
        "hours": said.hours_key or "",
        "address": said.address,
        "phone": said.phone,
        "on": today,
    }


@needs(Action.ADMINISTER_UNITS)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """A unit ends; its postings end with it, its successor sees its dossiers."""
    today, card = today_of(request), unit_or_404(request, code)
    form = CloseUnitForm(posted(request), on=today, but=code, initial={"on": today})

    def run() -> None:
        said = form.cleaned_data
        by = {"actor": actor_of(request), "at": moment_of(request)}
        close_unit(card.id, on=said["on"], decision=said["decision"], **by)
        heir = fields.unit_id(said["successor"])
        if heir is not None:
            succeed_unit(card.id, new_unit_id=heir, on=said["on"], decision=said["decision"], **by)

    count = len(roster().postings_in(card.id, today))
    warning = f"{count} vị trí công tác tại {card.label} sẽ kết thúc cùng ngày." if count else ""
    back = reverse("desk:admin_unit", args=[code])
    act = Act(f"Kết thúc hoạt động: {card.label}", SECTION, back, run, "Đã kết thúc đơn vị.", warning=warning)
    return answer(request, form, act)
