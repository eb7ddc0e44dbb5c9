"""A version says by which article a term is longer when something must be verified; the files say it and keep it."""

import pytest

from motcua.catalogue.files.comparing import differences
from motcua.catalogue.files.exporting import export
from motcua.catalogue.files.folder import SHIPPED, load, load_texts
from motcua.catalogue.files.importing import import_
from motcua.catalogue.files.lints import lint
from motcua.catalogue.models import CatalogueFile
from motcua.catalogue.shelf import shelf
from motcua.ledger.actor import SYSTEM
from motcua.rules.codes import SegmentCause
from motcua.rules.procedures import Evidence
from tests.catalogue.factories import AT, GUARDIAN, GUARDIAN_FILE, TODAY, folder, line_with

CIVIL = ("1.000656", "1.000894", "1.001022", "1.004859", "1.004873")
ENTRY = "    pauses: [{cause: verification, case: xac-minh, basis: Điều 20, evidence: confident}]\n"
LONGER = GUARDIAN.replace("    cases:\n", ENTRY + "    cases:\n      - {key: xac-minh, name: Cần xác minh}\n").replace(
    "    papers:\n",
    "      - {case: xac-minh, value: 6 WD, evidence: verified, basis: 60/2014/QH13}\n"
    "      - {case: duong-nhien, value: 4 WD, evidence: verified, basis: Luật khác}\n    papers:\n",
    1,
)


@pytest.fixture
def published(db: None):
    """The sample with an extension."""
    files = folder(procedure=LONGER)
    assert [finding.code for finding in lint(files)] == ["uncertain"]
    import_(files, actor=SYSTEM, at=AT)
    return shelf().in_force("1.004837", TODAY)


def test_a_version_knows_the_case_with_the_longer_term_and_for_whom_it_holds(published) -> None:
    entry, longer = published.longer_case()
    assert (entry.basis, longer.key) == ("Điều 20", "xac-minh")
    of = {case.key: published.extension(case.id) for case in published.cases}
    assert of == {"cu": longer, "duong-nhien": None, "xac-minh": None}, "only the terms of its own article are longer"
    assert published.extension(None) == longer


def test_what_is_published_is_what_the_file_says_and_comes_back_to_the_byte(published) -> None:
    assert differences(folder(procedure=LONGER), on=TODAY) == {}
    assert export()[GUARDIAN_FILE] == LONGER
    CatalogueFile.objects.all().delete()
    assert load_texts(export()).procedures["1.004837"].versions[0].pauses[0].case == "xac-minh"


def test_another_case_is_another_version(published) -> None:
    otherwise = LONGER.replace("verification, case: xac-minh", "verification, case: cu")
    [found] = differences(folder(procedure=otherwise), on=TODAY)["1.004837"]
    assert (found.field, found.before, found.after) == ("pauses[verification].case", "xac-minh", "cu")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("case: xac-minh, basis: Điều 20", "basis: Điều 20", "extension_without_case"),
        ("cause: verification", "cause: posting", "wrong_value"),
        ("verification, case: xac-minh", "verification, case: khac", "unknown_case"),
        ("value: 6 WD, evidence: verified, basis: 60/2014/QH13", "value: 6 WD, basis: Điều 99", "extension_of_nothing"),
    ],
)
def test_an_extension_that_leads_nowhere_is_named_with_its_line(old: str, new: str, code: str) -> None:
    found = [finding for finding in lint(folder(old, new, procedure=LONGER)) if finding.code == code]
    assert found and found[0].line == line_with("pauses:", LONGER)


@pytest.mark.parametrize("code", CIVIL)
def test_the_civil_status_procedures_lengthen_by_the_article_of_their_own_limit(code: str) -> None:
    for version in load(SHIPPED).procedures[code].versions:
        [entry] = [pause for pause in version.pauses if pause.cause is SegmentCause.VERIFICATION]
        limits = {limit.case: limit for limit in version.limits}
        assert entry.basis == limits[entry.case].basis == limits[None].basis
        assert entry.evidence in (Evidence.CONFIDENT, Evidence.UNCERTAIN), "no text of the law was read for it"
