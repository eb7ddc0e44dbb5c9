"""Writing down that somebody is told: once a fact and person, whoever says it how often; and what goes by e-mail."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.ledger.ids import prefetch
from motcua.notices.models import Dispatch, Notice
from motcua.notices.preferences import mail_times
from motcua.notices.recipients import People

AT_ONCE = 2000  # rows a statement


@dataclass(frozen=True, slots=True)
class Fact:
    """What somebody is told of: which kind, by which key it is known, about which dossier. Ids, dates, codes only."""

    kind: str
    key: str
    dossier_id: int
    at: datetime
    share: int | None = None
    position: int | None = None
    event_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def tell(told: Iterable[tuple[Fact, People]]) -> int:
    """Tell each fact to its people who have not been told yet; how many notices came of it.

    To be called in a transaction. The e-mails are noted beside, for those who want them and when they want them.
    """
    rows = [(person, fact) for fact, people in told for person in sorted(people)]
    insert = _insert_at_once if connection.vendor == "postgresql" else _insert
    fresh = [new for start in range(0, len(rows), AT_ONCE) for new in insert(rows[start : start + AT_ONCE])]
    leaving = mail_times({person for _, person, _ in fresh})
    letters = [
        Dispatch(notice_id=notice, person_id=person, next_at=leaving[person](at))
        for notice, person, at in fresh
        if person in leaving
    ]
    Dispatch.objects.bulk_create(letters, batch_size=AT_ONCE)  # a statement holds 65,535 values
    return len(fresh)


_COLUMNS = ("kind", "fact_key", "dossier_id", "share", "position", "event_id", "facts", "at")
_INSERT = f"""
INSERT INTO notice (person_id, {", ".join(_COLUMNS)})
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::smallint[], %s::bigint[], %s::bigint[],
 %s::text[]::jsonb[], %s::timestamptz[]) ON CONFLICT (person_id, fact_key) DO NOTHING RETURNING id, person_id, at
"""
Row = tuple[int, Fact]
New = tuple[int, int, datetime]


def _insert_at_once(rows: Sequence[Row]) -> list[New]:
    """Thousands of notices in one statement, told in columns: the sweep of a whole province lives by it."""
    columns: list[list[Any]] = [
        [person for person, _ in rows],
        [fact.kind for _, fact in rows],
        [fact.key for _, fact in rows],
        [fact.dossier_id for _, fact in rows],
        [fact.share for _, fact in rows],
        [fact.position for _, fact in rows],
        [fact.event_id for _, fact in rows],
        [json.dumps(fact.facts) for _, fact in rows],
        [fact.at for _, fact in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, columns)
        found: list[New] = cursor.fetchall()
    return found


def _insert(rows: Sequence[Row]) -> list[New]:
    """The same where a statement tells no rows: ids are taken beforehand, so that what was new is known afterwards."""
    made = [_notice(pk, *row) for pk, row in zip(prefetch(Notice, len(rows)), rows, strict=True)]
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    new = set(Notice.objects.filter(pk__range=(made[0].pk, made[-1].pk)).values_list("pk", flat=True))
    return [(row.pk, row.person_id, row.at) for row in made if row.pk in new]


def _notice(pk: int, person: int, fact: Fact) -> Notice:
    return Notice(
        pk=pk,
        person_id=person,
        kind=fact.kind,
        fact_key=fact.key,
        dossier_id=fact.dossier_id,
        share=fact.share,
        position=fact.position,
        event_id=fact.event_id,
        facts=fact.facts,
        at=fact.at,
    )
