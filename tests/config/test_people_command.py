"""bin/motcua people: who works here."""

import pytest

from motcua.config.commands.people import UnknownRole, lines
from motcua.rules.calendar import legal_day
from tests.dossiers.province import make_province


def test_the_postings_of_a_role_and_no_role_that_is_not_there(db, moment):
    make_province()
    on = legal_day(moment("2026-11-16T09:00"))
    assert {line.role for line in lines(on, role="desk")} == {"DESK"}
    with pytest.raises(UnknownRole, match=r"“XX”.*DESK"):
        lines(on, role="XX")
