"""Who calls: a client by its token, for a named member of staff (`Acting-For`) or alone."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.ledger.actor import Actor
from motcua.people.tokens import Caller, actor_of, find_client, note_use
from motcua.web.shared import clock


class Token(HttpBearer):
    """`Authorization: Bearer mc_…`; one statement finds the client and the generation of the data."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The client; `request.actor`, `request.at` and `request.owner` are set beside it."""
        at = clock.now()
        caller = find_client(token, at=at)
        request.at = at  # type: ignore[attr-defined]
        request.actor = actor_of(caller, acting_for=request.headers.get("Acting-For"), at=at)  # type: ignore[attr-defined]
        request.owner = f"client:{caller.id}"  # type: ignore[attr-defined]
        note_use(caller, at=at)
        return caller


def actor(request: HttpRequest) -> Actor:
    """The actor of a call that `Token` let in."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found
