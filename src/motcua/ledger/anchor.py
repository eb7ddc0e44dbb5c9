"""The anchor: one line a checkpoint in a file outside the database, meant to be shipped elsewhere as it grows.

A line is `<no> <last position> <digest in hex> <made at>`. Lines are only ever added.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from motcua.ledger.canonical import write_moment
from motcua.ledger.models import Checkpoint

_LINE = re.compile(r"(\d{1,18}) (\d{1,18}) ([0-9a-f]{64}) \S+")


@dataclass(frozen=True, slots=True)
class Anchored:
    """One line: a checkpoint as it was when it was made."""

    no: int
    last_position: int
    digest: bytes


def anchor_path() -> Path:
    """Where the anchor lies."""
    return Path(settings.DATA_DIRECTORY) / "anchor.log"


def read() -> Iterator[Anchored]:
    """Every whole line of the anchor, in its order; a line torn by a power cut is passed over."""
    path = anchor_path()
    if path.exists():
        with open(path, errors="replace") as file:
            yield from filter(None, map(_line, file))


def catch_up() -> int:
    """Add the checkpoints that the anchor lacks; how many. A process that died before its line left it to the next."""
    path = anchor_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last, torn = _end(file.seek(0, os.SEEK_END), path)
        lines = [
            f"{checkpoint.no} {checkpoint.last_position} {bytes(checkpoint.digest).hex()}"
            f" {write_moment(checkpoint.made_at)}\n"
            for checkpoint in Checkpoint.objects.filter(no__gt=last).order_by("no")
        ]
        if lines:
            file.write((("\n" if torn else "") + "".join(lines)).encode())
            file.flush()
            os.fsync(file.fileno())
    return len(lines)


def _end(size: int, path: Path) -> tuple[int, bool]:
    """The number of the last whole line, and whether a torn one follows it. Reads the tail of the file only."""
    with open(path, "rb") as file:
        file.seek(max(0, size - 1000))
        tail = file.read()
    whole = [
        line for text in tail.decode(errors="replace").split("\n")[1 if size > 1000 else 0 :] if (line := _line(text))
    ]
    return (whole[-1].no if whole else 0), bool(tail) and not tail.endswith(b"\n")


def _line(text: str) -> Anchored | None:
    match = _LINE.fullmatch(text.strip())
    return Anchored(int(match[1]), int(match[2]), bytes.fromhex(match[3])) if match else None
