"""`lich-lam-viec/tinh-lai/`: the dossiers that a newly published calendar would give another date."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.catalogue.calendars import NoCalendar
from motcua.dossiers import orders
from motcua.dossiers.commands import COMMANDS
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.acting import AdminForm, posted
from motcua.web.desk.admin.affected import SHOWN, affected
from motcua.web.desk.admin.frame import actor_of, admin_page, moment_of
from motcua.web.shared.policy import needs

NOTHING_CHOSEN = "Chọn ít nhất một hồ sơ."


class RecomputeForm(AdminForm):
    """The document by which the dates move."""

    document_no = fields.text("Số văn bản làm căn cứ", "Ghi số văn bản làm căn cứ tính lại hạn.", max_length=60)


@needs(Verb.RECOMPUTE_DUE)
def recompute(request: HttpRequest) -> HttpResponse:
    """The list, and over the chosen ones the verb: each its own transaction, each outcome said."""
    form = RecomputeForm(posted(request))
    done: list[str] = []
    failed: list[tuple[str, str]] = []
    status = HTTPStatus.OK
    chosen = request.POST.getlist("ho-so")[:SHOWN]
    if request.method == "POST":
        if form.is_valid() and not chosen:
            form.add_error(None, NOTHING_CHOSEN)
        if form.is_valid():
            done, failed = _say_to_all(request, chosen, form.cleaned_data["document_no"])
            status = HTTPStatus.OK if done else HTTPStatus.CONFLICT
            form = RecomputeForm()
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, form, {"done": done, "failed": failed, "chosen": set(chosen)}, status)


def _say_to_all(request: HttpRequest, chosen: list[str], document_no: str) -> tuple[list[str], list[tuple[str, str]]]:
    done: list[str] = []
    failed: list[tuple[str, str]] = []
    order = orders.RecomputeDueOrder(document_no=document_no)
    for text in chosen:
        code, _, version = text.partition("@")
        expected = int(version) if version.isdecimal() and len(version) < 10 else 0
        try:
            COMMANDS[Verb.RECOMPUTE_DUE].function(
                code, order, actor=actor_of(request), at=moment_of(request), expected=expected
            )
        except Fault as fault:
            failed.append((code, fault.message))
        else:
            done.append(code)
    return done, failed


def _page(request: HttpRequest, form: RecomputeForm, outcome: dict[str, Any], status: int) -> HttpResponse:
    try:
        rows = affected(actor_of(request), at=moment_of(request))
    except NoCalendar:
        rows = []
    context = {"title": "Tính lại hạn theo lịch mới", "form": form, "rows": rows, "shown": SHOWN, **outcome}
    return admin_page(request, "recompute.html", context, current="admin_calendar", status=status)
