"""The first pass of a verification: every stream, event by event, streaming.

Checks the chain, the numbers and the ascending positions of each stream, and keeps the Merkle leaf of every placed
event in a scratch file for the second pass, so that each event is read and written out once.
"""

import hmac
import mmap
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from types import TracebackType
from typing import Any, Self

from django.db import connection

from motcua.ledger.canonical import GENESIS, write_row
from motcua.ledger.diagnosis import Head, Standing, diagnose
from motcua.ledger.findings import Damage, Finding
from motcua.ledger.keys import KeyMissing, chain_key_of
from motcua.ledger.written import FIELDS, as_bytes, columns, row_of

HeadProvider = Callable[[], Iterable[tuple[int, int, int, bytes]]]

_WIDTH = len(FIELDS)
_CHUNK = 2_000


class Leaves:
    """Room for one leaf of 32 bytes a position, on disk; zeros where no event was found."""

    def __init__(self, positions: int) -> None:
        self.positions = positions
        self._file = tempfile.TemporaryFile(prefix="motcua-verify-")  # noqa: SIM115 - closed by __exit__
        self._file.truncate(max(positions, 1) * 32)
        self.memory = mmap.mmap(self._file.fileno(), 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.memory.close()
        self._file.close()

    def run(self, first: int, last: int) -> list[bytes]:
        """The leaves of the positions `first`…`last`."""
        memory = self.memory
        return [memory[at : at + 32] for at in range((first - 1) * 32, last * 32, 32)]


class Streams:
    """One walk over all streams; `damaged` collects those that have to be looked at closely."""

    def __init__(self, leaves: Leaves, heads: Mapping[int, HeadProvider]) -> None:
        self.leaves = leaves
        self.findings: list[Finding] = []
        self.events = 0
        self._heads = {kind: _Heads(provider) for kind, provider in heads.items()}
        self._damaged: list[tuple[int, int, Head | None]] = []

    def walk(self) -> None:
        """Read every event once; findings stand in `findings` afterwards."""
        stream: tuple[int, int] | None = None
        previous, seq, place, sound = GENESIS, 0, 0, True
        memory, end, keys = self.leaves.memory, self.leaves.positions, _Keys()
        for values in _rows():
            row = row_of(values[:_WIDTH])
            stored, position = as_bytes(values[_WIDTH]), values[_WIDTH + 1]
            if (row.stream_kind, row.stream_id) != stream:
                self._close(stream, seq, previous, sound)
                stream = (row.stream_kind, row.stream_id)
                previous, seq, place, sound = GENESIS, 0, 0, True
            written = write_row(row)
            seq += 1
            if row.seq != seq or hmac.digest(keys[row.key_id], previous + written, "sha256") != stored:
                sound = False
            if position is not None:
                if not place < position:
                    self._misplaced(row.stream_kind, row.stream_id, row.seq, position)
                if position <= end:
                    memory[position * 32 - 32 : position * 32] = sha256(b"\x00" + written + stored).digest()
            place = position if position is not None else 2**63
            previous = stored
            self.events += 1
        self._close(stream, seq, previous, sound)
        for kind, heads in self._heads.items():
            self._vanished(kind, heads.rest())
        for kind, stream_id, head in self._damaged:
            self.findings += diagnose(list(_events_of(kind, stream_id)), head)

    def _close(self, stream: tuple[int, int] | None, count: int, last: bytes, sound: bool) -> None:
        """The end of a stream: compare it with what its subject remembers."""
        if stream is None:
            return
        kind, stream_id = stream
        head = None
        if kind in self._heads:
            head, skipped = self._heads[kind].of(stream_id)
            self._vanished(kind, skipped)
            if head is None:
                self.findings.append(Finding(Damage.HEAD, kind, stream_id, detail="không còn dòng của hồ sơ"))
        if not sound or (head is not None and (head.count, head.hash) != (count, last)):
            self._damaged.append((kind, stream_id, head))

    def _vanished(self, kind: int, subjects: Iterable[tuple[int, Head]]) -> None:
        for stream_id, head in subjects:
            if head.count:
                detail = f"mất cả {head.count} sự kiện"
                self.findings.append(Finding(Damage.REMOVED, kind, stream_id, 1, detail=detail))

    def _misplaced(self, kind: int, stream_id: int, seq: int, position: int) -> None:
        detail = "đứng trước sự kiện mà nó nối tiếp"
        self.findings.append(Finding(Damage.PLACE, kind, stream_id, seq, position=position, detail=detail))


class _Heads:
    """The heads of one kind of stream, ascending by id, read alongside the streams."""

    def __init__(self, provider: HeadProvider) -> None:
        self._rows = iter(provider())
        self._next = next(self._rows, None)

    def of(self, stream_id: int) -> tuple[Head | None, list[tuple[int, Head]]]:
        """The head of this stream, and those passed over on the way to it: they have no events."""
        skipped = []
        while self._next is not None and self._next[1] < stream_id:
            skipped.append(self._take())
        if self._next is None or self._next[1] != stream_id:
            return None, skipped
        return self._take()[1], skipped

    def rest(self) -> Iterator[tuple[int, Head]]:
        """Those behind the last stream."""
        while self._next is not None:
            yield self._take()

    def _take(self) -> tuple[int, Head]:
        assert self._next is not None
        _, stream_id, count, head = self._next
        self._next = next(self._rows, None)
        return stream_id, Head(count, bytes(head))


class _Keys(dict[int, bytes]):
    """Keys of the chain by id; an unknown one verifies nothing."""

    def __missing__(self, key_id: int) -> bytes:
        try:
            self[key_id] = chain_key_of(key_id)
        except KeyMissing:
            self[key_id] = b""
        return self[key_id]


def _rows() -> Iterator[tuple[Any, ...]]:
    """Every event with its hash and position, stream by stream, in the order of their numbers."""
    sql = (
        f"SELECT {columns('e')}, e.hash, p.position FROM event e LEFT JOIN event_place p ON p.event_id = e.id"
        " ORDER BY e.stream_kind, e.stream_id, e.seq"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while chunk := cursor.fetchmany(_CHUNK):
            yield from chunk


def _events_of(kind: int, stream_id: int) -> Iterator[Standing]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns('e')}, e.hash, e.id, p.position FROM event e"
            " LEFT JOIN event_place p ON p.event_id = e.id"
            " WHERE e.stream_kind = %s AND e.stream_id = %s ORDER BY e.seq",
            [kind, stream_id],
        )
        for values in cursor.fetchall():
            yield Standing(row_of(values[:_WIDTH]), as_bytes(values[_WIDTH]), *values[_WIDTH + 1 :])
