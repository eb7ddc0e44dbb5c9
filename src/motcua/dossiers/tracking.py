"""What the public may see of a dossier: little with the code alone, more with the secret of the slip.

Level 0, the code: state and promised date, no name. Level 1, the code with the secret in the QR or the last four
digits of the phone: steps and offices, the name masked (Circular 01/2018/TT-VPCP Art. 16(2)).
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.cards import VersionCard
from motcua.catalogue.shelf import shelf
from motcua.dossiers.apology_told import ToldApology, told_apology
from motcua.dossiers.models import Dossier, Party
from motcua.dossiers.told import Told, ToldStep, told
from motcua.people.roster import roster
from motcua.rules.calendar import WorkingCalendar, legal_day
from motcua.rules.codes import Clock, OutcomeKind, PartyRole, ReturnMethod, StepEnd
from motcua.rules.deadlines import Due, Explanation, Interval, Limit, Timing, explain
from motcua.rules.lifecycle import NodeKind, State
from motcua.rules.text import mask_name


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One step as the public sees it: the office, never the person."""

    name: str
    kind: NodeKind
    office: str
    opened_at: datetime | None
    closed_at: datetime | None
    used_minutes: int | None
    limit: str | None
    due: datetime | None
    cancelled: bool = False

    @property
    def state(self) -> str:
        """`done`, `now` or `ahead`; `cancelled` when the dossier ended within it."""
        if self.cancelled:
            return "cancelled"
        if self.closed_at is not None:
            return "done"
        return "ahead" if self.opened_at is None else "now"


@dataclass(frozen=True, slots=True)
class PublicNote:
    """What the desk or a leader wrote for the applicant: when, the unit by its full name, the words."""

    at: datetime
    office: str
    words: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A dossier as the public sees it at a moment. From `steps` on: of level 1, with a proof."""

    code: str
    level: int
    state: State
    clock: Clock
    procedure_code: str
    procedure_name: str
    receiving_unit_name: str
    competent_unit_name: str
    received_at: datetime | None
    first_due: datetime | None
    promised_due: datetime | None
    legal_due: datetime | None
    soon_from: datetime | None
    late_at: datetime
    limit: Limit | None
    finished_at: datetime | None
    returned_at: datetime | None
    closed_at: datetime | None
    timing: Timing | None
    outcome: OutcomeKind | None
    return_method: ReturnMethod
    calendar: WorkingCalendar
    steps: tuple[PublicStep, ...] = ()
    notes: tuple[PublicNote, ...] = ()
    masked_name: str = ""
    explanation: Explanation | None = None
    told: Told | None = None
    apology: ToldApology | None = None


def public_progress(ref: str, *, secret: str = "", phone_tail: str = "") -> Progress | None:
    """The progress of the dossier with this code, None when there is none (annulled slips are void, drafts unknown).

    A wrong secret or phone gives level 0, like none at all: the caller counts such attempts. Three statements at
    most. A refusal is found by its reference.
    """
    dossier = Dossier.objects.named(ref).first()
    if dossier is None or dossier.state == State.ANNULLED:
        return None
    people = list(Party.objects.filter(dossier_id=dossier.pk, replaced_by__isnull=True)) if secret or phone_tail else []
    level = 1 if _proves(dossier, people, secret, phone_tail) else 0
    return _progress(dossier, level, people)


_OF_THE_SLIP = (PartyRole.APPLICANT, PartyRole.OWNER)  # not whoever took the result home for them


def _proves(dossier: Dossier, people: list[Party], secret: str, phone_tail: str) -> bool:
    if secret:
        return hmac.compare_digest(secret.lower().encode(), dossier.lookup_secret.encode())
    if len(phone_tail) != 4 or not phone_tail.isdigit():
        return False
    theirs = (party.phone for party in people if party.role in _OF_THE_SLIP)
    return any(phone.endswith(phone_tail) for phone in theirs)


def _progress(dossier: Dossier, level: int, people: list[Party]) -> Progress:
    units, version = roster(), shelf().version(dossier.procedure_version_id)
    day = legal_day(dossier.received_at) if dossier.received_at else None
    limit = version.limit_for(dossier.case_id)
    said = told(dossier.pk, names={paper.id: paper.name for paper in version.papers}) if level else None
    return Progress(
        code=str(dossier),
        level=level,
        state=dossier.state_now,
        clock=Clock(dossier.clock),
        procedure_code=version.code,
        procedure_name=version.name,
        receiving_unit_name=units.unit(dossier.receiving_unit_id, day).name,
        competent_unit_name=units.unit(dossier.competent_unit_id, day).name,
        received_at=dossier.received_at,
        first_due=dossier.first_due,
        promised_due=dossier.promised_due,
        legal_due=dossier.legal_due,
        soon_from=dossier.soon_from,
        late_at=dossier.late_at,
        limit=limit,
        finished_at=dossier.finished_at,
        returned_at=dossier.returned_at,
        closed_at=dossier.closed_at,
        timing=Timing(dossier.timing) if dossier.timing else None,
        outcome=OutcomeKind(dossier.outcome) if dossier.outcome else None,
        return_method=ReturnMethod(dossier.return_method),
        calendar=calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id),
        steps=_steps(dossier, said.steps) if said else (),
        notes=tuple(
            PublicNote(one.at, units.unit(one.unit_id, legal_day(one.at)).name, one.words) for one in said.notes
        )
        if said
        else (),
        masked_name=_masked_name(people) if level else "",
        explanation=explanation_of(dossier, version, said.intervals) if said else None,
        told=said,
        apology=told_apology(dossier, proven=level > 0),
    )


def explanation_of(dossier: Dossier, version: VersionCard, pauses: Iterable[Interval] = ()) -> Explanation | None:
    """Why it is due when it is due ("Cách tính"), with the pauses of its clock; None for what has no due date."""
    limit = version.limit_for(dossier.case_id)
    if limit is None or dossier.received_at is None or dossier.legal_due is None:
        return None
    calendar = calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id)
    start = dossier.complete_at or dossier.received_at
    return explain(limit, start, Due(dossier.legal_due, dossier.legal_due_raw), calendar, pauses)


def _steps(dossier: Dossier, rows: tuple[ToldStep, ...]) -> tuple[PublicStep, ...]:
    """Steps done and at hand in order, then those that the process will bring, optional ones left out."""
    if dossier.process_version_id is None or not rows:
        return ()
    people, process = roster(), shelf().process(dossier.process_version_id).map
    past = [
        PublicStep(
            name=process.node(row.node_key).name,
            kind=row.kind,
            office=people.unit(row.unit_id, legal_day(row.opened_at)).name,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            used_minutes=row.used_minutes,
            limit=process.node(row.node_key).limit,
            due=row.due,
            cancelled=row.ended is StepEnd.CANCELLED,
        )
        for row in rows
    ]
    ahead = [
        PublicStep(node.name, node.kind, "", None, None, None, node.limit, None)
        for node in process.ahead(rows[-1].node_key)
        if not dossier.closed_at
    ]
    return (*past, *ahead)


def _masked_name(people: list[Party]) -> str:
    """Whose dossier it is, masked: the owner, else whoever filed it."""
    names = {party.role: party.name for party in people}
    return mask_name(names.get(PartyRole.OWNER) or names.get(PartyRole.APPLICANT) or "")
