"""Importing: what differs is published, what is broken changes nothing, what is there already is left alone."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from motcua.catalogue.files.comparing import Kind, differences
from motcua.catalogue.files.exporting import export, export_to
from motcua.catalogue.files.folder import SHIPPED, load, load_texts
from motcua.catalogue.files.importing import BrokenFiles, import_
from motcua.catalogue.models import CatalogueFile, LegalDocument, Procedure, ProcedureVersion, ProcessVersion, Sector
from motcua.catalogue.published import published
from motcua.catalogue.shelf import shelf
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people.permissions import Denied
from motcua.people.roster import roster
from motcua.rules.lifecycle import Role
from tests.catalogue.factories import AT, GUARDIAN, GUARDIAN_FILE, PROCESS, TODAY, folder, import_sample, texts
from tests.people.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db

APPRAISAL = "role: OFFICER, unit: competent, limit: 1 WD"
SECOND = GUARDIAN[GUARDIAN.index("  - no: 1") :].replace("no: 1", "no: 2").replace("2025-07-01", "2027-01-01")
TWO = GUARDIAN.replace("valid_to: null\n    supplement", "valid_to: 2027-01-01\n    supplement", 1) + SECOND


def test_an_import_publishes_the_procedure_with_its_process() -> None:
    import_sample()
    version = shelf().in_force("1.004837", TODAY)
    assert (version.name, version.sector, version.receivable) == ("Đăng ký giám hộ", "ho-tich", True)
    assert [case.key for case in version.cases] == ["cu", "duong-nhien"]
    assert str(version.limit_for(version.cases[0].id)) == "3 WD"
    assert [paper.code for paper in version.papers_for(version.cases[0].id)] == ["TP01", "TP02"]
    assert [paper.code for paper in version.papers_for(version.cases[1].id)] == ["TP01"]
    assert [fee.amount for fee in version.fees_for(None, on=TODAY)] == [8000]
    assert LegalDocument.objects.filter(fee_rules__isnull=False).get().code == "85/2019/TT-BTC"


def test_every_act_of_an_import_is_an_event() -> None:
    import_sample()
    assert list(Event.objects.order_by("id").values_list("kind", flat=True)) == [
        "catalogue.name_sector",
        "catalogue.name_document",
        "procedure.open",
        "procedure.publish_version",
        "process.publish",
        "catalogue.import",
    ]


def test_the_same_files_again_change_nothing() -> None:
    import_sample()
    before = Event.objects.count()
    assert differences(folder(), on=TODAY) == {}
    assert import_(folder(), actor=SYSTEM, at=AT).nothing
    assert Event.objects.count() == before


def test_a_broken_file_changes_nothing_and_every_fault_is_listed() -> None:
    broken = load_texts(texts(procedure=GUARDIAN.replace("3 WD", "ba").replace("kind: charge", "kind: thuế")))
    with pytest.raises(BrokenFiles) as refusal:
        import_(broken, actor=SYSTEM, at=AT)
    assert [finding.code for finding in refusal.value.findings] == ["wrong_value", "wrong_value"]
    assert not Procedure.objects.exists()
    assert not Sector.objects.exists()
    assert not Event.objects.exists()
    assert not CatalogueFile.objects.exists()


def test_one_broken_file_among_good_ones_keeps_all_of_them_out() -> None:
    other = GUARDIAN.replace("1.004837", "1.004999").replace("3 WD", "ba")
    with pytest.raises(BrokenFiles):
        import_(load_texts({**texts(), "procedures/1.004999.yaml": other}), actor=SYSTEM, at=AT)
    assert not Procedure.objects.exists()


def test_the_difference_view_names_every_changed_field() -> None:
    import_sample()
    text = GUARDIAN.replace("abbreviations: [gh]", "abbreviations: [gh, dkgh]").replace("amount: 8000", "amount: 9000")
    found = differences(load_texts(texts(procedure=text)), on=TODAY)["1.004837"]
    assert [(d.kind, d.version, d.field, d.before, d.after) for d in found] == [
        (Kind.DESCRIPTION, None, "abbreviations", "gh", "gh, dkgh"),
        (Kind.FORBIDDEN, 1, "fees[LP01].amount", "8000", "9000"),
    ]


def test_a_published_version_is_not_changed_in_place() -> None:
    import_sample()
    with pytest.raises(BrokenFiles):
        import_(folder("amount: 8000", "amount: 9000"), actor=SYSTEM, at=AT)


def test_abbreviations_may_change_without_a_new_version() -> None:
    import_sample()
    import_(folder("abbreviations: [gh]", "abbreviations: [giamho]"), actor=SYSTEM, at=AT)
    assert shelf().find("1.004837").abbreviations == ("giamho",)
    assert ProcedureVersion.objects.count() == 1


def test_a_correction_is_a_new_version_and_the_old_one_ends() -> None:
    import_sample()
    files = load_texts(texts(procedure=TWO))
    assert {d.kind for d in differences(files, on=TODAY)["1.004837"]} == {Kind.END_VERSION, Kind.NEW_VERSION}
    done = import_(files, actor=SYSTEM, at=AT)
    assert (done.versions, done.processes) == (1, 0)
    assert shelf().in_force("1.004837", date(2026, 12, 31)).no == 1
    assert shelf().in_force("1.004837", date(2027, 1, 1)).no == 2
    assert differences(files, on=TODAY) == {}


def test_a_version_may_end_without_another() -> None:
    import_sample()
    assert import_(folder("valid_to: null", "valid_to: 2027-01-01"), actor=SYSTEM, at=AT).ends == 1
    assert shelf().find("1.004837").on(date(2027, 1, 1)) is None


def test_a_changed_process_holds_from_the_day_of_the_import() -> None:
    import_sample(at=AT - timedelta(days=10))
    changed = load_texts(
        texts(
            process=PROCESS.replace(
                "role: OFFICER, unit: competent, limit: 1 WD", "role: OFFICER, unit: competent, limit: 2 WD"
            )
        )
    )
    found = differences(changed, on=TODAY)["1.004837"]
    assert [(d.kind, d.field, d.before, d.after) for d in found if d.field.startswith("process")] == [
        (Kind.PROCESS, "process.nodes[tham-dinh].limit", "1 WD", "2 WD")
    ]
    assert import_(changed, actor=SYSTEM, at=AT).processes == 1
    procedure = shelf().find("1.004837").id
    unit = make_unit().pk
    before, after = (shelf().process_for(procedure, unit, day) for day in (TODAY - timedelta(days=1), TODAY))
    assert before is not None and after is not None
    assert (before.node("tham-dinh").limit, after.node("tham-dinh").limit) == ("1 WD", "2 WD")
    assert shelf().process(before.id).node("tham-dinh").limit == "1 WD"


def test_a_process_changed_twice_on_one_day_withdraws_the_first() -> None:
    import_sample(at=AT - timedelta(days=10))
    for limit in ("2 WD", "12 WH"):
        changed = PROCESS.replace(
            "role: OFFICER, unit: competent, limit: 1 WD", f"role: OFFICER, unit: competent, limit: {limit}"
        )
        import_(load_texts(texts(process=changed)), actor=SYSTEM, at=AT)
    process = shelf().process_for(shelf().find("1.004837").id, make_unit().pk, TODAY)
    assert process is not None
    assert process.node("tham-dinh").limit == "12 WH"
    assert ProcessVersion.objects.filter(withdrawn_on=TODAY).count() == 1


def test_the_override_of_an_agency_beats_the_template() -> None:
    own, other = make_unit("H99.77"), make_unit("H99.78")
    office = make_unit("H99.77.01", parent=own)
    import_sample()
    procedure = shelf().find("1.004837").id
    limits = [
        process.node("tham-dinh").limit
        for unit in (own, office, other)
        if (process := shelf().process_for(procedure, unit.pk, TODAY))
    ]
    assert limits == ["4 WH", "4 WH", "1 WD"]


def test_what_is_published_reads_back_as_it_was_written() -> None:
    make_unit("H99.77")
    import_sample()
    assert published("1.004837") == folder().procedures["1.004837"]


def test_an_unknown_limit_keeps_a_procedure_unreceivable_but_shown() -> None:
    import_(folder("value: 3 WD", "value: unknown"), actor=SYSTEM, at=AT)
    version = shelf().in_force("1.004837", TODAY)
    assert not version.receivable
    assert version.limit_for(version.cases[0].id) is None
    assert not shelf().find("1.004837").newest.receivable


def test_an_upload_may_hold_one_procedure_alone() -> None:
    import_sample()
    alone = {GUARDIAN_FILE: TWO.replace("process: xa-3", "process: {name: Riêng, nodes: [" + _nodes() + "]}")}
    assert import_(load_texts(alone), actor=SYSTEM, at=AT).versions == 1


def _nodes() -> str:
    lines = [line.strip().removeprefix("- ") for line in PROCESS.splitlines() if "kind:" in line]
    return ", ".join(lines)


def test_only_who_administers_the_catalogue_may_import() -> None:
    with pytest.raises(Denied):
        import_(folder(), actor=make_actor(role=Role.DESK), at=AT)


def test_an_export_gives_back_the_imported_files_to_the_byte() -> None:
    import_sample()
    assert export() == texts()


def test_an_export_keeps_comments_where_the_catalogue_has_moved_on() -> None:
    import_sample()
    import_(folder("abbreviations: [gh]", "abbreviations: [giamho]"), actor=SYSTEM, at=AT)
    CatalogueFile.objects.filter(path=GUARDIAN_FILE).update(text=GUARDIAN)
    text = export()[GUARDIAN_FILE]
    assert "abbreviations: [giamho]" in text
    assert "# Thủ tục mẫu của bộ kiểm thử." in text
    assert "# Tờ khai theo mẫu." in text
    assert "evidence: illustrative" in text


def test_a_procedure_without_a_file_is_exported_whole() -> None:
    import_sample()
    CatalogueFile.objects.all().delete()
    files = load_texts(export())
    assert files.findings == []
    assert differences(files, on=TODAY) == {}
    assert import_(files, actor=SYSTEM, at=AT).nothing


def test_the_shipped_catalogue_goes_in_and_comes_out_unchanged(tmp_path: Path) -> None:
    files = load()
    done = import_(files, actor=SYSTEM, at=AT)
    assert done.procedures == 52
    assert differences(files, on=TODAY) == {}
    assert not roster().units(TODAY)
    export_to(tmp_path)
    for path in SHIPPED.rglob("*.yaml"):
        assert (tmp_path / path.relative_to(SHIPPED)).read_text("utf-8") == path.read_text("utf-8")
    CatalogueFile.objects.all().delete()
    again = load_texts(export())
    assert again.findings == []
    assert differences(again, on=TODAY) == {}
