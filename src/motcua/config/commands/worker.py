"""bin/motcua worker: what happens behind the acts. Places events, signs checkpoints, lets readers follow, keeps time.

Every piece of work is a transaction of its own that moves its own cursor, so the process may die at any moment: the
next one continues. Several workers at once are harmless.
"""

import argparse
import logging
import signal
import threading
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connection

from motcua.config.schedule import JOBS
from motcua.config.subscribers import READERS
from motcua.ledger import checkpoints, generation, readers, sequencer
from motcua.ledger.jobs import run_due
from motcua.web.shared import clock

NAME = "worker"
HELP = "Chạy tiến trình nền: sắp thứ tự sự kiện, ký mốc, chạy bộ đọc và việc định kỳ."
NEEDS_DJANGO = True

PAUSE, PAUSE_AFTER_FAILURE = 0.5, 3.0  # seconds
log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """--once works off what is there and ends."""
    parser.add_argument("--once", action="store_true", help="Làm hết việc đang có rồi dừng.")


def run(options: argparse.Namespace) -> int:
    """Work until told to stop (SIGTERM, SIGINT); what has begun is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        pause = 0.0 if _tick_safely(stop) else PAUSE
        if pause and options.once:
            break
        stop.wait(pause)
    connection.close()
    return 0


def _tick_safely(stop: threading.Event) -> bool:
    """One tick; a database that is away for a moment is waited for."""
    try:
        return tick(at=clock.now())
    except DatabaseError:
        log.exception("the database does not answer; trying again")
        close_old_connections()
        connection.close()
        stop.wait(PAUSE_AFTER_FAILURE)
        return False


def tick(*, at: datetime) -> bool:
    """One round; whether there was work (then there may be more). `at` is the server's clock."""
    generation.refresh()
    placed = sequencer.place()
    checkpoints.make(at=at)
    passed = sum(readers.run_once(reader, at=at) for reader in READERS)
    for name, error in run_due(JOBS, at=at).items():
        if error:
            log.error("job %s failed: %s", name, error)
    return placed + passed > 0
