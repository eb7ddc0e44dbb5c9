"""The worklist over the wire: the open steps of the person whom the client acts for, in the order of urgency."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from motcua.dossiers.worklist import EVERYTHING, Box, Filter, Row, Urgency, page
from motcua.people.permissions import Action, may, require
from motcua.people.roster import roster
from motcua.rules.codes import Clock
from motcua.rules.lifecycle import STATE_WORDS, NodeKind, State
from motcua.web.api import cursors
from motcua.web.api.callers import moment, person
from motcua.web.api.words import word, words
from motcua.web.shared.seen import seen

router = Router(tags=["worklist"])


def _one_of(kind: type[StrEnum]) -> Any:
    return Literal[tuple(member.value for member in kind)]


BoxWord = Annotated[_one_of(Box), Query(description="Ngăn việc.")]
UrgencyWord = Annotated[_one_of(Urgency) | None, Query(description="Chỉ một nhóm hạn.")]


class RowOut(Schema):
    """One open step of a dossier."""

    code: str
    version: int
    state: words(State)
    state_label: str
    procedure: str
    case_name: str
    applicant: str | None
    step_name: str
    step_kind: words(NodeKind)
    step_unit: str
    step_person: str | None
    step_opened_at: datetime
    step_due: datetime | None
    received_at: datetime | None
    legal_due: datetime | None
    promised_due: datetime | None
    clock: words(Clock)
    urgency: words(Urgency)


class WorkPage(Schema):
    """A page of steps; `next` is the cursor of the page behind it."""

    items: list[RowOut]
    next: str | None


@router.get("/", response=WorkPage, operation_id="list_work", summary="Danh sách việc")
def list_work(
    request: HttpRequest, box: BoxWord = "mine", urgency: UrgencyWord = None, cursor: cursors.Cursor = ""
) -> dict[str, Any]:
    """Open steps of one box: mine, waiting for anybody in my role, my office, to sign, to return, at the desk."""
    who = person(request)
    require(who, Action.VIEW_WORKLIST)
    wanted = Filter(urgency=Urgency(urgency)) if urgency else EVERYTHING
    found = page(who, Box(box), at=moment(request), filter_by=wanted, after=cursors.read_key(cursor))
    seen(request, [row.dossier_id for row in found.rows], page="api:list_work")
    with_people = may(who, Action.VIEW_PERSON)
    return {
        "items": [_row(row, with_people=with_people) for row in found.rows],
        "next": cursors.write_key(found.after) if found.after else None,
    }


def _row(row: Row, *, with_people: bool) -> dict[str, Any]:
    people = roster()
    return {
        "code": row.code,
        "version": row.version,
        "state": word(row.state),
        "state_label": STATE_WORDS[row.state],
        "procedure": row.procedure_code,
        "case_name": row.case_name,
        "applicant": row.applicant if with_people else None,
        "step_name": row.node_name,
        "step_kind": word(row.kind),
        "step_unit": people.unit(row.step_unit_id).code,
        "step_person": people.staff(row.holder_id).login if row.holder_id else None,
        "step_opened_at": row.step_opened_at,
        "step_due": row.step_due,
        "received_at": row.received_at,
        "legal_due": row.legal_due,
        "promised_due": row.promised_due,
        "clock": word(row.clock),
        "urgency": row.urgency.value,
    }
