"""A demo province out of its file: units with their history, hours, calendar, catalogue and intake scopes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from motcua.catalogue import commands as catalogue
from motcua.catalogue.files.folder import load
from motcua.catalogue.files.importing import import_
from motcua.catalogue.shelf import shelf
from motcua.ledger.actor import SYSTEM
from motcua.ledger.installation import install
from motcua.people import commands as people
from motcua.people.models import Setting, Unit
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.organisation import UnitLevel
from motcua.rules.procedures import IntakeMode, Level

FOLDER = Path(__file__).resolve().parent / "data"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BASIS = "Dữ liệu minh họa"

Content = Mapping[str, Any]


@cache
def read_province(name: str) -> Content:
    """The file of a demo province."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    content: Content = yaml.load(FOLDER / f"{name}.yaml")
    return content


def build_places(content: Content, *, at: datetime) -> dict[str, int]:
    """Installation, hours, units, calendar, catalogue and scopes, recorded at `at`; the unit ids by code."""
    province = content["province"]
    install(province["code"], province_name=province["name"], number=province["id_block"])
    hours = {entry["key"]: _set_hours(entry, at) for entry in content["hours"]}
    ids = _open_units(content["units"], hours, at)
    _close_units(content["units"], ids, at)
    _settle(province, at)
    decision = "Lịch nghỉ lễ, Tết toàn quốc"
    catalogue.publish_calendar(catalogue.national_days(), decision=decision, actor=SYSTEM, at=at)
    import_(load(), actor=SYSTEM, at=at)
    _open_scopes(content, ids, at)
    return ids


def first_day(unit: Content) -> date:
    """The day on which a unit began, under whichever name."""
    began: date = unit["earlier"][0]["valid_from"] if "earlier" in unit else unit["valid_from"]
    return began


def _set_hours(entry: Content, at: datetime) -> int:
    sessions = [[span.split("-") for span in entry["week"][day]] for day in WEEK]
    row = people.set_hours(
        entry["key"],
        name=entry["name"],
        sessions=sessions,
        on=entry["valid_from"],
        legal_basis=entry["basis"],
        actor=SYSTEM,
        at=at,
    )
    return row.pk


def _open_units(units: Sequence[Content], hours: Mapping[str, int], at: datetime) -> dict[str, int]:
    """In the order of their first days, so that the tree of a day is written once."""
    ids: dict[str, int] = {}
    for unit in sorted(units, key=first_day):
        first = unit.get("earlier", [unit])[0]
        opened = people.open_unit(
            unit["code"],
            name=first["name"],
            level=UnitLevel[unit["level"].upper()],
            on=first["valid_from"],
            actor=SYSTEM,
            at=at,
            parent_id=ids[unit["parent"]] if "parent" in unit else None,
            short_name=first.get("short_name", ""),
            office_hours_id=hours[unit["hours"]] if "hours" in unit else None,
            address=unit.get("address", ""),
            phone=unit.get("phone", ""),
        )
        ids[unit["code"]] = opened.pk
        for name in [*unit.get("earlier", ())[1:], *([unit] if "earlier" in unit else [])]:
            on, words = name["valid_from"], {"name": name["name"], "short_name": name.get("short_name", "")}
            people.change_unit(opened.pk, on=on, actor=SYSTEM, at=at, **words)
    return ids


def _close_units(units: Sequence[Content], ids: Mapping[str, int], at: datetime) -> None:
    """What has ended, the lower units first, each with its successor."""
    for unit in sorted((unit for unit in units if "valid_to" in unit), key=lambda unit: -len(unit["code"])):
        decision = unit.get("decision", BASIS)
        people.close_unit(ids[unit["code"]], on=unit["valid_to"], decision=decision, actor=SYSTEM, at=at)
        if "successor" in unit:
            people.succeed_unit(
                ids[unit["code"]],
                new_unit_id=ids[unit["successor"]],
                on=unit["valid_to"],
                decision=decision,
                actor=SYSTEM,
                at=at,
            )


def _settle(province: Content, at: datetime) -> None:
    for key, value in (("portal_mode", province["portal_mode"]), ("help_line", province["hotline"])):
        people.change_setting(key, value=value, on=legal_day(at), legal_basis=BASIS, actor=SYSTEM, at=at)


def publish_address(address: str, *, at: datetime) -> None:
    """Papers lead to where bin/serve has opened the demonstration, unless somebody has decided otherwise."""
    on = legal_day(at)
    row = Setting.objects.filter(key="public_address", valid_to__isnull=True).first()
    if read("public_address", on=on) != address and (row is None or row.legal_basis == BASIS):
        people.change_setting("public_address", value=address, on=on, legal_basis=BASIS, actor=SYSTEM, at=at)


def _open_scopes(content: Content, ids: Mapping[str, int], at: datetime) -> None:
    """Who receives which procedure for whom; procedure by procedure, begun when both units are there."""
    began = {unit["code"]: first_day(unit) for unit in content["units"]}
    for card in shelf().procedures():
        levels = {line.level for line in card.versions}
        rows = [row for row in content["intake"] if card.sector.code in row["sectors"] and _decides(row, levels)]
        starts: dict[date, list[catalogue.ScopeDefinition]] = {}
        for row in rows:
            since = max(began[row["receiving"]], began[row["competent"]], legal_day(at) - timedelta(days=1))
            scope = catalogue.ScopeDefinition(
                ids[row["receiving"]], ids[row["competent"]], IntakeMode[row["mode"].upper()]
            )
            starts.setdefault(since, []).append(scope)
        for since, scopes in starts.items():
            catalogue.open_scopes(card.code, scopes=scopes, valid_from=since, actor=SYSTEM, at=at)


def _decides(row: Content, levels: set[Level]) -> bool:
    return any(Level[level.upper()] in levels for level in row["levels"])


def units_below(content: Content, top: str) -> Iterator[str]:
    """A unit and every unit below it, by code."""
    inside = {top}
    yield top
    for unit in content["units"]:
        if unit.get("parent") in inside:
            inside.add(unit["code"])
            yield unit["code"]


def unit_ids() -> dict[str, int]:
    """The ids of all units by code."""
    return dict(Unit.objects.values_list("code", "pk"))
