"""Everything a page shows of one dossier: seven statements at most, and none for what the page leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import OuterRef, Subquery

from motcua.catalogue.cards import CaseCard, ProcessCard, VersionCard
from motcua.catalogue.shelf import shelf
from motcua.dossiers.change import UnknownDossier
from motcua.dossiers.models import ClockSegment, Dossier, Note, Outcome, Paper, Party, Step, Verdict
from motcua.dossiers.sight import may_see
from motcua.dossiers.supplement_picture import SupplementPicture, supplement_picture
from motcua.dossiers.tracking import explanation_of
from motcua.ledger.actor import Actor
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.people import permissions
from motcua.people.permissions import Action, works_as
from motcua.people.roster import roster
from motcua.rules.codes import Clock, NoteVisibility, PaperVerdict, PartyRole, SegmentKind
from motcua.rules.deadlines import Explanation
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import BY_ROLE_OF_STEP, NodeKind, Role, Verb, fits_clock, verbs_in


class NotForYou(Fault):
    """The dossier exists and is another office's: its code shows the public progress and who holds it."""

    code = "not_for_you"
    sentence = "Hồ sơ này thuộc {unit}. Bạn chỉ xem được tiến độ."


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """A paper with the last verdict on it, and why in the officer's words."""

    paper: Paper
    verdict: PaperVerdict | None
    reason: str


class Picture:
    """A dossier as those see it who work on it. Each part is read when it is first looked at, in one statement.

    Verdicts, drafts and internal notes are there only for those who may see the appraisal: the post and the cashier
    may not (Decree 107/2021).
    """

    def __init__(
        self, dossier: Dossier, version: VersionCard, steps: tuple[Step, ...], *, actor: Actor, at: datetime, diary: int
    ) -> None:
        self.dossier = dossier
        self.version = version
        self.steps = steps
        self.case: CaseCard | None = version.case_by_id(dossier.case_id) if dossier.case_id else None
        self.verbs = possible_verbs(dossier, steps, actor=actor, sector=version.sector, at=at)
        self.sees_appraisal = permissions.may(actor, Action.VIEW_APPRAISAL)
        self._diary = diary

    @property
    def process(self) -> ProcessCard | None:
        """The internal process it was received under; None for what was refused."""
        return shelf().process(self.dossier.process_version_id) if self.dossier.process_version_id else None

    @cached_property
    def explanation(self) -> Explanation | None:
        """Why it is due when it is due, with the pauses of its clock."""
        return explanation_of(self.dossier, self.version, [(pause.from_at, pause.to_at) for pause in self.pauses])

    @cached_property
    def pauses(self) -> tuple[ClockSegment, ...]:
        """The stretches in which the clock stood. No statement where no date has moved and nothing stands."""
        dossier = self.dossier
        if dossier.clock != Clock.PAUSED and dossier.legal_due == dossier.first_due:
            return ()
        rows = ClockSegment.objects.filter(dossier_id=dossier.pk, kind=SegmentKind.PAUSE)
        return tuple(rows.order_by("no"))

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """All parties, replaced ones too."""
        return tuple(Party.objects.filter(dossier_id=self.dossier.pk).order_by("pk"))

    @cached_property
    def notes(self) -> dict[int, Note]:
        """Its free texts by their id, internal ones for those who see the appraisal."""
        rows = Note.objects.filter(dossier_id=self.dossier.pk).order_by("pk")
        return {note.pk: note for note in rows if self.sees_appraisal or _open_to_all(note)}

    @cached_property
    def papers(self) -> tuple[PaperPicture, ...]:
        """The present papers (with the notes: two statements)."""
        found = _papers(self.dossier.pk, self.notes)
        return found if self.sees_appraisal else tuple(PaperPicture(said.paper, None, "") for said in found)

    @cached_property
    def supplement(self) -> SupplementPicture:
        """What was asked of the applicant and came in answer, by the events that the page shows."""
        found = supplement_picture(
            self.dossier.pk,
            events=self.events,
            parties=self.parties,
            papers=[said.paper for said in self.papers],
            notes=self.notes,
        )
        return found if self.sees_appraisal else found.without_verdicts()

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What happened, newest first."""
        stream = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=self.dossier.pk)
        return tuple(stream.order_by("-seq")[: self._diary])

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What was drafted and decided, with file and result; drafts for those who see the appraisal."""
        rows = Outcome.objects.filter(dossier_id=self.dossier.pk)
        rows = rows if self.sees_appraisal else rows.filter(draft=False)
        return tuple(rows.select_related("file", "result").order_by("no"))

    def party(self, role: PartyRole) -> Party | None:
        """The present party of a role."""
        return next((p for p in self.parties if p.role == role and p.replaced_by_id is None), None)

    @property
    def applicant(self) -> Party | None:
        """Who filed it."""
        return self.party(PartyRole.APPLICANT)

    @property
    def title(self) -> str:
        """The summary of the request."""
        return next((note.text for note in self.notes.values() if note.is_title), "")

    @property
    def main(self) -> Step | None:
        """The open main step."""
        return next((step for step in self.steps if step.main and step.closed_at is None), None)


def picture(ref: str, *, actor: Actor, at: datetime, diary: int = 200) -> Picture:
    """The dossier with this code or reference, for an actor who has the right to see it.

    Raises UnknownDossier; NotForYou for a dossier of another office (its public progress may be shown).
    """
    dossier = Dossier.objects.named(ref).select_related("handing").first()
    if dossier is None:
        raise UnknownDossier(ref=ref)
    version = shelf().version(dossier.procedure_version_id)
    steps = tuple(Step.objects.filter(dossier_id=dossier.pk).order_by("no"))
    if not may_see(actor, Action.VIEW_DOSSIER, dossier, steps, sector=version.sector, at=at):
        raise NotForYou(unit=roster().unit(dossier.holder_unit_id).name)
    return Picture(dossier, version, steps, actor=actor, at=at, diary=diary)


def _papers(dossier_id: int, notes: Mapping[int, Note]) -> tuple[PaperPicture, ...]:
    """The present papers with their files and last verdicts; one statement."""
    last = Verdict.objects.filter(paper_id=OuterRef("pk")).order_by("-pk")
    rows = Paper.objects.filter(dossier_id=dossier_id, replaced_by__isnull=True).select_related("file")
    rows = rows.annotate(said=Subquery(last.values("verdict")[:1]), why=Subquery(last.values("note_id")[:1]))
    return tuple(
        PaperPicture(
            row,
            PaperVerdict(row.said) if row.said else None,
            notes[row.why].text if row.why in notes else "",
        )
        for row in rows.order_by("no")
    )


def _open_to_all(note: Note) -> bool:
    return note.is_title or note.visibility == NoteVisibility.APPLICANT


def possible_verbs(
    dossier: Dossier, steps: tuple[Step, ...], *, actor: Actor, sector: str, at: datetime
) -> tuple[Verb, ...]:
    """What the actor may say now: the table of states, the open step's role and the table of rights. For buttons."""
    main = next((step for step in steps if step.main and step.closed_at is None), None)
    kind = NodeKind(main.kind) if main else None
    return tuple(
        verb
        for verb in verbs_in(dossier.state_now, at=kind)
        if fits_clock(verb, stands=dossier.clock == Clock.PAUSED)
        and _fits_role(verb, main, actor)
        and permissions.allows(actor, verb, dossier, sector=sector, at=at)
    )


def _fits_role(verb: Verb, main: Step | None, actor: Actor) -> bool:
    return verb not in BY_ROLE_OF_STEP or main is None or works_as(actor.role, Role(main.role))
