"""The small province, and what was told in it."""

from datetime import datetime, timedelta

import pytest

from motcua.notices.models import Notice
from tests.dossiers.province import Province, make_province


@pytest.fixture
def province(db: None) -> Province:
    """One ward with its people and five procedures."""
    return make_province()


@pytest.fixture
def monday(moment) -> datetime:
    """Monday 16 November 2026, 09:10 in Viet Nam."""
    return moment("2026-11-16T09:10")


@pytest.fixture
def after(monday: datetime):
    """`after(hours=2)`: that long after Monday 09:10."""
    return lambda **span: monday + timedelta(**span)


@pytest.fixture
def told():
    """`told(actor)`: what a person was told, oldest first: kind, share."""
    return lambda actor: [
        (row.kind, row.share) for row in Notice.objects.filter(person_id=actor.staff_id).order_by("at", "pk")
    ]
