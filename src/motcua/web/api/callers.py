"""Who calls: a client by its token, for a named member of staff (`Acting-For`) or alone."""

from datetime import datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.dossiers.work import NeedsAPerson
from motcua.ledger.actor import Actor
from motcua.people.roster import UnknownStaff
from motcua.people.tokens import Caller, MayNotActFor, actor_of, find_client, note_use
from motcua.web.shared import clock


class Token(HttpBearer):
    """`Authorization: Bearer mc_…`; one statement finds the client and the generation of the data."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The client; `request.actor` and `request.at` are set beside it.

        Raises BadToken, TokenEnded, MayNotActFor.
        """
        at = clock.now()
        caller = find_client(token, at=at)
        request.at = at  # type: ignore[attr-defined]
        try:
            request.actor = actor_of(caller, acting_for=request.headers.get("Acting-For"), at=at)  # type: ignore[attr-defined]
        except UnknownStaff:
            # Whether a login exists is nobody's business but the client's own unit's.
            raise MayNotActFor(client=caller.name) from None
        note_use(caller, at=at)
        return caller


def actor(request: HttpRequest) -> Actor:
    """The actor of a call that `Token` let in."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def person(request: HttpRequest) -> Actor:
    """The member of staff whom the client acts for. Raises NeedsAPerson for a client alone: it only reads."""
    found = actor(request)
    if found.staff_id is None:
        raise NeedsAPerson()
    return found


def moment(request: HttpRequest) -> datetime:
    """When the call came in; aware, UTC."""
    at: datetime = request.at  # type: ignore[attr-defined]
    return at
