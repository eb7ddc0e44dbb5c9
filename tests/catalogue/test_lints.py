"""Every lint, with the file and the line it names."""

import pytest

from motcua.catalogue.files.findings import Severity
from motcua.catalogue.files.folder import load, load_texts
from motcua.catalogue.files.importing import check
from motcua.catalogue.files.lints import lint
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import UnitLevel
from tests.catalogue.factories import (
    GUARDIAN,
    GUARDIAN_FILE,
    PROCESS,
    TODAY,
    folder,
    import_sample,
    line_with,
    texts,
)
from tests.people.factories import make_staff, make_unit


def test_the_sample_itself_is_clean() -> None:
    assert [finding.code for finding in lint(folder())] == ["uncertain"]


@pytest.mark.parametrize(
    ("old", "new", "code", "severity", "piece"),
    [
        ("sector: ho-tich", "sector: dat-dai", "unknown_sector", Severity.ERROR, "code: 1.004837"),
        ("code: 1.004837", "code: 1-4837", "wrong_value", Severity.ERROR, "code: 1-4837"),
        ("value: 3 WD", "value: 1 WD", "steps_longer_than_limit", Severity.ERROR, "no: 1"),
        ("value: 3 WD", "value: unknown", "unknown_limit", Severity.WARNING, "value: unknown"),
        (', basis: "85/2019/TT-BTC, Điều 5"', "", "fee_without_basis", Severity.ERROR, "code: LP01"),
        ("amount: 8000", "amount: unknown", "unknown_amount", Severity.WARNING, "code: LP01"),
        ("case: cu,", "case: khac,", "unknown_case", Severity.ERROR, "case: khac"),
        ("key: duong-nhien", "key: cu", "duplicate", Severity.ERROR, "key: cu"),
        ("code: TP02", "code: TP01", None, Severity.ERROR, ""),
        ("valid_to: null", "valid_to: 2025-01-01", "version_order", Severity.ERROR, "no: 1"),
        (
            "nature: original, case: cu",
            "nature: original, result_of: 1.004999, case: cu",
            "unknown_procedure",
            Severity.ERROR,
            "result_of",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, code: str | None, severity: Severity, piece: str) -> None:
    found = [finding for finding in lint(folder(old, new)) if finding.code == code]
    if code is None:  # the same code in another case is another paper
        assert not [finding for finding in lint(folder(old, new)) if finding.severity is Severity.ERROR]
        return
    assert [f.severity for f in found][:1] == [severity]
    assert found[0].line == line_with(piece, GUARDIAN.replace(old, new))


def test_a_paper_that_another_procedure_issues_is_advice() -> None:
    other = GUARDIAN.replace("1.004837", "1.004999").replace("giám hộ", "việc khác")
    asking = GUARDIAN.replace("nature: original, case: cu", "nature: original, result_of: 1.004999, case: cu")
    files = load_texts({**texts(procedure=asking), "procedures/1.004999.yaml": other})
    found = [finding for finding in lint(files) if finding.code == "paper_of_another_procedure"]
    assert [(f.file, f.line, f.severity) for f in found] == [
        (GUARDIAN_FILE, line_with("result_of", asking), Severity.WARNING)
    ]


def test_two_versions_in_force_on_one_day_are_a_fault() -> None:
    again = GUARDIAN[GUARDIAN.index("  - no: 1") :].replace("no: 1", "no: 2").replace("2025-07-01", "2026-01-01")
    assert [f.code for f in lint(folder(procedure=GUARDIAN + again))][:1] == ["overlap"]


@pytest.mark.parametrize(
    ("process", "code"),
    [
        (
            PROCESS + "edges: [{from: tiep-nhan, to: tham-dinh}, {from: tham-dinh, to: tra-ket-qua}]\n",
            "unreachable_step",
        ),
        (
            PROCESS + "edges: [{from: tiep-nhan, to: tham-dinh}, {from: tiep-nhan, to: ky-duyet},"
            " {from: ky-duyet, to: tra-ket-qua}]\n",
            "dead_end",
        ),
        (PROCESS + "edges: [{from: tiep-nhan, to: khong-co}]\n", "unknown_node"),
        (
            PROCESS + "edges: [{from: tiep-nhan, to: tham-dinh}, {from: tham-dinh, to: ky-duyet},"
            " {from: ky-duyet, to: tham-dinh}, {from: ky-duyet, to: tra-ket-qua}]\n",
            "shape_of_process",
        ),
        (PROCESS.replace("kind: intake", "kind: work"), "shape_of_process"),
        (PROCESS.replace("key: ky-duyet", "key: tham-dinh"), "duplicate"),
        (PROCESS.replace("limit: 1 WD}\n  - {key: ky", "limit: 1 CD}\n  - {key: ky"), "wrong_value"),
        (
            PROCESS + "edges: [{from: tiep-nhan, to: tham-dinh, if: 'case =='}, {from: tham-dinh, to: ky-duyet},"
            " {from: ky-duyet, to: tra-ket-qua}]\n",
            "wrong_value",
        ),
        *(
            (
                PROCESS + "edges: [{from: tiep-nhan, to: tham-dinh}, {from: tham-dinh, to: ky-duyet},"
                f" {{from: tham-dinh, to: tra-ket-qua, if: {condition}}}, {{from: ky-duyet, to: tra-ket-qua}}]\n",
                "wrong_value",
            )
            for condition in (
                "\"caze == 'cu'\"",
                "\"case == 'khac'\"",
                "\"case in ('cu', 'x')\"",
                "case > 3",
                "case",
                "case.key",
            )
        ),
        (
            PROCESS + "edges: [{from: tiep-nhan, to: tham-dinh}, {from: tham-dinh, to: ky-duyet, if: \"case == 'cu'\"},"
            " {from: ky-duyet, to: tra-ket-qua}]\n",
            "dead_end",
        ),
    ],
)
def test_a_process_of_wrong_shape_is_named_where_it_is_used(process: str, code: str) -> None:
    files = load_texts(texts(process=process))
    found = [f for f in lint(files) if f.severity is Severity.ERROR]
    assert code in {f.code for f in found}
    assert {(f.file, f.line) for f in found} == {(GUARDIAN_FILE, line_with("no: 1"))}


def test_a_condition_that_every_dossier_can_answer_is_no_fault() -> None:
    roads = (
        "edges: [{from: tiep-nhan, to: tham-dinh}, {from: tham-dinh, to: ky-duyet, if: \"case in ('cu')\"},"
        " {from: tham-dinh, to: tra-ket-qua, if: case != 'cu' or channel == 2}, {from: ky-duyet, to: tra-ket-qua}]\n"
    )
    assert [f.code for f in lint(load_texts(texts(process=PROCESS + roads)))] == ["uncertain"]


def test_one_of_the_complete_procedures_asks_for_its_case() -> None:
    """Tách thửa, hợp thửa: only a split opens the measuring."""
    process = load().procedures["1.012784"].versions[-1].process
    assert process is not None
    assert [(edge.source, edge.target) for edge in process.edges if edge.condition] == [("tham-dinh", "do-dac")]


def test_steps_may_be_too_long_for_one_case_only() -> None:
    text = GUARDIAN.replace("    limits:\n", "    limits:\n      - {case: cu, value: SAMEDAY, evidence: confident}\n")
    assert "steps_longer_than_a_case" in {f.code for f in lint(load_texts(texts(procedure=text)))}


@pytest.mark.django_db
def test_a_step_without_anybody_in_its_role_is_advice() -> None:
    province = make_unit("H99", level=UnitLevel.PROVINCE)
    centre = make_unit("H99.01", level=UnitLevel.ONE_STOP, parent=province)
    make_staff(role=Role.DESK, unit=centre)
    at_centre = PROCESS.replace("unit: competent", "unit: province_centre").replace("unit: receiving", "unit: H99.01")
    found = [f for f in check(load_texts(texts(process=at_centre)), on=TODAY) if f.code == "nobody_in_role"]
    assert len(found) == 2
    assert (found[0].file, found[0].line, found[0].severity) == (GUARDIAN_FILE, line_with("no: 1"), Severity.WARNING)
    make_staff(role=Role.OFFICER, unit=make_unit("H99.01.01", level=UnitLevel.SUB_DEPARTMENT, parent=centre))
    make_staff(role=Role.APPROVER, unit=centre)
    assert not [f for f in check(load_texts(texts(process=at_centre)), on=TODAY) if f.code == "nobody_in_role"]


@pytest.mark.django_db
def test_a_unit_that_the_province_has_not_is_advice() -> None:
    make_unit("H99", level=UnitLevel.PROVINCE)
    found = {(f.code, f.severity) for f in check(folder(), on=TODAY)}
    assert ("unknown_unit", Severity.WARNING) in found
    process = PROCESS.replace("unit: competent, limit: 4 WH", "unit: H99.55, limit: 4 WH")
    assert "H99.55" in str(check(load_texts(texts(process=process)), on=TODAY))


@pytest.mark.django_db
def test_a_published_version_changed_in_place_is_an_error() -> None:
    import_sample()
    found = [f for f in check(folder("amount: 8000", "amount: 9000"), on=TODAY) if f.code == "published_changed"]
    assert [(f.file, f.line, f.severity) for f in found] == [(GUARDIAN_FILE, line_with("no: 1"), Severity.ERROR)]
    assert "amount" in found[0].sentence
    assert "8000" in found[0].sentence
