"""bin/serve as people use it: it opens, answers, survives the death of its worker, and closes without a trace."""

import contextlib
import os
import signal
import socket
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db
SECONDS = 90


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait_for(condition, process):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if found := condition():
            return found
        assert process.poll() is None, process.communicate()
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")


def answer(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as response:
            return response.status
    except OSError:
        return None


def descendants(pid):
    """The processes below a process: {pid: command line}, from /proc."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has just ended
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found, last = {}, {pid}
    while last:
        last = {child for child, parent in parents.items() if parent in last}
        for child in last:
            with contextlib.suppress(OSError):
                found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def test_a_house_opens_mends_its_worker_and_closes_without_a_trace(house):
    port = free_port()
    process = house.start("serve", "--port", port, "--dossiers", "0", "--grow-to", "0")
    try:
        assert wait_for(lambda: answer(port), process) == 200
        other = house.start("serve", "--port", free_port())
        assert "một bin/serve khác sử dụng" in other.communicate(timeout=SECONDS)[1]

        def worker():
            return next((pid for pid, words in descendants(process.pid).items() if " worker" in words), None)

        killed = wait_for(worker, process)
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: worker() not in (None, killed), process)
        parts = descendants(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, out + err
    assert f"http://127.0.0.1:{port}/" in out
    assert not [pid for pid in parts if os.path.exists(f"/proc/{pid}")]
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2)


def test_a_house_that_cannot_open_says_one_sentence(house):
    (house.data / "province").write_text("quang-nam-2023\n")
    said = house.motcua("serve", "--port", free_port(), "--province", "lam-giang", code=1)
    assert said.count("\n") == 1
    assert "là của tỉnh “quang-nam-2023”" in said
