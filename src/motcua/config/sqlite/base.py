"""SQLite as Django knows it, but a writer asks for the lock often instead of sleeping longer and longer.

SQLite's own waiting doubles its naps up to a tenth of a second. With four clerks at once the one who came first naps
while those who came later walk past: a tail of many times the median. Here a writer asks again every millisecond or
two, so it is seldom overtaken for long; what it costs is a few microseconds of asking.
"""

import time
from random import uniform
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PATIENCE_SECONDS = 20.0
NAP_SECONDS = (0.0005, 0.0025)
_BUSY = "database is locked"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin with patience."""

    def _start_transaction_under_autocommit(self) -> None:
        """BEGIN IMMEDIATE, asked again until the writer before has finished; OperationalError after 20 seconds."""
        until = time.monotonic() + PATIENCE_SECONDS
        self._wait_in_sqlite(0)
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
                    self.errors_occurred = False  # a connection that begins is usable: not to be asked again
                    return
                except OperationalError as problem:
                    if _BUSY not in str(problem) or time.monotonic() > until:
                        raise
                    time.sleep(uniform(*NAP_SECONDS))  # keeps writers out of step
        finally:
            self._wait_in_sqlite(PATIENCE_SECONDS)

    def _wait_in_sqlite(self, seconds: float) -> None:
        """How long SQLite itself waits for a lock, on this connection."""
        connection: Any = self.connection
        connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
