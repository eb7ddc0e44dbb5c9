"""The requests that wait for somebody: for a signature, for the desk to send, for the applicant to answer."""

from dataclasses import dataclass
from datetime import datetime

from motcua.catalogue.shelf import shelf
from motcua.dossiers.models import Dossier, Party, SupplementRequest
from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, allows, visible
from motcua.rules.codes import PartyRole, SupplementState
from motcua.rules.lifecycle import State, Verb

MOST = 200
# What comes next for a request in a state.
NEXT = {
    SupplementState.PROPOSED: Verb.SIGN_SUPPLEMENT,
    SupplementState.SIGNED: Verb.REQUEST_SUPPLEMENT,
    SupplementState.SENT: Verb.ACCEPT_SUPPLEMENT,
}
_STATES = {
    SupplementState.PROPOSED: State.PROCESSING,
    SupplementState.SIGNED: State.PROCESSING,
    SupplementState.SENT: State.SUPPLEMENT,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request as a list shows it; `may`: whether this person may take the next step, `over`: its date has passed."""

    request: SupplementRequest
    dossier: Dossier
    procedure: str
    applicant: str
    until: datetime | None
    over: bool
    may: bool


def waiting(actor: Actor, state: SupplementState, *, at: datetime) -> list[Waiting]:
    """At most 200 requests of this state that the actor sees, the most urgent first. Two statements."""
    by = "window_ends" if state is SupplementState.SENT else "notice_due"
    rows = SupplementRequest.objects.filter(
        visible(actor, Action.VIEW_WORKLIST, prefix="dossier__"), state=state, dossier__state=_STATES[state]
    )
    found = list(rows.select_related("dossier").order_by(by, "pk")[:MOST])
    parties = Party.objects.filter(
        dossier__in=[row.dossier_id for row in found], role=PartyRole.APPLICANT, replaced_by__isnull=True
    )
    names = dict(parties.values_list("dossier_id", "name")) if found else {}
    return [_waiting(actor, row, names.get(row.dossier_id, ""), state, at) for row in found]


def _waiting(actor: Actor, row: SupplementRequest, name: str, state: SupplementState, at: datetime) -> Waiting:
    version = shelf().version(row.dossier.procedure_version_id)
    until = row.window_ends if state is SupplementState.SENT else row.notice_due
    own = state is SupplementState.PROPOSED and row.proposed_by_id == actor.staff_id
    return Waiting(
        request=row,
        dossier=row.dossier,
        procedure=version.name,
        applicant=name,
        until=until,
        over=until is not None and until < at,
        may=not own and allows(actor, NEXT[state], row.dossier, sector=version.sector, at=at),
    )
