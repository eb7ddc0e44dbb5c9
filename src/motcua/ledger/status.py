"""How the ledger stands, in a few numbers: for the shell, the doctor and the alarm."""

from dataclasses import asdict, dataclass

from django.db import connection

from motcua.ledger import deliveries
from motcua.ledger.canonical import write_moment
from motcua.ledger.installation import ledger_id
from motcua.ledger.keys import public_keys
from motcua.ledger.models import Checkpoint, Reader, SealOfHour
from motcua.ledger.sequencer import last_position
from motcua.ledger.triggers import missing_triggers


@dataclass(frozen=True, slots=True)
class ReaderStatus:
    """How far one reader has come, and why it stands still if it does."""

    name: str
    position: int
    lag: int
    paused: bool
    error: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the ledger. `unplaced` grows only while a writing transaction stays open or the worker is down."""

    ledger_id: str
    last_position: int
    unplaced: int
    last_checkpoint: int
    checkpointed: int
    last_seal: str | None
    readers: list[ReaderStatus]
    stuck: int
    public_keys: dict[int, str]
    missing_triggers: list[str]

    def as_dict(self) -> dict[str, object]:
        """The same as plain values."""
        return asdict(self)


def read_status() -> Status:
    """The state now; a handful of statements, none of which reads the whole ledger."""
    last = last_position()
    checkpoint = Checkpoint.objects.order_by("-no").values_list("no", "last_position").first() or (0, 0)
    hour = SealOfHour.objects.order_by("-hour").values_list("hour", flat=True).first()
    return Status(
        ledger_id=ledger_id(),
        last_position=last,
        unplaced=_unplaced(),
        last_checkpoint=checkpoint[0],
        checkpointed=checkpoint[1],
        last_seal=write_moment(hour) if hour else None,
        readers=[
            ReaderStatus(row.name, row.position, last - row.position, row.paused, row.error)
            for row in Reader.objects.order_by("name")
        ],
        stuck=deliveries.stuck().count(),
        public_keys=public_keys(),
        missing_triggers=missing_triggers(),
    )


def _unplaced() -> int:
    """Events without a place, among those that the sequencer has not passed yet."""
    mark, zero = ("xid", "'0'::xid8") if connection.vendor == "postgresql" else ("id", "0")
    low = f"coalesce((SELECT low FROM sequencer WHERE id = 1), {zero})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM event e WHERE e.{mark} >= {low}"
            " AND NOT EXISTS (SELECT 1 FROM event_place p WHERE p.event_id = e.id)"
        )
        count: int = cursor.fetchone()[0]
    return count
