"""`lich-lam-viec/gio/`: office hours under a name, dated; the units that use them follow."""

import re
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.people.commands import set_hours
from motcua.people.models import OfficeHours
from motcua.people.permissions import Action
from motcua.people.roster import roster
from motcua.rules.text import fold
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.acting import Act, AdminForm, answer, posted
from motcua.web.desk.admin.frame import actor_of, admin_page, moment_of, today_of
from motcua.web.shared.policy import needs

SECTION = "admin_calendar"
DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
USUAL = "07:30–11:30, 13:30–17:00"


class HoursForm(AdminForm):
    """The sessions of each weekday; an empty day is a day off."""

    button = "Lưu giờ làm việc"
    hint = "Mỗi buổi viết giờ mở và giờ đóng, ví dụ 07:30–11:30, 13:30–17:00. Ngày để trống là ngày nghỉ."
    faults = {"later_version": "on", "bad_sessions": "day_0", "wrong_hours": "day_0"}
    name = fields.text("Tên", "Đặt tên, ví dụ: Giờ hành chính của tỉnh.", max_length=200)
    on = fields.day("Áp dụng từ ngày")
    legal_basis = fields.text("Căn cứ", "Ghi văn bản làm căn cứ.")

    def __init__(self, *args: Any, new: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.new = new
        for number, label in enumerate(DAYS):
            self.fields[f"day_{number}"] = fields.SessionsField(label)
        order = ["name", *(f"day_{number}" for number in range(7)), "on", "legal_basis"]
        self.order_fields(order)

    def clean_name(self) -> str:
        """A new set may not take the name of another: it would change that one."""
        name: str = self.cleaned_data["name"]
        if self.new and OfficeHours.objects.filter(key=_key(name)).exists():
            raise forms.ValidationError("Đã có giờ làm việc mang tên này. Mở mục đó để đổi, hoặc đặt tên khác.")
        return name

    def sessions(self) -> list[list[list[str]]]:
        """Seven days of pairs "HH:MM"."""
        days = [self.cleaned_data[f"day_{number}"] or () for number in range(7)]
        return [[[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in day] for day in days]


@needs(Action.ADMINISTER_CALENDAR)
def hours(request: HttpRequest) -> HttpResponse:
    """Every set of hours, its versions, and who uses it."""
    rows = OfficeHours.objects.order_by("key", "-valid_from")
    users: dict[str, list[str]] = {}
    for card in roster().units(today_of(request)):
        if card.hours_key:
            users.setdefault(card.hours_key, []).append(card.label)
    found = [(row, _week(row), users.get(row.key, [])) for row in rows]
    return admin_page(request, "hours.html", {"title": "Giờ làm việc", "rows": found}, current=SECTION)


def _week(row: OfficeHours) -> list[tuple[str, str]]:
    """The week in words, equal days together: "Thứ Hai đến Thứ Sáu"."""
    said = [fields.sessions_words(day) or "nghỉ" for day in row.sessions]
    found: list[tuple[str, str]] = []
    start = 0
    for number in range(1, 8):
        if number == 7 or said[number] != said[start]:
            last = DAYS[number - 1]
            found.append((DAYS[start] if number - 1 == start else f"{DAYS[start]} đến {last}", said[start]))
            start = number
    return found


@needs(Action.ADMINISTER_CALENDAR)
def change_hours(request: HttpRequest, key: str = "") -> HttpResponse:
    """New hours under a key from a day on; without a key a new set."""
    row = OfficeHours.objects.filter(key=key).order_by("-valid_from").first() if key else None
    if key and row is None:
        raise Http404
    form = HoursForm(posted(request), new=row is None, initial=_initial(row, today_of(request)))
    act = Act(
        f"Đổi giờ làm việc: {row.name}" if row else "Thêm giờ làm việc",
        SECTION,
        reverse("desk:admin_hours"),
        lambda: set_hours(
            key or _key(form.cleaned_data["name"]),
            name=form.cleaned_data["name"],
            sessions=form.sessions(),
            on=form.cleaned_data["on"],
            legal_basis=form.cleaned_data["legal_basis"],
            actor=actor_of(request),
            at=moment_of(request),
        ),
        "Đã lưu giờ làm việc.",
    )
    return answer(request, form, act)


def _initial(row: OfficeHours | None, today: date) -> dict[str, Any]:
    if row is None:
        return {"on": today} | {f"day_{number}": USUAL for number in range(5)}
    said = {f"day_{number}": fields.sessions_words(day) for number, day in enumerate(row.sessions)}
    return {"on": today, "name": row.name, **said}


def _key(name: str) -> str:
    """A key from a name: words without accents, joined by dashes."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:40] or "gio"
