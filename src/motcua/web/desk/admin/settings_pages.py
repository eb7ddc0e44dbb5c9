"""`tham-so/`: what a province may decide, each with its legal basis and its history."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.ledger.streams import StreamKind
from motcua.people.commands import change_setting
from motcua.people.declared import DECLARED, Declared, Reason, SettingKind
from motcua.people.models import Setting
from motcua.people.permissions import Action
from motcua.people.roster import roster
from motcua.people.settings import read, typed
from motcua.rules.faults import Fault
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.acting import Act, AdminForm, answer, posted
from motcua.web.desk.admin.frame import actor_of, admin_page, moment_of, today_of
from motcua.web.desk.admin.history import deeds
from motcua.web.shared.policy import needs

SECTION = "admin_settings"
PROVINCE = "Toàn tỉnh"


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting in the list."""

    item: Declared
    words: str
    since: date | None
    units: int


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value that held, holds or will hold."""

    words: str
    place: str
    since: date
    until: date | None
    basis: str
    look: str
    again_url: str


class SettingForm(AdminForm):
    """The value, from when, by which document."""

    button = "Lưu tham số"
    on = fields.day("Áp dụng từ ngày")
    legal_basis = fields.text("Văn bản làm căn cứ", "Ghi văn bản làm căn cứ.")

    def __init__(self, *args: Any, item: Declared, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.item = item
        self.fields["value"] = _value_field(item)
        if item.per_unit:
            self.fields["unit"] = fields.choice("Áp dụng cho", fields.unit_choices(on, empty=PROVINCE))
        self.order_fields(["value", "unit", "on", "legal_basis"])

    def field_of(self, fault: Fault) -> str | None:
        """A later value speaks of the day, everything else of the value."""
        if fault.code != "wrong_value":
            return None
        return "on" if str(fault.facts.get("reason", "")).startswith("đã có giá trị") else "value"

    def value(self) -> Any:
        """What was typed, as the command takes it."""
        said = self.cleaned_data["value"]
        if self.item.kind is not SettingKind.REASONS:
            return said
        pairs = [line.partition(":") for line in said.splitlines() if line.strip()]
        return [{"code": code.strip(), "text": words.strip()} for code, _, words in pairs]


def _value_field(item: Declared) -> Any:
    label = f"Giá trị ({item.unit_word})" if item.unit_word else "Giá trị"
    match item.kind:
        case SettingKind.CHOICE:
            return fields.choice(label, item.choices.items(), "Chọn một giá trị.", radio=len(item.choices) <= 7)
        case SettingKind.REASONS:
            hint = "Mỗi dòng một lý do: mã viết liền không dấu, dấu hai chấm, nội dung. Mã đã dùng thì không đổi nghĩa"
            return fields.lines(label, "Ghi ít nhất một lý do.", rows=8, help_text=hint)
        case SettingKind.INTEGER:
            hint = f"Từ {item.minimum} đến {item.maximum}"
            return fields.text(label, "Nhập một số.", max_length=10, help_text=hint)
        case SettingKind.TIME:
            return fields.text(label, "Nhập giờ và phút, ví dụ 15:00.", max_length=5, help_text="Ví dụ 15:00")
        case SettingKind.ADDRESS:
            hint = "Ví dụ https://dvc.tinh.gov.vn; để trống: in địa chỉ mà cán bộ đang mở"
            return fields.text(label, max_length=200, help_text=hint)
        case SettingKind.TEXT:
            return fields.text(label, "Nhập nội dung.")


def value_words(item: Declared, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, tuple):
        return "; ".join(reason.text for reason in value)
    if item.kind is SettingKind.CHOICE:
        return item.choices.get(value, str(value))
    if item.kind is SettingKind.ADDRESS and not value:
        return "chưa đặt"
    words = f"{value:%H:%M}" if isinstance(value, time) else str(value)
    return f"{words} {item.unit_word}".strip()


def _typed_text(item: Declared, value: Any) -> str:
    """A value as it stands in the field."""
    if isinstance(value, tuple):
        return "\n".join(f"{reason.code}: {reason.text}" for reason in value if isinstance(reason, Reason))
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


@needs(Action.ADMINISTER_SETTINGS)
def settings(request: HttpRequest) -> HttpResponse:
    """Every setting by its group, with the value of today."""
    today = today_of(request)
    rows: dict[str, list[Setting]] = {}
    for row in Setting.objects.order_by("-valid_from"):
        rows.setdefault(row.key, []).append(row)
    lines = [_line(item, rows.get(item.key, []), today) for item in DECLARED.values()]
    names = list(dict.fromkeys(item.group for item in DECLARED.values()))
    groups = [(name, [line for line in lines if line.item.group == name]) for name in names]
    return admin_page(request, "settings.html", {"title": "Tham số", "groups": groups}, current=SECTION)


def _line(item: Declared, rows: list[Setting], today: date) -> SettingLine:
    mine = [row for row in rows if row.unit_id is None and row.valid_from <= today]
    units = {row.unit_id for row in rows if row.unit_id and (row.valid_to is None or row.valid_to > today)}
    since = mine[0].valid_from if mine and mine[0].valid_to is None else None
    return SettingLine(item, value_words(item, read(item.key, on=today)), since, len(units))


@needs(Action.ADMINISTER_SETTINGS, hidden=True)
def setting(request: HttpRequest, key: str) -> HttpResponse:
    """One setting: its value, its history, and the form that changes it."""
    item, today = _item(key), today_of(request)
    form = SettingForm(posted(request), item=item, on=today, initial=_initial(request, item, today))
    rows = list(Setting.objects.filter(key=key).order_by("-valid_from", "-pk"))
    address = reverse("desk:admin_setting", args=[key])
    act = Act(
        item.label,
        SECTION,
        reverse("desk:admin_settings"),
        lambda: change_setting(
            key,
            value=form.value(),
            on=form.cleaned_data["on"],
            legal_basis=form.cleaned_data["legal_basis"],
            unit_id=fields.unit_id(form.cleaned_data.get("unit", "")),
            actor=actor_of(request),
            at=moment_of(request),
        ),
        f"Đã lưu: {item.label}.",
        address,
    )
    streams = {min(row.pk for row in rows if row.unit_id == unit) for unit in {row.unit_id for row in rows}}
    context = {
        "item": item,
        "now": value_words(item, read(key, on=today)),
        "values": [_value_line(item, row, today, address) for row in rows],
        "default": value_words(item, typed(item, item.default)),
        "deeds": deeds(*((StreamKind.SETTING, stream) for stream in streams)),
        "template": "setting",
    }
    return answer(request, form, act, **context)


def _item(key: str) -> Declared:
    item = DECLARED.get(key)
    if item is None:
        raise Http404
    return item


def _initial(request: HttpRequest, item: Declared, today: date) -> dict[str, Any]:
    """The value of today, or with `?tu=` the one that began on that day (to go back to it)."""
    code, since = request.GET.get("don-vi", ""), request.GET.get("tu", "")
    unit_id = next((card.id for card in roster().units(today) if card.code == code), None)
    rows = Setting.objects.filter(key=item.key, unit_id=unit_id)
    row = next((row for row in rows if row.valid_from.isoformat() == since), None)
    value = typed(item, row.value) if row else read(item.key, on=today, unit_id=unit_id)
    return {"value": _typed_text(item, value), "unit": code, "on": today}


def _value_line(item: Declared, row: Setting, today: date, address: str) -> ValueLine:
    running = row.valid_from <= today and (row.valid_to is None or row.valid_to > today)
    look = "now" if running else ("later" if row.valid_from > today else "past")
    unit = roster().unit(row.unit_id) if row.unit_id else None
    again = f"{address}?tu={row.valid_from.isoformat()}&don-vi={unit.code if unit else ''}" if look == "past" else ""
    return ValueLine(
        value_words(item, typed(item, row.value)),
        unit.label if unit else PROVINCE,
        row.valid_from,
        row.valid_to,
        row.legal_basis,
        look,
        again,
    )
