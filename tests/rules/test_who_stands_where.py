"""What kind of unit may stand below which (Law on the organisation of local government), written out by hand."""

import pytest

from motcua.rules.organisation import STANDS_BELOW, UnitLevel

ANYTHING = {
    "PROVINCE", "DEPARTMENT", "SUB_DEPARTMENT", "DISTRICT", "COMMUNE", "ONE_STOP", "VERTICAL", "SUPPORT_POINT",
}  # fmt: skip
BELOW = {
    "PROVINCE": set(),
    "DEPARTMENT": {"PROVINCE"},
    "DISTRICT": {"PROVINCE"},
    "COMMUNE": {"PROVINCE", "DISTRICT"},
    "SUB_DEPARTMENT": ANYTHING,
    "ONE_STOP": ANYTHING,
    "SUPPORT_POINT": ANYTHING,
    "VERTICAL": {"PROVINCE", "DISTRICT", "COMMUNE", "VERTICAL", "OUTSIDE"},
    "OUTSIDE": {"PROVINCE", "OUTSIDE"},
}


def test_every_kind_of_unit_has_its_place():
    assert {level.name for level in UnitLevel} == set(BELOW) == {level.name for level in STANDS_BELOW}


@pytest.mark.parametrize("level", BELOW)
def test_a_unit_stands_below_what_the_law_puts_above_it(level):
    assert {above.name for above in STANDS_BELOW[UnitLevel[level]]} == BELOW[level]
