"""A folder of catalogue files, read as a whole: sectors, legal documents, process templates, procedures."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from motcua.catalogue.definitions import DocumentDefinition, ProcedureDefinition, SectorDefinition
from motcua.catalogue.files import cursor
from motcua.catalogue.files.cursor import Sheet
from motcua.catalogue.files.document import parse
from motcua.catalogue.files.findings import Finding, Severity
from motcua.catalogue.files.procedures import read_procedure
from motcua.catalogue.files.processes import Template, read_template
from motcua.rules.procedures import Evidence

SHIPPED = Path(__file__).resolve().parent.parent / "data"
T = TypeVar("T")


@dataclass(frozen=True)
class Files:
    """What a folder holds: the texts by path, what they say, and what is wrong with them as files."""

    texts: dict[str, str] = field(default_factory=dict)
    sectors: dict[str, SectorDefinition] = field(default_factory=dict)
    documents: dict[str, DocumentDefinition] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    procedures: dict[str, ProcedureDefinition] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def procedure_file(code: str) -> str:
    """Where a procedure stands in the folder."""
    return f"procedures/{code}.yaml"


def load(folder: Path = SHIPPED) -> Files:
    """Read a folder. Nothing is raised for what its files say; a file that cannot be read is a finding as well."""
    texts: dict[str, str] = {}
    broken: list[Finding] = []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as problem:
            line = path.read_bytes()[: problem.start].count(b"\n") + 1
            broken.append(Finding(name, line, "yaml", Severity.ERROR, "Tệp không phải là UTF-8."))
    if not folder.is_dir():
        broken.append(Finding(folder.name, 1, "no_folder", Severity.ERROR, f"Không có thư mục {folder}."))
    return load_texts(texts, broken)


def load_texts(texts: Mapping[str, str], broken: list[Finding] | None = None) -> Files:
    """Read files that are already in hand, by path below the folder (an upload, an archive)."""
    files = Files(texts=dict(texts), findings=list(broken or ()))
    for name, text in texts.items():
        _check_text(files, name, text)
    _read_single(files, "sectors.yaml", "sectors", _sector, files.sectors)
    _read_single(files, "legal.yaml", "documents", _document, files.documents)
    for name in _below(texts, "processes/"):
        template = _read_file(files, name, read_template)
        if template and _keep(files, name, template.key, template, files.templates):
            _check_name(files, name, template.key)
    for name in _below(texts, "procedures/"):
        procedure = _read_file(files, name, lambda top: read_procedure(top, files.templates))
        if procedure and _keep(files, name, procedure.code, procedure, files.procedures, procedure.line):
            _check_name(files, name, procedure.code, procedure.line)
    return files


def _below(texts: Mapping[str, str], folder: str) -> list[str]:
    return sorted(name for name in texts if name.startswith(folder))


def _read_file(files: Files, name: str, read: Callable[[cursor.Mapping], T]) -> T | None:
    document, findings = parse(files.texts[name], file=name)
    files.findings.extend(findings)
    if findings:
        return None
    sheet = Sheet(name)
    found = read(sheet.top(document))
    files.findings.extend(sheet.findings)
    return found


def _read_single(
    files: Files, name: str, key: str, read: Callable[[cursor.Mapping], tuple[str, T]], into: dict[str, T]
) -> None:
    """A file that is one list under one key. Its absence is no fault: an upload may hold procedures alone."""
    if name not in files.texts:
        return

    def entries(top: cursor.Mapping) -> list[tuple[str, T, int]]:
        found = [(*read(item), item.line) for item in top.maps(key)]
        top.done()
        return found

    for code, value, line in _read_file(files, name, entries) or ():
        _keep(files, name, code, value, into, line)


def _sector(item: cursor.Mapping) -> tuple[str, SectorDefinition]:
    sector = SectorDefinition(
        key=item.text("key", required=True),
        name=item.text("name", required=True),
        code=item.text("code"),
        line=item.line,
    )
    item.done()
    return sector.key, sector


def _document(item: cursor.Mapping) -> tuple[str, DocumentDefinition]:
    document = DocumentDefinition(
        code=item.text("code", required=True),
        name=item.text("name", required=True),
        valid_from=item.day("valid_from"),
        valid_to=item.day("valid_to"),
        evidence=item.choice("evidence", Evidence, default=Evidence.UNCERTAIN),
        line=item.line,
    )
    item.done()
    return document.code, document


def _keep(files: Files, name: str, key: str, value: T, into: dict[str, T], line: int = 1) -> bool:
    if key in into:
        files.findings.append(Finding(name, line, "duplicate", Severity.ERROR, f"“{key}” đã có ở chỗ khác."))
        return False
    into[key] = value
    return True


def _check_name(files: Files, name: str, key: str, line: int = 1) -> None:
    if Path(name).name != f"{key}.yaml":
        sentence = f"Tệp của “{key}” phải có tên {key}.yaml."
        files.findings.append(Finding(name, line, "wrong_file_name", Severity.ERROR, sentence))


def _check_text(files: Files, name: str, text: str) -> None:
    """Vietnamese in two encodings is two different words to a computer: NFC only."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not unicodedata.is_normalized("NFC", line):
            sentence = "Chữ có dấu chưa ở dạng Unicode dựng sẵn (NFC)."
            files.findings.append(Finding(name, number, "not_nfc", Severity.ERROR, sentence))
