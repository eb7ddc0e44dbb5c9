"""Every component once, with example data: `/nv/_mau/`, only when MOTCUA_DEBUG=1 or in tests."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.rules.calendar import national_calendar
from motcua.rules.codes import Clock
from motcua.rules.deadlines import FAR_FUTURE, Limit, LimitUnit, Timing, due, explain, late_from
from motcua.web.shared.deadline_words import Dates, Deadline, deadline_words
from motcua.web.shared.reckoning import reckoning
from motcua.web.shared.shell import NavGroup, NavItem, PostingChoice, StaffShell
from motcua.web.shared.steps import Mark, StepView, Used
from motcua.web.shared.toasts import Toast

AT = datetime(2026, 11, 18, 3, 12, tzinfo=UTC)  # Wednesday, 10:12 in Viet Nam


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Họ, chữ đệm và tên", help_text="Viết như trên căn cước")
    phone = forms.CharField(label="Điện thoại", required=False, help_text="Để báo khi có kết quả")
    case = forms.ChoiceField(label="Trường hợp", choices=[("", "Chọn trường hợp"), ("new", "Xây nhà mới")])
    how = forms.ChoiceField(
        label="Cách nhận kết quả", choices=[("desk", "Tại quầy"), ("post", "Qua bưu điện")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    proxy = forms.BooleanField(label="Nộp thay người khác", required=False)
    paper = forms.FileField(label="Giấy ủy quyền", required=False, help_text="PDF hoặc ảnh, tối đa 20 MB")


def example_deadlines() -> list[Deadline]:
    """The seven looks, computed as everywhere else."""
    calendar = national_calendar()

    def dated(days: int, **more: object) -> Dates:
        at = calendar.end_of_day(calendar.add_working_days(AT.date(), days))
        facts: dict[str, object] = {"clock": Clock.RUNNING, "legal_due": at, "promised_due": at}
        facts |= {"late_at": late_from(at, LimitUnit.WD), "soon_from": at - timedelta(days=2)} | more
        return Dates(**facts)  # type: ignore[arg-type]

    done = {"clock": Clock.ENDED, "finished_at": AT}
    rows = [
        dated(6),
        dated(0),
        dated(-3),
        dated(6, clock=Clock.PAUSED, late_at=FAR_FUTURE),
        dated(2, timing=Timing.EARLY, **done),
        dated(0, timing=Timing.ON_TIME, **done),
        dated(-3, timing=Timing.LATE, **done),
    ]
    return [words for row in rows if (words := deadline_words(row, at=AT, calendar=calendar))]


def example_shell() -> StaffShell:
    """A shell with two postings and counted links."""
    items = (
        NavItem("Việc của tôi", "#", "list-check", "38", current=True),
        NavItem("Hồ sơ của phòng", "#", "folder", "142"),
        NavItem("Kết quả", "#", "rubber-stamp"),
    )
    common = (NavItem("Tra cứu hồ sơ", "/tra-cuu/", "search"), NavItem("Thủ tục", "/thu-tuc/", "book-2"))
    postings = (
        PostingChoice("1", "Chuyên viên thụ lý", "Phòng Kinh tế, phường Tân Hòa", current=True),
        PostingChoice("2", "Cán bộ tiếp nhận và trả kết quả", "Bộ phận Một cửa phường Tân Hòa"),
    )
    return StaffShell(
        name="Trần Quốc Việt",
        initials="TV",
        posting="Chuyên viên, Phòng Kinh tế, phường Tân Hòa",
        groups=(NavGroup(items), NavGroup(common, "Chung")),
        postings=postings,
        search_url="#",
        switch_url="#",
        sign_out_url="#",
    )


def example_steps() -> list[StepView]:
    """A process with every mark."""
    used = Used(16, 11, "16 ngày, cho phép 11 ngày", tone="late")
    return [
        StepView("Tiếp nhận", Mark.DONE, ("Bộ phận Một cửa",), ("23/10, 09:14", "xử lý trong 2 giờ")),
        StepView(
            "Chờ bổ sung bản vẽ móng", Mark.PAUSE, ("Thời gian này không tính vào thời hạn.",), ("30/10 đến 02/11",)
        ),
        StepView("Thẩm định", Mark.NOW, ("Trần Quốc Việt", "8 / 10,5 ngày")),
        StepView("Kiểm tra thực địa", Mark.LATE, ("Phòng Kinh tế",), used=used),
        StepView("Lấy ý kiến", Mark.OPTIONAL, ("nếu cần, tối đa 3 ngày",)),
        StepView("Trả kết quả", lines=("Bộ phận Một cửa", "0,5 ngày")),
    ]


def gallery(request: HttpRequest) -> HttpResponse:
    """The page itself; `?loi=1` shows the form with its faults."""
    calendar = national_calendar()
    limit = Limit(Decimal(5), LimitUnit.WD)
    start = datetime(2026, 4, 23, 7, 0, tzinfo=UTC)
    explanation = explain(limit, start, due(limit, start, calendar), calendar)
    context = {
        "shell": example_shell(),
        "deadlines": example_deadlines(),
        "form": ExampleForm(request.GET if "loi" in request.GET else None),
        "steps": example_steps(),
        "reckoning": reckoning(explanation, limit="5 ngày làm việc"),
        "acts": [
            {"value": "propose", "label": "Trình ký", "icon": "writing-sign", "key": "T"},
            {"value": "assign", "label": "Chuyển người khác"},
        ],
        "example_toasts": [
            Toast("Đã tiếp nhận H99.15-261118-0065.", seconds=20, undo_url="#"),
            Toast("1 hồ sơ chưa trình được: thiếu dự thảo.", kind="warn", url="#", action="Mở"),
        ],
    }
    return render(request, "shared/gallery.html", context)
