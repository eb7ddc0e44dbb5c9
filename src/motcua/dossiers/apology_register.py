"""The public register of apologies (Decree 61/2018 Art. 19(9)): what was promised anew, why, and whether it was kept.

No personal data: names are masked, the sentence of the letter is not shown, the reason is the one of the list.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, Self

from django.db.models import Q

from motcua.catalogue.shelf import shelf
from motcua.dossiers.apologies import CAUSES
from motcua.dossiers.models import Apology, DueChange, Party
from motcua.people.roster import roster
from motcua.people.settings import reason_text
from motcua.rules.apologies import Promise, promise_now
from motcua.rules.calendar import legal_day
from motcua.rules.codes import DueChangeKind, PartyRole
from motcua.rules.text import mask_name

PAGE = 50


class After(NamedTuple):
    """The last line of a page."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key behind its words, None for anything else."""
        moment, _, pk = text.rpartition("_")
        if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
            return None
        try:
            return cls(datetime.fromisoformat(moment).astimezone(UTC), int(pk))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Published:
    """One apology as everybody may read it."""

    sent_at: datetime
    code: str
    agency: str
    agency_code: str
    procedure: str
    reason: str
    name: str
    due_before: datetime | None
    due_after: datetime
    promise: Promise


def published(
    *, at: datetime, agency_id: int | None = None, after: After | None = None
) -> tuple[list[Published], After | None]:
    """Fifty apologies, the newest first, and where the next page begins. Three statements."""
    rows = Apology.objects.filter(sent_at__isnull=False).select_related("dossier")
    if agency_id is not None:
        rows = rows.filter(dossier__competent_unit=agency_id)
    if after is not None:
        rows = rows.filter(Q(sent_at__lt=after.at) | Q(sent_at=after.at, pk__lt=after.pk), sent_at__lte=after.at)
    found = list(rows.order_by("-sent_at", "-pk")[: PAGE + 1])
    shown = found[:PAGE]
    ids = [row.dossier_id for row in shown]
    changes = DueChange.objects.filter(dossier__in=ids, kind=DueChangeKind.REAPPOINT)
    before = dict(changes.values_list("dossier_id", "promised_before"))
    names = _masked(ids)
    lines = [_line(row, before.get(row.dossier_id), names.get(row.dossier_id, ""), at) for row in shown]
    last = shown[-1] if len(found) > PAGE else None
    return lines, After(last.sent_at, last.pk) if last and last.sent_at else None


def _masked(dossier_ids: list[int]) -> dict[int, str]:
    """Whose dossier it is, masked: the owner, else whoever filed it."""
    rows = Party.objects.filter(
        dossier__in=dossier_ids, role__in=(PartyRole.APPLICANT, PartyRole.OWNER), replaced_by__isnull=True
    )
    names = rows.order_by("role").values_list("dossier_id", "name")  # the owner comes after the applicant
    return {dossier_id: mask_name(name) for dossier_id, name in names}


def _line(row: Apology, before: datetime | None, name: str, at: datetime) -> Published:
    dossier, sent_at = row.dossier, row.sent_at or at
    day = legal_day(sent_at)
    promised = dossier.promised_due or row.new_due
    moments = {"finished_at": dossier.finished_at, "closed_at": dossier.closed_at}
    return Published(
        sent_at=sent_at,
        code=str(dossier),
        agency=roster().unit(dossier.competent_unit_id, day).name,
        agency_code=roster().unit(dossier.competent_unit_id, day).code,
        procedure=shelf().version(dossier.procedure_version_id).name,
        reason=reason_text(CAUSES, row.cause, on=day),
        name=name,
        due_before=before,
        due_after=row.new_due,
        promise=promise_now(promised, at=at, **moments),
    )
