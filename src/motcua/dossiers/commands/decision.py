"""The verb of the leader. There is no "reject": a leader hands back with send_back."""

from datetime import datetime

from motcua.dossiers.attachments import content_hash
from motcua.dossiers.change import Change, change
from motcua.dossiers.facts import Approved
from motcua.dossiers.hands import require_other_hand
from motcua.dossiers.models import Outcome
from motcua.dossiers.orders import ApproveOrder
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.rules.codes import StepEnd
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb


class NothingProposed(Fault):
    """No drafted outcome lies before the leader."""

    code = "nothing_proposed"
    sentence = "Chưa có dự thảo kết quả được trình, hoặc kết quả này đã được duyệt."


def approve(ref: str, order: ApproveOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Decide as drafted. When a clerk's step follows the dossier goes there; else the approver finishes it himself.

    Raises what `change` raises; SamePerson (unless the process is on site), NothingProposed.
    """
    with change(ref, Verb.APPROVE, actor=actor, at=at, expected=expected) as door:
        work = door.work
        require_other_hand(work, Verb.APPROVE)
        outcome = _settle_draft(work)
        kind, sha256 = outcome.kind, content_hash(outcome.file)
        step = work.open_step
        if work.process.map.ends_at(step.node_key, work.questions):
            work.take(step)
            door.facts = Approved(outcome_kind=kind, file_sha256=sha256, taken_by=step.person_id)
        else:
            node = work.process.map.after(step.node_key, work.questions)
            door.facts = Approved(
                outcome_kind=kind,
                file_sha256=sha256,
                closed=work.close_step(step, StepEnd.DONE),
                opened=work.open_next(node),
            )
    return door.result


def _settle_draft(work: Work) -> Outcome:
    """The outcome that was laid before the leader last is now decided. Raises NothingProposed."""
    drafts = Outcome.objects.filter(dossier_id=work.dossier.pk).select_related("file__blob")
    last = drafts.order_by("-no").first()
    if last is None or not last.draft:
        raise NothingProposed()
    last.draft, last.approved_by_id, last.approved_at = False, work.actor.staff_id, work.at
    last.save(update_fields=["draft", "approved_by", "approved_at"])
    return last
