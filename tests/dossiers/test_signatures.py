"""In which capacity a letter is signed: the seat alone, a deputy for the head, never the agency a second time."""

import pytest

from motcua.dossiers.signatures import signature_of
from motcua.rules.calendar import legal_day
from motcua.rules.lifecycle import Role
from tests.people.factories import make_staff, make_unit


@pytest.mark.parametrize(
    ("title", "capacity"),
    [
        ("Chủ tịch", ("CHỦ TỊCH",)),
        ("Chủ tịch UBND", ("CHỦ TỊCH",)),
        ("Chủ tịch UBND tỉnh", ("CHỦ TỊCH",)),
        ("Chủ tịch Ủy ban nhân dân phường Tân Hòa", ("CHỦ TỊCH",)),
        ("Phó Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Phó Chủ tịch UBND huyện", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Giám đốc", ("GIÁM ĐỐC",)),
        ("Phó Giám đốc", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Phó Trưởng Công an", ("KT. TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN")),
    ],
)
def test_a_signature_names_the_seat_and_leaves_the_agency_to_the_heading(db, monday, title, capacity):
    unit = make_unit()
    make_staff(role=Role.APPROVER, unit=unit, name="Bùi Thanh Sơn", title=title)
    found = signature_of(unit.pk, on=legal_day(monday))
    assert found is not None and (found.capacity, found.name) == (capacity, "Bùi Thanh Sơn")
