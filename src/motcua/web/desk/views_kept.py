"""Saved filters: a name and what stands in the address, per person and page."""

from datetime import datetime

from motcua.ledger.actor import Actor
from motcua.web.models import SavedView

MOST = 12


def kept_views(actor: Actor, page: str) -> list[tuple[str, str]]:
    """Name and query of the person's saved filters of a page, in the order of saving. One statement."""
    rows = SavedView.objects.filter(owner_id=actor.staff_id, page=page).order_by("pk")
    return [(row.name, row.query) for row in rows[:MOST]]


def keep_view(actor: Actor, page: str, *, name: str, query: str, at: datetime) -> None:
    """Save under a name; the same name is replaced."""
    SavedView.objects.update_or_create(
        owner_id=actor.staff_id, page=page, name=name, defaults={"query": query, "saved_at": at}
    )


def drop_view(actor: Actor, page: str, *, name: str) -> None:
    """Keep it no longer. A name that is not kept changes nothing."""
    SavedView.objects.filter(owner_id=actor.staff_id, page=page, name=name).delete()
