"""The catalogue over the wire: what can be asked for, what it takes today, and when it would be due."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from motcua.catalogue.calendars import calendar_for, current_version_id
from motcua.catalogue.queries import search_procedures
from motcua.catalogue.shelf import shelf
from motcua.dossiers.admission import NoDesk, NotReceivable, UnknownCase
from motcua.dossiers.dating import promise
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.deadlines import explain
from motcua.web.api import answers
from motcua.web.api.bodies import Moment
from motcua.web.api.callers import actor, moment
from motcua.web.api.words import word

router = Router(tags=["catalogue"])
PAGE = 50

Words = Annotated[str, Query(max_length=100, description="Mã, tên viết tắt, hoặc các từ có dấu hay không dấu.")]
After = Annotated[str, Query(max_length=40, description="`next` của trang trước.")]
CaseKey = Annotated[str, Query(max_length=60, description="Khóa của trường hợp, nếu thủ tục chia trường hợp.")]
Start = Annotated[Moment | None, Query(alias="from", description="Thời điểm nhận đủ hồ sơ; mặc định là bây giờ.")]
DeskCode = Annotated[str, Query(max_length=40, description="Mã Bộ phận Một cửa; mặc định là của người gọi.")]


class ProcedurePage(Schema):
    """A page of procedures; `next` is the code behind which the following page begins."""

    items: list[answers.ProcedureLine]
    next: str | None


class SkippedDay(Schema):
    """A day that is not counted, and why if it is more than a weekend."""

    day: date
    reason: str | None


class DueOut(Schema):
    """When it would be due, and how that is reckoned. `due` is null for what is returned at once."""

    limit: str
    start: datetime
    due: datetime | None
    soon_from: datetime | None
    day_zero: date | None
    counted: list[date]
    skipped: list[SkippedDay]


@router.get("/", response=ProcedurePage, operation_id="list_procedures", summary="Danh mục thủ tục")
def list_procedures(request: HttpRequest, q: Words = "", cursor: After = "") -> dict[str, Any]:
    """Procedures in force today; `q` finds them by code, abbreviation or words with or without marks."""
    today = legal_day(moment(request))
    if q:
        found = [(hit.procedure, hit.line) for hit in search_procedures(q.replace("\x00", ""), on=today, limit=PAGE)]
    else:
        cards = ((card, card.on(today)) for card in shelf().procedures() if card.code > cursor)
        found = [(card, version) for card, version in cards if version is not None]
    items = [
        {
            "code": card.code,
            "name": version.name,
            "sector": card.sector.code,
            "level": word(version.level),
            "receivable": version.receivable,
        }
        for card, version in found[:PAGE]
    ]
    return {"items": items, "next": items[-1]["code"] if len(found) > PAGE else None}


@router.get("/{code}/", response=answers.ProcedureOut, operation_id="get_procedure", summary="Một thủ tục")
def get_procedure(request: HttpRequest, code: str) -> dict[str, Any]:
    """What a procedure asks for today."""
    today = legal_day(moment(request))
    return answers.procedure(shelf().in_force(code, today), on=today)


@router.get("/{code}/due/", response=DueOut, operation_id="get_due", summary="Tính thử hạn trả")
def get_due(
    request: HttpRequest, code: str, case: CaseKey = "", start: Start = None, unit: DeskCode = ""
) -> dict[str, Any]:
    """When a complete dossier would be due, by the calendar of the desk, with the days that count and those that do
    not (Decree 61/2018 Art. 17)."""
    begin = start or moment(request)
    day = legal_day(begin)
    version = shelf().in_force(code, day)
    chosen = version.case(case)
    if chosen is None and (version.cases or case):
        raise UnknownCase()
    limit = version.limit_for(chosen.id if chosen else None)
    if limit is None:
        raise NotReceivable(code=code)
    desk = roster().unit_by_code(unit, day).id if unit else actor(request).unit_id
    if desk is None:
        raise NoDesk()
    calendar = calendar_for(desk, current_version_id())
    term = promise(limit, begin, calendar)
    said = explain(limit, begin, term.due, calendar)
    return {
        "limit": str(limit),
        "start": begin,
        "due": term.due.at,
        "soon_from": term.soon_from,
        "day_zero": said.day_zero,
        "counted": list(said.counted),
        "skipped": [{"day": skipped, "reason": reason} for skipped, reason in said.skipped],
    }
