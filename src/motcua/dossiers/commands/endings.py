"""Verbs that end a dossier without a result: the applicant takes it back, or it cannot be settled on.

The clock ends; what was late before stays late (decision 12). What the applicant reads is form 05 of 2025.
"""

from datetime import datetime

from motcua.dossiers.change import Change, change
from motcua.dossiers.clock import end_clock
from motcua.dossiers.ending_sheets import stop_print, withdrawal_print
from motcua.dossiers.notes import keep_note
from motcua.dossiers.reasons import ReasonNeedsWords, require_reason
from motcua.dossiers.texts import tidy, worded
from motcua.dossiers.times_facts import Stopped, Withdrawn
from motcua.dossiers.times_orders import StopOrder, WithdrawOrder
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.rules.calendar import legal_day
from motcua.rules.codes import NoteVisibility, OutcomeKind
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb


class WithdrawalInFuture(Fault):
    """The day of the request has not come yet."""

    code = "withdrawal_in_future"
    sentence = "Ngày đề nghị rút hồ sơ đang ở tương lai. Kiểm tra lại ngày trên đơn."


class WithdrawalBeforeReceived(Fault):
    """Nobody takes back what was not there yet."""

    code = "withdrawal_before_received"
    sentence = (
        "Ngày đề nghị rút {asked_on:%d/%m/%Y} trước ngày tiếp nhận hồ sơ {received_on:%d/%m/%Y}. Kiểm tra lại ngày."
    )


class WithdrawalWithoutNumber(Fault):
    """A dossier is taken back in writing only."""

    code = "withdrawal_without_number"
    sentence = "Rút hồ sơ phải có đề nghị bằng văn bản. Ghi số đơn, hoặc số đến khi vào sổ."


class WithdrawalWithoutReason(Fault):
    """The request says why."""

    code = "withdrawal_without_reason"
    sentence = "Ghi lý do rút hồ sơ như trong đơn của người nộp."


def withdraw(ref: str, order: WithdrawOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """The applicant takes the dossier back in writing; the desk writes it down. A late one stays late.

    Raises what `change` raises; WithdrawalWithoutNumber, WithdrawalWithoutReason, WithdrawalInFuture,
    WithdrawalBeforeReceived, UnprintableSign.
    """
    with change(ref, Verb.WITHDRAW, actor=actor, at=at, expected=expected) as door:
        work = door.work
        document_no, reason = _request(work, order)
        note = keep_note(work, reason, visibility=NoteVisibility.APPLICANT)
        ended = end_clock(work, OutcomeKind.WITHDRAWN)
        notice = withdrawal_print(work, asked_on=order.asked_on, document_no=document_no, reason=reason)
        door.facts = Withdrawn(
            asked_on=order.asked_on,
            document_no=document_no,
            ended=ended,
            note=note,
            print_sha256=door.owe(notice) if notice else None,
        )
    return door.result


def _request(work: Work, order: WithdrawOrder) -> tuple[str, str]:
    """The number and the words of the request, after its day was compared."""
    document_no = tidy("Số đơn hoặc số đến", order.document_no)
    reason = worded("Lý do của người nộp", order.reason)
    if not document_no:
        raise WithdrawalWithoutNumber()
    if not reason:
        raise WithdrawalWithoutReason()
    if order.asked_on > work.today:
        raise WithdrawalInFuture()
    received_on = legal_day(work.dossier.received_at) if work.dossier.received_at else order.asked_on
    if order.asked_on < received_on:
        raise WithdrawalBeforeReceived(asked_on=order.asked_on, received_on=received_on)
    return document_no, reason


def stop(ref: str, order: StopOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Whoever decides finds that the dossier cannot be settled on, for a reason of the list. A late one stays late.

    Raises what `change` raises; UnknownReason, ReasonNeedsWords, UnprintableSign.
    """
    with change(ref, Verb.STOP, actor=actor, at=at, expected=expected) as door:
        work = door.work
        text = require_reason("stop_reasons", order.reason, on=work.today)
        words = worded("Nói rõ lý do", order.explanation)
        if not words:
            raise ReasonNeedsWords()
        note = keep_note(work, words, visibility=NoteVisibility.APPLICANT)
        ended = end_clock(work, OutcomeKind.STOPPED)
        notice = stop_print(work, reason=f"{text}: {words}")
        door.facts = Stopped(
            reason=order.reason, ended=ended, note=note, print_sha256=door.owe(notice) if notice else None
        )
    return door.result
