"""Which subjects remember the chain of their stream. The ledger is below them and cannot ask; this page tells it.

For each kind of stream: a function that yields (kind, id, event count, last hash) of every subject, ascending by id.
"""

from motcua.ledger.verify import HeadProvider

HEADS: dict[int, HeadProvider] = {}
