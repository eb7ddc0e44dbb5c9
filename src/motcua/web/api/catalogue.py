"""The catalogue over the wire: what can be asked for, and what it takes today."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from motcua.catalogue.queries import search_procedures
from motcua.catalogue.shelf import shelf
from motcua.rules.calendar import legal_day
from motcua.web.api import answers
from motcua.web.api.problems import ERRORS, Problem
from motcua.web.api.words import word

router = Router(tags=["catalogue"])
PAGE = 50


class ProcedurePage(Schema):
    """A page of procedures; `next` is the code behind which the following page begins."""

    items: list[answers.ProcedureLine]
    next: str | None


@router.get("/", response={200: ProcedurePage, ERRORS: Problem}, operation_id="list_procedures")
def list_procedures(request: HttpRequest, q: str = "", cursor: str = "") -> dict[str, Any]:
    """Procedures in force today; `q` finds them by code, abbreviation or words with or without marks."""
    today = legal_day(request.at)  # type: ignore[attr-defined]
    if q:
        found = [(hit.procedure, hit.line) for hit in search_procedures(q, on=today, limit=PAGE)]
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


@router.get("/{code}/", response={200: answers.ProcedureOut, ERRORS: Problem}, operation_id="get_procedure")
def get_procedure(request: HttpRequest, code: str) -> dict[str, Any]:
    """What a procedure asks for today."""
    today = legal_day(request.at)  # type: ignore[attr-defined]
    return answers.procedure(shelf().in_force(code, today), on=today)
