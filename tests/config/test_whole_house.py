"""A whole province through its life: filled, verified, folded, backed up, restored, and verified again."""

import json

import pytest

from tests.config.houses import empty_house

FOLD = """
from motcua.dossiers.differences import all_differences
print([str(difference) for difference in all_differences()])
"""


def live(house, folder, dossiers):
    """Fill the house, prove it, move it into another one, prove that one."""
    told = json.loads(house.motcua("demo", "--dossiers", dossiers, "--seed", 7, "--json"))
    assert (told["stories"], told["refused"]) == (dossiers, [])
    house.motcua("worker", "--once")
    first = json.loads(house.motcua("ledger", "verify", "--json"))
    assert first["findings"] == []
    assert house.python(FOLD) == "[]"
    house.motcua("backup", folder / "all.tar")
    with empty_house(folder / "other") as other:
        other.motcua("restore", folder / "all.tar")
        assert json.loads(other.motcua("ledger", "verify", "--json"))["events"] == first["events"] > dossiers * 2
        assert other.python(FOLD) == "[]"


@pytest.mark.django_db
def test_a_small_province_stands_proof_and_moves(house, tmp_path):
    live(house, tmp_path, 40)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_province_of_fifteen_hundred_dossiers_stands_proof_and_moves(house, tmp_path):
    live(house, tmp_path, 1500)
