"""Reading the files: everything is text, every fault has its line, and what is read is what stands there."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from motcua.catalogue.files.document import parse, write
from motcua.catalogue.files.findings import Finding, errors
from motcua.catalogue.files.folder import SHIPPED, load, load_texts
from motcua.catalogue.files.lints import lint
from motcua.rules.codes import Profile
from motcua.rules.procedures import Level, Online
from tests.catalogue.factories import GUARDIAN, GUARDIAN_FILE, PROCESS, PROCESS_FILE, folder, line_with, texts


def found(code: str, findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def test_a_code_that_looks_like_a_number_stays_text() -> None:
    document, findings = parse("code: 1.001193\nday: 2025-07-01\nyes: true\nnone: null\nempty:\n", file="x")
    assert not findings
    assert document == {"code": "1.001193", "day": "2025-07-01", "yes": "true", "none": "null", "empty": None}


@pytest.mark.parametrize("name", sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.yaml")))
def test_comments_and_marks_survive_reading_and_writing(name: str) -> None:
    text = (SHIPPED / name).read_text(encoding="utf-8")
    document, findings = parse(text, file=name)
    assert not findings
    written = write(document)
    assert [line for line in written.splitlines() if line.lstrip().startswith("#")] == [
        line for line in text.splitlines() if line.lstrip().startswith("#")
    ]
    assert parse(written, file=name)[0] == document
    assert write(parse(written, file=name)[0]) == written


def test_a_procedure_is_read_with_its_versions_and_process() -> None:
    procedure = folder().procedures["1.004837"]
    version = procedure.versions[0]
    assert (procedure.name, procedure.sector, procedure.abbreviations) == ("Đăng ký giám hộ", "ho-tich", ("gh",))
    assert (version.profile, version.level, version.online) == (Profile.R2025, Level.COMMUNE, Online.FULL)
    assert (version.valid_from, version.valid_to) == (date(2025, 7, 1), None)
    assert [limit.value for limit in version.limits] == ["3 WD"]
    assert version.process is not None
    assert [edge.target for edge in version.process.edges] == ["tham-dinh", "ky-duyet", "tra-ket-qua"]
    assert version.overrides[0].unit == "H99.77"
    assert [node.limit for node in version.overrides[0].process.nodes] == ["2 WH", "4 WH", "4 WH", "1 WD"]


def test_a_procedure_may_use_a_template_with_its_own_limits() -> None:
    version = folder("process: xa-3", "process: {template: xa-3, limits: {tham-dinh: 2 WD}}").procedures["1.004837"]
    process = version.versions[0].process
    assert process is not None
    assert process.nodes[1].limit == "2 WD"


@pytest.mark.parametrize(
    ("old", "new", "code", "piece"),
    [
        ("value: 3 WD", "value: ba ngày", "wrong_value", "ba ngày"),
        ("valid_from: 2025-07-01", "valid_from: 1/7/2025", "wrong_value", "1/7/2025"),
        (
            "originals: 1, nature: original, evidence",
            "originals: một, nature: original, evidence",
            "wrong_value",
            "một,",
        ),
        ("kind: charge", "kind: thuế", "wrong_value", "thuế"),
        ("profile: R2025", "profile: R2030", "wrong_value", "R2030"),
        ("guidance:", "huong_dan:", "unknown_key", "huong_dan"),
        ("    profile: R2025\n", "", "missing", "no: 1"),
        ("process: xa-3", "process: xa-9", "unknown_process", "xa-9"),
        ("process: xa-3", "process: {template: xa-3, limits: {ky: 1 WD}}", "unknown_node", "ky: 1 WD"),
        ("no: 1", "no: -1", "wrong_value", "no: -1"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(old: str, new: str, code: str, piece: str) -> None:
    files = folder(old, new)
    finding = found(code, files.findings)[0]
    assert (finding.file, finding.line) == (GUARDIAN_FILE, line_with(piece, GUARDIAN.replace(old, new)))


def test_a_decomposed_name_is_named_with_its_line() -> None:
    name = "name: Đăng ký giám hộ"
    finding = found("not_nfc", folder(name, unicodedata.normalize("NFD", name)).findings)[0]
    assert (finding.file, finding.line) == (GUARDIAN_FILE, line_with(name))


def test_broken_yaml_is_named_with_its_line() -> None:
    files = folder("    cases:", "   cases: [")
    assert [(f.code, f.file) for f in files.findings] == [("yaml", GUARDIAN_FILE)]
    assert files.findings[0].line >= line_with("    cases:")


def test_a_key_that_stands_twice_is_a_fault() -> None:
    files = folder("level: commune", "level: commune\nlevel: province")
    assert files.findings[0].line == line_with("level: commune") + 1


def test_all_faults_are_listed_not_only_the_first() -> None:
    text = GUARDIAN.replace("3 WD", "ba").replace("kind: charge", "kind: thuế").replace("online: full", "online: có")
    files = load_texts(texts(procedure=text, process=PROCESS.replace("DESK", "NOBODY")))
    assert len(errors(files.findings)) >= 5
    assert {finding.file for finding in files.findings} == {GUARDIAN_FILE, PROCESS_FILE}


def test_a_file_named_otherwise_than_its_code_is_a_fault() -> None:
    sample = texts()
    sample["procedures/1.000001.yaml"] = sample.pop(GUARDIAN_FILE)
    assert [finding.code for finding in load_texts(sample).findings] == ["wrong_file_name"]


def test_two_files_with_one_code_are_a_fault() -> None:
    assert "duplicate" in {f.code for f in load_texts({**texts(), "procedures/khac.yaml": GUARDIAN}).findings}


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "sectors.yaml").write_bytes("sectors:\n  - key: a\n    name: Hộ".encode() + b"\xff\n")
    assert [(f.file, f.line, f.code) for f in load(tmp_path).findings] == [("sectors.yaml", 3, "yaml")]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert [f.code for f in load(tmp_path / "khong-co").findings] == ["no_folder"]


def test_the_shipped_catalogue_has_no_errors() -> None:
    files = load()
    assert errors([*files.findings, *lint(files)]) == []
    assert len(files.procedures) == 52
