"""The local disk behind the Storage port.

A path is made of the hash alone (`ab/cdef…`), so no name that a person typed can reach the file system. A file
appears under its final name complete or not at all: written aside, synced, renamed, then the folder is synced.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO


class DiskStorage:
    """Content-addressed files below one folder, readable by the owner only."""

    def __init__(self, *, folder: Path) -> None:
        self._folder = folder

    def put(self, content: Path, *, sha256: bytes) -> None:
        """Copy `content` below the folder unless it is there already."""
        target = self._path(sha256)
        if target.exists():
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as copy, content.open("rb") as source:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            Path(aside).chmod(0o400)
            Path(aside).replace(target)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)

    def open(self, *, sha256: bytes) -> BinaryIO:
        """The stored bytes. Raises KeyError when they are not there."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise KeyError(sha256.hex()) from None

    def remove(self, *, sha256: bytes) -> None:
        """Unlink the file; a missing one is fine."""
        path = self._path(sha256)
        if path.exists():
            path.unlink()
            _sync_folder(path.parent)

    def _path(self, sha256: bytes) -> Path:
        if len(sha256) != 32:
            raise ValueError("a SHA-256 has 32 bytes")
        name = sha256.hex()
        return self._folder / name[:2] / name[2:]


def _sync_folder(folder: Path) -> None:
    """A rename is on disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
