"""An act that is sent twice happens once: the key is the last insert of its transaction, and is looked up at refusal.

Looking it up only when something went wrong has the same effect as looking first, and costs a statement less.
What came of an act is told again to the very person who did it: who acts, and in which posting, is part of what is
compared under a key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from motcua.dossiers.change import Change
from motcua.dossiers.models import Dossier
from motcua.ledger.actor import Actor
from motcua.ledger.models import Event
from motcua.ledger.record import along
from motcua.rules.faults import Fault
from motcua.web.models import IdempotencyKey

KEPT = timedelta(hours=24)


class KeyReused(Fault):
    """The key came before with another body, or from another person."""

    code = "key_reused"
    sentence = "Khóa gửi lại này đã dùng cho nội dung khác hoặc người khác. Tạo khóa mới rồi gửi."


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act; `replayed` when it had happened before."""

    change: Change
    replayed: bool


def owner_of(actor: Actor) -> str:
    """Whose keys these are: the client's through which somebody acts, else the account's."""
    return f"account:{actor.account_id}" if actor.client_id is None else f"client:{actor.client_id}"


def digest_of(actor: Actor, body: bytes) -> bytes:
    """What is compared under a key: who acts, in which posting, and what was said."""
    hand = (actor.account_id, actor.staff_id, actor.posting_id, actor.on_behalf_of)
    return sha256(repr(hand).encode() + b"\n" + body).digest()


def once(actor: Actor, key: str | None, body: bytes, *, at: datetime, act: Callable[[], Change]) -> Done:
    """Do the act unless this actor did it under this key before; then give back what came of it.

    Raises KeyReused, and whatever the act raises the first time.
    """
    if key is None:
        return Done(act(), replayed=False)
    owner, digest = owner_of(actor), digest_of(actor, body)
    try:
        return Done(_first(owner, key, digest, at=at, act=act), replayed=False)
    except (Fault, IntegrityError) as problem:
        before = _look_up(owner, key, digest, at=at)
        if before is not None:
            return Done(before, replayed=True)
        if isinstance(problem, Fault) or not _forget_old(owner, key, at=at):
            raise
    return Done(_first(owner, key, digest, at=at, act=act), replayed=False)


def came_before(actor: Actor, key: str | None, body: bytes, *, at: datetime) -> bool:
    """Whether this actor said the same under this key already: to be asked where a repetition is refused unsaid."""
    try:
        return key is not None and _look_up(owner_of(actor), key, digest_of(actor, body), at=at) is not None
    except KeyReused:
        return False


def _first(owner: str, key: str, digest: bytes, *, at: datetime, act: Callable[[], Change]) -> Change:
    """The act with its key, in one transaction; the key goes along with the event of the act."""
    row = IdempotencyKey(owner=owner, key=key, body_sha256=digest, at=at)
    with transaction.atomic(savepoint=False), along(row) as gone:
        change = act()
        if not gone():
            raise RuntimeError("an act that is sent once writes an event")
    return change


def _forget_old(owner: str, key: str, *, at: datetime) -> bool:
    """Whether a key stood in the way whose day is over; the schedule had not swept it away yet."""
    deleted, _by_model = IdempotencyKey.objects.filter(owner=owner, key=key, at__lte=at - KEPT).delete()
    return deleted > 0


def _look_up(owner: str, key: str, digest: bytes, *, at: datetime) -> Change | None:
    """What came of the act under this key in the last 24 hours. Raises KeyReused for another body or hand."""
    row = IdempotencyKey.objects.filter(owner=owner, key=key, at__gt=at - KEPT).first()
    if row is None:
        return None
    if bytes(row.body_sha256) != digest:
        raise KeyReused()
    event = Event.objects.get(pk=row.event_id)
    return Change(Dossier.objects.get(pk=event.stream_id), event)


def forget_keys(*, at: datetime) -> int:
    """Delete what is older than 24 hours; for the schedule."""
    deleted, _by_model = IdempotencyKey.objects.filter(at__lte=at - KEPT).delete()
    return deleted
