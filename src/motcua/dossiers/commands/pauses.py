"""Verbs that stop the clock within the work and let it go on: public posting, force majeure and the like.

Only a cause that the procedure lists stops the clock, by its article; force majeure needs a decision with a number
(law: every pause of the term has its basis in writing). What is late stays late while it stands (decision 12).
"""

from datetime import datetime

from motcua.dossiers.change import Change, change
from motcua.dossiers.clock import go_on, stop_clock
from motcua.dossiers.facts import Paused, Resumed
from motcua.dossiers.models import ClockSegment
from motcua.dossiers.notes import keep_note, keep_told
from motcua.dossiers.orders import PauseOrder, ResumeOrder
from motcua.dossiers.pause_brakes import require_new_ground
from motcua.dossiers.texts import tidy, worded
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.people.rights import LEADS
from motcua.rules.codes import SEGMENT_CAUSE_WORDS, SegmentCause
from motcua.rules.deadlines import Resume
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NODE_WORDS, VERB_WORDS, NodeKind, Role, Verb, WrongStep

# What has a verb of its own stops the clock by that verb only.
BY_HAND = (SegmentCause.POSTING, SegmentCause.FORCE_MAJEURE)
MAY_DECIDE = frozenset({Role.APPROVER, Role.DUTY})
_POSTED_AT = (NodeKind.WORK, NodeKind.TASK)


class CauseNotListed(Fault):
    """The procedure gives no right to stop the clock for this cause."""

    code = "cause_not_listed"
    sentence = "Thủ tục này không quy định tạm dừng vì “{cause}”. Chọn lý do khác hoặc tiếp tục giải quyết."


class DecisionMissing(Fault):
    """Force majeure stops the clock by a decision with a number only."""

    code = "decision_missing"
    sentence = "Ghi số quyết định cho tạm dừng vì bất khả kháng."


class PostingNoticeMissing(Fault):
    """What is posted is posted by a notice with a number."""

    code = "posting_notice_missing"
    sentence = "Ghi số thông báo niêm yết."


class PauseNeedsLeader(Fault):
    """Force majeure is found by whoever decides, not by whoever works."""

    code = "pause_needs_leader"
    sentence = "Tạm dừng vì bất khả kháng do người có thẩm quyền phê duyệt quyết định."


def pause(ref: str, order: PauseOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Stop the clock for a lawful cause, by its document. The officer says it of the step that he holds.

    Raises what `change` raises; WrongRole, WrongStep, CauseNotListed, PostingNoticeMissing, DecisionMissing,
    PauseNeedsLeader, DocumentUsed, AnotherNeedsLeader, UnprintableSign.
    """
    with change(ref, Verb.PAUSE, actor=actor, at=at, expected=expected) as door:
        work = door.work
        if actor.role not in LEADS:
            work.require_role(Verb.PAUSE)
        document_no = tidy("Số thông báo hoặc quyết định", order.document_no)
        basis = _basis(work, order.cause, document_no)
        require_new_ground(work, order.cause, document_no)
        note = keep_told(work, worded("Nói rõ", order.explanation))
        stopped = stop_clock(work, order.cause, basis=basis, document_no=document_no)
        door.facts = Paused(stopped=stopped, note=note)
    return door.result


def _basis(work: Work, cause: SegmentCause, document_no: str) -> str:
    """The article by which this cause stops the clock of this procedure."""
    listed = work.version.pause(cause)
    if cause is SegmentCause.FORCE_MAJEURE:
        if work.actor.role not in MAY_DECIDE:
            raise PauseNeedsLeader()
        if not document_no:
            raise DecisionMissing()
        return listed.basis if listed else "Quyết định tạm dừng vì sự kiện bất khả kháng"
    if cause not in BY_HAND or listed is None:
        raise CauseNotListed(cause=SEGMENT_CAUSE_WORDS[cause])
    if work.main_kind not in _POSTED_AT:
        step = "không có bước nào" if work.main_kind is None else NODE_WORDS[work.main_kind]
        raise WrongStep(step=step, verb=VERB_WORDS[Verb.PAUSE])
    if not document_no:
        raise PostingNoticeMissing()
    return listed.basis


def resume(ref: str, order: ResumeOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Let the clock go on, in the manner that the procedure names. Raises what `change` raises; NotPaused."""
    with change(ref, Verb.RESUME, actor=actor, at=at, expected=expected) as door:
        work = door.work
        note = keep_note(work, order.note)
        door.facts = Resumed(went_on=go_on(work, _how(work)), note=note)
    return door.result


def _how(work: Work) -> Resume:
    """Whether the term goes on or begins again, by the cause for which the clock stands."""
    standing = ClockSegment.objects.filter(dossier_id=work.dossier.pk, to_at__isnull=True).values_list(
        "cause", flat=True
    )
    listed = work.version.pause(SegmentCause(standing[0]))
    return Resume.RESUME if listed is None else listed.mode
