"""What happened, in which order, and who still has to be told."""

from motcua.ledger.models.access import AccessLog, LooksOver
from motcua.ledger.models.delivery import Delivery, DeliveryState, Reader
from motcua.ledger.models.event import Event, EventPlace
from motcua.ledger.models.installation import Counter, Installation, Sequencer
from motcua.ledger.models.job import ScheduledJob
from motcua.ledger.models.seal import Checkpoint, SealOfHour

__all__ = [
    "AccessLog",
    "Checkpoint",
    "Counter",
    "Delivery",
    "DeliveryState",
    "Event",
    "EventPlace",
    "Installation",
    "LooksOver",
    "Reader",
    "ScheduledJob",
    "SealOfHour",
    "Sequencer",
]
