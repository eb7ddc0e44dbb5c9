"""The one clock of the house. Only the edge (web, commands, worker) reads it and hands the moment down."""

from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """The present moment, aware, UTC; shifted by the whole weeks of a demo province that lives in its own year."""
    return datetime.now(UTC) + timedelta(weeks=settings.CLOCK_OFFSET_WEEKS)  # noqa: TID251 - the one place
