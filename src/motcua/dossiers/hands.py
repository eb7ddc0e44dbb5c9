"""Who has had which hand in a dossier, for the rule that nobody decides on his own work."""

from motcua.dossiers.models import Step
from motcua.dossiers.work import Work
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.people.roster import roster
from motcua.rules.lifecycle import NodeKind, Role, Verb
from motcua.rules.separation import check_separation

_HANDS = (Verb.RECEIVE, Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.APPROVE)
_MEANT_FOR = {NodeKind.WORK: Verb.PROPOSE, NodeKind.TASK: Verb.PROPOSE, NodeKind.APPROVE: Verb.APPROVE}


def require_other_hand(work: Work, verb: Verb) -> None:
    """Receiver, appraiser and approver are three persons unless the process is on site. Raises SamePerson.

    The events say who received, judged, proposed and approved, also in another's place (a coordinator, a substitute);
    the finished steps of officers say who worked on it without a word. One statement.
    """
    if work.actor.staff_id is not None:
        _require(work, verb, work.actor.staff_id)


def require_fit(work: Work, step: Step, *, person_id: int | None = None) -> None:
    """Whoever is given a step must be allowed to do what it is for, or it would lie there for ever.

    `person_id` is who is to have it, else whom it names. A coordinator's step, which hands out work, is open to
    everybody. Raises SamePerson.
    """
    verb, holder_id = _MEANT_FOR.get(NodeKind(step.kind)), person_id or step.person_id
    if holder_id is not None and verb is not None and step.role != Role.COORDINATOR:
        _require(work, verb, holder_id, name=roster().staff(holder_id).name)


def _require(work: Work, verb: Verb, person_id: int, *, name: str = "Bạn") -> None:
    if work.process.on_site:
        return
    did = _who_did(work)
    officers = {
        step.person_id
        for step in work.steps
        if step.kind == NodeKind.WORK and step.role == Role.OFFICER and step.closed_at and step.person_id
    }
    check_separation(
        verb,
        person=person_id,
        name=name,
        received_by=did[Verb.RECEIVE] | {work.steps[0].person_id},
        appraised_by=did[Verb.JUDGE_PAPER] | did[Verb.PROPOSE] | officers,
        approved_by=did[Verb.APPROVE],
    )


def _who_did(work: Work) -> dict[Verb, set[int | None]]:
    """The persons behind the acts that must not fall into one hand."""
    kinds = {f"dossier.{verb}": verb for verb in _HANDS}
    stream = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=work.dossier.pk, kind__in=kinds)
    did: dict[Verb, set[int | None]] = {verb: set() for verb in _HANDS}
    for kind, posting_id in stream.values_list("kind", "posting_id"):
        posting = roster().posting(posting_id) if posting_id else None
        if posting is not None:
            did[kinds[kind]].add(posting.staff_id)
    return did
