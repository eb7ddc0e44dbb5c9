"""Who looked at personal data, when, from where and for what purpose. Written after the response, outside the chain."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum

from django.db import connection
from django.db.models import QuerySet

from motcua.ledger.keys import chain_key
from motcua.ledger.models import AccessLog


class Look(IntEnum):
    """What was looked at. FAILED_TRACKING: a public look-up that did not find, or did not prove, anything."""

    PAGE = 1
    FILE = 2
    EXPORT = 3
    SEARCH = 4
    PRINT = 5
    FAILED_TRACKING = 6


class Purpose(IntEnum):
    """Why it was looked at, where the page asks for it."""

    WORK = 1
    COMPLAINT = 2
    INSPECTION = 3
    STATISTICS = 4


def note_look(
    page: str,
    *,
    at: datetime,
    what: Look,
    ids: Sequence[int] = (),
    account_id: int | None = None,
    client_id: int | None = None,
    purpose: Purpose | None = None,
    address: str | None = None,
) -> None:
    """Append one row: `page` is the address or name of the page, `ids` the dossiers shown, `at` an aware moment.

    The network address is kept as a keyed hash only.
    """
    AccessLog.objects.create(
        at=at,
        account_id=account_id,
        client_id=client_id,
        page=page,
        what=what,
        purpose=purpose,
        address_hmac=None if address is None else hash_address(address),
        ids=list(ids),
    )


def looks_at(subject_id: int) -> QuerySet[AccessLog]:
    """Who looked at this dossier, the newest first."""
    sql = "ids @> ARRAY[%s]::bigint[]" if connection.vendor == "postgresql" else _IN_JSON
    return AccessLog.objects.extra(where=[sql], params=[subject_id]).order_by("-at", "-id")


def hash_address(address: str) -> bytes:
    """A network address as 32 bytes that only this installation can compare."""
    return hmac.digest(chain_key()[1], b"address:" + address.encode(), "sha256")


_IN_JSON = "EXISTS (SELECT 1 FROM json_each(access_log.ids) WHERE json_each.value = %s)"
