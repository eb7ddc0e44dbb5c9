"""bin/motcua catalogue: check, import and export from the shell."""

import json
from pathlib import Path

import pytest

from motcua.catalogue.models import Procedure
from motcua.config import cli
from motcua.ledger.models import Event
from motcua.rules.lifecycle import Role
from tests.catalogue.factories import GUARDIAN, GUARDIAN_FILE, line_with, texts
from tests.conftest import Clock
from tests.people.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """The sample as files, today."""
    for name, text in texts().items():
        path = tmp_path / "catalogue" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "catalogue"


def run(*words: object) -> int:
    return cli.main(["catalogue", *map(str, words)])


def break_file(folder: Path) -> None:
    (folder / GUARDIAN_FILE).write_text(GUARDIAN.replace("3 WD", "ba"), encoding="utf-8")


def test_check_names_file_and_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", folder) == 0
    assert "1 thủ tục: 0 lỗi" in capsys.readouterr().out
    break_file(folder)
    assert run("check", folder) == 1
    assert f"{GUARDIAN_FILE}:{line_with('value: 3 WD')}: lỗi [wrong_value]" in capsys.readouterr().out


def test_check_speaks_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_file(folder)
    assert run("check", folder, "--json") == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [(f["file"], f["code"]) for f in findings if f["severity"] == "error"] == [(GUARDIAN_FILE, "wrong_value")]


def test_import_publishes_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", folder, "--dry-run") == 0
    assert "Thủ tục mới" in capsys.readouterr().out
    assert not Procedure.objects.exists()
    assert run("import", folder) == 0
    assert "1 thủ tục mới, 1 phiên bản" in capsys.readouterr().out
    assert run("import", folder, "--json") == 0
    assert json.loads(capsys.readouterr().out)["procedures"] == 0


def test_import_of_a_broken_folder_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_file(folder)
    assert run("import", folder) == 1
    assert "chưa nhập gì" in capsys.readouterr().out
    assert not Procedure.objects.exists()


def test_import_names_who_did_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_staff(role=Role.DESK, login="lan.desk")
    assert run("import", folder, "--as", "lan.desk") == 1
    assert not Procedure.objects.exists()
    control = make_staff(role=Role.CONTROL, login="hoa.control")
    assert run("import", folder, "--as", "hoa.control") == 0
    assert Event.objects.filter(kind="catalogue.import").get().account_id == control.account_id


def test_export_writes_what_was_imported(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", folder)
    capsys.readouterr()
    assert run("export", tmp_path / "out", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["written"]) == 4
    assert (tmp_path / "out" / GUARDIAN_FILE).read_text("utf-8") == GUARDIAN
    assert run("export", tmp_path / "out") == 0
    assert "0 tệp" in capsys.readouterr().out
