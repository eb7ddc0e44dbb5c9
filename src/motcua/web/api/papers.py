"""What belongs to a dossier and is no verb: its diary, its printed papers, its files. Each through its own right."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from motcua.documents.models import File, PrintRecord
from motcua.documents.printing import draw
from motcua.dossiers.diary import Entry, diary
from motcua.dossiers.picture import Picture, picture
from motcua.dossiers.sheets import prints_of
from motcua.dossiers.sight import may_see
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.people.permissions import Action, require
from motcua.rules.documents import PrintKind
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.web.api import cursors
from motcua.web.api.callers import actor, moment
from motcua.web.api.words import word, words
from motcua.web.shared.downloads import occasion, served
from motcua.web.shared.seen import Look, seen

router = Router(tags=["dossiers"])
PAGE = 50

PrintWord = Literal[tuple(word(kind) for kind in PrintKind)]  # type: ignore[valid-type]


class NoSuchFile(Fault):
    """The dossier has no such file."""

    code = "no_such_file"
    sentence = "Hồ sơ không có tệp này."


class NoSuchPrint(Fault):
    """No such paper was issued for the dossier."""

    code = "no_such_print"
    sentence = "Hồ sơ không có giấy loại này đang có giá trị."


class EventOut(Schema):
    """One act in the diary; an internal `note` for those who may read the appraisal."""

    seq: int
    verb: words(Verb)
    at: datetime
    by: str
    sentence: str
    note: str | None


class EventPage(Schema):
    """A page of the diary, newest first; `next` is the cursor of the page behind it."""

    items: list[EventOut]
    next: str | None


class PrintOut(Schema):
    """One statutory paper of the dossier."""

    kind: words(PrintKind)
    void: bool
    number: Annotated[int | None, Field(description="Số của giấy, nếu giấy có số riêng.")]


@router.get("/{ref}/events/", response=EventPage, operation_id="list_events", summary="Nhật ký hồ sơ")
def list_events(request: HttpRequest, ref: str, cursor: cursors.Cursor = "") -> dict[str, Any]:
    """Everything that was done to the dossier, newest first, in one sentence each."""
    who = actor(request)
    behind = cursors.read(cursor)
    found = picture(cursors.clean_ref(ref), actor=who, at=moment(request), diary=0)
    rows = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=found.dossier.pk)
    if behind is not None:
        rows = rows.filter(seq__lt=behind[1])
    events = tuple(rows.order_by("-seq")[: PAGE + 1])
    seen(request, [found.dossier.pk], page="api:list_events")
    entries = diary(found, events[:PAGE])
    last = entries[-1] if len(events) > PAGE else None
    return {
        "items": [_event(entry) for entry in entries],
        "next": cursors.write(last.at, last.seq) if last else None,
    }


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "verb": entry.verb.value,
        "at": entry.at,
        "by": entry.who,
        "sentence": entry.sentence,
        "note": entry.note or None,
    }


@router.get("/{ref}/prints/", response=list[PrintOut], operation_id="list_prints", summary="Giấy tờ đã lập")
def list_prints(request: HttpRequest, ref: str) -> list[dict[str, Any]]:
    """The statutory papers of the dossier, oldest first, the void ones too."""
    found = _seen_by(request, ref, Action.PRINT)
    return [{"kind": word(PrintKind(p.kind)), "void": p.void, "number": p.no} for p in prints_of(found.dossier)]


@router.get("/{ref}/prints/{kind}/", response=bytes, operation_id="get_print", summary="Tải giấy (PDF)")
def get_print(request: HttpRequest, ref: str, kind: PrintWord) -> FileResponse:
    """The valid paper of this kind as PDF: drawn at the first print, the same file ever after."""
    found = _seen_by(request, ref, Action.PRINT)
    valid = [p for p in prints_of(found.dossier) if p.kind == PrintKind[kind.upper()] and not p.void]
    if not valid:
        raise NoSuchPrint()
    seen(request, [found.dossier.pk], page="api:get_print", what=Look.PRINT)
    return served(draw(_with_file(valid[-1]), occasion=occasion(request)), attached=True)


@router.get("/{ref}/files/{id}/", response=bytes, operation_id="get_file", summary="Tải tệp của hồ sơ")
def get_file(request: HttpRequest, ref: str, id: UUID) -> FileResponse:
    """A file of the dossier: a paper as handed in, a draft, or the result."""
    found = _seen_by(request, ref, Action.VIEW_FILE)
    file = next((file for file in _files(found) if file.public_id == id), None)
    if file is None:
        raise NoSuchFile()
    seen(request, [found.dossier.pk], page="api:get_file", what=Look.FILE)
    return served(file, attached=True)


def _seen_by(request: HttpRequest, ref: str, action: Action) -> Picture:
    """The dossier, for a caller who may look at it and has this right over it too."""
    who, at = actor(request), moment(request)
    found = picture(cursors.clean_ref(ref), actor=who, at=at, diary=0)
    require(who, action)
    if not may_see(who, action, found.dossier, found.steps, sector=found.version.sector, at=at):
        require(who, action, found.dossier, sector=found.version.sector, at=at)
    return found


def _files(found: Picture) -> Iterator[File]:
    """Files that the dossier refers to, as far as this caller sees it."""
    yield from (said.paper.file for said in found.papers if said.paper.file)
    for outcome in found.outcomes:
        yield from (file for file in (outcome.file, outcome.result and outcome.result.file) if file)


def _with_file(record: PrintRecord) -> PrintRecord:
    return PrintRecord.objects.select_related("file__blob").get(pk=record.pk)
