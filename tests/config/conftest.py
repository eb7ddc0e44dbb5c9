import pytest

from tests.config.houses import empty_house


@pytest.fixture
def house(tmp_path, django_db_setup):
    """A prepared house: migrated, empty."""
    with empty_house(tmp_path / "data") as made:
        made.motcua("prepare")
        yield made
