"""Who saw what: a view notes the rows it showed, and one line is written after the answer has gone out.

    seen(request, [dossier.id], page="desk.dossier")

The line lies outside the chain of events and counts in no page's statements.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.ledger.access import Look, Purpose, hash_address, note_look
from motcua.web.shared.clock import now

log = logging.getLogger("motcua.web.access")

Answer = Callable[[HttpRequest], HttpResponseBase]


@dataclass
class _Note:
    page: str
    what: Look
    purpose: Purpose | None
    with_address: bool
    ids: list[int] = field(default_factory=list)


def seen(
    request: HttpRequest,
    ids: Iterable[int],
    *,
    page: str,
    what: Look = Look.PAGE,
    purpose: Purpose | None = None,
    with_address: bool = False,
) -> None:
    """Note what this request showed; called twice, the ids add up. `with_address` keeps a keyed hash of the caller."""
    note = getattr(request, "seen_note", None)
    if note is None:
        note = request.seen_note = _Note(page, what, purpose, with_address)  # type: ignore[attr-defined]
    note.ids.extend(ids)


def address_hash(request: HttpRequest) -> bytes:
    """A keyed hash of the caller's address: enough to count attempts, useless to find a person."""
    return hash_address(_address(request))


def _address(request: HttpRequest) -> str:
    address: str = request.META.get("REMOTE_ADDR", "")
    return address


def access_logging(get_response: Answer) -> Answer:
    """Write the note when the answer is closed, which is after its last byte."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if getattr(request, "seen_note", None) is not None:
            response._resource_closers.append(lambda: _write(request))  # type: ignore[attr-defined]
        return response

    return middleware


def _write(request: HttpRequest) -> None:
    note: _Note = request.seen_note  # type: ignore[attr-defined]
    actor = getattr(request, "actor", None)
    try:
        note_look(
            note.page,
            at=now(),
            what=note.what,
            ids=sorted(set(note.ids)),
            account_id=getattr(actor, "account_id", None),
            client_id=getattr(actor, "client_id", None),
            purpose=note.purpose,
            address=_address(request) if note.with_address else None,
        )
    except DatabaseError:
        # The answer is out; what could not be written must at least be found by the operator.
        log.exception("access line lost: %s %s", note.page, note.what.name)
