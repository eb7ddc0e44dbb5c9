"""Verbs that end a request: the desk takes what was asked for, or the window has passed and the dossier is closed."""

from collections.abc import Sequence
from datetime import datetime

from motcua.documents.models import File, PrintRecord
from motcua.dossiers.attachments import find_files
from motcua.dossiers.change import Change, change
from motcua.dossiers.clock import end_clock, go_on
from motcua.dossiers.ending_sheets import lapse_print
from motcua.dossiers.inventory import inventory
from motcua.dossiers.models import Paper, SupplementItem, SupplementRequest
from motcua.dossiers.notes import keep_note, keep_notes
from motcua.dossiers.supplement_facts import Answered, SupplementAccepted, SupplementLapsed
from motcua.dossiers.supplement_orders import AcceptSupplementOrder, AnswerOrder, LapseSupplementOrder
from motcua.dossiers.supplement_sheets import request_number, supplemented_receipt
from motcua.dossiers.supplements import how_it_goes_on, name_of, open_items, open_request, window_of
from motcua.dossiers.texts import worded
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.rows import insert, update, update_all
from motcua.rules.calendar import legal_day, local
from motcua.rules.codes import NoteVisibility, OutcomeKind, SupplementState
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb

WAITING = "chờ người nộp bổ sung"


class NotAsked(Fault):
    """The desk takes what was asked for and nothing else."""

    code = "not_asked"
    sentence = "Yêu cầu bổ sung không có dòng số {no}. Chỉ nhận đúng những gì đã yêu cầu."


class AnsweredTwice(Fault):
    """One line, one answer."""

    code = "answered_twice"
    sentence = "Có hai dòng ghi nhận “{what}”. Gộp thành một dòng."


class Unanswered(Fault):
    """Everything comes at once: a dossier goes on complete."""

    code = "unanswered"
    sentence = "Chưa nhận đủ, còn thiếu: {what}. Nhận đủ mọi nội dung đã yêu cầu rồi mới tiếp tục giải quyết."


class EmptyAnswer(Fault):
    """An answer in which nothing came."""

    code = "empty_answer"
    sentence = "Dòng “{what}” chưa có gì: {how}."


class WindowOpen(Fault):
    """The applicant still has time."""

    code = "window_open"
    sentence = "Người nộp còn được bổ sung đến {until:%H:%M ngày %d/%m/%Y} nên chưa đóng hồ sơ được."


class WindowPassed(Fault):
    """What comes after the window begins no term again: the dossier is closed, and may be filed anew."""

    code = "window_passed"
    sentence = (
        "Thời hạn bổ sung đã hết lúc {until:%H:%M ngày %d/%m/%Y} nên không nhận bổ sung được nữa; hồ sơ được đóng và "
        "người nộp có thể nộp hồ sơ mới."
    )


def accept_supplement(
    ref: str, order: AcceptSupplementOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Take everything that was asked for: a new row for each paper beside the old one; the clock goes on.

    Raises what `change` raises; NoSupplement, WindowPassed, NotAsked, AnsweredTwice, Unanswered, EmptyAnswer,
    UnknownFile, UnprintableSign.
    """
    with change(ref, Verb.ACCEPT_SUPPLEMENT, actor=actor, at=at, expected=expected) as door:
        work = door.work
        items = open_items(work.dossier.pk, SupplementState.SENT, where=WAITING)
        ends = items[0].request.window_ends
        if ends is not None and at > ends:
            raise WindowPassed(until=local(ends))
        answers = _matched(items, order.answers)
        files = find_files((answer.file for answer in answers), actor=actor, dossier_id=work.dossier.pk)
        papers = _take_papers(work, items, answers, files)
        notes = keep_notes(work, [_words(answer) for answer in answers], visibility=NoteVisibility.APPLICANT)
        _keep_answers(items, notes, papers, at=at)
        former_due = work.dossier.promised_due
        went_on = go_on(work, how_it_goes_on(work))
        present = [paper for paper in papers if paper.replaced_by_id is None]
        slip = supplemented_receipt(work, present, former_due=former_due)
        door.facts = SupplementAccepted(
            request=items[0].request.no,
            answers=tuple(Answered(no=item.no, paper=item.answer_paper_id, note=item.answer_note_id) for item in items),
            papers=len(papers),
            papers_sha256=inventory(papers),
            went_on=went_on,
            receipt_version=(slip.values or {}).get("version") if slip else None,
            print_sha256=door.owe(slip) if slip else None,
            note=keep_note(work, order.note),
        )
    return door.result


def _matched(items: Sequence[SupplementItem], said: Sequence[AnswerOrder]) -> list[AnswerOrder]:
    """The answers in the order of the lines. Raises NotAsked, AnsweredTwice, Unanswered, EmptyAnswer."""
    by_no: dict[int, AnswerOrder] = {}
    asked = {item.no: item for item in items}
    for answer in said:
        if answer.no not in asked:
            raise NotAsked(no=answer.no)
        if answer.no in by_no:
            raise AnsweredTwice(what=name_of(asked[answer.no]))
        by_no[answer.no] = answer
    missing = [name_of(item) for item in items if item.no not in by_no]
    if missing:
        raise Unanswered(what="; ".join(missing))
    for item in items:
        _require_content(item, by_no[item.no])
    return [by_no[item.no] for item in items]


def _require_content(item: SupplementItem, answer: AnswerOrder) -> None:
    if item.field_key:
        if not answer.words.strip():
            raise EmptyAnswer(what=name_of(item), how="ghi nội dung người nộp bổ sung")
    elif not (answer.originals or answer.copies or answer.file):
        raise EmptyAnswer(what=name_of(item), how="ghi số bản chính, số bản sao hoặc đính kèm tệp")


def _words(answer: AnswerOrder) -> str:
    return worded("Nội dung bổ sung", answer.words)


def _take_papers(
    work: Work, items: Sequence[SupplementItem], answers: Sequence[AnswerOrder], files: dict[str, File]
) -> list[Paper]:
    """All papers of the dossier, the new ones among them, by number and revision. Two statements."""
    papers = list(Paper.objects.filter(dossier_id=work.dossier.pk))
    last = max((paper.no for paper in papers), default=0)
    new: list[Paper] = []
    for item, answer in zip(items, answers, strict=True):
        if item.field_key:
            continue
        if item.paper_id is None:
            last += 1
        new.append(_draw(work, item, answer, no=last, file=files.get(answer.file)))
    insert(new)
    drawn = iter(new)
    replaced: dict[int, Paper] = {}
    for item in items:
        if not item.field_key:
            paper = next(drawn)
            item.answer_paper_id = paper.pk
            if item.paper_id is not None:
                replaced[item.paper_id] = paper
    for paper in papers:
        if paper.pk in replaced:
            paper.replaced_by_id = replaced[paper.pk].pk
    return sorted([*papers, *new], key=lambda paper: (paper.no, paper.revision))


def _draw(work: Work, item: SupplementItem, answer: AnswerOrder, *, no: int, file: File | None) -> Paper:
    """The row of a paper that came: the next revision of what was asked for, or what had never come."""
    old = item.paper
    return Paper(
        dossier_id=work.dossier.pk,
        paper_item_id=old.paper_item_id if old else item.paper_item_id,
        no=old.no if old else no,
        revision=old.revision + 1 if old else 1,
        name=name_of(item),
        nature=answer.nature,
        source=answer.source,
        originals=answer.originals,
        copies=answer.copies,
        original_seen=answer.original_seen,
        file=file,
    )


def _keep_answers(
    items: Sequence[SupplementItem], notes: Sequence[int | None], papers: Sequence[Paper], *, at: datetime
) -> None:
    """Lines name what came for them, old papers the new ones; the request is over. One statement on PostgreSQL."""
    for item, note in zip(items, notes, strict=True):
        item.answer_note_id = note
    asked = {item.paper_id for item in items if item.paper_id is not None}
    update_all(
        (Paper, {paper.pk: {"replaced_by_id": paper.replaced_by_id} for paper in papers if paper.pk in asked}),
        (SupplementItem, {item.pk: _answer_of(item) for item in items}),
        (SupplementRequest, {items[0].request_id: {"state": SupplementState.ACCEPTED, "ended_at": at}}),
    )


def _answer_of(item: SupplementItem) -> dict[str, int]:
    columns = {"answer_paper_id": item.answer_paper_id, "answer_note_id": item.answer_note_id}
    return {name: key for name, key in columns.items() if key is not None}


def _notice(work: Work, request: SupplementRequest) -> PrintRecord | None:
    """Form 05, before anything is changed: which request the applicant did not answer, and how long it stood."""
    sent_at = request.sent_at or work.at
    window = window_of(work.version.supplement_window, on=legal_day(sent_at))
    return lapse_print(
        work, asked_on=legal_day(sent_at), asked_no=request_number(work.dossier), window=window.in_words()
    )


def lapse_supplement(
    ref: str, order: LapseSupplementOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Close the dossier whose applicant sent nothing within the window (state 8): it stops without a decision on the
    matter, so its outcome is "stopped"; nothing is refused and the applicant may file again.

    Raises what `change` raises; NoSupplement, WindowOpen.
    """
    with change(ref, Verb.LAPSE_SUPPLEMENT, actor=actor, at=at, expected=expected) as door:
        work = door.work
        request = open_request(work.dossier.pk, SupplementState.SENT, where=WAITING)
        if request.window_ends is None or at <= request.window_ends:
            raise WindowOpen(until=local(request.window_ends or at))
        notice = _notice(work, request)
        update(SupplementRequest, request.pk, {"state": SupplementState.LAPSED, "ended_at": at})
        door.facts = SupplementLapsed(
            request=request.no,
            ended=end_clock(work, OutcomeKind.STOPPED),
            print_sha256=door.owe(notice) if notice else None,
        )
    return door.result
