"""The system closes what waited for a supplement until its window had passed: each dossier its own act."""

import logging
from datetime import datetime

from motcua.dossiers.commands.answers import lapse_supplement
from motcua.dossiers.models import SupplementRequest
from motcua.dossiers.supplement_orders import LapseSupplementOrder
from motcua.ledger.actor import SYSTEM
from motcua.rules.codes import SupplementState
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State

AT_ONCE = 500

log = logging.getLogger(__name__)


def lapse_windows(*, at: datetime) -> int:
    """Close at most 500 dossiers whose window had passed before `at`; how many. Safe to repeat.

    What somebody else ended meanwhile is refused and left alone.
    """
    over = SupplementRequest.objects.filter(
        state=SupplementState.SENT, window_ends__lt=at, dossier__state=State.SUPPLEMENT
    ).select_related("dossier")
    closed = 0
    for request in over.order_by("window_ends")[:AT_ONCE]:
        try:
            lapse_supplement(str(request.dossier), LapseSupplementOrder(), actor=SYSTEM, at=at)
        except Fault as fault:
            log.warning("supplement: %s was not closed: %s", request.dossier, fault.code)
        else:
            closed += 1
    return closed
