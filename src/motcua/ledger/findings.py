"""What a verification finds, named so that a person can go and look."""

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from motcua.ledger.streams import stream_name


class Damage(StrEnum):
    """What was done to the ledger."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    HEAD = "head"
    PLACE = "place"
    CHECKPOINT = "checkpoint"
    SEAL = "seal"
    ANCHOR = "anchor"
    COUNTER = "counter"
    KEY = "key"
    GUARD = "guard"


DAMAGE_WORDS: dict[Damage, str] = {
    Damage.CHANGED: "Sự kiện đã bị sửa",
    Damage.REMOVED: "Sự kiện đã bị xóa",
    Damage.INSERTED: "Sự kiện được chèn thêm",
    Damage.REORDERED: "Sự kiện bị đổi thứ tự",
    Damage.HEAD: "Đầu chuỗi không khớp",
    Damage.PLACE: "Vị trí trong sổ không đúng",
    Damage.CHECKPOINT: "Điểm chốt không đúng",
    Damage.SEAL: "Niêm phong giờ không đúng",
    Damage.ANCHOR: "Tệp neo không khớp",
    Damage.COUNTER: "Bộ đếm số bị lùi",
    Damage.KEY: "Thiếu khóa để đối chiếu",
    Damage.GUARD: "Thiếu chốt chống sửa sổ",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what was done, to which stream and event, at which position, as far as it is known.

    `seq` is the number in the stream, `position` the place in the order of the province (None: not placed or not
    known), `last_position` the end of the run when only the run is known, `after` the position behind which it stood
    when that is all that is known. `detail` is a Vietnamese addition.
    """

    damage: Damage
    stream_kind: int | None = None
    stream_id: int | None = None
    seq: int | None = None
    event_id: int | None = None
    position: int | None = None
    last_position: int | None = None
    after: int | None = None
    detail: str = ""

    @property
    def where(self) -> str:
        """The place of the fault: `dossier:99000000000001 #3`, `@120`, `@120–180`."""
        parts = []
        if self.stream_kind is not None and self.stream_id is not None:
            parts.append(stream_name(self.stream_kind, self.stream_id))
        if self.seq is not None:
            parts.append(f"#{self.seq}")
        if self.position is not None:
            run = f"–{self.last_position}" if self.last_position not in (None, self.position) else ""
            parts.append(f"@{self.position}{run}")
        elif self.after is not None:
            parts.append(f"sau @{self.after}")
        return " ".join(parts)

    @property
    def sentence(self) -> str:
        """The finding in one Vietnamese sentence."""
        return f"{DAMAGE_WORDS[self.damage]}: {' – '.join(part for part in (self.where, self.detail) if part)}."


def in_order(findings: list[Finding]) -> list[Finding]:
    """The findings by position, so that the first one names the first event; those without a position come last.

    What a checkpoint says of its whole run is left out when an event of that run is named.
    """
    named = sorted(_place(found) for found in findings if not _is_run(found))
    kept = [found for found in findings if not (_is_run(found) and _names_one_of(named, found))]
    return sorted(kept, key=lambda found: (_place(found), found.stream_id or 0, found.seq or 0))


def _is_run(found: Finding) -> bool:
    return found.last_position is not None


def _names_one_of(named: list[float], run: Finding) -> bool:
    """Whether an event between the ends of the run is among the named places (sorted)."""
    at = bisect_left(named, _place(run))
    return at < len(named) and named[at] <= (run.last_position or 0) + 0.5


def _place(found: Finding) -> float:
    if found.position is not None:
        return found.position
    return found.after + 0.5 if found.after is not None else float("inf")
