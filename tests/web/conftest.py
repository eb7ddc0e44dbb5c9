"""What the faces need: the small province, and the reading of pages."""

from datetime import datetime

import pytest

from motcua.ledger.installation import install
from motcua.web.portal import attempts
from tests.dossiers.province import Province, make_province
from tests.web.pages import read_page
from tests.web.screens import Screen


@pytest.fixture
def province(db: None) -> Province:
    """One ward with its people and five procedures, installed as Lam Giang."""
    install("H99", province_name="Lam Giang", number=99)
    attempts.forget()
    return make_province()


@pytest.fixture
def monday(moment) -> datetime:
    """Monday 16 November 2026, 09:10 in Viet Nam."""
    return moment("2026-11-16T09:10")


@pytest.fixture
def read():
    """`read(response)`: the page as its headings, links and attributes."""
    return read_page


@pytest.fixture
def screen(page) -> Screen:
    """A browser page that keeps every complaint."""
    return Screen(page)
