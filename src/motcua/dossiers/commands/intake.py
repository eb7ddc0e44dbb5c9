"""Verbs of the counter: accept a dossier, refuse it with reasons, take back a slip of the pen."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.dossiers.admission import admit, survey
from motcua.dossiers.attachments import find_files
from motcua.dossiers.birth import (
    begin,
    count_sets,
    draw_desk_step,
    draw_dossier,
    draw_papers,
    draw_people,
    draw_title,
    received,
    refused,
    start_clock,
    take_ids,
    take_numbers,
    take_refusal_number,
)
from motcua.dossiers.change import Change, change
from motcua.dossiers.dating import promise
from motcua.dossiers.facts import Undone
from motcua.dossiers.models import ClockSegment
from motcua.dossiers.orders import ReceiveOrder, RefuseOrder, UndoReceiveOrder
from motcua.dossiers.reasons import ReasonNeedsWords, require_reason
from motcua.dossiers.sheets import receipt_print, refusal_print, void_prints
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.models import Event
from motcua.ledger.rows import insert_all
from motcua.ledger.streams import StreamKind
from motcua.people import permissions
from motcua.people.settings import read
from motcua.rules.codes import Clock, ReturnMethod, StepEnd
from motcua.rules.deadlines import FAR_FUTURE
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State, Verb


class TooLateToUndo(Fault):
    """The moment for undoing has passed, or something else has happened since."""

    code = "too_late_to_undo"
    sentence = "Chỉ người vừa tiếp nhận hoàn tác được, trong {seconds} giây và khi hồ sơ chưa có thay đổi nào."


def receive(order: ReceiveOrder, *, actor: Actor, at: datetime) -> Change:
    """Accept a complete dossier: code, promised date, receipt, first step (Decree 61/2018 Art. 17).

    `at` is now, aware; `order.received_at` an earlier moment of acceptance, if it was another.
    Raises Denied, UnknownItem, ItemTwice, UnprintableSign; the faults of `admit`, of the parties and of the
    attachments.
    """
    with transaction.atomic(savepoint=False):
        permissions.require(actor, Verb.RECEIVE)  # who may not anywhere is told that, not what else is wrong
        admission = admit(order, actor=actor, at=at)
        permissions.require(actor, Verb.RECEIVE, admission.place, sector=admission.version.sector, at=at)
        files = find_files((paper.file for paper in order.papers), actor=actor, dossier_id=None)
        term = promise(admission.limit, admission.received_at, admission.calendar)
        ids = take_ids(order)
        dossier = draw_dossier(
            ids, admission, state=State.RECEIVED, channel=order.channel, return_method=order.return_method
        )
        count_sets(dossier, order.sets)
        parties = draw_people(ids, order)
        papers = draw_papers(order.papers, dossier, admission, files)
        step, opened = draw_desk_step(dossier, admission, actor)
        segment, first_due = start_clock(dossier, admission, term, step)
        title = draw_title(dossier, order.title, actor, at=at)
        insert_all(parties, papers, [step], [segment], [first_due], title)
        take_numbers(dossier, admission)
        slip = receipt_print(dossier, admission, order, parties, papers, actor=actor)
        facts = received(
            dossier, admission, parties=parties, papers=papers, dates=term.facts(), opened=opened, slip=slip
        )
        return begin(
            dossier,
            Verb.RECEIVE,
            facts,
            actor=actor,
            occurred_at=admission.received_at,
            at=at,
            prints=[slip] if slip else [],
        )


def refuse(order: RefuseOrder, *, actor: Actor, at: datetime) -> Change:
    """Refuse at the counter, with a reason from the list and in words (form 03). It gets a reference and no code.

    Raises Denied, UnknownReason, ReasonNeedsWords, UnknownItem, ItemTwice, UnprintableSign; the faults of `survey` and
    of the parties.
    """
    with transaction.atomic(savepoint=False):
        permissions.require(actor, Verb.REFUSE)
        admission = survey(order, actor=actor, at=at)
        permissions.require(actor, Verb.REFUSE, admission.place, sector=admission.version.sector, at=at)
        words = require_reason("refusal_reasons", order.reason, on=admission.day)
        if not order.explanation.strip():
            raise ReasonNeedsWords()
        ids = take_ids(order)
        dossier = draw_dossier(
            ids, admission, state=State.REFUSED, channel=order.channel, return_method=ReturnMethod.DESK
        )
        dossier.closed_at = at
        parties = draw_people(ids, order)
        files = find_files((paper.file for paper in order.papers), actor=actor, dossier_id=None)
        papers = draw_papers(order.papers, dossier, admission, files)
        title = draw_title(dossier, order.explanation, actor, at=at, label="Lý do từ chối")
        insert_all(parties, papers, title)
        take_refusal_number(dossier, admission)
        slip = refusal_print(dossier, admission, order, parties, words, actor=actor)
        facts = refused(dossier, parties=parties, papers=papers, reason=order.reason, slip=slip)
        return begin(dossier, Verb.REFUSE, facts, actor=actor, occurred_at=at, at=at, prints=[slip])


def undo_receive(
    ref: str, order: UndoReceiveOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Take back a receipt of a moment ago: in no count, the slip void, the number burnt for ever.

    Raises what `change` raises; TooLateToUndo.
    """
    with change(ref, Verb.UNDO_RECEIVE, actor=actor, at=at, expected=expected) as door:
        work = door.work
        seconds = read("undo_seconds", on=work.today)
        step = work.open_step
        untouched = work.dossier.event_count == 1 and step.person_id == actor.staff_id
        if not untouched or at - _written_down_at(work) > timedelta(seconds=seconds):
            raise TooLateToUndo(seconds=seconds)
        door.facts = Undone(closed=work.close_step(step, StepEnd.CANCELLED))
        ClockSegment.objects.filter(dossier_id=work.dossier.pk, to_at__isnull=True).update(
            to_at=at, closed_seq=work.seq
        )
        void_prints(work.dossier)
        work.set(closed_at=at, clock=Clock.NOT_STARTED, counted=False, late_at=FAR_FUTURE, soon_from=None)
    return door.result


def _written_down_at(work: Work) -> datetime:
    """When the receipt was typed in; the moment of acceptance may lie long before it."""
    first = Event.objects.get(stream_kind=StreamKind.DOSSIER, stream_id=work.dossier.pk, seq=1)
    return first.recorded_at
