"""The incremental fold: after every batch of events, compare the dossiers they speak of with their rows.

What differs stands in FoldDifference for the staff screen until it differs no more. Nothing is put right here.
"""

from collections.abc import Collection, Sequence

from motcua.dossiers.differences import BATCH, differences
from motcua.dossiers.models import Dossier, FoldDifference
from motcua.ledger.models import Event
from motcua.rules.lifecycle import Verb

NAME = "fold"
KINDS = frozenset(f"dossier.{verb}" for verb in Verb)


def handle(events: Sequence[Event]) -> None:
    """Compare the dossiers of these events. Safe to repeat."""
    compare({event.stream_id for event in events if event.kind in KINDS})


def compare(dossier_ids: Collection[int]) -> int:
    """Note what differs in these dossiers now, forget what no longer does; how many differences there are.

    To be called in a transaction. A dossier that seems to differ is looked at again under its lock: a verb may have
    been between the rows and the events.
    """
    rows = Dossier.objects.filter(pk__in=dossier_ids).values_list("pk", flat=True)
    suspects = sorted({found.dossier_id for found in differences(rows)})
    locked = Dossier.objects.select_for_update().filter(pk__in=suspects).in_bulk()
    noted = [
        FoldDifference(
            dossier_id=found.dossier_id,
            what=found.what,
            row=found.row,
            events=found.events,
            seen_seq=locked[found.dossier_id].event_count,
        )
        for found in differences(suspects)
    ]
    FoldDifference.objects.filter(dossier__in=dossier_ids).delete()
    FoldDifference.objects.bulk_create(noted)
    return len(noted)


def batch_after(dossier_id: int) -> list[int]:
    """The ids of the next dossiers to compare, ascending; empty at the end."""
    return list(Dossier.objects.filter(pk__gt=dossier_id).order_by("pk").values_list("pk", flat=True)[:BATCH])
