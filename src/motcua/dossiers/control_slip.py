"""The control slip of a dossier, composed from its steps: one row for each hand-over (Decree 61/2018 Art. 18)."""

from datetime import datetime
from itertools import pairwise

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.documents.forms.control_slip import ControlSlip, HandOver, Pause
from motcua.documents.forms.wording import form_set_on
from motcua.dossiers.models import ClockSegment, Dossier, Party, Step
from motcua.dossiers.sheets import heading_of, track_path
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day, local
from motcua.rules.codes import PartyRole, SegmentCause, SegmentKind
from motcua.rules.deadlines import Timing

CAUSE_WORDS = {
    SegmentCause.SUPPLEMENT: "chờ bổ sung giấy tờ",
    SegmentCause.OBLIGATION: "chờ thực hiện nghĩa vụ tài chính",
    SegmentCause.POSTING: "niêm yết công khai",
    SegmentCause.VERIFICATION: "chờ xác minh",
    SegmentCause.FORCE_MAJEURE: "bất khả kháng",
}


def control_slip(dossier: Dossier, *, at: datetime) -> ControlSlip:
    """What the slip says at a moment (aware). Three statements. Its `check` names what the form lacks."""
    steps = list(Step.objects.filter(dossier_id=dossier.pk, main=True).order_by("no"))
    people, day = roster(), legal_day(dossier.received_at or at)
    receiving = people.unit(dossier.receiving_unit_id, day)
    return ControlSlip(
        form_set=form_set_on(day),
        heading=heading_of(receiving, dossier.register_no, day),
        code=str(dossier),
        track=track_path(dossier),
        agency=people.unit(dossier.competent_unit_id, day).name,
        supporting=(people.unit(dossier.supporting_unit_id, day).name,) if dossier.supporting_unit_id else (),
        owner=_owner(dossier),
        procedure=shelf().version(dossier.procedure_version_id).name,
        received_at=dossier.received_at or at,
        due_at=dossier.legal_due,
        hand_overs=tuple(_hand_over(one, other) for one, other in pairwise(steps)),
        pauses=_pauses(dossier),
        finished_at=dossier.finished_at,
        timing=None if dossier.timing is None else Timing(dossier.timing),
        by=_by(dossier),
        now_at=people.unit(dossier.holder_unit_id, legal_day(at)).name,
    )


def _hand_over(given: Step, taken: Step) -> HandOver:
    """From the step that ended to the one that began. The giver's own limit is judged as the step was."""
    timing = None if given.timing is None else Timing(given.timing)
    return HandOver(
        given_by=roster().unit(given.unit_id, legal_day(given.opened_at)).name,
        taken_by=roster().unit(taken.unit_id, legal_day(taken.opened_at)).name,
        at=taken.opened_at,
        giver=_person(given),
        taker=_person(taken),
        limit_at=given.due,
        timing=timing,
        late_by=_late_by(given) if timing is Timing.LATE else "",
    )


def _person(step: Step) -> str:
    """Who did the step; an office where nobody has taken it yet."""
    return roster().staff(step.person_id).name if step.person_id else ""


def _late_by(step: Step) -> str:
    if step.due is None or step.closed_at is None:
        return ""
    days = (local(step.closed_at).date() - local(step.due).date()).days
    return f"{days:02d} ngày" if days > 0 else "trong ngày"


def _pauses(dossier: Dossier) -> tuple[Pause, ...]:
    rows = ClockSegment.objects.filter(dossier_id=dossier.pk, kind=SegmentKind.PAUSE).order_by("no")
    return tuple(Pause(row.from_at, row.to_at, CAUSE_WORDS.get(SegmentCause(row.cause), "")) for row in rows)


def _owner(dossier: Dossier) -> str:
    """Whose dossier it is: the owner, else whoever filed."""
    rows = Party.objects.filter(dossier_id=dossier.pk, replaced_by__isnull=True).order_by("role")
    names = {party.role: party.name for party in rows}
    return names.get(PartyRole.OWNER) or names.get(PartyRole.APPLICANT, "")


def _by(dossier: Dossier) -> str:
    """By how many working days it was early or late; empty when on the day."""
    if dossier.finished_at is None or dossier.legal_due is None or dossier.timing == Timing.ON_TIME:
        return ""
    calendar = calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id)
    first, last = sorted([legal_day(dossier.finished_at), legal_day(dossier.legal_due)])
    return f"{calendar.working_days_between(first, last):02d} ngày"
