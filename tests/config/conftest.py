import pytest

from tests.config.houses import empty_house


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, django_db_setup):
    """A prepared house that nobody opens: the pattern of all others."""
    with empty_house(tmp_path_factory.mktemp("prepared") / "data") as made:
        made.motcua("prepare")
        yield made


@pytest.fixture
def house(tmp_path, prepared):
    """A prepared house: migrated, empty."""
    with empty_house(tmp_path / "data", like=prepared) as made:
        yield made
