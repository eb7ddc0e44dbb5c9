"""One bin/serve, or one restore, at a time on a data directory. Standard library only."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from motcua.rules.faults import Fault


class AlreadyOpen(Fault):
    """Another bin/serve works on the same data directory."""

    code = "already_open"
    sentence = "Thư mục dữ liệu {folder} đang được một bin/serve khác sử dụng."


@contextlib.contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """Hold the data directory; raises AlreadyOpen. The lock leaves no file and ends with the process."""
    descriptor = os.open(data, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyOpen(folder=data) from None
        yield
    finally:
        os.close(descriptor)
