"""A mistyped MOTCUA_DATA, or one that nobody prepared: one sentence, an exit code of its own, and nothing is made."""

import json

import pytest

from motcua.config import cli, commands
from tests.config.houses import empty_house

pytestmark = pytest.mark.django_db

ASKED = (
    ("backup", "all.tar"),
    ("fold",),
    ("ledger", "verify"),
    ("ledger", "status"),
    ("people", "list"),
    ("people", "demo"),
    ("people", "code", "ai"),
    ("catalogue", "check"),
    ("worker",),
    ("worker", "--once"),
    ("act", "approve", "H99.27-260101-0001", "--as", "ai"),
)


@pytest.fixture
def mistyped(tmp_path, settings):
    """This process in a house whose data directory is mistyped."""
    settings.DATA_DIRECTORY = tmp_path / "mistyped"
    return settings.DATA_DIRECTORY


@pytest.fixture
def nowhere(tmp_path):
    """Real processes in such a house."""
    with empty_house(tmp_path / "data") as found:
        found.data = tmp_path / "mistyped"
        found.environment["MOTCUA_DATA"] = str(found.data)
        yield found


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_without_a_data_directory_every_command_says_one_sentence(mistyped, arguments, capsys):
    assert cli.main(arguments) == 3
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"Không có thư mục dữ liệu {mistyped}")
    assert not mistyped.exists()


def test_every_command_is_asked_about_or_needs_no_house():
    needless = {"code", "deadline", "serve", "demo", "doctor", "openapi", "prepare", "restore"}
    assert {one[0] for one in ASKED} == commands.IN_A_HOUSE
    assert {*commands.PURE, *commands.WITH_DJANGO} == commands.IN_A_HOUSE | needless


def test_a_machine_is_told_in_json(mistyped, capsys):
    assert cli.main(["fold", "--json"]) == 3
    out, err = capsys.readouterr()
    assert (json.loads(out)["code"], err) == ("no_data_directory", "")


def test_a_process_that_finds_no_house_leaves_nothing_behind(nowhere, tmp_path):
    said = nowhere.motcua("backup", tmp_path / "all.tar", code=3)
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
    nowhere.data.mkdir()
    assert "prepare" in nowhere.motcua("people", "list", code=3)
    assert {path.name for path in nowhere.data.iterdir()} <= {"secret.key"}


def test_a_house_of_an_earlier_version_is_not_worked_in(house):
    house.python('from django.core.management import call_command; call_command("migrate", "ledger", "0002")')
    assert "bước nâng cấp chưa chạy" in house.motcua("worker", "--once", code=3)


def test_the_doctor_of_a_mistyped_directory_makes_nothing(mistyped, capsys):
    assert cli.main(["doctor"]) == 1
    assert "Không có thư mục dữ liệu" in capsys.readouterr().out
    assert not mistyped.exists()


def test_a_demonstration_makes_its_own_house(nowhere):
    assert "Đang tạo cơ sở dữ liệu" in nowhere.motcua("demo", "--dossiers", "0")
    assert "Vai trò" in nowhere.motcua("people", "demo")
