"""The verbs of the leader: yes to what was proposed, or no to the request. Work is handed back with send_back."""

from datetime import datetime

from django.db.models import Subquery

from motcua.dossiers.change import Change, change
from motcua.dossiers.clock import end_clock
from motcua.dossiers.ending_sheets import decline_print
from motcua.dossiers.facts import Approved
from motcua.dossiers.hands import require_other_hand
from motcua.dossiers.models import Outcome
from motcua.dossiers.notes import keep_note
from motcua.dossiers.orders import ApproveOrder
from motcua.dossiers.reasons import ReasonNeedsWords, require_reason
from motcua.dossiers.supplement_brakes import require_none_under_way
from motcua.dossiers.texts import worded
from motcua.dossiers.times_facts import Declined
from motcua.dossiers.times_orders import DeclineOrder
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.rows import update_telling
from motcua.rules.codes import NoteVisibility, OutcomeKind, StepEnd
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb


class NothingProposed(Fault):
    """No drafted outcome lies before the leader."""

    code = "nothing_proposed"
    sentence = "Chưa có dự thảo kết quả được trình, hoặc kết quả này đã được duyệt."


class RefusalProposed(Fault):
    """What lies before the leader is a refusal: it is decided with its reason, and needs no result."""

    code = "refusal_proposed"
    sentence = "Dự thảo đề nghị từ chối. Dùng “Từ chối giải quyết” để quyết định kèm lý do, hoặc trả lại bước trước."


class NoRefusalProposed(Fault):
    """A request is refused only as it was appraised."""

    code = "no_refusal_proposed"
    sentence = "Dự thảo được trình không đề nghị từ chối. Trả lại để thẩm định đề nghị từ chối rồi quyết định."


def approve(ref: str, order: ApproveOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Decide as drafted. When a clerk's step follows the dossier goes there; else the approver finishes it himself.

    Raises what `change` raises; SamePerson (unless the process is on site), RequestUnderWay, NothingProposed,
    RefusalProposed.
    """
    with change(ref, Verb.APPROVE, actor=actor, at=at, expected=expected) as door:
        work = door.work
        require_other_hand(work, Verb.APPROVE)
        require_none_under_way(work, Verb.APPROVE)
        kind, sha256 = _settle_draft(work)
        if kind == OutcomeKind.REFUSED:
            raise RefusalProposed()
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


def decline(ref: str, order: DeclineOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Refuse the request as appraised, for a reason of the list and in words; the clock ends, late stays late.

    Raises what `change` raises; SamePerson (unless the process is on site), UnknownReason, ReasonNeedsWords,
    UnprintableSign, RequestUnderWay, NothingProposed, NoRefusalProposed.
    """
    with change(ref, Verb.DECLINE, actor=actor, at=at, expected=expected) as door:
        work = door.work
        require_other_hand(work, Verb.DECLINE)
        require_none_under_way(work, Verb.DECLINE)
        text = require_reason("decline_reasons", order.reason, on=work.today)
        words = worded("Nói rõ lý do", order.explanation)
        if not words:
            raise ReasonNeedsWords()
        kind, sha256 = _settle_draft(work)
        if kind != OutcomeKind.REFUSED:
            raise NoRefusalProposed()
        note = keep_note(work, words, visibility=NoteVisibility.APPLICANT)
        slip = decline_print(work, reason=text, words=words)
        door.facts = Declined(
            reason=order.reason,
            outcome_kind=kind,
            file_sha256=sha256,
            ended=end_clock(work, OutcomeKind.REFUSED),
            note=note,
            print_sha256=door.owe(slip),
        )
    return door.result


# What an outcome decides, and the content of its draft; the two are vouched for by the event.
_DECIDED = "kind, (SELECT blob.sha256 FROM file JOIN blob ON blob.id = file.blob_id WHERE file.id = outcome.file_id)"


def _settle_draft(work: Work) -> tuple[int, str]:
    """The outcome that was laid before the leader last is now decided; its kind and the hash (hex) of its draft.

    One statement. Raises NothingProposed.
    """
    drafts = Outcome.objects.filter(dossier_id=work.dossier.pk)
    last = drafts.order_by("-no").values("no")[:1]
    values = {"draft": False, "approved_by_id": work.actor.staff_id, "approved_at": work.at}
    decided = update_telling(drafts.filter(no=Subquery(last), draft=True), values, _DECIDED)
    if decided is None:
        raise NothingProposed()
    return decided[0], bytes(decided[1]).hex() if decided[1] else ""
