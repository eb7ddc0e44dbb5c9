"""The one written form of an event, over which its hash is taken.

JSON, keys sorted, no spaces, UTF-8, NFC, moments in UTC with microseconds, no floats. A stranger with the same facts
arrives at the same bytes, on every version of Python and on both databases.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from json import JSONEncoder
from typing import Any, NamedTuple
from unicodedata import is_normalized, normalize

from motcua.ledger.streams import stream_name

GENESIS = bytes(32)

_SCALARS = frozenset({str, int, bool, type(None)})
write_json = JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class Unwritable(TypeError):
    """A fact that has no canonical form: a float, a bytes value, an object."""


class Row(NamedTuple):
    """What is hashed of an event: everything but id, hash and transaction. Facts and moments in written form."""

    stream_kind: int
    stream_id: int
    seq: int
    kind: str
    schema: int
    occurred_at: str
    recorded_at: str
    actor_kind: int
    account_id: int | None
    posting_id: int | None
    unit_version_id: int | None
    role: int | None
    on_behalf_of: int | None
    client_id: int | None
    batch_id: int | None
    facts: str
    key_id: int


def write_facts(facts: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The canonical text of `facts`, and the facts as plain as they are read back from it.

    Facts are strings, integers, booleans, None, days, aware moments, and lists and maps of them. Raises Unwritable for
    anything else, ValueError for a naive moment.
    """
    plain: dict[str, Any] = dict(facts) if _SCALARS.issuperset(map(type, facts.values())) else _plain(facts)
    text = write_json(plain)
    if text.isascii() or is_normalized("NFC", text):
        return text, plain
    text = normalize("NFC", text)
    return text, json.loads(text)


def write_moment(at: datetime) -> str:
    """`at` in UTC with microseconds and a Z. Raises ValueError when it is naive."""
    if at.tzinfo is not UTC:
        if at.tzinfo is None:
            raise ValueError("a moment in the ledger is aware")
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")[:-6] + "Z"


def write_row(row: Row) -> bytes:
    """The canonical form of an event, UTF-8."""
    kind = _quoted(row.kind)
    return (
        f'{{"account_id":{_number(row.account_id)},"actor_kind":{row.actor_kind},"batch_id":{_number(row.batch_id)},'
        f'"client_id":{_number(row.client_id)},"facts":{row.facts},"key_id":{row.key_id},"kind":{kind},'
        f'"occurred_at":"{row.occurred_at}","on_behalf_of":{_number(row.on_behalf_of)},'
        f'"posting_id":{_number(row.posting_id)},"recorded_at":"{row.recorded_at}","role":{_number(row.role)},'
        f'"schema":{row.schema},"seq":{row.seq},"stream":"{stream_name(row.stream_kind, row.stream_id)}",'
        f'"unit_version_id":{_number(row.unit_version_id)}}}'
    ).encode()


def chain(key: bytes, previous: bytes, written: bytes) -> bytes:
    """The hash of an event: keyed, over the previous one's hash and its own canonical form."""
    return hmac.digest(key, previous + written, "sha256")


def leaf(written: bytes, hash_: bytes) -> bytes:
    """The leaf of an event in the Merkle tree: verifiable without the key of the chain."""
    return sha256(b"\x00" + written + hash_).digest()


def write_statement(statement: Mapping[str, Any]) -> bytes:
    """The canonical form of a signed statement (checkpoint, seal): the same rules, UTF-8."""
    return write_facts(statement)[0].encode()


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


@cache
def _quoted(kind: str) -> str:
    return write_json(normalize("NFC", kind))


def _plain(value: Any) -> Any:
    """`value` with days and moments written out and enums turned into their plain values."""
    match value:
        case bool() | None:
            return value
        case str():
            return str.__str__(value)
        case int():
            return int(value)
        case datetime():
            return write_moment(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise Unwritable(f"{type(value).__name__} has no canonical form: {value!r}")
