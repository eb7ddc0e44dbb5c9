"""Who acts. The actor is an argument of every verb and is written into the event as it was at that moment."""

from dataclasses import dataclass
from enum import IntEnum

from motcua.rules.lifecycle import Role


class ActorKind(IntEnum):
    """What kind of hand it was."""

    STAFF = 1
    CITIZEN = 2
    CLIENT = 3
    SYSTEM = 4


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or machine behind an act: ids as they are now, never looked up again later.

    `role`, `posting_id` and `unit_version_id` belong to the posting that the person acts in; `sectors` are the codes
    of the sectors that the posting covers (empty: all). `on_behalf_of` is the delegation, substitution or mandate
    under which it is done. `name` is for messages of this moment only and is never written into the ledger.
    """

    kind: ActorKind
    account_id: int | None = None
    staff_id: int | None = None
    posting_id: int | None = None
    unit_id: int | None = None
    unit_version_id: int | None = None
    role: Role | None = None
    sectors: frozenset[str] = frozenset()
    client_id: int | None = None
    on_behalf_of: int | None = None
    name: str = ""


SYSTEM = Actor(kind=ActorKind.SYSTEM, name="Hệ thống")
