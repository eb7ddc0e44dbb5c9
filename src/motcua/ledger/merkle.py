"""Merkle trees over leaves of 32 bytes: one root for a run of events, a short path to prove one of them."""

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root; an odd node at the end of a row is carried up as it is. EMPTY for no leaves."""
    if not leaves:
        return EMPTY
    row = list(leaves)
    while len(row) > 1:
        row = _next_row(row)
    return row[0]


def path(leaves: Sequence[bytes], index: int) -> list[tuple[bool, bytes]]:
    """What leads from leaf `index` to the root: (True: the sibling stands left, the sibling), bottom to top."""
    row, steps = list(leaves), []
    while len(row) > 1:
        sibling = index ^ 1
        if sibling < len(row):
            steps.append((sibling < index, row[sibling]))
        row, index = _next_row(row), index // 2
    return steps


def climb(leaf: bytes, steps: Sequence[tuple[bool, bytes]]) -> bytes:
    """The root to which `leaf` leads along `steps`."""
    for left, sibling in steps:
        leaf = sha256(b"\x01" + (sibling + leaf if left else leaf + sibling)).digest()
    return leaf


def _next_row(row: list[bytes]) -> list[bytes]:
    pairs = [sha256(b"\x01" + a + b).digest() for a, b in zip(row[::2], row[1::2], strict=False)]
    return [*pairs, row[-1]] if len(row) % 2 else pairs
