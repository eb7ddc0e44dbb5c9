"""Guards that were lost come back: an act on the installation, with an event that names them."""

from datetime import datetime

from django.db import transaction

from motcua.ledger import keys
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.ledger.triggers import restore_triggers
from motcua.rules.faults import Fault

KIND = "installation.restore_guards"


class KeysGone(Fault):
    """The event would be chained with a new key, behind events of which the key is lost."""

    code = "ledger_keys_gone"
    sentence = "Không thấy tệp khóa của sổ; hãy khôi phục tệp khóa từ bản sao lưu rồi mới đặt lại chốt."


def restore_guards(*, at: datetime) -> list[str]:
    """Set the missing append-only triggers again and say in an event which these were; returns their names.

    `at`: aware. Nothing, and no event, where all of them stand. What was done while they were gone stays done: verify
    the ledger afterwards. Raises KeysGone.
    """
    if not keys.exist() and Event.objects.exists():
        raise KeysGone()
    with transaction.atomic():
        lost = restore_triggers()
        if lost:
            facts = {"guards": lost}
            record(StreamKind.INSTALLATION, 1, kind=KIND, actor=SYSTEM, at=at, facts=facts)
    return lost
