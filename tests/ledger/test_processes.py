"""Real processes on a real database: whatever dies in mid-work, nothing is lost and nothing comes out of order."""

import os
import subprocess
import sys
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from motcua.ledger import anchor
from motcua.ledger.models import Checkpoint, Counter, Delivery, DeliveryState, Event, EventPlace
from motcua.ledger.models import Reader as ReaderRow
from motcua.ledger.verify import verify

Run = Callable[..., "subprocess.Popen[bytes]"]
WRITERS, EACH = 3, 60


@pytest.fixture
def run(database_url: str, tmp_path: Path, repository: Path) -> Iterator[Run]:
    """Start a process of `hands`; whatever is left of them at the end is ended by its own id."""
    environment = {
        **os.environ,
        "MOTCUA_DATABASE": database_url,
        "MOTCUA_DATA": str(tmp_path),
        "CALLS": str(tmp_path / "calls"),
        "PYTHONPATH": os.pathsep.join([str(repository / "src"), str(repository)]),
    }
    started = []

    def start(*arguments: object) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.ledger.hands", *map(str, arguments)]
        started.append(subprocess.Popen(command, env=environment, cwd=repository))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def finish(run: Run) -> None:
    """Let a worker that does not die work off what is left."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert run("work", 30, "idle", 0).wait(60) == 0
        done = Delivery.objects.filter(state=DeliveryState.DONE).count()
        if done == Event.objects.count() == EventPlace.objects.count():
            return
    pytest.fail(f"not finished: {ReaderRow.objects.values()} {Delivery.objects.exclude(state=3).values()[:3]}")


def check(tmp_path: Path, events: int) -> None:
    assert Event.objects.count() == EventPlace.objects.count() == events
    seen = Counter.objects.filter(series="seen").values_list("last_no", flat=True)
    assert Tally(seen) == {1: events}, "every effect exactly once"
    row = ReaderRow.objects.get(name="follower")
    assert (row.position, row.error) == (events, None)
    assert verify() == []
    assert [line.no for line in anchor.read()] == list(Checkpoint.objects.order_by("no").values_list("no", flat=True))
    calls = [line.split() for line in (tmp_path / "calls").read_text().splitlines()]
    assert len({key for _, _, key in calls}) == events, "every event was sent, under a key of its own"
    first: dict[str, list[int]] = {}
    for stream, seq, _ in calls:
        if int(seq) not in first.setdefault(stream, []):
            first[stream].append(int(seq))
    assert all(seqs == sorted(seqs) for seqs in first.values()), "in order within each stream"


def test_slow_writers_lose_nothing_and_are_overtaken_by_nobody(run: Run, tmp_path: Path) -> None:
    writers = [run("write", EACH, seed, 0.2) for seed in range(WRITERS)]
    workers = [run("work", 3, "never", 0) for _ in range(2)]
    assert [process.wait(60) for process in (*writers, *workers)] == [0] * (WRITERS + 2)
    finish(run)
    check(tmp_path, WRITERS * EACH)


@pytest.mark.parametrize(
    ("point", "after"),
    [("placed", 3), ("anchor", 2), ("handle", 2), ("call", 7)],
    ids=["between placing and signing", "between signing and the anchor", "in its effect", "between call and mark"],
)
def test_a_worker_killed_in_mid_work_loses_nothing_and_orders_nothing_wrong(
    run: Run, tmp_path: Path, point: str, after: int
) -> None:
    writers = [run("write", EACH // 3, seed, 0.02) for seed in range(2)]
    assert run("work", 20, point, after).wait(60) == -9
    run("work", 2, point, after).wait(60)  # dies again, unless everything is done before that
    assert [process.wait(60) for process in writers] == [0, 0]
    finish(run)
    check(tmp_path, 2 * (EACH // 3))


def test_a_worker_killed_at_any_moment_loses_nothing(run: Run, tmp_path: Path) -> None:
    writers = [run("write", EACH, seed, 0.05) for seed in range(WRITERS)]
    for wait in (0.9, 1.1, 1.3, 0.8):
        worker = run("work", 30, "never", 0)
        time.sleep(wait)
        worker.kill()
        assert worker.wait(60) == -9
    assert [process.wait(60) for process in writers] == [0] * WRITERS
    finish(run)
    check(tmp_path, WRITERS * EACH)


def test_a_writer_killed_in_mid_work_leaves_whole_acts_only(run: Run) -> None:
    writer = run("write", 5000, 1, 0.01)
    deadline = time.monotonic() + 60
    while not Event.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    writer.kill()
    writer.wait(60)
    assert run("work", 30, "idle", 0).wait(60) == 0
    assert Event.objects.count() == EventPlace.objects.count() > 0
    assert verify() == []
