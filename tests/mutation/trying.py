"""One process for one mutant: forked, given the fault, it runs tests until one goes red."""

import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable

SURVIVED, KILLED, NOT_TRIED = 0, 1, 3
MEMORY = 6 << 30
# A test may take so many times the processor time that it takes on the sound source, and so many seconds, before the
# mutant counts as hanging, and killed.
PATIENCE, AT_LEAST = 10, 3


def verdict(run: Callable[[], int], *, sound_seconds: float) -> int:
    """SURVIVED, KILLED or NOT_TRIED, as `run` says in a forked process. One that hangs or dies by a signal is killed.

    An exception out of `run` is a fault of this proof, not of the source: it counts as unnoticed, and is shown.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _run(run, sound_seconds)
    # Processor time is the measure; real time only for one that sleeps for ever, on however busy a machine.
    status = _wait(child, seconds=(sound_seconds * PATIENCE + AT_LEAST) * 10)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else KILLED


def allow(sound_seconds: float) -> None:
    """From now on this process has the time for a test that takes so many seconds on the sound source."""
    limit = _used() + int(sound_seconds * PATIENCE) + AT_LEAST
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _run(run: Callable[[], int], sound_seconds: float) -> None:
    code = SURVIVED
    shown = os.dup(2)
    try:
        allow(sound_seconds)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = run()
    except BaseException:
        os.write(shown, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _used() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime) + 1


def _wait(child: int, *, seconds: float) -> int:
    until = time.monotonic() + seconds
    pause = 0.002
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]
