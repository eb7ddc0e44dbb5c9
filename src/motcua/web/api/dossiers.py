"""Dossiers over the wire: lists, one in full, and every verb under its own address."""

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Discriminator

from motcua.catalogue.shelf import shelf
from motcua.dossiers import orders
from motcua.dossiers.commands import COMMANDS, Command
from motcua.dossiers.models import Dossier
from motcua.dossiers.picture import picture
from motcua.dossiers.search import find
from motcua.dossiers.sight import in_sight
from motcua.people.permissions import Action, may, require, units_in_scope
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import VERB_WORDS, Verb
from motcua.web.api import answers, cursors
from motcua.web.api.bodies import order_of, schema_of
from motcua.web.api.callers import actor, moment, person
from motcua.web.api.cursors import Cursor, clean_ref
from motcua.web.api.problems import JSON, takes
from motcua.web.shared.idempotency import once
from motcua.web.shared.seen import Look, seen

router = Router(tags=["dossiers"])
router.add_decorator(takes(JSON), mode="view")
PAGE = 50
_KEY = re.compile(r"[!-~]{1,64}")
_VERSION = re.compile(r'(?:W/)?"([0-9]{1,9})"')

Question = Annotated[str, Query(max_length=100, description="Mã hồ sơ, đuôi mã, số định danh, điện thoại, họ tên.")]


class VersionMissing(Fault):
    """A verb on a dossier says which version it was decided on."""

    code = "version_missing"
    sentence = "Gửi phiên bản hồ sơ đã xem trong tiêu đề If-Match."


class BadVersion(Fault):
    """If-Match is not the ETag of a dossier."""

    code = "bad_version"
    sentence = "Tiêu đề If-Match phải là ETag của hồ sơ, một số trong dấu ngoặc kép."


class BadKey(Fault):
    """An idempotency key that we cannot keep."""

    code = "bad_key"
    sentence = "Khóa Idempotency-Key gồm 1 đến 64 chữ, số hoặc dấu, không có khoảng trắng."


class DossierPage(Schema):
    """A page of dossiers; `next` is the cursor of the page behind it. A search has one page: `truncated` says more."""

    items: list[answers.DossierLine]
    next: str | None
    truncated: bool


Receive = schema_of(orders.ReceiveOrder)
Refuse = schema_of(orders.RefuseOrder)


class CreateReceive(Receive):  # type: ignore[valid-type,misc]
    """Receive a complete dossier."""

    verb: Literal["receive"]


class CreateRefuse(Refuse):  # type: ignore[valid-type,misc]
    """Refuse at the counter."""

    verb: Literal["refuse"]


Create = Annotated[CreateReceive | CreateRefuse, Discriminator("verb")]


@router.get("/", response={200: DossierPage}, operation_id="list_dossiers")
def list_dossiers(request: HttpRequest, q: Question = "", cursor: Cursor = "") -> dict[str, Any]:
    """Dossiers within the caller's rights, newest first; `q` finds by code, number, phone or words of a name.

    A search gives the newest 50 and no cursor; where there are more, `truncated` is true: ask more narrowly.
    """
    who = actor(request)
    require(who, Action.SEARCH if q else Action.VIEW_DOSSIER)
    where = in_sight(who, Action.SEARCH if q else Action.VIEW_DOSSIER)
    if q:
        units = units_in_scope(who, Action.SEARCH)
        found, after = list(find(q.replace("\x00", ""), where, units=units, size=PAGE + 1)), None
        rows, truncated = found[:PAGE], len(found) > PAGE
    else:
        rows, after = _newest(where, cursor)
        truncated = False
    seen(request, [row.pk for row in rows], page="api:list_dossiers", what=Look.SEARCH if q else Look.PAGE)
    items = [answers.line(row, shelf().version(row.procedure_version_id).code) for row in rows]
    return {"items": items, "next": after, "truncated": truncated}


def _newest(where: Q, cursor: str) -> tuple[list[Dossier], str | None]:
    behind = cursors.read(cursor)
    rows = Dossier.objects.filter(where, received_at__isnull=False)
    if behind is not None:
        at, row_id = behind
        # The first condition follows from the second; an index is entered by it.
        rows = rows.filter(Q(received_at__lt=at) | Q(received_at=at, id__lt=row_id), received_at__lte=at)
    found = list(rows.order_by("-received_at", "-id")[: PAGE + 1])
    if len(found) <= PAGE:
        return found, None
    last = found[PAGE - 1]
    assert last.received_at is not None
    return found[:PAGE], cursors.write(last.received_at, last.pk)


@router.post("/", response={201: answers.DoneOut}, operation_id="create_dossier")
def create_dossier(request: HttpRequest, response: HttpResponse, body: Create) -> Status:
    """`verb: receive` accepts a dossier and gives its code; `verb: refuse` refuses it with reasons."""
    who, at, command = person(request), moment(request), COMMANDS[Verb(body.verb)]
    require(who, command.verb)  # before the order is looked at: who may not is told only that
    order = order_of(command.order, body)
    return Status(201, _act(request, response, lambda: command.function(order, actor=who, at=at)))


@router.get("/{ref}/", response={200: answers.DossierOut}, operation_id="get_dossier")
def get_dossier(request: HttpRequest, response: HttpResponse, ref: str) -> dict[str, Any] | HttpResponse:
    """One dossier in full, with its version as ETag."""
    who = actor(request)
    found = picture(clean_ref(ref), actor=who, at=moment(request))
    tag = f'"{found.dossier.version}"'
    if request.headers.get("If-None-Match", "").strip().removeprefix("W/") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    seen(request, [found.dossier.pk], page="api:get_dossier")
    response["ETag"] = tag
    return answers.whole(found, with_people=may(who, Action.VIEW_PERSON))


def _act(request: HttpRequest, response: HttpResponse, act: Callable[[], Any]) -> dict[str, Any]:
    """A verb with its idempotency key; the answer is drawn from the event."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise BadKey()
    said = request.path.encode() + b"\n" + request.body
    result = once(actor(request), key, said, at=moment(request), act=act)
    answer = answers.done(result.change.dossier, result.change.event, replayed=result.replayed)
    response["ETag"] = f'"{answer["version"]}"'
    return answer


def _expected(request: HttpRequest, command: Command) -> int | None:
    """The version in If-Match, None for a verb that needs none. Raises VersionMissing, BadVersion."""
    said = request.headers.get("If-Match", "").strip()
    if not command.guarded:
        return None
    if not said:
        raise VersionMissing()
    match = _VERSION.fullmatch(said)
    if match is None:
        raise BadVersion()
    return int(match[1])


def _add_verb(command: Command) -> None:
    """One address per verb, with the verb's own body."""
    body_type = schema_of(command.order)

    def say(request: HttpRequest, response: HttpResponse, ref: str, body: Any) -> dict[str, Any]:
        who, at = person(request), moment(request)
        expected = _expected(request, command)
        order = order_of(command.order, body)
        return _act(
            request,
            response,
            lambda: command.function(clean_ref(ref), order, actor=who, at=at, expected=expected),
        )

    say.__annotations__["body"] = body_type
    say.__name__ = command.verb.value
    say.__doc__ = (command.function.__doc__ or "").split("\n")[0]
    router.post(
        f"/{{ref}}/{command.verb.value}/",
        response={200: answers.DoneOut},
        operation_id=command.verb.value,
        summary=VERB_WORDS[command.verb].capitalize(),
    )(say)


for _command in COMMANDS.values():
    if not _command.creates:
        _add_verb(_command)
