"""Everything that can be done to a dossier: the table of contents of the product.

A verb is a function of (ref, order, actor, at, expected); the two that create a dossier take no ref. Desk, API, shell,
batches and tests call the same functions; each is one transaction and one event.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from motcua.dossiers import apology_orders, orders, supplement_orders, times_orders
from motcua.dossiers.change import Change
from motcua.dossiers.commands.answers import accept_supplement, lapse_supplement
from motcua.dossiers.commands.apologies import draft_apology, send_apology, sign_apology
from motcua.dossiers.commands.appraisal import judge_paper, propose
from motcua.dossiers.commands.correction import correct_due
from motcua.dossiers.commands.decision import approve, decline
from motcua.dossiers.commands.details import annotate, correct_details
from motcua.dossiers.commands.due import recompute_due
from motcua.dossiers.commands.endings import stop, withdraw
from motcua.dossiers.commands.extension import extend
from motcua.dossiers.commands.intake import receive, refuse, undo_receive
from motcua.dossiers.commands.movement import assign, forward, send_back
from motcua.dossiers.commands.obligations import confirm_obligation, request_obligation
from motcua.dossiers.commands.pauses import pause, resume
from motcua.dossiers.commands.result import finish, return_result
from motcua.dossiers.commands.supplements import (
    drop_supplement,
    propose_supplement,
    request_supplement,
    sign_supplement,
)
from motcua.rules.lifecycle import NOTING, Verb


@dataclass(frozen=True, slots=True)
class Command:
    """A verb with the function that does it and the order that it takes."""

    verb: Verb
    function: Callable[..., Change]
    order: type[Any]

    @property
    def creates(self) -> bool:
        """Whether the verb begins a dossier instead of changing one."""
        return self.verb in (Verb.RECEIVE, Verb.REFUSE)

    @property
    def guarded(self) -> bool:
        """Whether a form must show the version it was made from: all but a note, which touches nothing."""
        return self.verb not in NOTING


COMMANDS: dict[Verb, Command] = {
    verb: Command(verb, function, order)
    for verb, function, order in (
        (Verb.RECEIVE, receive, orders.ReceiveOrder),
        (Verb.REFUSE, refuse, orders.RefuseOrder),
        (Verb.UNDO_RECEIVE, undo_receive, orders.UndoReceiveOrder),
        (Verb.CORRECT_DETAILS, correct_details, orders.CorrectDetailsOrder),
        (Verb.ASSIGN, assign, orders.AssignOrder),
        (Verb.FORWARD, forward, orders.ForwardOrder),
        (Verb.SEND_BACK, send_back, orders.SendBackOrder),
        (Verb.JUDGE_PAPER, judge_paper, orders.JudgePaperOrder),
        (Verb.PROPOSE, propose, orders.ProposeOrder),
        (Verb.APPROVE, approve, orders.ApproveOrder),
        (Verb.FINISH, finish, orders.FinishOrder),
        (Verb.RETURN_RESULT, return_result, orders.ReturnResultOrder),
        (Verb.ANNOTATE, annotate, orders.AnnotateOrder),
        (Verb.RECOMPUTE_DUE, recompute_due, orders.RecomputeDueOrder),
        (Verb.PROPOSE_SUPPLEMENT, propose_supplement, supplement_orders.ProposeSupplementOrder),
        (Verb.SIGN_SUPPLEMENT, sign_supplement, supplement_orders.SignSupplementOrder),
        (Verb.DROP_SUPPLEMENT, drop_supplement, supplement_orders.DropSupplementOrder),
        (Verb.REQUEST_SUPPLEMENT, request_supplement, supplement_orders.RequestSupplementOrder),
        (Verb.ACCEPT_SUPPLEMENT, accept_supplement, supplement_orders.AcceptSupplementOrder),
        (Verb.LAPSE_SUPPLEMENT, lapse_supplement, supplement_orders.LapseSupplementOrder),
        (Verb.PAUSE, pause, orders.PauseOrder),
        (Verb.RESUME, resume, orders.ResumeOrder),
        (Verb.REQUEST_OBLIGATION, request_obligation, times_orders.RequestObligationOrder),
        (Verb.CONFIRM_OBLIGATION, confirm_obligation, times_orders.ConfirmObligationOrder),
        (Verb.EXTEND, extend, times_orders.ExtendOrder),
        (Verb.CORRECT_DUE, correct_due, times_orders.CorrectDueOrder),
        (Verb.WITHDRAW, withdraw, times_orders.WithdrawOrder),
        (Verb.STOP, stop, times_orders.StopOrder),
        (Verb.DECLINE, decline, times_orders.DeclineOrder),
        (Verb.DRAFT_APOLOGY, draft_apology, apology_orders.DraftApologyOrder),
        (Verb.SIGN_APOLOGY, sign_apology, apology_orders.SignApologyOrder),
        (Verb.SEND_APOLOGY, send_apology, apology_orders.SendApologyOrder),
    )
}
