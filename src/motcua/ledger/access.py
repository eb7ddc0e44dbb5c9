"""Who looked at personal data, when, from where and for what purpose. Written after the response, outside the chain.

A look is kept as long as it may have to be answered for and no longer: `thin` first says in the ledger how far, then
deletes; the guard of the table lets go of nothing that no event has named.
"""

import hmac
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from enum import IntEnum

from django.db import connection, transaction
from django.db.models import QuerySet

from motcua.ledger.actor import SYSTEM
from motcua.ledger.keys import chain_key
from motcua.ledger.models import AccessLog, LooksOver
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind


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


INQUIRIES = frozenset({Purpose.COMPLAINT, Purpose.INSPECTION})
THINNED = "installation.thin_looks"
PIECE = 500  # rows a transaction


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


def thin(*, at: datetime, months: int, inquiry_months: int) -> int:
    """Delete the looks of whole months that are over for `months`, of complaints and inspections for `inquiry_months`.

    `at` is aware; months are UTC's. Goes through the rows as they were written and stops at the first young one, so
    nothing of the rest is read. Returns how many went; may be interrupted and repeated.
    """
    before, inquiries_before = months_back(at, months), months_back(at, inquiry_months)
    gone, last = 0, 0
    while rows := list(AccessLog.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "at", "purpose")[:PIECE]):
        ends = {True: _midnight(inquiries_before), False: _midnight(before)}
        over = [pk for pk, seen_at, purpose in rows if seen_at < ends[purpose in INQUIRIES]]
        if over:
            with transaction.atomic():
                _say_how_far(at, before, inquiries_before)
                gone += AccessLog.objects.filter(pk__in=over).delete()[0]
        if any(seen_at >= max(ends.values()) for _, seen_at, _ in rows):
            break
        last = rows[-1][0]
    return gone


def months_back(at: datetime, months: int) -> date:
    """The first day of the month so many months before that of `at` (UTC)."""
    day = at.astimezone(UTC).date()
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _say_how_far(at: datetime, before: date, inquiries_before: date) -> None:
    """The row without which the table lets go of nothing, and its event; once for the same days."""
    days = {"before": before, "inquiries_before": inquiries_before}
    if LooksOver.objects.get_or_create(**days, defaults={"at": at})[1]:
        facts = {"before": before.isoformat(), "inquiries_before": inquiries_before.isoformat()}
        record(StreamKind.INSTALLATION, 1, kind=THINNED, actor=SYSTEM, at=at, facts=facts)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


_IN_JSON = "EXISTS (SELECT 1 FROM json_each(access_log.ids) WHERE json_each.value = %s)"
