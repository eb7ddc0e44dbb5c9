"""What somebody was told, for the screen: newest first, by key; what is unread; what is new since the last visit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Self

from django.db.models import Q, QuerySet

from motcua.catalogue.shelf import shelf
from motcua.dossiers.models import Dossier
from motcua.notices.models import Notice, Preference
from motcua.notices.sentences import Group, kinds_of, sentence

PAGE = 50
VISIT = timedelta(minutes=30)  # looks that lie closer together are one visit


class Key(NamedTuple):
    """The last row of a page: the next one goes on from there."""

    at: datetime
    notice_id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.notice_id}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key behind its words, None for anything else."""
        try:
            at, number = text.split("_")
            key = cls(datetime.fromisoformat(at).astimezone(UTC), int(number))
        except (ValueError, OverflowError):
            return None
        return key if 0 <= key.notice_id < 2**63 else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice, ready to print."""

    id: int
    code: str
    procedure: str
    sentence: str
    at: datetime
    share: int
    read: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty notices at most, and where the next page begins (None: this is the last)."""

    entries: tuple[Entry, ...]
    after: Key | None


def unread(staff_id: int) -> QuerySet[Notice]:
    """What a person has not read yet; no statement is made here."""
    return Notice.objects.filter(person_id=staff_id, read_at__isnull=True)


def page(
    staff_id: int, *, group: Group | None, only_unread: bool, since: datetime | None, after: Key | None = None
) -> Page:
    """One page of what a person was told. `since`: what is later is marked as new. Two statements."""
    rows = unread(staff_id) if only_unread else Notice.objects.filter(person_id=staff_id)
    if group is not None:
        rows = rows.filter(kind__in=kinds_of(group))
    if after is not None:
        rows = rows.filter(Q(at__lt=after.at) | Q(at=after.at, pk__lt=after.notice_id), at__lte=after.at)
    found = list(rows.order_by("-at", "-pk")[: PAGE + 1])
    shown = found[:PAGE]
    last = Key(shown[-1].at, shown[-1].pk) if len(found) > PAGE else None
    return Page(tuple(_entries(shown, since)), last)


def _entries(rows: Sequence[Notice], since: datetime | None) -> Iterable[Entry]:
    dossiers = Dossier.objects.only("code", "reference", "procedure_version_id").in_bulk(
        {row.dossier_id for row in rows}
    )
    for row in rows:
        dossier = dossiers.get(row.dossier_id)
        yield Entry(
            id=row.pk,
            code=str(dossier) if dossier else "",
            procedure=shelf().version(dossier.procedure_version_id).name if dossier else "",
            sentence=sentence(row.kind, share=row.share, facts=row.facts, at=row.at),
            at=row.at,
            share=row.share or 0,
            read=row.read_at is not None,
            new=since is not None and row.at > since,
        )


def mark_read(staff_id: int, notice_ids: Iterable[int] | None, *, at: datetime) -> int:
    """Note that a person has read these notices of theirs (None: all); how many were unread."""
    rows = unread(staff_id)
    return (rows if notice_ids is None else rows.filter(pk__in=list(notice_ids))).update(read_at=at)


def code_of(staff_id: int, notice_id: int) -> str:
    """The code of the dossier of which a person was told; "" when it is no notice of theirs."""
    dossier_id = Notice.objects.filter(person_id=staff_id, pk=notice_id).values_list("dossier_id", flat=True).first()
    dossier = Dossier.objects.filter(pk=dossier_id).only("code", "reference").first() if dossier_id else None
    return str(dossier) if dossier else ""


def visit(staff_id: int, *, at: datetime) -> datetime | None:
    """Note that a person looks now; when the visit before this one was (None: this is the first)."""
    kept = Preference.objects.filter(person_id=staff_id).first()
    if kept is None:
        Preference.objects.get_or_create(person_id=staff_id, defaults={"visited_at": at})
        return None
    if kept.visited_at is not None and at - kept.visited_at < VISIT:
        return kept.visited_before_at
    Preference.objects.filter(pk=kept.pk).update(visited_at=at, visited_before_at=kept.visited_at)
    return kept.visited_at
