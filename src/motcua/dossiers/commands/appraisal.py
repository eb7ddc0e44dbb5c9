"""Verbs of the appraising officer: what each paper is worth, and what should be decided."""

from datetime import datetime

from motcua.dossiers.apologies import require_apology
from motcua.dossiers.attachments import find_file
from motcua.dossiers.change import Change, change
from motcua.dossiers.facts import PapersJudged, Proposed
from motcua.dossiers.hands import require_fit, require_other_hand
from motcua.dossiers.models import FieldVerdict, Outcome, Paper, Verdict
from motcua.dossiers.notes import keep_note, keep_notes
from motcua.dossiers.orders import JudgePaperOrder, ProposeOrder
from motcua.dossiers.supplement_brakes import require_answers_judged, require_good_enough, require_none_under_way
from motcua.dossiers.supplements import PART_WORDS, parts_in
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.rows import insert
from motcua.rules.codes import OutcomeKind, PaperVerdict, StepEnd
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NodeKind, Verb

PROPOSALS = (OutcomeKind.APPROVED, OutcomeKind.REFUSED)


class UnknownPaper(Fault):
    """The dossier has no paper of that number."""

    code = "unknown_paper"
    sentence = "Hồ sơ không có giấy tờ số {no}."


class UnknownPart(Fault):
    """The declaration has no such part, or its owner is the applicant himself."""

    code = "unknown_part"
    sentence = "Hồ sơ không có phần kê khai “{part}”."


class NothingJudged(Fault):
    """A verdict was said on nothing."""

    code = "nothing_judged"
    sentence = "Chọn ít nhất một giấy tờ hoặc một phần kê khai để đánh giá."


class VerdictNeedsReason(Fault):
    """A paper that must be put right needs the reason why."""

    code = "verdict_needs_reason"
    sentence = "Giấy tờ số {no} cần bổ sung: ghi rõ lý do."


class PartNeedsReason(Fault):
    """A part of the declaration that must be put right needs the reason why."""

    code = "part_needs_reason"
    sentence = "{part} cần bổ sung: ghi rõ lý do."


class NoDraft(Fault):
    """Nothing drafted to decide on."""

    code = "no_draft"
    sentence = "Chưa có dự thảo kết quả. Soạn dự thảo rồi trình."


class NotToPropose(Fault):
    """An appraisal ends in one of two proposals; the other ends have verbs of their own."""

    code = "not_to_propose"
    sentence = "Chỉ trình được hai đề xuất: đồng ý hoặc từ chối."


class NotToDecision(Fault):
    """What follows is not a decision."""

    code = "not_to_decision"
    sentence = "Sau bước “{step}” chưa đến bước ký duyệt. Chuyển bước trước rồi trình."


def judge_paper(ref: str, order: JudgePaperOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Say of one or more papers and parts of the declaration whether they are good enough. A change of mind is a new
    verdict.

    Raises what `change` raises; SamePerson, NothingJudged, UnknownPaper, VerdictNeedsReason, UnknownPart,
    PartNeedsReason.
    """
    with change(ref, Verb.JUDGE_PAPER, actor=actor, at=at, expected=expected) as door:
        work = door.work
        require_other_hand(work, Verb.JUDGE_PAPER)
        papers = _papers(work, order)
        door.facts = PapersJudged(
            verdicts=tuple((papers[item.paper], int(item.verdict)) for item in order.judgements),
            fields=_judge_parts(work, order),
            note=keep_note(work, order.note),
        )
        Verdict.objects.bulk_create(
            Verdict(
                paper_id=papers[item.paper],
                by_id=work.staff_id,
                at=at,
                verdict=item.verdict,
                note_id=keep_note(work, item.reason),
            )
            for item in order.judgements
        )
    return door.result


def _papers(work: Work, order: JudgePaperOrder) -> dict[int, int]:
    """The ids of the present papers by their number; every number that was said is among them."""
    rows = Paper.objects.filter(dossier_id=work.dossier.pk, replaced_by__isnull=True)
    papers = dict(rows.values_list("no", "id"))
    if not order.judgements and not order.parts:
        raise NothingJudged()
    for item in order.judgements:
        if item.paper not in papers:
            raise UnknownPaper(no=item.paper)
        if item.verdict is PaperVerdict.NEEDS_WORK and not item.reason.strip():
            raise VerdictNeedsReason(no=item.paper)
    return papers


def _judge_parts(work: Work, order: JudgePaperOrder) -> tuple[tuple[str, int, int | None], ...] | None:
    """The verdicts on parts of the declaration, as the event tells them; None when none was said."""
    if not order.parts:
        return None
    known = parts_in(work.dossier.pk)
    for said in order.parts:
        if said.part not in known:
            raise UnknownPart(part=said.part)
        if said.verdict is PaperVerdict.NEEDS_WORK and not said.reason.strip():
            raise PartNeedsReason(part=PART_WORDS[said.part])
    notes = keep_notes(work, [said.reason for said in order.parts])
    rows = [
        FieldVerdict(
            dossier_id=work.dossier.pk,
            field_key=said.part,
            by_id=work.staff_id,
            at=work.at,
            verdict=said.verdict,
            note_id=note,
        )
        for said, note in zip(order.parts, notes, strict=True)
    ]
    insert(rows)
    return tuple((row.field_key, int(row.verdict), row.note_id) for row in rows)


def propose(ref: str, order: ProposeOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Lay the drafted outcome before whoever decides. Needs a drafted file or a written opinion.

    Raises what `change` raises; SamePerson, RequestUnderWay, AnswersNotJudged, ApologyFirst, NotToPropose,
    PapersNeedWork, NoDraft, NotToDecision, UnknownFile, UnknownStaff, NotAMember.
    """
    with change(ref, Verb.PROPOSE, actor=actor, at=at, expected=expected) as door:
        work = door.work
        require_other_hand(work, Verb.PROPOSE)
        require_none_under_way(work, Verb.PROPOSE)
        require_answers_judged(work)
        require_apology(work)
        if order.outcome not in PROPOSALS:
            raise NotToPropose()
        if order.outcome is OutcomeKind.APPROVED:
            require_good_enough(work)
        if not order.file and not order.opinion.strip():
            raise NoDraft()
        file = find_file(order.file, actor=actor, dossier_id=work.dossier.pk) if order.file else None
        step = work.open_step
        node = next(
            (node for node in work.process.map.choices(step.node_key, work.questions) if _decides(node.kind)), None
        )
        if node is None:
            raise NotToDecision(step=work.process.map.node(step.node_key).name)
        outcome = Outcome(dossier_id=work.dossier.pk, no=work.seq, kind=order.outcome, file=file)
        outcome.save(force_insert=True)
        door.facts = Proposed(
            outcome=outcome.pk,
            outcome_kind=order.outcome,
            file_sha256=bytes(file.blob.sha256).hex() if file else None,
            closed=work.close_step(step, StepEnd.DONE),
            opened=work.open_next(node, person=order.person),
            note=keep_note(work, order.opinion),
        )
        require_fit(work, work.open_step)
    return door.result


def _decides(kind: NodeKind) -> bool:
    return kind is NodeKind.APPROVE
