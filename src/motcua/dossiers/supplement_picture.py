"""What a page shows of a supplement: verdicts on the declaration, what was asked, what lay there before the answer.

No statement for a dossier of which no event speaks of any of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.dossiers.models import FieldVerdict, Note, Paper, Party, SupplementRequest
from motcua.dossiers.models.supplements import UNFINISHED
from motcua.dossiers.supplements import (
    PART_WORDS,
    Line,
    PartVerdict,
    items_asked,
    last_on_parts,
    lines_with_words,
    parts_of,
)
from motcua.ledger.models import Event
from motcua.rules.codes import PaperVerdict, SupplementState
from motcua.rules.lifecycle import Verb


@dataclass(frozen=True, slots=True)
class PartPicture:
    """A part of the declaration with the last verdict on it, and why in the officer's words."""

    key: str
    name: str
    verdict: PaperVerdict | None
    reason: str
    answer: str  # what the applicant said when it was asked for


@dataclass(frozen=True, slots=True)
class Request:
    """A request with its lines."""

    row: SupplementRequest
    lines: tuple[Line, ...]

    def notice_late(self, at: datetime) -> bool:
        """Whether the applicant was told, or will be told, later than he had to be."""
        due = self.row.notice_due
        return due is not None and due < (self.row.sent_at or at)


@dataclass(frozen=True, slots=True)
class SupplementPicture:
    """All of it, oldest request first; `former`: by the number of a present paper the one that lay there before."""

    parts: tuple[PartPicture, ...]
    requests: tuple[Request, ...]
    former: dict[int, Paper]

    @property
    def open(self) -> Request | None:
        """The request that is under way."""
        return next((request for request in self.requests if request.row.state in UNFINISHED), None)

    def without_verdicts(self) -> "SupplementPicture":
        """As those see it who may not see the appraisal: what was asked and answered, not what an officer thinks."""
        return replace(self, parts=tuple(replace(part, verdict=None, reason="") for part in self.parts))


def supplement_picture(
    dossier_id: int,
    *,
    events: Sequence[Event],
    parties: Iterable[Party],
    papers: Iterable[Paper],
    notes: dict[int, Note],
) -> SupplementPicture:
    """What the rows say; three statements at most, and only where an event speaks of them."""
    kinds = {event.kind for event in events}
    asked = items_asked([dossier_id]) if f"dossier.{Verb.PROPOSE_SUPPLEMENT}" in kinds else []
    lines = lines_with_words(asked)
    by_request: dict[int, list[Line]] = {}
    for line in lines:
        by_request.setdefault(line.item.request_id, []).append(line)
    requests = tuple(Request(found[0].item.request, tuple(found)) for found in by_request.values())
    verdicts = _verdicts(dossier_id) if any(event.facts.get("fields") for event in events) else []
    present = [party.role for party in parties if party.replaced_by_id is None]
    said = last_on_parts(verdicts, [line.item for line in lines if line.item.field_key])
    return SupplementPicture(
        parts=tuple(_part(key, said.get(key), lines, notes) for key in parts_of(present)),
        requests=requests,
        former=_former(dossier_id) if any(paper.revision > 1 for paper in papers) else {},
    )


def _verdicts(dossier_id: int) -> list[FieldVerdict]:
    return list(FieldVerdict.objects.filter(dossier_id=dossier_id).order_by("pk"))


def _part(key: str, said: PartVerdict | None, lines: Iterable[Line], notes: dict[int, Note]) -> PartPicture:
    answers = [line.item.answer_note_id for line in lines if line.item.field_key == key]
    answer = next((notes[note].text for note in reversed(answers) if note in notes), "")
    reason = notes[said.note_id].text if said and said.note_id in notes else ""
    return PartPicture(key, PART_WORDS[key], said.verdict_now if said else None, reason, answer)


def _former(dossier_id: int) -> dict[int, Paper]:
    """The last replaced paper of each number, with its file."""
    rows = Paper.objects.filter(dossier_id=dossier_id, replaced_by__isnull=False).select_related("file")
    return {paper.no: paper for paper in rows.order_by("no", "revision")}


_LEADS_TO = {
    f"dossier.{Verb.PROPOSE_SUPPLEMENT}": SupplementState.PROPOSED,
    f"dossier.{Verb.SIGN_SUPPLEMENT}": SupplementState.SIGNED,
    f"dossier.{Verb.REQUEST_SUPPLEMENT}": SupplementState.SENT,
    **dict.fromkeys(
        (f"dossier.{verb}" for verb in (Verb.DROP_SUPPLEMENT, Verb.ACCEPT_SUPPLEMENT, Verb.LAPSE_SUPPLEMENT)), None
    ),
    **dict.fromkeys((f"dossier.{verb}" for verb in (Verb.WITHDRAW, Verb.STOP, Verb.DECLINE, Verb.FINISH)), None),
}


def under_way(events: Sequence[Event]) -> SupplementState | None:
    """Where the open request stands, by the events (newest first); None without one. No statement."""
    return next((_LEADS_TO[event.kind] for event in events if event.kind in _LEADS_TO), None)
