"""A worklist as a workbook: the rows of the list as it is filtered, in its columns, for whoever may export."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.catalogue.shelf import shelf
from motcua.documents.forms.register_xlsx import MEDIA_TYPE
from motcua.documents.forms.table_xlsx import Column, Value, write_table
from motcua.dossiers.worklist import Box, Filter, page
from motcua.people.permissions import Action, require
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault
from motcua.web.desk.work_lines import COLUMNS, Line, chosen_columns, line
from motcua.web.desk.work_page import GROUP_WORDS, KIND_WORDS, MATTER_WORDS, filter_of
from motcua.web.shared.downloads import download, occasion
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import Look, seen

MOST = 2000
ALWAYS = (
    Column("Nhóm", 14),
    Column("Hạn trả", 17),
    Column("Còn lại", 22),
    Column("Mã hồ sơ", 23),
    Column("Thủ tục", 44),
    Column("Trường hợp", 26),
    Column("Người nộp", 30),
)
WIDTHS = {"buoc": 26, "gio": 18, "nhan": 17, "giu": 28, "bo-sung": 12}


class ListTooLong(Fault):
    """More rows than one file should hold."""

    code = "list_too_long"
    sentence = "Danh sách có hơn {most} hồ sơ. Lọc theo nhóm, thủ tục hoặc bước cho ngắn lại rồi xuất."


@needs(Action.EXPORT)
def work(request: HttpRequest) -> HttpResponseBase:
    """`/nv/viec/bang-tinh/`: my steps, or those that nobody has taken, as the address of the list filters them."""
    if request.GET.get("hop") == "cho-nhan":
        return _workbook(request, Box.WAITING, current="work", title="Việc chờ nhận")
    return _workbook(request, Box.MINE, current="work", title="Việc của tôi")


@needs(Action.EXPORT)
def office(request: HttpRequest) -> HttpResponseBase:
    """`/nv/phong/bang-tinh/`: everything at hand in my office, as the address of the list filters it."""
    return _workbook(request, Box.OFFICE, current="office", title="Hồ sơ của phòng")


def _workbook(request: HttpRequest, box: Box, *, current: str, title: str) -> HttpResponseBase:
    """The list in one file. Raises Denied, ListTooLong."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    require(actor, Action.VIEW_WORKLIST)
    chosen, columns = filter_of(request), _columns(request, box)
    found = page(actor, box, at=at, filter_by=chosen, size=MOST)
    if found.after is not None:
        raise ListTooLong(most=MOST)
    seen(request, [row.dossier_id for row in found.rows], page=f"desk:{current}", what=Look.EXPORT)
    content = write_table(
        title,
        f"{_about(chosen)}: {len(found.rows)} hồ sơ",
        (*ALWAYS, *(Column(COLUMNS[key], WIDTHS[key]) for key in columns)),
        [_values(line(row, at), columns) for row in found.rows],
        occasion=occasion(request),
    )
    return download(content, f"{title} {legal_day(at):%d-%m-%Y}.xlsx", MEDIA_TYPE)


def _columns(request: HttpRequest, box: Box) -> tuple[str, ...]:
    """The chosen columns; the code stands in every file, and so does the holder where it is not oneself."""
    chosen = {*chosen_columns(request.GET.getlist("cot")), *(() if box is Box.MINE else ("giu",))}
    return tuple(key for key in WIDTHS if key in chosen)


def _about(chosen: Filter) -> str:
    """What the list was filtered by, in words."""
    said = [
        GROUP_WORDS[chosen.urgency] if chosen.urgency else "",
        MATTER_WORDS[chosen.matter] if chosen.matter else "",
        next((card.newest.name for card in shelf().procedures() if card.id == chosen.procedure_id), ""),
        KIND_WORDS[chosen.kind] if chosen.kind else "",
        f"tìm “{chosen.text}”" if chosen.text else "",
    ]
    return "; ".join(words for words in said if words) or "Tất cả"


def _values(shown: Line, columns: tuple[str, ...]) -> list[Value]:
    row = shown.row
    values: dict[str, Any] = {
        "buoc": row.node_name,
        "gio": shown.step_words,
        "nhan": row.received_at,
        "giu": shown.holder,
        "bo-sung": row.supplements,
    }
    return [
        GROUP_WORDS[row.urgency],
        row.legal_due,
        _rest(shown),
        row.code,
        row.procedure_name,
        row.case_name,
        row.applicant,
        *(values[key] for key in columns),
    ]


def _rest(shown: Line) -> str:
    """The words of the chip, and whether the applicant of a late dossier was told."""
    words = shown.deadline.chip if shown.deadline else "Trả ngay"
    return f"{words}, {shown.sorry}" if shown.sorry else words
