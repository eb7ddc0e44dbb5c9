"""The small province, ready for the tests of dossiers."""

from datetime import datetime, timedelta

import pytest

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
