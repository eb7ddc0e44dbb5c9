"""What was done to one stream whose chain does not close. Slow and thorough: only damaged streams come here."""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.ledger.canonical import GENESIS, Row, chain, write_row
from motcua.ledger.findings import Damage, Finding
from motcua.ledger.keys import KeyMissing, chain_key_of

_SEARCHED = 100  # longest stream in which every number and every predecessor is tried for a displaced event


@dataclass(frozen=True, slots=True)
class Standing:
    """An event as it stands: its row, its stored hash, its id and its position if it has one."""

    row: Row
    hash: bytes
    event_id: int
    position: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a higher room remembers of a stream: how many events, and the hash of the last."""

    count: int
    hash: bytes


def diagnose(events: list[Standing], head: Head | None) -> list[Finding]:
    """The findings of one stream (its events by `seq`), the first damage first. Empty when it is sound after all."""
    unknown = [_finding(Damage.KEY, event, events) for event in events if not _has_key(event)]
    if unknown:
        return unknown[:1]
    proofs = [_prove(event, events) for event in events]
    true_seqs = _true_seqs(events, proofs)
    found = [*_judge(events, proofs, true_seqs, head), *_gaps(events, true_seqs, head)]
    if not found:
        found += _compare_head(events, head)
    shifting = [f.seq or 0 for f in found if f.damage in (Damage.REMOVED, Damage.INSERTED)]
    if shifting:  # what follows a gap or a stranger is displaced by it, not by a second act
        found = [f for f in found if f.damage is not Damage.REORDERED or (f.seq or 0) < min(shifting)]
    return sorted(found, key=lambda finding: finding.seq or 0)


Proof = tuple[int, bytes] | None


def _prove(event: Standing, events: list[Standing]) -> Proof:
    """The number and the predecessor's hash under which the event's hash is right; None if there are none."""
    hashes = [GENESIS, *(other.hash for other in events)]
    own = event.row.seq
    numbers = [own] if len(events) > _SEARCHED else [own, *(n for n in range(1, len(events) + 2) if n != own)]
    key = chain_key_of(event.row.key_id)
    for seq in numbers:
        written = write_row(event.row._replace(seq=seq))
        for previous in hashes:
            if chain(key, previous, written) == event.hash:
                return seq, previous
    return None


def _true_seqs(events: list[Standing], proofs: list[Proof]) -> list[int | None]:
    """For each event its number as the chain tells it; None for one that the chain does not know.

    An altered event keeps its number when the one behind it still hangs on its hash; one behind a gap cannot be
    judged and is believed.
    """
    followed = {proof[1]: proof[0] - 1 for proof in proofs if proof is not None}
    standing = {event.row.seq for event in events}
    result: list[int | None] = []
    for event, proof in zip(events, proofs, strict=True):
        behind_gap = event.row.seq > 1 and event.row.seq - 1 not in standing
        believed = followed.get(event.hash, event.row.seq if behind_gap else None)
        result.append(proof[0] if proof else believed)
    return result


def _judge(
    events: list[Standing], proofs: list[Proof], true_seqs: list[int | None], head: Head | None
) -> Iterator[Finding]:
    """Altered, strange and displaced events."""
    proven = {proof[0] for proof in proofs if proof is not None}
    at_home = {event.row.seq for event, seq in zip(events, true_seqs, strict=True) if seq == event.row.seq}
    for event, proof, seq in zip(events, proofs, true_seqs, strict=True):
        own = event.row.seq
        if proof is None:
            if seq is None and (own in proven or (head is not None and own > head.count)):
                yield _finding(Damage.INSERTED, event, events)
            elif (seq or own) == 1 or (seq or own) - 1 in proven:
                yield _finding(Damage.CHANGED, event, events)
        elif seq != own:
            copied = seq in at_home
            damage = Damage.INSERTED if copied else Damage.REORDERED
            yield _finding(damage, event, events, detail=f"vốn là số {seq}")


def _gaps(events: list[Standing], true_seqs: list[int | None], head: Head | None) -> Iterator[Finding]:
    """Numbers that no event has, up to the last that is known of."""
    held = {seq or event.row.seq for event, seq in zip(events, true_seqs, strict=True)}
    stream = events[0].row
    for seq in range(1, max(*held, head.count if head else 0) + 1):
        if seq not in held:
            yield Finding(Damage.REMOVED, stream.stream_kind, stream.stream_id, seq, after=_before(events, seq))


def _compare_head(events: list[Standing], head: Head | None) -> list[Finding]:
    last = events[-1]
    if head is None or (head.count == last.row.seq and head.hash == last.hash):
        return []
    detail = f"chuỗi có {last.row.seq} sự kiện, hồ sơ ghi {head.count}"
    return [_finding(Damage.HEAD, last, events, detail=detail)]


def _has_key(event: Standing) -> bool:
    try:
        chain_key_of(event.row.key_id)
    except KeyMissing:
        return False
    return True


def _before(events: list[Standing], seq: int) -> int | None:
    """The position behind which a removed event stood: that of the one before it."""
    places = [event.position for event in events if event.position is not None and event.row.seq < seq]
    return places[-1] if places else None


def _finding(damage: Damage, event: Standing, events: list[Standing], *, detail: str = "") -> Finding:
    row = event.row
    after = _before(events, row.seq) if event.position is None else None
    return Finding(
        damage, row.stream_kind, row.stream_id, row.seq, event.event_id, event.position, after=after, detail=detail
    )
