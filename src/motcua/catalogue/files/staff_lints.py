"""What the files ask of this province: units that exist, and somebody in the role of every step."""

from collections.abc import Iterator
from datetime import date

from motcua.catalogue.definitions import NodeDefinition, ProcessDefinition, VersionDefinition
from motcua.catalogue.files.findings import Finding, Severity
from motcua.catalogue.files.folder import Files, procedure_file
from motcua.catalogue.models import IntakeScope
from motcua.people.roster import Roster, UnknownUnit, roster
from motcua.rules.lifecycle import ROLE_WORDS
from motcua.rules.organisation import UnitLevel

NAMED = 3  # units that a finding names
Places = dict[str, dict[str, set[int]]]  # procedure code → unit rule → unit ids


def lint_staffing(files: Files, *, on: date) -> list[Finding]:
    """Warnings about units and roles on a day; none for a province without units (a database just made)."""
    people = roster()
    if not people.units(on):
        return []
    places = _places(on, people)
    found: list[Finding] = []
    for procedure in files.procedures.values():
        version = next((v for v in reversed(procedure.versions) if v.valid_from <= on), None)
        if version is not None:
            found.extend(_lint_version(version, procedure_file(procedure.code), places.get(procedure.code, {}), on))
    return found


def _places(on: date, people: Roster) -> Places:
    """Where each procedure is received and settled, by the intake scopes in force: one statement."""
    rows = IntakeScope.objects.filter(valid_from__lte=on).values_list(
        "procedure__code", "receiving_unit_id", "competent_unit_id", "valid_to"
    )
    places: Places = {}
    for code, receiving, competent, end in rows:
        if end is None or on < end:
            place = places.setdefault(code, {"receiving": set(), "competent": set()})
            place["receiving"].add(receiving)
            place["competent"].add(competent or receiving)
    return places


def _lint_version(version: VersionDefinition, file: str, place: dict[str, set[int]], on: date) -> Iterator[Finding]:
    for override in version.overrides:
        try:
            own = roster().unit_by_code(override.unit).id
        except UnknownUnit:
            sentence = f"Tỉnh này không có đơn vị {override.unit} có quy trình riêng; phần đó được bỏ qua."
            yield Finding(file, version.line, "unknown_unit", Severity.WARNING, sentence)
        else:
            yield from _lint_process(override.process, version.line, file, {**place, "competent": {own}}, on)
    if version.process is not None:
        yield from _lint_process(version.process, version.line, file, place, on)


def _lint_process(
    process: ProcessDefinition, line: int, file: str, place: dict[str, set[int]], on: date
) -> Iterator[Finding]:
    for node in process.nodes:
        try:
            units = _units_of(node, place, on)
        except UnknownUnit:
            sentence = f"Bước “{node.name}” giao cho đơn vị {node.unit} không có ở tỉnh này."
            yield Finding(file, line, "unknown_unit", Severity.WARNING, sentence)
            continue
        empty = sorted(roster().unit(unit).name for unit in units if not _has_somebody(unit, node, on))
        if empty:
            rest = f" và {len(empty) - NAMED} đơn vị khác" if len(empty) > NAMED else ""
            where = ", ".join(empty[:NAMED]) + rest
            sentence = f"Bước “{node.name}” cần {ROLE_WORDS[node.role]}, chưa có ai tại {where}."
            yield Finding(file, line, "nobody_in_role", Severity.WARNING, sentence)


def _units_of(node: NodeDefinition, place: dict[str, set[int]], on: date) -> set[int]:
    if node.unit in ("receiving", "competent"):
        return place.get(node.unit, set())
    if node.unit == "province_centre":
        people = roster()
        centres = people.units(on, UnitLevel.ONE_STOP)
        return {min(centres, key=lambda card: len(people.ancestors(card.id, on))).id} if centres else set()
    return {roster().unit_by_code(node.unit).id}


def _has_somebody(unit_id: int, node: NodeDefinition, on: date) -> bool:
    """Whether the unit, or an office of it, has a posting in the role of a step."""
    people = roster()
    return any(people.postings_in(unit, on, node.role) for unit in people.descendants(unit_id, on))
