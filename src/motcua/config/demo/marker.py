"""The mark of a demonstration: a file in the data directory with what the shell must tell a visitor.

Its being there makes every page and sheet say that the data are invented. It holds the one password of the demo
accounts, drawn for this data directory alone, and which accounts those are.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from motcua.people.commands.accounts import new_password

FILE = "demonstration"


@dataclass(frozen=True, slots=True)
class Account:
    """An account to try: how to name its posting (login@unit/ROLE), and what is special about the person."""

    posting: str
    note: str = ""

    @property
    def login(self) -> str:
        """The name to sign in with."""
        return self.posting.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands in the file."""

    password: str
    accounts: tuple[Account, ...] = field(default=())


def read(data: Path) -> Marker | None:
    """The mark of a data directory; None where there is none, or an empty one."""
    path = data / FILE
    text = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    if not text:
        return None
    said = json.loads(text)
    return Marker(said["password"], tuple(Account(**account) for account in said["accounts"]))


def write(data: Path, marker: Marker) -> None:
    """Put the mark in place, readable by its owner only, whole or not at all."""
    path = data / FILE
    new = path.with_suffix(".new")
    descriptor = os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(marker), file, ensure_ascii=False, indent=1)
    new.replace(path)


def begun(data: Path) -> Marker:
    """The mark of a data directory, made with a fresh password if there is none."""
    marker = read(data)
    if marker is None:
        marker = Marker(new_password())
        write(data, marker)
    return marker
