"""Who must act next on what lies beside the steps: a request or letter to be signed or sent, money to be paid.

Asked whenever an event is read: what has been signed or sent since waits for nobody.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from motcua.catalogue.shelf import shelf
from motcua.dossiers.models import Apology, Dossier, Obligation, Step, SupplementRequest
from motcua.ledger.places import Placed
from motcua.notices.recipients import NOBODY, Audience, People
from motcua.rules.codes import ApologyState, SupplementState
from motcua.rules.lifecycle import Role, State


class Acts(StrEnum):
    """Who must act next."""

    SIGNER = "signer"  # whoever signs for the agency
    DESK = "desk"  # whoever received it, and the head of the desk
    PAYMENT = "payment"  # the desk that tells the applicant what is to be paid, and the cashier who sees it come


# In which state the request, or the letter, still waits as the event left it.
_PROPOSED = "dossier.propose_supplement"
_REQUESTS = {
    _PROPOSED: SupplementState.PROPOSED,
    "dossier.sign_supplement": SupplementState.SIGNED,
}
_LETTERS = {"dossier.draft_apology": ApologyState.DRAFTED, "dossier.sign_apology": ApologyState.SIGNED}
_MONEY = "dossier.request_obligation"


class Waiting:
    """What waits in the dossiers of some events; four statements at most, none when these events leave nothing."""

    def __init__(self, places: Sequence[Placed], kinds: Mapping[str, Acts]) -> None:
        self._kinds = kinds
        ids = {place.event.stream_id for place in places if place.event.kind in kinds}
        self._dossiers = {row.pk: row for row in Dossier.objects.filter(pk__in=ids)} if ids else {}
        requests = SupplementRequest.objects.filter(dossier__in=ids) if ids else ()
        self._requests = {(row.dossier_id, row.no): row for row in requests}
        self._letters = {row.dossier_id: row.state for row in Apology.objects.filter(dossier__in=ids)} if ids else {}
        money = {place.event.stream_id for place in places if place.event.kind == _MONEY}
        unpaid = Obligation.objects.filter(dossier__in=money, dossier__state=State.OBLIGATION, met_at__isnull=True)
        self._unpaid = set(unpaid.values_list("dossier", "no")) if money else frozenset()

    def people(self, place: Placed, steps: Sequence[Step], audience: Audience) -> People:
        """Whom this event asks to act, while it still does."""
        acts = self._kinds.get(place.event.kind)
        dossier = self._dossiers.get(place.event.stream_id)
        if acts is None or dossier is None or not self._waits(place, steps):
            return NOBODY
        told = who_acts(acts, dossier, steps, audience)
        return told | self._first_signers(place, dossier, audience) if acts is Acts.SIGNER else told

    def _first_signers(self, place: Placed, dossier: Dossier, audience: Audience) -> People:
        """Who signs a first request beside the agency's own signer: the head of the division that holds the dossier, or
        whoever is on duty there; never who proposed it.
        """
        if place.event.kind != _PROPOSED or not dossier.holder_unit_id:
            return NOBODY
        request = self._requests[(dossier.pk, place.facts["request"])]  # it still waits, or nobody would be asked
        if request.ordinal > 1:
            return NOBODY
        sector = shelf().version(dossier.procedure_version_id).sector
        heads = audience.serving(Role.COORDINATOR, dossier.holder_unit_id, sector=sector)
        return (heads | audience.on_duty(dossier.holder_unit_id, sector=sector)) - {request.proposed_by_id}

    def _waits(self, place: Placed, steps: Sequence[Step]) -> bool:
        kind, dossier_id = place.event.kind, place.event.stream_id
        if kind in _REQUESTS:
            request = self._requests.get((dossier_id, place.facts["request"]))
            return request is not None and request.state == _REQUESTS[kind]
        if kind in _LETTERS:
            return self._letters.get(dossier_id) == _LETTERS[kind]
        if kind == _MONEY:
            return (dossier_id, place.facts["no"]) in self._unpaid
        opened = place.facts.get("opened", {}).get("no")  # a step that was given to nobody in particular
        return any(step.no == opened and step.closed_at is None and step.person_id is None for step in steps)


def who_acts(acts: Acts, dossier: Dossier, steps: Sequence[Step], audience: Audience) -> People:
    """Those who sign for the agency; at the desk whoever received the dossier, and the head (and the cashier, where
    there is one); with substitutes.
    """
    sector = shelf().version(dossier.procedure_version_id).sector
    if acts is Acts.SIGNER:
        return audience.serving(Role.APPROVER, dossier.competent_unit_id, sector=sector)
    desk = audience.serving(Role.DESK, dossier.receiving_unit_id, sector=sector)
    received = frozenset(step.person_id for step in steps if step.no == 1 and step.person_id) & desk
    heads = audience.serving(Role.HEAD_DESK, dossier.receiving_unit_id, sector=sector)
    told = (received or desk) | heads
    if acts is Acts.PAYMENT:
        told |= audience.serving(Role.CASHIER, dossier.receiving_unit_id, sector=sector)
    return told
