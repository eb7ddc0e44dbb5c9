"""Writing down that somebody is told: once a fact and person, whoever says it how often; and what goes by e-mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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
    rows = [_notice(fact, person) for fact, people in told for person in sorted(people)]
    return sum(_insert(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE))


def _notice(fact: Fact, person: int) -> Notice:
    return Notice(
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


def _insert(rows: Sequence[Notice]) -> int:
    """Insert what is new; ids are taken beforehand, so that what was new is known afterwards."""
    for row, pk in zip(rows, prefetch(Notice, len(rows)), strict=True):
        row.pk = pk
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    new = set(Notice.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    fresh = [row for row in rows if row.pk in new]
    leaving = mail_times({row.person_id for row in fresh})
    Dispatch.objects.bulk_create(
        [
            Dispatch(notice_id=row.pk, person_id=row.person_id, next_at=leaving[row.person_id](row.at))
            for row in fresh
            if row.person_id in leaving
        ]
    )
    return len(fresh)
