"""Which subjects remember the chain of their stream. The ledger is below them and cannot ask; this page tells it.

For each kind of stream: a function that yields (kind, id, event count, last hash) of every subject, ascending by id.
"""

from collections.abc import Iterator

from motcua.dossiers.models import Dossier
from motcua.ledger.streams import StreamKind
from motcua.ledger.verify import HeadProvider


def dossier_heads() -> Iterator[tuple[int, int, int, bytes]]:
    """Every dossier carries its event count and its last hash along, under its own lock."""
    rows = Dossier.objects.order_by("id").values_list("id", "event_count", "chain_head").iterator(chunk_size=2_000)
    for dossier_id, count, head in rows:
        yield StreamKind.DOSSIER, dossier_id, count, bytes(head)


HEADS: dict[int, HeadProvider] = {StreamKind.DOSSIER: dossier_heads}
"""Kind of stream → its heads."""
