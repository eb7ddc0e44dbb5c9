"""The demo provinces as data: whoever comes with a procedure finds a desk, and every step finds somebody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import motcua
from motcua.config.demo.stories import Turn, turn_of

PACKAGE = Path(motcua.__file__).parent
PROVINCES = PACKAGE / "config" / "demo" / "data"
CATALOGUE = PACKAGE / "catalogue" / "data"
PROFILE = {"lam-giang": "R2025", "quang-nam-2023": "R2018"}


def _load(path: Path) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    return yaml.load(path)


def _code(path: Path) -> str:
    return path.stem


@pytest.fixture(params=sorted(PROFILE))
def province(request: pytest.FixtureRequest) -> tuple[str, Any]:
    return request.param, _load(PROVINCES / f"{request.param}.yaml")


def _versions(profile: str) -> Iterator[tuple[str, str, str, Any]]:
    """Code, sector, level and version of every receivable procedure of a profile."""
    for path in sorted((CATALOGUE / "procedures").glob("*.yaml")):
        content = _load(path)
        for version in content["versions"]:
            if version["profile"] == profile and version["limits"][0]["value"] != "unknown":
                yield _code(path), content["sector"], version.get("level", content["level"]), version


def _below(units: list[Any], top: str) -> list[Any]:
    inside = {top}
    found = [unit for unit in units if unit["code"] == top]
    for unit in units:
        if unit.get("parent") in inside:
            inside.add(unit["code"])
            found.append(unit)
    return found


def test_every_unit_stands_below_a_unit_that_is_told_before_it(province: tuple[str, Any]) -> None:
    told: set[str] = set()
    for unit in province[1]["units"]:
        assert unit["code"] not in told
        assert unit.get("parent", next(iter(told), None)) in told or not told
        told.add(unit["code"])


def test_every_intake_row_names_units_that_exist_and_are_open(province: tuple[str, Any]) -> None:
    open_units = {unit["code"] for unit in province[1]["units"] if "valid_to" not in unit}
    for row in province[1]["intake"]:
        assert {row["receiving"], row["competent"], row.get("office", row["competent"])} <= open_units


def test_every_step_of_a_received_procedure_finds_somebody(province: tuple[str, Any]) -> None:
    name, content = province
    units = content["units"]
    centre = next(unit["code"] for unit in units if unit["level"] == "one_stop")
    nobody = set()
    for code, sector, level, version in _versions(PROFILE[name]):
        process = _load(CATALOGUE / "processes" / f"{_template(version)}.yaml")
        for row in content["intake"]:
            if sector not in row["sectors"] or level not in row["levels"]:
                continue
            where = {"receiving": row["receiving"], "competent": row["competent"], "province_centre": centre}
            for node in process["nodes"]:
                top = where.get(node["unit"], node["unit"])
                if not any(_serves(unit, node["role"], sector) for unit in _below(units, top)):
                    nobody.add((code, node["key"], top))
    assert not nobody


def _template(version: Any) -> str:
    process = version["process"]
    return process if isinstance(process, str) else process["template"]


def _serves(unit: Any, role: str, sector: str) -> bool:
    return role in unit.get("staff", {}) and sector in unit.get("sectors", [sector])


def test_every_receivable_procedure_has_a_desk_in_lam_giang() -> None:
    rows = _load(PROVINCES / "lam-giang.yaml")["intake"]
    homeless = [
        code
        for code, sector, level, _ in _versions("R2025")
        if not any(sector in row["sectors"] and level in row["levels"] for row in rows)
    ]
    assert not homeless


def test_the_provinces_differ_in_levels_as_the_law_did() -> None:
    two, three = (_load(PROVINCES / f"{name}.yaml")["units"] for name in ("lam-giang", "quang-nam-2023"))
    assert not [unit for unit in two if unit["level"] == "district"]
    assert len([unit for unit in three if unit["level"] == "district"]) == 18


def test_the_first_hundred_dossiers_hold_every_kind_of_story() -> None:
    assert {turn_of(number) for number in range(100)} == set(Turn)
