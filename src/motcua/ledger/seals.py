"""The hourly seal: the checkpoints of one hour under one signature, chained to the seal before.

The last seal of a legal day also says how far every counter of that day went, so that the newest number of a day
cannot be taken away together with its dossier.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Min

from motcua.ledger import merkle
from motcua.ledger.canonical import GENESIS, write_statement
from motcua.ledger.installation import ledger_id
from motcua.ledger.keys import signing_key
from motcua.ledger.models import Checkpoint, Counter, SealOfHour
from motcua.ledger.written import as_bytes
from motcua.rules.calendar import legal_day

HOUR = timedelta(hours=1)


def seal_hours(*, at: datetime) -> int:
    """Seal every hour that is over at `at` (aware) and holds unsealed checkpoints; how many seals were made.

    The last hour of a legal day is sealed too when the day has had any. If two processes meet, one's row stands.
    """
    made = 0
    for hour in list(_open_hours(at)):
        try:
            with transaction.atomic():
                _seal(hour)
            made += 1
        except IntegrityError:
            continue
    return made


def digest_of(seal: SealOfHour, *, ledger: str) -> bytes:
    """SHA-256 over the canonical form of everything that the seal of the ledger `ledger` says."""
    statement = {
        "counts": seal.counts,
        "first_no": seal.first_no,
        "hour": seal.hour,
        "key_id": seal.key_id,
        "last_no": seal.last_no,
        "ledger_id": ledger,
        "previous": as_bytes(seal.previous).hex(),
        "root": as_bytes(seal.root).hex(),
    }
    return sha256(write_statement(statement)).digest()


def root_of(first_no: int, last_no: int) -> bytes:
    """The Merkle root over the digests of the checkpoints `first_no`…`last_no` (none: `last_no` is the smaller)."""
    digests = Checkpoint.objects.filter(no__range=(first_no, last_no)).order_by("no").values_list("digest", flat=True)
    return merkle.root([bytes(digest) for digest in digests])


def is_last_of_day(hour: datetime) -> bool:
    """Whether the hour that begins at `hour` is the last of a legal day of Viet Nam."""
    return legal_day(hour) != legal_day(hour + HOUR)


def _open_hours(at: datetime) -> Iterator[datetime]:
    """The hours to seal, ascending: those with checkpoints, and the end of each of their days."""
    newest = SealOfHour.objects.order_by("-hour").first()
    unsealed = Checkpoint.objects.filter(no__gt=newest.last_no if newest else 0)
    hours = {_hour(made_at) for made_at in unsealed.order_by("no").values_list("made_at", flat=True).iterator()}
    if newest:
        hours = {max(hour, newest.hour + HOUR) for hour in hours}
    started = hours | ({newest.hour} if newest and not is_last_of_day(newest.hour) else set())
    hours |= {_last_hour_of_day(hour) for hour in started}
    yield from (hour for hour in sorted(hours) if hour + HOUR <= at)


def _seal(hour: datetime) -> None:
    newest = SealOfHour.objects.order_by("-hour").first()
    first_no = newest.last_no + 1 if newest else 1
    run = Checkpoint.objects.filter(no__gte=first_no, made_at__lt=hour + HOUR)
    bounds = run.aggregate(last=Max("no"), start=Min("first_position"), end=Max("last_position"))
    last_no = bounds["last"] or first_no - 1
    key_id, key = signing_key()
    seal = SealOfHour(
        hour=hour,
        first_no=first_no,
        last_no=last_no,
        root=root_of(first_no, last_no),
        previous=digest_of(newest, ledger=ledger_id()) if newest else GENESIS,
        counts=_counts(hour, bounds["start"], bounds["end"]),
        key_id=key_id,
    )
    seal.signature = key.sign(digest_of(seal, ledger=ledger_id()))
    seal.save(force_insert=True)


def _counts(hour: datetime, first_position: int | None, last_position: int | None) -> dict[str, Any]:
    """Events by kind of the sealed positions; at the end of a day also its counters."""
    counts: dict[str, Any] = {"events": {}}
    if first_position is not None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.kind, count(*) FROM event_place p JOIN event e ON e.id = p.event_id"
                " WHERE p.position BETWEEN %s AND %s GROUP BY e.kind",
                [first_position, last_position],
            )
            counts["events"] = dict(cursor.fetchall())
    if is_last_of_day(hour):
        rows = Counter.objects.filter(period=legal_day(hour)).order_by("series", "unit_id")
        counts["counters"] = [[row.series, row.unit_id, row.last_no] for row in rows]
    return counts


def _hour(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _last_hour_of_day(hour: datetime) -> datetime:
    while not is_last_of_day(hour):
        hour += HOUR
    return hour
