"""Writers of SQLite wait their turn evenly: they ask again soon instead of sleeping longer and longer."""

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import OperationalError

from motcua.config.sqlite import base


@pytest.fixture
def file(tmp_path) -> str:
    """The file of a small database of its own."""
    path = str(tmp_path / "small.sqlite3")
    sqlite3.connect(path).execute("CREATE TABLE line (words TEXT)")
    return path


@pytest.fixture
def before(file: str) -> Iterator[sqlite3.Connection]:
    """A writer who came first and has not finished."""
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    yield writer
    writer.close()


@pytest.fixture
def after(file: str, django_db_blocker) -> Iterator[base.DatabaseWrapper]:
    """A writer who comes next, as the house connects."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    writer = base.DatabaseWrapper(
        {"NAME": file, "OPTIONS": options, "TIME_ZONE": None, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False,
         "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False},
        "small",
    )  # fmt: skip
    with django_db_blocker.unblock():
        writer.connect()
        yield writer
        writer.close()


def begin(writer: base.DatabaseWrapper) -> None:
    writer._start_transaction_under_autocommit()


def test_a_writer_asks_again_until_the_one_before_has_finished(before, after, monkeypatch):
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            before.execute("COMMIT")

    monkeypatch.setattr(base.time, "sleep", nap)
    begin(after)
    assert len(naps) == 3 and all(0.0005 <= nap <= 0.0025 for nap in naps)
    assert not after.errors_occurred
    with pytest.raises(sqlite3.OperationalError):
        before.execute("PRAGMA busy_timeout = 0").connection.execute("BEGIN IMMEDIATE")


def test_a_writer_gives_up_after_twenty_seconds_and_waits_as_ever_afterwards(before, after, monkeypatch):
    hours = iter(range(0, 1000, 8))
    monkeypatch.setattr(base.time, "monotonic", lambda: float(next(hours)))
    monkeypatch.setattr(base.time, "sleep", lambda _seconds: None)
    with pytest.raises(OperationalError, match="locked"):
        begin(after)
    assert after.connection.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
