"""API tokens: a keyed hash is kept, one index look-up finds the client and the generation together."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, QuerySet, Subquery
from django.utils.crypto import salted_hmac

from motcua.ledger import generation
from motcua.ledger.actor import Actor, ActorKind
from motcua.ledger.models import Installation
from motcua.ledger.rows import Question
from motcua.people.actions import ClientScope
from motcua.people.actors import actor_named
from motcua.people.models import ApiClient
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault

PREFIX = "mc_"


class BadToken(Fault):
    """No client has this token."""

    code = "bad_token"
    sentence = "Mã truy cập không đúng. Kiểm tra mã đã được cấp cho kết nối này."


class TokenEnded(Fault):
    """The client was revoked or its time is over."""

    code = "token_ended"
    sentence = "Mã truy cập đã hết hạn hoặc bị thu hồi. Đề nghị quản trị cấp mã mới."


class MayNotActFor(Fault):
    """The client may not act for this person."""

    code = "may_not_act_for"
    sentence = "Kết nối {client} không được thay mặt cán bộ này."


@dataclass(frozen=True, slots=True)
class Caller:
    """The client behind a token."""

    id: int
    name: str
    unit_id: int
    scopes: frozenset[str]
    last_used_on: date | None


def new_token() -> str:
    """A token: the prefix lets scanners of leaked secrets find it."""
    return PREFIX + secrets.token_urlsafe(32)


@cache
def _key(secret: str) -> bytes:
    return salted_hmac("motcua.people.tokens", "api", secret=secret, algorithm="sha256").digest()


def token_hmac(token: str) -> bytes:
    """What is kept of a token: 32 bytes, useless without the key of this installation."""
    return hmac.digest(_key(settings.FIRST_SECRET), token.encode(), hashlib.sha256)


def find_client(token: str, *, at: datetime) -> Caller:
    """The client of a token; notes the generation. ONE statement. Raises BadToken, TokenEnded."""
    found = _CLIENTS(token_hmac(token))
    if not found:
        raise BadToken
    row: Any = found[0]
    generation.note(row.generation or 0)
    if row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= at):
        raise TokenEnded
    return Caller(row.pk, row.name, row.unit_id, frozenset(row.scopes), row.last_used_on)


def _clients(kept: bytes) -> QuerySet[ApiClient]:
    number = Installation.objects.filter(pk=1).values("generation")[:1]
    rows = ApiClient.objects.filter(token_hmac=kept)
    return rows.annotate(generation=Subquery(number, output_field=BigIntegerField()))


_CLIENTS: Question[ApiClient] = Question(_clients, bytes(32))


def actor_of(caller: Caller, *, acting_for: str | None, at: datetime) -> Actor:
    """Who acts: the named member of staff with the client beside, or the client alone (reads and submits only).

    `acting_for` reads as in actors.actor_named. The person must serve in the tree of the client's unit. No statement.
    Raises MayNotActFor, UnknownStaff, NoPosting, ChoosePosting.
    """
    on = legal_day(at)
    if acting_for is None:
        version_id = roster().unit(caller.unit_id, on).version_id
        return Actor(
            kind=ActorKind.CLIENT,
            unit_id=caller.unit_id,
            unit_version_id=version_id,
            client_id=caller.id,
            name=caller.name,
        )
    actor = actor_named(acting_for, on=on, client_id=caller.id)
    if ClientScope.ACT not in caller.scopes or actor.unit_id not in roster().descendants(caller.unit_id, on):
        raise MayNotActFor(client=caller.name)
    return actor


def note_use(caller: Caller, *, at: datetime) -> None:
    """Remember the day of use: one statement on the first call of a day, none after it."""
    on = legal_day(at)
    if caller.last_used_on != on:
        ApiClient.objects.filter(pk=caller.id).update(last_used_on=on)
