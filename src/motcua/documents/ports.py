"""What the room needs from outside. Adapters are chosen in motcua.config.wiring and named by settings.PORTS.

Digital signing will be a port here as well (`Signer`), with its first adapter.
"""

from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Storage(Protocol):
    """Keeps bytes under their hash. What is stored never changes; putting the same content twice is harmless."""

    def put(self, content: Path, *, sha256: bytes) -> None:
        """Keep a copy of the file `content`, whose hash is `sha256`, so that it survives a power cut."""

    def open(self, *, sha256: bytes) -> BinaryIO:
        """The bytes, open for reading. Raises KeyError when they are not there."""

    def remove(self, *, sha256: bytes) -> None:
        """Erase the bytes; nothing happens when they are not there."""


def storage() -> Storage:
    """The storage that the settings name."""
    return _adapter(settings.PORTS["storage"])


@cache
def _adapter(path: str) -> Storage:
    return cast(Storage, import_string(path)())
