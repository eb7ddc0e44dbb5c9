"""Checking and importing a folder: every fault is listed, a broken file changes nothing, all or nothing is written."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.catalogue.commands.procedures import describe_procedure, end_version, open_procedure, publish_version
from motcua.catalogue.commands.processes import publish_process
from motcua.catalogue.commands.sectors import document_values, name_document, name_sector, sector_values
from motcua.catalogue.definitions import ProcessDefinition, VersionDefinition, checksum
from motcua.catalogue.files.comparing import Comparison, Kind, compare
from motcua.catalogue.files.findings import Finding, Severity, errors
from motcua.catalogue.files.folder import Files, procedure_file
from motcua.catalogue.files.lints import lint
from motcua.catalogue.files.staff_lints import lint_staffing
from motcua.catalogue.models import CatalogueFile, LegalDocument, ProcessVersion, Sector
from motcua.catalogue.shelf import shelf
from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.models import Unit
from motcua.people.permissions import require
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault


class BrokenFiles(Fault):
    """The files hold errors; nothing was imported. `findings` lists all of them."""

    code = "broken_catalogue"
    sentence = "Danh mục có {count} lỗi nên chưa nhập gì. Lỗi đầu tiên: {first}"

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(count=len(findings), first=findings[0])


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    procedures: int
    versions: int
    ends: int
    descriptions: int
    processes: int

    @property
    def nothing(self) -> bool:
        """Whether the catalogue already said all that."""
        return not (self.procedures or self.versions or self.ends or self.descriptions or self.processes)


def check(files: Files, *, on: date | None = None) -> list[Finding]:
    """Every finding, by file and line. With a legal day also what asks the database: versions, roles, units."""
    found = [*files.findings, *lint(files, known=_known(on), sectors=_sectors(on))]
    if on is not None:
        found += lint_staffing(files, on=on)
        found += _changed_in_place(files, on)
    return sorted(set(found))


def _known(on: date | None) -> frozenset[str]:
    return frozenset() if on is None else frozenset(card.code for card in shelf().procedures())


def _sectors(on: date | None) -> frozenset[str]:
    return frozenset() if on is None else frozenset(card.code for card in shelf().sectors())


def _changed_in_place(files: Files, on: date) -> list[Finding]:
    """Published versions that a file says otherwise: a correction must be a new version."""
    found = []
    for procedure in files.procedures.values():
        for difference in compare(procedure, on=on).differences:
            if difference.kind is Kind.FORBIDDEN:
                sentence = (
                    f"Phiên bản {difference.version} đã công bố, không sửa được “{difference.field}” "
                    f"(“{difference.before}” thành “{difference.after}”): hãy thêm phiên bản mới."
                )
                place = procedure_file(procedure.code)
                found.append(Finding(place, difference.line, "published_changed", Severity.ERROR, sentence))
    return found


def import_(files: Files, *, actor: Actor, at: datetime) -> Imported:
    """Publish what the files say and the catalogue does not, in one transaction.

    New processes of versions already in force hold from the legal day of `at`. Raises BrokenFiles, Denied.
    """
    require(actor, Action.ADMINISTER_CATALOGUE)
    on = legal_day(at)
    broken = errors(check(files, on=on))
    if broken:
        raise BrokenFiles(broken)
    comparisons = [compare(procedure, on=on) for procedure in files.procedures.values()]
    with transaction.atomic():
        _write_lists(files, actor, at)
        for entry in comparisons:
            _write_description(entry, actor, at)
        processes = sum(_write_procedure(entry, actor, at) for entry in comparisons)
        imported = Imported(
            procedures=sum(entry.there is None for entry in comparisons),
            versions=sum(len(entry.new_versions) for entry in comparisons),
            ends=sum(len(entry.ends) for entry in comparisons),
            descriptions=sum(entry.described_otherwise for entry in comparisons),
            processes=processes,
        )
        _keep_texts(files, imported, actor, at)
    return imported


def _write_lists(files: Files, actor: Actor, at: datetime) -> None:
    """Sectors and legal documents that are new or named otherwise."""
    sectors = {row.code: row for row in Sector.objects.all()}
    for sector in files.sectors.values():
        row = sectors.get(sector.key)
        if row is None or any(getattr(row, name) != value for name, value in sector_values(sector).items()):
            name_sector(sector.key, name=sector.name, national_code=sector.code, actor=actor, at=at)
    documents = {row.code: row for row in LegalDocument.objects.all()}
    for document in files.documents.values():
        known = documents.get(document.code)
        if known is None or any(getattr(known, name) != value for name, value in document_values(document).items()):
            name_document(document, actor=actor, at=at)


def _write_description(entry: Comparison, actor: Actor, at: datetime) -> None:
    wanted = entry.wanted
    if entry.there is not None and not entry.described_otherwise:
        return
    write = open_procedure if entry.there is None else describe_procedure
    write(
        wanted.code,
        sector=wanted.sector,
        abbreviations=wanted.abbreviations,
        synonyms=wanted.synonyms,
        national_uuid=wanted.national_uuid,
        actor=actor,
        at=at,
    )


def _write_procedure(entry: Comparison, actor: Actor, at: datetime) -> int:
    """Versions and processes of one procedure; how many processes were published."""
    code = entry.wanted.code
    for no, end in entry.ends:
        end_version(code, no=no, on=end, actor=actor, at=at)
    for version in entry.new_versions:
        publish_version(code, version=version, actor=actor, at=at)
    today = legal_day(at)
    written = 0
    for version in sorted(entry.processes, key=lambda version: version.valid_from):
        start = version.valid_from if version in entry.new_versions else max(version.valid_from, today)
        for unit_id, process in _shapes(version):
            if not _is_in_force(code, unit_id, process, start):
                publish_process(code, process=process, unit_id=unit_id, valid_from=start, actor=actor, at=at)
                written += 1
    return written


def _shapes(version: VersionDefinition) -> list[tuple[int | None, ProcessDefinition]]:
    """The template and the processes of single agencies."""
    codes = [override.unit for override in version.overrides]
    ids = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    own = [(ids[entry.unit], entry.process) for entry in version.overrides]
    return [*([(None, version.process)] if version.process else []), *own]


def _is_in_force(code: str, unit_id: int | None, process: ProcessDefinition, on: date) -> bool:
    rows = ProcessVersion.objects.filter(process__procedure__code=code, withdrawn_on__isnull=True, valid_from__lte=on)
    rows = rows.filter(process__unit__isnull=True) if unit_id is None else rows.filter(process__unit_id=unit_id)
    last = rows.order_by("-no").first()
    ended = last is None or (last.valid_to is not None and last.valid_to <= on)
    return not ended and last is not None and last.checksum == checksum(process)


def _keep_texts(files: Files, imported: Imported, actor: Actor, at: datetime) -> None:
    """Keep the files that differ from the last import, so that an export gives back their comments."""
    sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.texts.items()}
    kept = dict(CatalogueFile.objects.values_list("path", "checksum"))
    changed = [name for name in files.texts if kept.get(name) != sums[name]]
    for name in changed:
        values = {"text": files.texts[name], "checksum": sums[name]}
        CatalogueFile.objects.update_or_create(path=name, defaults=values)
    if not changed and imported.nothing:
        return
    facts = {
        "files": [[name, sums[name]] for name in sorted(changed)],
        "procedures": imported.procedures,
        "versions": imported.versions,
        "ends": imported.ends,
        "descriptions": imported.descriptions,
        "processes": imported.processes,
    }
    record(StreamKind.CATALOGUE, 1, kind="catalogue.import", actor=actor, at=at, facts=facts)
    generation.bump()
