"""Everything that can be done to a dossier: the table of contents of the product.

A verb is a function of (ref, order, actor, at, expected); the two that create a dossier take no ref. Desk, API, shell,
batches and tests call the same functions; each is one transaction and one event.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from motcua.dossiers import orders
from motcua.dossiers.change import Change
from motcua.dossiers.commands.appraisal import judge_paper, propose
from motcua.dossiers.commands.decision import approve
from motcua.dossiers.commands.details import annotate, correct_details
from motcua.dossiers.commands.due import recompute_due
from motcua.dossiers.commands.intake import receive, refuse, undo_receive
from motcua.dossiers.commands.movement import assign, forward, send_back
from motcua.dossiers.commands.pauses import pause, resume
from motcua.dossiers.commands.result import finish, return_result
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
        (Verb.PAUSE, pause, orders.PauseOrder),
        (Verb.RESUME, resume, orders.ResumeOrder),
    )
}
