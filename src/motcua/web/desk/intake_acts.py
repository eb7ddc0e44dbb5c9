"""From the filled screen to the verbs: receive, the three verbs of what is returned at once, refuse, undo."""

from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.catalogue.cards import CaseCard, PaperCard, VersionCard
from motcua.dossiers import orders
from motcua.dossiers.change import Change
from motcua.dossiers.commands import finish, receive, refuse, return_result, undo_receive
from motcua.ledger.actor import Actor
from motcua.rules.codes import Channel, ReturnMethod
from motcua.rules.deadlines import LimitUnit
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.web.desk.intake_form import IntakeForm
from motcua.web.desk.intake_papers import paper_orders
from motcua.web.shared.form_keys import key_of
from motcua.web.shared.idempotency import Done, once
from motcua.web.shared.policy import needs
from motcua.web.shared.toasts import Toast, say


class Typed(Protocol):
    """The part of the screen that the acts read."""

    said: QueryDict
    code: str
    version: VersionCard | None
    case: CaseCard | None
    papers: tuple[PaperCard, ...]
    received_at: datetime | None

    @property
    def channel(self) -> Channel:
        """How the dossier came."""

    @property
    def digest(self) -> bytes:
        """What was typed, to tell a second send from another act under the same key."""


def receive_it(request: HttpRequest, screen: Typed, form: IntakeForm) -> Done:
    """Receive once, however often the form is sent. Raises the faults of the verbs."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    order = _receive_order(screen, form)

    def act() -> Change:
        if _is_immediate(screen):
            return _at_once(order, form, actor=actor, at=at)
        return receive(order, actor=actor, at=at)

    return once(actor, key_of(request), screen.digest, at=at, act=act)


def refuse_it(request: HttpRequest, screen: Typed, form: IntakeForm) -> Done:
    """Refuse once, with the reason in writing. Raises the faults of the verb."""
    actor, at, said = request.actor, request.at, form.cleaned_data  # type: ignore[attr-defined]
    order = orders.RefuseOrder(
        procedure=screen.code,
        applicant=form.applicant(),
        reason=said["ly_do"],
        explanation=said["noi_ro"],
        competent_unit=said["co_quan"],
        papers=paper_orders(screen.papers, screen.said),
        channel=screen.channel,
    )
    return once(actor, key_of(request), screen.digest, at=at, act=lambda: refuse(order, actor=actor, at=at))


def _receive_order(screen: Typed, form: IntakeForm) -> orders.ReceiveOrder:
    said = form.cleaned_data
    return orders.ReceiveOrder(
        procedure=screen.code,
        applicant=form.applicant(),
        owner=form.owner(),
        case=screen.case.key if screen.case else said["truong_hop"],
        competent_unit=said["co_quan"],
        papers=paper_orders(screen.papers, screen.said),
        sets=said["so_bo"] or 1,
        title=said["ghi_chu"],
        channel=screen.channel,
        received_at=screen.received_at,
        return_method=ReturnMethod(said["cach_nhan"]),
        slip_wanted=said["in_phieu"],
    )


def _is_immediate(screen: Typed) -> bool:
    """Returned at once, without an appointment (Decree 61/2018 Art. 17(4))."""
    limit = screen.version.limit_for(screen.case.id if screen.case else None) if screen.version else None
    return limit is not None and limit.unit is LimitUnit.NOW


def _at_once(order: orders.ReceiveOrder, form: IntakeForm, *, actor: Actor, at: datetime) -> Change:
    """Received, settled and returned in one go: all three or none."""
    said = form.cleaned_data
    with transaction.atomic(savepoint=False):
        change = receive(order, actor=actor, at=at)
        ref = str(change.dossier)
        result = orders.FinishOrder(number=said["so_ket_qua"])
        change = finish(ref, result, actor=actor, at=at, expected=change.dossier.version)
        handing = orders.ReturnResultOrder(identity_seen=said["da_kiem_tra"], authority_seen=bool(said["uy_quyen"]))
        return return_result(ref, handing, actor=actor, at=at, expected=change.dossier.version)


@needs(Verb.UNDO_RECEIVE)
@require_POST
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back a receipt of a moment ago; a refusal is said in its one sentence."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    try:
        undo_receive(ref, orders.UndoReceiveOrder(), actor=actor, at=at)
    except Fault as fault:
        say(request, Toast(fault.message, "err", 12))
    else:
        say(request, Toast(f"Đã hoàn tác tiếp nhận {ref}. Giấy hẹn không còn giá trị."))
    return HttpResponseRedirect(reverse("desk:intake"))
