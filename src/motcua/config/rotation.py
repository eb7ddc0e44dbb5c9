"""New keys for a house: the old ones go on verifying, the new ones are used by every process that starts afterwards."""

import os
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import transaction

from motcua.config.env import SECRETS, kept_secrets, new_secret
from motcua.ledger import keys
from motcua.ledger.actor import SYSTEM
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.rules.faults import Fault

KIND = "installation.rotate_key"
STREAM = 1


class Key(StrEnum):
    """What can be rotated."""

    CHAIN = "chain"
    CHECKPOINT = "checkpoint"
    SECRET = "secret"


KEY_WORDS = {Key.CHAIN: "khóa nối chuỗi sự kiện", Key.CHECKPOINT: "khóa ký điểm chốt", Key.SECRET: "khóa bí mật"}


class SecretIsGiven(Fault):
    """The secret comes from the environment: whoever put it there changes it there."""

    code = "secret_is_given"
    sentence = (
        "Khóa bí mật đang lấy từ MOTCUA_SECRET_KEY nên không đổi được bằng lệnh này; "
        "hãy đặt khóa mới vào đó và ghi khóa cũ vào MOTCUA_SECRET_KEYS_BEFORE."
    )


def rotate(key: Key, *, at: datetime) -> int:
    """Add a new key, write the event, return its number. `at`: aware. Raises SecretIsGiven.

    The file is written first: a key that nobody used is harmless, an event about a key that is not there is not.
    """
    if key is Key.SECRET and os.environ.get("MOTCUA_SECRET_KEY"):
        raise SecretIsGiven()
    number = _ROTATIONS[key]()
    facts: dict[str, object] = {"key": str(key), "number": number}
    if key is Key.CHECKPOINT:
        facts["public_key"] = keys.public_keys()[number]
    with transaction.atomic():
        record(StreamKind.INSTALLATION, STREAM, kind=KIND, actor=SYSTEM, at=at, facts=facts)
    return number


def _rotate_secret() -> int:
    """One more line, whole or not at all; returns how many there are."""
    path = Path(settings.DATA_DIRECTORY) / SECRETS
    lines = [*kept_secrets(settings.DATA_DIRECTORY), new_secret()]
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return len(lines)


_ROTATIONS: dict[Key, Callable[[], int]] = {
    Key.CHAIN: lambda: keys.rotate(keys.CHAIN_KEY),
    Key.CHECKPOINT: lambda: keys.rotate(keys.SIGNING_KEY),
    Key.SECRET: _rotate_secret,
}
