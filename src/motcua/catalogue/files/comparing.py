"""The files against what is published: what an import would do, and every field that differs."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from motcua.catalogue.definitions import (
    ProcedureDefinition,
    ProcessDefinition,
    VersionDefinition,
    plain,
    version_checksum,
)
from motcua.catalogue.files.folder import Files
from motcua.catalogue.published import published
from motcua.catalogue.shelf import UnknownProcedure
from motcua.people.roster import UnknownUnit, roster

_KEYS = ("no", "key", "code", "cause", "unit", "source", "document")
DESCRIPTION = ("sector", "abbreviations", "synonyms", "national_uuid")


class Kind(StrEnum):
    """What an import would do to a procedure."""

    NEW = "new"
    DESCRIPTION = "description"
    NEW_VERSION = "new_version"
    END_VERSION = "end_version"
    PROCESS = "process"
    FORBIDDEN = "forbidden"


KIND_WORDS: dict[Kind, str] = {
    Kind.NEW: "Thủ tục mới",
    Kind.DESCRIPTION: "Thông tin tra cứu",
    Kind.NEW_VERSION: "Phiên bản mới",
    Kind.END_VERSION: "Kết thúc phiên bản",
    Kind.PROCESS: "Quy trình nội bộ",
    Kind.FORBIDDEN: "Sửa phiên bản đã công bố (không được)",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: `field` as a path ("limits[0].value"), `before` what is published, `after` the file."""

    code: str
    kind: Kind
    version: int | None
    field: str
    before: str
    after: str
    line: int = 0


@dataclass(frozen=True)
class Comparison:
    """One procedure of the files against the catalogue. `there` is None for a new one."""

    wanted: ProcedureDefinition
    there: ProcedureDefinition | None
    new_versions: tuple[VersionDefinition, ...]
    ends: tuple[tuple[int, date], ...]
    processes: tuple[VersionDefinition, ...]
    differences: list[Difference] = field(default_factory=list)

    @property
    def described_otherwise(self) -> bool:
        """Whether sector, abbreviations, synonyms or the national id differ."""
        return any(difference.kind is Kind.DESCRIPTION for difference in self.differences)


def differences(files: Files, *, on: date) -> dict[str, list[Difference]]:
    """Every changed field by procedure code; procedures that do not differ are left out."""
    compared = (compare(procedure, on=on) for procedure in files.procedures.values())
    return {entry.wanted.code: entry.differences for entry in compared if entry.differences}


def compare(wanted: ProcedureDefinition, *, on: date) -> Comparison:
    """What an import on the legal day `on` would do to one procedure. Nothing is written."""
    wanted = replace(wanted, versions=tuple(_ours(version) for version in wanted.versions))
    try:
        there = published(wanted.code)
    except UnknownProcedure:
        there = None
    if there is None:
        found = [Difference(wanted.code, Kind.NEW, None, "name", "", wanted.name, wanted.line)]
        return Comparison(wanted, None, wanted.versions, (), wanted.versions, found)
    old = {version.no: version for version in there.versions}
    new = tuple(version for version in wanted.versions if version.no not in old)
    common = [(old[version.no], version) for version in wanted.versions if version.no in old]
    ends = tuple((n.no, n.valid_to) for o, n in common if o.valid_to is None and n.valid_to is not None)
    # When a new version follows, its publication ends the one before it.
    ends = tuple(end for end in ends if end[1] not in {version.valid_from for version in new})
    running = tuple(n for o, n in common if (n.valid_to is None or n.valid_to > on) and _process_differs(o, n))
    comparison = Comparison(wanted, there, new, ends, (*running, *new))
    comparison.differences.extend(_described(wanted, there))
    for before, after in common:
        comparison.differences.extend(_version_differences(wanted.code, before, after, running))
    comparison.differences.extend(
        Difference(wanted.code, Kind.NEW_VERSION, v.no, "valid_from", "", v.valid_from.isoformat(), v.line) for v in new
    )
    return comparison


def _ours(version: VersionDefinition) -> VersionDefinition:
    """The version without the processes of agencies that this province has not."""
    return replace(version, overrides=tuple(entry for entry in version.overrides if _is_ours(entry.unit)))


def _is_ours(unit: str) -> bool:
    try:
        return bool(roster().unit_by_code(unit))
    except UnknownUnit:
        return False


def _described(wanted: ProcedureDefinition, there: ProcedureDefinition) -> list[Difference]:
    return [
        Difference(wanted.code, Kind.DESCRIPTION, None, name, _spoken(before), _spoken(after), wanted.line)
        for name in DESCRIPTION
        if (before := getattr(there, name)) != (after := getattr(wanted, name))
    ]


def _version_differences(
    code: str, before: VersionDefinition, after: VersionDefinition, running: tuple[VersionDefinition, ...]
) -> list[Difference]:
    found: list[Difference] = []
    if before.valid_to != after.valid_to:
        kind = Kind.END_VERSION if before.valid_to is None else Kind.FORBIDDEN
        ends = (_spoken(before.valid_to), _spoken(after.valid_to))
        found.append(Difference(code, kind, after.no, "valid_to", *ends, after.line))
    if version_checksum(before) != version_checksum(after):
        old, new = _flat(plain(before)), _flat(plain(after))
        names = [name for name in {**old, **new} if not name.startswith(("process", "overrides", "valid_to"))]
        found.extend(
            Difference(code, Kind.FORBIDDEN, after.no, name, old.get(name, ""), new.get(name, ""), after.line)
            for name in names
            if old.get(name, "") != new.get(name, "")
        )
    if after in running:
        found.extend(_process_changes(code, before, after))
    return found


def _process_changes(code: str, before: VersionDefinition, after: VersionDefinition) -> list[Difference]:
    pairs: list[tuple[str, ProcessDefinition | None, ProcessDefinition | None]] = [
        ("process", before.process, after.process)
    ]
    own = {entry.unit: entry.process for entry in before.overrides}
    pairs += [(f"overrides[{entry.unit}]", own.get(entry.unit), entry.process) for entry in after.overrides]
    found = []
    for where, old, new in pairs:
        a, b = _flat(plain(old), where), _flat(plain(new), where)
        found += [
            Difference(code, Kind.PROCESS, after.no, name, a.get(name, ""), b.get(name, ""), after.line)
            for name in {**a, **b}
            if a.get(name, "") != b.get(name, "")
        ]
    return found


def _process_differs(before: VersionDefinition, after: VersionDefinition) -> bool:
    """An agency's own process that stands only in the database is the province's own work: no difference."""
    own = {entry.unit: entry.process for entry in before.overrides}
    return before.process != after.process or any(own.get(entry.unit) != entry.process for entry in after.overrides)


def _flat(value: Any, path: str = "") -> dict[str, str]:
    """Nested plain values as paths; entries of lists are named by their key where they have one of their own."""
    if isinstance(value, dict):
        pairs = [(f"{path}.{key}" if path else key, item) for key, item in value.items()]
    elif isinstance(value, list):
        pairs = [(f"{path}[{name}]", item) for name, item in zip(_names(value), value, strict=True)]
    else:
        return {path: _spoken(value)}
    flat: dict[str, str] = {}
    for name, item in pairs:
        flat.update(_flat(item, name))
    return flat


def _names(items: list[Any]) -> list[str]:
    """What to call the entries of a list: by their key if every entry has one and no two are the same."""
    for key in _KEYS:
        names = [str(item[key]) for item in items if isinstance(item, dict) and key in item]
        if len(names) == len(items) == len(set(names)):
            return names
    return [str(place) for place in range(len(items))]


def _spoken(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    return str(value)
