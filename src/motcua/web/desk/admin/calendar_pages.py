"""`lich-lam-viec/`: the year, single days, the versions of the calendar and how one is taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.catalogue.calendars import NoCalendar, current_version_id, days_under, parse_sessions
from motcua.catalogue.commands import DayDefinition, change_calendar_day, publish_calendar
from motcua.catalogue.models import CalendarDay, CalendarVersion
from motcua.ledger.streams import StreamKind
from motcua.people.permissions import Action
from motcua.people.roster import UnknownUnit, roster
from motcua.rules.days import DAY_KIND_WORDS, DayKind
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.acting import Act, AdminForm, answer, posted
from motcua.web.desk.admin.affected import affected_count
from motcua.web.desk.admin.frame import actor_of, admin_page, moment_of, today_of
from motcua.web.desk.admin.history import deeds
from motcua.web.desk.admin.year import special_days, year_grid
from motcua.web.shared.policy import needs

SECTION = "admin_calendar"
YEARS = range(2018, 2036)


class DayForm(AdminForm):
    """What holds of one day, for all units or for one."""

    button = "Công bố thay đổi"
    hint = (
        "Thay đổi được công bố thành một phiên bản lịch mới. Hồ sơ đã tiếp nhận giữ lịch cũ cho đến khi được tính lại."
    )
    faults = {"day_without_reason": "reason", "bad_sessions": "sessions"}
    day = fields.day("Ngày")
    unit = fields.choice("Áp dụng cho")
    kind = fields.choice(
        "Ngày đó",
        [(str(int(kind)), words) for kind, words in DAY_KIND_WORDS.items()],
        "Chọn ngày nghỉ hay ngày làm việc.",
        radio=True,
    )
    sessions = fields.SessionsField(
        "Giờ làm việc riêng", help_text="Ví dụ 07:30–11:30. Để trống thì theo giờ thường lệ, nửa ngày là buổi sáng"
    )
    reason = fields.text("Lý do", "Ghi lý do, ví dụ: nghỉ Giỗ Tổ Hùng Vương.")
    document_no = fields.text("Số văn bản", "Ghi số văn bản làm căn cứ.", max_length=200)
    past = fields.agreed(
        "Tôi biết ngày này đã qua",
        "Ngày này đã qua: kiểm tra lại, nếu đúng thì đánh dấu xác nhận rồi công bố.",
        help_text="Hồ sơ đang mở chỉ đổi hạn khi được tính lại; hồ sơ đã quá hạn vẫn quá hạn",
    )

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = fields.unit_choices(on, empty="Toàn tỉnh")
        if not self._is_past(on):
            del self.fields["past"]

    def _is_past(self, on: date) -> bool:
        """Whether the day that is filled in lies before today: only then one confirms it."""
        try:
            return date.fromisoformat((self.data if self.is_bound else self.initial).get("day", "").strip()) < on
        except ValueError:
            return False


class DocumentForm(AdminForm):
    """The document by which something is taken back."""

    button = "Công bố phiên bản khôi phục"
    document_no = fields.text("Số văn bản", "Ghi số văn bản làm căn cứ.", max_length=200)


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """One day of a version: what held before it, what it says."""

    row: CalendarDay
    unit: str
    before: str
    after: str


@needs(Action.ADMINISTER_CALENDAR, Verb.RECOMPUTE_DUE)
def calendar(request: HttpRequest) -> HttpResponse:
    """The year grid of the province or of one unit."""
    today = today_of(request)
    year = _year(request.GET.get("nam", ""), today)
    code = request.GET.get("don-vi", "")
    try:
        unit_id = fields.unit_id(code)
    except UnknownUnit:
        raise Http404 from None
    try:
        shown = {"months": year_grid(year, unit_id, today=today), "days": special_days(year, unit_id)}
        waiting = affected_count(actor_of(request), at=moment_of(request))
    except NoCalendar:
        shown, waiting = {}, 0
    context = {
        "title": "Lịch làm việc",
        "year": year,
        "years": YEARS,
        "unit_code": code,
        "units": fields.unit_choices(today, empty="Toàn tỉnh"),
        "versions": CalendarVersion.objects.order_by("-no")[:20],
        "waiting": waiting,
        **shown,
    }
    return admin_page(request, "calendar.html", context, current=SECTION)


def _year(text: str, today: date) -> int:
    return int(text) if text.isdecimal() and len(text) == 4 and int(text) in YEARS else today.year


@needs(Action.ADMINISTER_CALENDAR)
def day(request: HttpRequest) -> HttpResponse:
    """Change one day."""
    on = today_of(request)
    given = {"day": request.GET.get("ngay", ""), "unit": request.GET.get("don-vi", "")}
    form = DayForm(posted(request), on=on, initial=_said(given) if request.method == "GET" else None)
    said = form.data if form.is_bound else form.initial
    back = (
        f"{reverse('desk:admin_calendar')}?nam={str(said.get('day', ''))[:4] or on.year}&don-vi={said.get('unit', '')}"
    )

    def run() -> CalendarVersion:
        chosen = form.cleaned_data
        return change_calendar_day(
            chosen["day"],
            kind=DayKind(int(chosen["kind"])),
            reason=chosen["reason"],
            document_no=chosen["document_no"],
            unit_id=fields.unit_id(chosen["unit"]),
            sessions=chosen["sessions"],
            actor=actor_of(request),
            at=moment_of(request),
        )

    act = Act("Thêm, đổi một ngày", SECTION, back, run, "Đã công bố phiên bản lịch mới.")
    return answer(request, form, act)


def _said(given: dict[str, str]) -> dict[str, Any]:
    """What holds of the day now, to begin with."""
    try:
        when = date.fromisoformat(given["day"])
        unit_id = fields.unit_id(given["unit"])
        entry = days_under(current_version_id(), unit_id).get(when)
    except (ValueError, Fault):
        return {key: value for key, value in given.items() if key == "unit"}
    if entry is None:
        return {**given}
    sessions = fields.sessions_words((one.opens, one.closes) for one in entry.sessions or ())
    return {**given, "kind": str(int(entry.kind)), "reason": entry.reason, "sessions": sessions}


@needs(Action.ADMINISTER_CALENDAR)
def version(request: HttpRequest, no: int) -> HttpResponse:
    """One version: what it changed, who published it."""
    row = _version(no)
    context = {
        "title": f"Phiên bản lịch {no}",
        "version": row,
        "changes": _changes(row),
        "deeds": deeds((StreamKind.CALENDAR, row.pk), kinds=["calendar.publish"]),
        "can_undo": bool(_to_undo(row)),
        "newer": CalendarVersion.objects.filter(no__gt=no).exists(),
    }
    return admin_page(request, "calendar_version.html", context, current=SECTION)


@needs(Action.ADMINISTER_CALENDAR)
def undo_version(request: HttpRequest, no: int) -> HttpResponse:
    """Publish a version that says of these days what held before."""
    row = _version(no)
    form = DocumentForm(posted(request))
    act = Act(
        f"Khôi phục các ngày của phiên bản {no}",
        SECTION,
        reverse("desk:admin_calendar_version", args=[no]),
        _undoing(request, row, form),
        "Đã công bố phiên bản khôi phục.",
        reverse("desk:admin_calendar"),
        warning="Một phiên bản mới được công bố; phiên bản cũ vẫn giữ nguyên trong lịch sử.",
    )
    if not _to_undo(row):
        context = {
            "title": act.title,
            "said": "Các ngày này đã được một phiên bản sau đổi lại nên không còn gì để khôi phục.",
            "back": act.back,
        }
        return admin_page(request, "nothing.html", context, current=SECTION, status=HTTPStatus.CONFLICT)
    return answer(request, form, act)


def _undoing(request: HttpRequest, row: CalendarVersion, form: DocumentForm) -> Callable[[], CalendarVersion]:
    def run() -> CalendarVersion:
        number = form.cleaned_data["document_no"]
        days = [_restored(entry, number, row.no) for entry in _to_undo(row)]
        return publish_calendar(days, decision=number, actor=actor_of(request), at=moment_of(request))

    return run


def _to_undo(row: CalendarVersion) -> list[CalendarDay]:
    """The days of a version on which no later version has said anything."""
    later = set(CalendarDay.objects.filter(version__no__gt=row.no).values_list("unit_id", "day"))
    return [entry for entry in row.days.order_by("day") if (entry.unit_id, entry.day) not in later]


def _before(entry: CalendarDay) -> CalendarDay | None:
    """What the versions before had said of the day, for the same units."""
    rows = CalendarDay.objects.filter(version__no__lt=entry.version.no, day=entry.day)
    rows = rows.filter(unit__isnull=True) if entry.unit_id is None else rows.filter(unit_id=entry.unit_id)
    return rows.order_by("-version__no").first()


def _restored(entry: CalendarDay, number: str, no: int) -> DayDefinition:
    old = _before(entry)
    if old is None:
        return DayDefinition(entry.day, DayKind.ORDINARY, f"Bỏ thay đổi của phiên bản {no}", number, entry.unit_id)
    sessions = parse_sessions(old.sessions)
    pairs = None if sessions is None else tuple((one.opens, one.closes) for one in sessions)
    return DayDefinition(entry.day, DayKind(old.kind), old.reason, number, entry.unit_id, pairs)


def _changes(row: CalendarVersion) -> list[ChangedDay]:
    """The days of a version with what held before; the national calendar at the beginning changes hundreds."""
    people = roster()
    return [
        ChangedDay(
            entry,
            people.unit(entry.unit_id).label if entry.unit_id else "Toàn tỉnh",
            _words(_before(entry)) if row.no > 1 else "Như thường lệ",
            _words(entry),
        )
        for entry in row.days.select_related("version").order_by("day")[:400]
    ]


def _words(entry: CalendarDay | None) -> str:
    if entry is None:
        return DAY_KIND_WORDS[DayKind.ORDINARY]
    hours = f" ({fields.sessions_words(entry.sessions)})" if entry.sessions else ""
    return f"{DAY_KIND_WORDS[DayKind(entry.kind)]}{hours}"


def _version(no: int) -> CalendarVersion:
    row = CalendarVersion.objects.filter(no=no).first() if no < 2**31 else None
    if row is None:
        raise Http404
    return row
