"""The second pass of a verification: places, checkpoints, seals, anchor and counters."""

from collections.abc import Iterator
from itertools import combinations

from django.db import connection

from motcua.ledger import anchor, checkpoints, merkle, seals
from motcua.ledger.canonical import GENESIS
from motcua.ledger.chains import Leaves
from motcua.ledger.findings import Damage, Finding
from motcua.ledger.models import Checkpoint, Counter, SealOfHour
from motcua.ledger.sequencer import last_position
from motcua.ledger.written import as_bytes
from motcua.rules.calendar import legal_day

_EXCHANGED = 64  # longest run in which every pair is tried for having been exchanged
_NOTHING = bytes(32)
_GAPS = """
SELECT before + 1, position - 1 FROM
 (SELECT position, lag(position, 1, CAST(0 AS bigint)) OVER (ORDER BY position) before FROM event_place) steps
WHERE position <> before + 1 ORDER BY 1 LIMIT 100
"""


def check_places() -> Iterator[Finding]:
    """Positions run 1…n without a gap, each holds an event, and the sequencer knows the last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.position FROM event_place p LEFT JOIN event e ON e.id = p.event_id WHERE e.id IS NULL"
            " ORDER BY p.position LIMIT 100"
        )
        orphans = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT count(*), coalesce(max(position), 0) FROM event_place")
        count, highest = cursor.fetchone()
        gaps = []
        if count != highest:
            cursor.execute(_GAPS)
            gaps = cursor.fetchall()
    for position in orphans:
        yield Finding(Damage.REMOVED, position=position, detail="vị trí còn, sự kiện không còn")
    for first, final in gaps:
        last_missing = None if first == final else final
        yield Finding(Damage.REMOVED, position=first, last_position=last_missing, detail="vị trí không còn")
    last = last_position()
    if last != highest:
        detail = f"đã cấp đến vị trí {last}, sổ dừng ở {highest}"
        yield Finding(Damage.PLACE, position=min(last, highest) + 1, last_position=max(last, highest), detail=detail)


def check_checkpoints(leaves: Leaves, ledger: str) -> Iterator[Finding]:
    """Each checkpoint follows the one before, is signed by us and tells the truth about its events."""
    no, end, previous = 0, 0, GENESIS
    for checkpoint in Checkpoint.objects.order_by("no").iterator(chunk_size=2_000):
        digest = as_bytes(checkpoint.digest)
        if (checkpoint.no, checkpoint.first_position) != (no + 1, end + 1) or as_bytes(checkpoint.previous) != previous:
            detail = f"điểm chốt {no + 1} không nối đến điểm chốt {checkpoint.no}"
            yield Finding(Damage.CHECKPOINT, position=end + 1, detail=detail)
        fits = checkpoints.digest_of(checkpoint, ledger=ledger) == digest
        if not fits or not checkpoints.is_signed(checkpoint.key_id, as_bytes(checkpoint.signature), digest):
            detail = f"chữ ký của điểm chốt {checkpoint.no}"
            yield Finding(Damage.CHECKPOINT, position=checkpoint.first_position, detail=detail)
        else:
            yield from _check_run(checkpoint, leaves)
        no, end, previous = checkpoint.no, checkpoint.last_position, digest


def _check_run(checkpoint: Checkpoint, leaves: Leaves) -> Iterator[Finding]:
    """The events behind one sound checkpoint."""
    first, last = checkpoint.first_position, checkpoint.last_position
    detail = f"theo điểm chốt {checkpoint.no}"
    run = leaves.run(first, min(last, leaves.positions))
    missing = [first + at for at, leaf in enumerate(run) if leaf == _NOTHING]
    missing += range(max(first, leaves.positions + 1), last + 1)
    root = as_bytes(checkpoint.root)
    if missing:
        yield Finding(Damage.REMOVED, position=missing[0], last_position=missing[-1], detail=detail)
    elif merkle.root(run) != root:
        pair = _exchanged(run, root)
        if pair is None:
            yield Finding(Damage.CHANGED, position=first, last_position=last, detail=detail)
        else:
            yield Finding(
                Damage.REORDERED, position=first + pair[0], detail=f"đổi chỗ với vị trí {first + pair[1]}, {detail}"
            )


def _exchanged(run: list[bytes], root: bytes) -> tuple[int, int] | None:
    """The two leaves that have changed places, if that explains the root."""
    if len(run) <= _EXCHANGED:
        for one, other in combinations(range(len(run)), 2):
            tried = list(run)
            tried[one], tried[other] = tried[other], tried[one]
            if merkle.root(tried) == root:
                return one, other
    return None


def check_anchor() -> Iterator[Finding]:
    """What the file outside the database says of the checkpoints; the newest may not have reached it yet."""
    rows = Checkpoint.objects.order_by("no").values_list("no", "last_position", "digest").iterator(chunk_size=2_000)
    newest, expected = (0, 0), 0
    for line in anchor.read():
        expected += 1
        if line.no != expected:
            yield Finding(Damage.ANCHOR, detail=f"dòng {expected} của tệp neo ghi điểm chốt {line.no}")
            return
        while newest[0] < line.no and (row := next(rows, None)) is not None:
            newest = row[:2]
            if row[0] == line.no and bytes(row[2]) != line.digest:
                detail = f"điểm chốt {line.no} không phải bản đã neo"
                yield Finding(Damage.ANCHOR, position=line.last_position, detail=detail)
        if newest[0] < line.no:
            detail = f"tệp neo biết điểm chốt {line.no}, cơ sở dữ liệu không còn"
            yield Finding(Damage.REMOVED, position=newest[1] + 1, last_position=line.last_position, detail=detail)
            return
    if not expected and next(rows, None) is not None:
        yield Finding(Damage.ANCHOR, detail="không có tệp neo")


def check_seals(ledger: str) -> Iterator[Finding]:
    """Each hourly seal follows the one before, is signed and covers its checkpoints; no counter has gone down since."""
    last_no, previous = 0, GENESIS
    for seal in SealOfHour.objects.order_by("hour").iterator(chunk_size=500):
        digest = seals.digest_of(seal, ledger=ledger)
        detail = f"niêm phong {seal.hour:%Y-%m-%d %H}:00 UTC"
        sound = (
            seal.first_no == last_no + 1
            and as_bytes(seal.previous) == previous
            and checkpoints.is_signed(seal.key_id, as_bytes(seal.signature), digest)
            and seals.root_of(seal.first_no, seal.last_no) == as_bytes(seal.root)
        )
        if not sound:
            yield Finding(Damage.SEAL, detail=detail)
        else:
            yield from _check_counters(seal)
        last_no, previous = seal.last_no, digest


def _check_counters(seal: SealOfHour) -> Iterator[Finding]:
    counted = seal.counts.get("counters", [])
    if not counted:
        return
    rows = Counter.objects.filter(period=legal_day(seal.hour)).values_list("series", "unit_id", "last_no")
    now = {(series, unit_id): last_no for series, unit_id, last_no in rows}
    for series, unit_id, sealed in counted:
        given = now.get((series, unit_id), 0)
        if given < sealed:
            day = f"{legal_day(seal.hour):%d/%m/%Y}"
            detail = f"{series} của đơn vị {unit_id} ngày {day} đã đến {sealed}, nay {given}"
            yield Finding(Damage.COUNTER, detail=detail)
