"""What `bench.clocks` lets the product do in its own process.

python -m bench.inside bench.one_sweep receive LOGIN   one dossier, to be copied; prints its code
python -m bench.inside bench.one_sweep sweep           one sweep at AT; prints seconds and notices
"""

import json
import sys
import time
from datetime import UTC, datetime

from bench.names import HOUSEHOLD
from motcua.dossiers import orders
from motcua.dossiers.commands import receive
from motcua.notices.sweep import sweep
from motcua.people.actors import actor_named

BEGAN, AT = datetime(2026, 11, 16, 1, tzinfo=UTC), datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def receive_one(login: str) -> str:
    """The code of a fresh dossier of the first agency."""
    order = orders.ReceiveOrder(
        procedure=HOUSEHOLD,
        applicant=orders.PartyOrder(name="Hoàng Thị Thu Hà", identity_no="999187002416", phone="0999000318"),
        papers=tuple(orders.PaperOrder(item=f"TP0{no}", originals=1) for no in (1, 2, 3)),
    )
    return str(receive(order, actor=actor_named(login, on=BEGAN.date()), at=BEGAN).dossier)


def sweep_once() -> dict[str, float]:
    """Seconds (all, and of this process alone) and notices of one sweep by a worker that has worked before."""
    sweep(at=LONG_AGO)
    began, worked = time.perf_counter(), time.process_time()
    notices = sweep(at=AT)
    return {
        "seconds": time.perf_counter() - began, "worked": time.process_time() - worked, "notices": notices,
    }  # fmt: skip


if __name__ == "__main__":
    print(receive_one(sys.argv[2]) if sys.argv[1] == "receive" else json.dumps(sweep_once()))
