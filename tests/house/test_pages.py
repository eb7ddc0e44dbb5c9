"""The table of pages names tests that exist."""

import re

from tests.house.source import REPOSITORY

NAMED = re.compile(r"`(test_[a-z0-9_]+)`")
WRITTEN = re.compile(r"^def (test_[a-z0-9_]+)", re.MULTILINE)


def test_every_test_that_the_table_of_pages_names_exists():
    named = set(NAMED.findall((REPOSITORY / "docs" / "pages.md").read_text()))
    written = {name for path in (REPOSITORY / "tests").rglob("test_*.py") for name in WRITTEN.findall(path.read_text())}
    assert named and named <= written, named - written
