"""Who signs the letters of an agency, and in which capacity, as it was on the day."""

import re
from datetime import date

from motcua.documents.forms.letters import Signature
from motcua.ledger.actor import Actor
from motcua.people.roster import PostingCard, roster
from motcua.rules.lifecycle import Role

_DEPUTY = "Phó "
# "Chủ tịch UBND tỉnh": the heading names the agency, the signature names the seat alone (Decree 30/2020 Appendix I).
_AGENCY = re.compile(r"\s+(?:UBND|Ủy ban nhân dân)\b.*$", re.IGNORECASE)


def signature_of(unit_id: int, *, on: date, actor: Actor | None = None) -> Signature | None:
    """The signature of a unit on a legal day: of `actor` where they sign for it themselves, else of its head.

    The head is whoever decides there, a deputy only where nobody else does. None when the unit has nobody.
    """
    found = roster().postings_in(unit_id, on, Role.APPROVER)
    own = [posting for posting in found if actor is not None and posting.staff_id == actor.staff_id]
    heads = [posting for posting in found if not _is_deputy(posting)]
    chosen = next(iter((*own, *heads, *found)), None)
    return None if chosen is None else Signature(_capacity(chosen), roster().staff(chosen.staff_id).name)


def _is_deputy(posting: PostingCard) -> bool:
    return posting.title.startswith(_DEPUTY)


def _capacity(posting: PostingCard) -> tuple[str, ...]:
    """CHỦ TỊCH; of a deputy KT. CHỦ TỊCH above PHÓ CHỦ TỊCH (Decree 30/2020 Appendix I)."""
    title = _AGENCY.sub("", posting.title).upper() or "THỦ TRƯỞNG CƠ QUAN"
    if _is_deputy(posting):
        return (f"KT. {title.removeprefix(_DEPUTY.upper())}", title)
    return (title,)
