"""The keys of the ledger, kept in the data directory, outside the database.

`ledger.key` holds the secret of the chain (HMAC-SHA256), `checkpoint.key` the Ed25519 seed that signs checkpoints and
seals. A key file has one line a key: `<key id> <64 hex digits>`; the last line is the current one, the earlier ones
still verify. Both are made at their first use, readable by their owner only, and belong into the backup.
"""

import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from motcua.rules.faults import Fault

CHAIN_KEY = "ledger.key"
SIGNING_KEY = "checkpoint.key"


class KeyMissing(Fault):
    """A key id stands in the ledger that the key file does not know."""

    code = "ledger_key_missing"
    sentence = "Không tìm thấy khóa số {key_id} trong tệp {file}; hãy khôi phục tệp khóa từ bản sao lưu."


def chain_key() -> tuple[int, bytes]:
    """The current key of the chain with its id."""
    return _current(_path(CHAIN_KEY))


def chain_key_of(key_id: int) -> bytes:
    """The key of the chain that `key_id` names. Raises KeyMissing."""
    return _named(_path(CHAIN_KEY), key_id)


def veil(secret: str, *, key_id: int) -> str:
    """A keyed digest (hex) of a secret for the facts of an event drawn with this key: to be compared, never read back.

    Raises KeyMissing.
    """
    return hmac.digest(chain_key_of(key_id), b"motcua.veil\0" + secret.encode(), "sha256").hex()


def signing_key() -> tuple[int, Ed25519PrivateKey]:
    """The current signing key with its id."""
    key_id, seed = _current(_path(SIGNING_KEY))
    return key_id, _private(seed)


def signing_key_of(key_id: int) -> Ed25519PrivateKey:
    """The signing key that `key_id` names. Raises KeyMissing."""
    return _private(_named(_path(SIGNING_KEY), key_id))


def public_keys() -> dict[int, str]:
    """Key id to public key (hex) of everything that ever signed: what a stranger needs to verify."""
    ring = _ring(_path(SIGNING_KEY))
    return {key_id: _private(seed).public_key().public_bytes_raw().hex() for key_id, seed in ring.items()}


def rotate(file: str) -> int:
    """Add a new key to `file` (CHAIN_KEY or SIGNING_KEY) and return its id. Other processes take it when restarted."""
    path = _path(file)
    ring = _ring(path)
    key_id = max(ring) + 1
    lines = [*(f"{known} {secret.hex()}" for known, secret in ring.items()), f"{key_id} {secrets.token_hex(32)}"]
    _put(path, lines, replace=True)
    forget_keys()
    return key_id


def exist() -> bool:
    """Whether both key files are there (a restored database without them cannot be verified)."""
    return Path(_path(CHAIN_KEY)).exists() and Path(_path(SIGNING_KEY)).exists()


def forget_keys() -> None:
    """Read the key files anew at the next use."""
    _ring.cache_clear()
    _current.cache_clear()
    _private.cache_clear()


def _path(file: str) -> str:
    return f"{settings.DATA_DIRECTORY}/{file}"


@cache
def _ring(path: str) -> dict[int, bytes]:
    if not os.path.exists(path):
        _put(Path(path).__fspath__(), [f"1 {secrets.token_hex(32)}"], replace=False)
    pairs = (line.split() for line in Path(path).read_text().splitlines() if line.strip())
    return {int(key_id): bytes.fromhex(secret) for key_id, secret in pairs}


@cache
def _current(path: str) -> tuple[int, bytes]:
    return list(_ring(path).items())[-1]


@cache
def _private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


def _named(path: str, key_id: int) -> bytes:
    ring = _ring(path)
    if key_id not in ring:
        # Another process has made a new key; which one is current stays as it is until this one starts again.
        _ring.cache_clear()
        ring = _ring(path)
    if key_id not in ring:
        raise KeyMissing(key_id=key_id, file=Path(path).name)
    return ring[key_id]


def _put(path: str, lines: list[str], *, replace: bool) -> None:
    """Write the whole file or nothing, 0600; two processes at first use agree on the one that came first."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    draft = f"{path}.{os.getpid()}.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        if replace:
            os.rename(draft, path)
        else:
            os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink(missing_ok=True)
