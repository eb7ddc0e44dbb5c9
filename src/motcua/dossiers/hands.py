"""Who has had which hand in a dossier, for the rule that nobody decides on his own work."""

from collections.abc import Collection

from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from motcua.dossiers.models import Note, Step
from motcua.dossiers.work import Appraisal, Work
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.people.roster import roster
from motcua.rules.codes import StepEnd
from motcua.rules.lifecycle import NodeKind, Role, Verb
from motcua.rules.separation import DECIDING, check_separation

_MEANT_FOR = {NodeKind.WORK: Verb.PROPOSE, NodeKind.TASK: Verb.PROPOSE, NodeKind.APPROVE: Verb.APPROVE}


def require_other_hand(work: Work, verb: Verb) -> None:
    """Receiver, appraiser and approver are three persons unless the process is on site. Raises SamePerson.

    The finished steps say who did them, also in another's place (a coordinator, a substitute). A decision asks the
    events too, for those who judged a paper and passed the step on: one statement more.
    """
    if work.actor.staff_id is not None:
        judged = _judged_by(work) if verb in DECIDING and not work.process.on_site else set()
        _require(work, verb, work.actor.staff_id, judged=judged)


def require_fit(work: Work, step: Step, *, person_id: int | None = None) -> None:
    """Whoever is given a step must be allowed to do what it is for, or it would lie there for ever.

    `person_id` is who is to have it, else whom it names. A coordinator's step, which hands out work, is open to
    everybody. Raises SamePerson.
    """
    verb, holder_id = _MEANT_FOR.get(NodeKind(step.kind)), person_id or step.person_id
    if holder_id is not None and verb is not None and step.role != Role.COORDINATOR:
        _require(work, verb, holder_id, name=roster().staff(holder_id).name)


def _require(
    work: Work, verb: Verb, person_id: int, *, name: str = "Bạn", judged: Collection[int] = frozenset()
) -> None:
    done = [step for step in work.steps if step.closed_at is not None and step.person_id is not None]
    check_separation(
        verb,
        person=person_id,
        name=name,
        received_by={work.steps[0].person_id},
        appraised_by={s.person_id for s in done if s.kind == NodeKind.WORK and s.role == Role.OFFICER} | set(judged),
        approved_by={s.person_id for s in done if s.kind == NodeKind.APPROVE and s.ended == StepEnd.DONE},
        on_site=work.process.on_site,
    )


def _judged_by(work: Work) -> set[int]:
    """Who has said a word about a paper or laid the dossier before a leader. One statement."""
    postings = (roster().posting(said.posting_id) for said in appraisals(work) if said.posting_id)
    return {posting.staff_id for posting in postings if posting is not None}


def appraisals(work: Work) -> list[Appraisal]:
    """Every judgement and proposal so far, with the words of their notes; read once, one statement."""
    if work.appraisals is None:
        kinds = (f"dossier.{Verb.JUDGE_PAPER}", f"dossier.{Verb.PROPOSE}")
        stream = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=work.dossier.pk, kind__in=kinds)
        note = Note.objects.filter(pk=Cast(KeyTextTransform("note", OuterRef("facts")), BigIntegerField()))
        told = stream.order_by("seq").annotate(words=Subquery(note.values("text")[:1]))
        work.appraisals = [Appraisal(*row) for row in told.values_list("kind", "posting_id", "occurred_at", "words")]
    return work.appraisals
