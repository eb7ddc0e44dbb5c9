"""publiccode.yaml says what the product says of itself, within the bounds of the standard."""

import tomllib
from typing import Any

import pytest
from ruamel.yaml import YAML

import motcua
from tests.house.source import REPOSITORY

OBLIGATORY = {
    "publiccodeYmlVersion", "name", "url", "releaseDate", "platforms", "categories", "developmentStatus",
    "softwareType", "description", "legal", "maintenance", "localisation",
}  # fmt: skip
# Known only when the repository is published; the page says so.
UNTIL_PUBLISHED = {"url", "releaseDate"}


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    page: dict[str, Any] = YAML(typ="safe").load((REPOSITORY / "publiccode.yaml").read_text(encoding="utf-8"))
    return page


def test_nothing_obligatory_is_missing_but_what_only_a_publisher_knows(said: dict[str, Any]) -> None:
    assert OBLIGATORY - said.keys() <= UNTIL_PUBLISHED
    assert said["maintenance"]["type"] == "community" and all(who["name"] for who in said["maintenance"]["contacts"])


def test_version_and_licence_are_the_products(said: dict[str, Any]) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert said["softwareVersion"] == project["version"] == motcua.__version__
    assert said["legal"]["license"] == project["license"]["text"]
    python = next(item for item in said["dependsOn"]["open"] if item["name"] == "Python")
    assert f">={python['versionMin']}" in project["requires-python"]


def test_each_language_has_its_description_of_the_right_length(said: dict[str, Any]) -> None:
    assert said["description"].keys() == set(said["localisation"]["availableLanguages"])
    for words in said["description"].values():
        assert len(words["shortDescription"]) <= 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]
