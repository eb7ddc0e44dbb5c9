"""Verbs that move the work: who does it, and which step comes next."""

from datetime import datetime

from motcua.dossiers.change import Change, change
from motcua.dossiers.facts import Assigned, Moved
from motcua.dossiers.hands import require_fit
from motcua.dossiers.models import Outcome, Step
from motcua.dossiers.notes import keep_note
from motcua.dossiers.orders import AssignOrder, ForwardOrder, SendBackOrder
from motcua.dossiers.reasons import require_reason
from motcua.dossiers.supplement_brakes import require_appraised_on
from motcua.ledger.actor import Actor
from motcua.people.roster import roster
from motcua.rules.codes import StepEnd
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import VERB_WORDS, NodeKind, Verb
from motcua.rules.process import Node


class AlreadyHolder(Fault):
    """The person already holds the step."""

    code = "already_holder"
    sentence = "{person} đang giữ hồ sơ này rồi."


class NeedsOwnVerb(Fault):
    """What follows is a decision or the return of the result; each has its own verb."""

    code = "needs_own_verb"
    sentence = "Bước tiếp theo là “{step}”: dùng “{verb}” thay cho chuyển bước."


_OWN_VERB = {NodeKind.APPROVE: Verb.PROPOSE, NodeKind.RETURN: Verb.FINISH}


def assign(ref: str, order: AssignOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Give the open step to a person of the agency who serves in its role (Decree 61/2018 Art. 19).

    Raises what `change` raises; UnknownStaff, NotAMember, AlreadyHolder, SamePerson.
    """
    with change(ref, Verb.ASSIGN, actor=actor, at=at, expected=expected) as door:
        work = door.work
        step = work.open_step
        node = work.process.map.node(step.node_key)
        posting = work.posting_for(order.person, node, unit_id=step.unit_id)
        if posting.staff_id == step.person_id:
            raise AlreadyHolder(person=roster().staff(posting.staff_id).name)
        require_fit(work, step, person_id=posting.staff_id)
        door.facts = Assigned(step=step.no, unit=posting.unit_id, person=posting.staff_id, person_before=step.person_id)
        Step.objects.filter(pk=step.pk).update(person_id=posting.staff_id, unit_id=posting.unit_id, seen_at=None)
        work.set(holder_id=posting.staff_id, holder_unit_id=posting.unit_id)
    return door.result


def forward(ref: str, order: ForwardOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """End the open step and begin the next one of the process; out of the desk this is the hand-over (Art. 18).

    Raises what `change` raises; NoWay for a chosen step that does not follow, NeedsOwnVerb, RequestUnderWay,
    UnknownStaff, NotAMember, SamePerson.
    """
    with change(ref, Verb.FORWARD, actor=actor, at=at, expected=expected) as door:
        work = door.work
        node = work.process.map.after(work.open_step.node_key, work.questions, chosen=order.to or None)
        require_appraised_on(work, Verb.FORWARD, require_handed_on(node).kind)
        door.facts = Moved(
            closed=work.close_step(work.open_step, StepEnd.DONE),
            opened=work.open_next(node, person=order.person),
            note=keep_note(work, order.note),
        )
        require_fit(work, work.open_step)
    return door.result


def require_handed_on(node: Node) -> Node:
    """A step that work is simply handed on to. Raises NeedsOwnVerb for a decision or the return of the result."""
    if node.kind in _OWN_VERB:
        raise NeedsOwnVerb(step=node.name, verb=VERB_WORDS[_OWN_VERB[node.kind]])
    return node


def send_back(ref: str, order: SendBackOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Give the dossier back to an earlier step, to whoever did it, with a reason from the list. An approval is void.

    Raises what `change` raises; NoWayBack, UnknownReason.
    """
    with change(ref, Verb.SEND_BACK, actor=actor, at=at, expected=expected) as door:
        work = door.work
        node = work.process.map.back(work.open_step.node_key, target=order.to)
        require_reason("send_back_reasons", order.reason, on=work.today)
        last = next((step for step in reversed(work.steps) if step.node_key == node.key), None)
        unit_id = last.unit_id if last else work.office_of(node)
        if work.main_kind not in (NodeKind.WORK, NodeKind.TASK):
            Outcome.objects.filter(dossier_id=work.dossier.pk, draft=False).update(
                draft=True, approved_by=None, approved_at=None
            )
        door.facts = Moved(
            closed=work.close_step(work.open_step, StepEnd.SENT_BACK),
            opened=work.open_step_of(node, unit_id=unit_id, person_id=last.person_id if last else None),
            reason=order.reason,
            note=keep_note(work, order.explanation),
        )
    return door.result
