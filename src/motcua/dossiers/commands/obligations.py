"""Verbs of a financial obligation: it is asked for by a notice, and confirmed by the receipt (national state 6).

The clock stands meanwhile only where the procedure says so (land: the time for paying tax is not counted).
"""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from motcua.dossiers.change import Change, change, require_after
from motcua.dossiers.clock import go_on, stop_clock
from motcua.dossiers.models import Obligation
from motcua.dossiers.notes import keep_told
from motcua.dossiers.pause_brakes import require_new_ground
from motcua.dossiers.texts import tidy, worded
from motcua.dossiers.times_facts import ObligationConfirmed, ObligationRequested, fingerprint
from motcua.dossiers.times_orders import ConfirmObligationOrder, RequestObligationOrder
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.models import Event
from motcua.ledger.rows import insert_one, update
from motcua.ledger.streams import StreamKind
from motcua.people.roster import roster
from motcua.rules.codes import Clock, SegmentCause
from motcua.rules.deadlines import Resume
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb


class ObligationWithoutBasis(Fault):
    """Money is asked for by a law only."""

    code = "obligation_without_basis"
    sentence = "Ghi căn cứ pháp lý của khoản phải nộp."


class ObligationWithoutNotice(Fault):
    """Money is asked for by a notice with a number only."""

    code = "obligation_without_notice"
    sentence = "Ghi số thông báo nghĩa vụ tài chính đã gửi người nộp."


class ReceiptMissing(Fault):
    """A payment is proven by a paper with a number."""

    code = "receipt_missing"
    sentence = "Ghi số biên lai hoặc chứng từ nộp tiền."


class OwnObligation(Fault):
    """Who asks for money does not say himself that it came."""

    code = "own_obligation"
    sentence = "Bạn đã thông báo khoản phải nộp này nên không tự xác nhận được. Bộ phận thu hoặc người khác xác nhận."


def request_obligation(
    ref: str, order: RequestObligationOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Ask the applicant to pay before the result. The clock stops where the procedure lists this cause, else it runs.

    Raises what `change` raises; ObligationWithoutBasis, ObligationWithoutNotice, DocumentUsed,
    AnotherNeedsLeader, UnprintableSign.
    """
    with change(ref, Verb.REQUEST_OBLIGATION, actor=actor, at=at, expected=expected) as door:
        work = door.work
        basis = tidy("Căn cứ pháp lý", order.basis)
        document_no = tidy("Số thông báo", order.document_no)
        if not basis:
            raise ObligationWithoutBasis()
        if not document_no:
            raise ObligationWithoutNotice()
        listed = work.version.pause(SegmentCause.OBLIGATION)
        if listed:
            require_new_ground(work, SegmentCause.OBLIGATION, document_no)
        obligation = Obligation(
            dossier_id=work.dossier.pk,
            no=work.seq,
            amount=order.amount,
            basis=basis,
            document_no=document_no,
            asked_at=at,
            pauses=listed is not None,
        )
        insert_one(obligation)
        door.facts = ObligationRequested(
            no=obligation.no,
            amount=order.amount,
            basis_sha256=fingerprint(basis),
            document_no=document_no,
            stopped=stop_clock(work, SegmentCause.OBLIGATION, basis=listed.basis, document_no=document_no)
            if listed
            else None,
            note=_keep_words(work, order.explanation),
        )
    return door.result


def _keep_words(work: Work, said: str) -> int | None:
    """What is said of it: the applicant reads it from a leader or the desk only."""
    return keep_told(work, worded("Nói rõ", said))


def confirm_obligation(
    ref: str, order: ConfirmObligationOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """The money is there: the work goes on, and the clock with it where it stood. Late before stays late.

    Raises what `change` raises; OwnObligation, ReceiptMissing, UnprintableSign.
    """
    with change(ref, Verb.CONFIRM_OBLIGATION, actor=actor, at=at, expected=expected) as door:
        work = door.work
        receipt_no = tidy("Số biên lai hoặc chứng từ", order.receipt_no)
        if not receipt_no:
            raise ReceiptMissing()
        obligation = _awaited(work)
        require_after(work, obligation.asked_at)
        update(Obligation, obligation.pk, {"met_at": at, "receipt_no": receipt_no})
        listed = work.version.pause(SegmentCause.OBLIGATION)
        how = listed.mode if listed else Resume.RESUME
        stood = work.dossier.clock == Clock.PAUSED
        door.facts = ObligationConfirmed(
            no=obligation.no, receipt_no=receipt_no, went_on=go_on(work, how) if stood else None
        )
    return door.result


def _awaited(work: Work) -> Obligation:
    """The obligation that is open, asked for by somebody else; its number is that of its event. One statement.

    Raises OwnObligation.
    """
    stream = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=work.dossier.pk)
    asked = stream.filter(seq=OuterRef("no")).values("posting_id")
    rows = Obligation.objects.filter(dossier_id=work.dossier.pk, met_at__isnull=True)
    obligation: Any = rows.annotate(asked_in=Subquery(asked)).get()
    asker = roster().posting(obligation.asked_in) if obligation.asked_in is not None else None
    if asker is not None and asker.staff_id == work.actor.staff_id:
        raise OwnObligation()
    found: Obligation = obligation
    return found
