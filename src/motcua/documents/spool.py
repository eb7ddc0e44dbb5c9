"""A stream is written aside and counted while it is read: what is too large is refused before it is all there."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from motcua.rules.faults import Fault

CHUNK = 256 * 1024
MEGABYTE = 1024 * 1024


class Readable(Protocol):
    """Anything that gives bytes piece by piece: an upload, an open file, a request's body."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, empty at the end."""


class EmptyFile(Fault):
    """The upload holds no byte."""

    code = "empty_file"
    sentence = "Tệp {name} không có nội dung. Chọn lại tệp khác."


class FileTooLarge(Fault):
    """The upload is larger than the limit; reading stopped there."""

    code = "file_too_large"
    sentence = "Tệp {name} nặng {weight} MB, vượt mức {limit} MB. Hãy chụp lại bằng nút Chụp ảnh hoặc chọn tệp PDF."


@dataclass(frozen=True)
class Spooled:
    """Content written aside: where it lies, its hash and its size in bytes."""

    path: Path
    sha256: bytes
    size: int

    def head(self, length: int = 4096) -> bytes:
        """The first bytes, for sniffing."""
        with self.path.open("rb") as file:
            return file.read(length)


@contextmanager
def spool(stream: Readable, name: str, *, limit: int) -> Iterator[Spooled]:
    """Write `stream` to a temporary file that goes at the end of the block.

    Raises FileTooLarge as soon as `limit` bytes are passed (or at once, when the stream knows its size), EmptyFile.
    """
    known = getattr(stream, "size", None)
    if isinstance(known, int) and known > limit:
        raise FileTooLarge(name=name, weight=-(-known // MEGABYTE), limit=limit // MEGABYTE)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(prefix="motcua-") as aside:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise FileTooLarge(name=name, weight=f"hơn {limit // MEGABYTE}", limit=limit // MEGABYTE)
            digest.update(chunk)
            aside.write(chunk)
        if not size:
            raise EmptyFile(name=name)
        aside.flush()
        yield Spooled(Path(aside.name), digest.digest(), size)


def measure(path: Path) -> Spooled:
    """A file that the house itself made, with its hash and size."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    return Spooled(path, digest, path.stat().st_size)
