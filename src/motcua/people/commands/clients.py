"""API clients are created and revoked; a token is shown once and kept as a keyed hash."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action, ClientScope
from motcua.people.models import ApiClient
from motcua.people.permissions import require
from motcua.people.tokens import new_token, token_hmac
from motcua.rules.text import nfc


@transaction.atomic
def create_client(
    name: str,
    *,
    unit_id: int,
    scopes: Iterable[ClientScope],
    actor: Actor,
    at: datetime,
    expires_at: datetime | None = None,
) -> tuple[ApiClient, str]:
    """A machine may talk to the API. Returns the client and its token, which is shown once and never kept."""
    require(actor, Action.ADMINISTER_CLIENTS)
    token = new_token()
    client = ApiClient.objects.create(
        name=nfc(name).strip(),
        unit_id=unit_id,
        scopes=sorted(scope.value for scope in scopes),
        token_hmac=token_hmac(token),
        created_at=at,
        expires_at=expires_at,
    )
    facts = {
        "unit_id": unit_id, "scopes": client.scopes, "expires_at": expires_at.isoformat() if expires_at else None,
    }  # fmt: skip
    record(StreamKind.CLIENT, client.pk, kind="client.create", actor=actor, at=at, facts=facts)
    generation.bump()
    return client, token


@transaction.atomic
def revoke_client(client_id: int, *, actor: Actor, at: datetime) -> None:
    """The client's token is refused from this moment on. A second time changes nothing."""
    require(actor, Action.ADMINISTER_CLIENTS)
    if not ApiClient.objects.filter(pk=client_id, revoked_at__isnull=True).update(revoked_at=at):
        return
    record(StreamKind.CLIENT, client_id, kind="client.revoke", actor=actor, at=at, facts={})
    generation.bump()
