"""bin/serve decides before it makes anything, and refuses in one sentence."""

import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from motcua.config import launching
from motcua.config.launching import NotAnAddress, NotWritable, OtherProvince, PortTaken, settle, weeks_back_to
from motcua.config.occupancy import AlreadyOpen, alone_in
from motcua.config.usage import Parser


def wish(**changed):
    parser = Parser()
    launching.add_arguments(parser)
    return parser.parse_args([f"--{name.replace('_', '-')}={value}" for name, value in changed.items()])


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return port


@pytest.fixture(autouse=True)
def unnamed(monkeypatch):
    monkeypatch.delenv("MOTCUA_DATA", raising=False)


def test_without_a_wish_the_two_level_province_opens_in_the_data_folder(tmp_path, free_port):
    opening = settle(wish(port=free_port), root=tmp_path)
    assert (opening.province, opening.data, opening.invented) == ("lam-giang", tmp_path / "data", True)
    assert list(tmp_path.iterdir()) == []


def test_the_province_of_2023_has_a_folder_and_a_year_of_its_own(tmp_path, free_port, clock):
    today = clock.set("2026-11-23T08:00")
    opening = settle(wish(port=free_port, province="quang-nam-2023"), root=tmp_path)
    launching.furnish(opening)
    assert opening.data == tmp_path / "data-quang-nam-2023"
    weeks = int((opening.data / "clock-offset-weeks").read_text())
    assert (today + timedelta(weeks=weeks)).date().isoformat() == "2023-11-20"
    assert opening.data.stat().st_mode & 0o077 == 0


def test_a_data_folder_keeps_its_province(tmp_path, free_port, monkeypatch):
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path / "d"))
    launching.furnish(settle(wish(port=free_port, province="quang-nam-2023"), root=tmp_path))
    assert settle(wish(port=free_port), root=tmp_path).province == "quang-nam-2023"
    with pytest.raises(OtherProvince, match="quang-nam-2023"):
        settle(wish(port=free_port, province="lam-giang"), root=tmp_path)


def test_a_folder_with_real_data_is_opened_as_it_is(tmp_path, free_port):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "motcua.sqlite3").write_text("")
    opening = settle(wish(port=free_port), root=tmp_path)
    launching.furnish(opening)
    assert not opening.invented
    assert [path.name for path in opening.data.iterdir()] == ["motcua.sqlite3"]


@pytest.mark.parametrize("now", ["2023-01-01", "2024-02-29", "2025-12-31", "2026-01-01", "2030-07-01", "2040-12-30"])
def test_the_demo_year_keeps_the_weekday_and_about_the_day(now):
    today = datetime.fromisoformat(now).replace(tzinfo=UTC)
    then = today + timedelta(weeks=weeks_back_to(2023, today))
    assert then.year == 2023
    assert then.weekday() == today.weekday()
    assert abs(then.timetuple().tm_yday - today.timetuple().tm_yday) <= 7


def test_a_port_in_use_is_one_sentence_and_leaves_nothing(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Cổng {port} .* đang có chương trình khác dùng"):
            settle(wish(port=port), root=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_is_a_file_is_refused(tmp_path, free_port):
    (tmp_path / "data").write_text("")
    with pytest.raises(NotWritable, match="đó là một tệp"):
        settle(wish(port=free_port), root=tmp_path)


def test_a_folder_without_the_right_to_write_is_refused(tmp_path, free_port, monkeypatch):
    monkeypatch.setattr(launching.os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(NotWritable, match="không có quyền ghi"):
        settle(wish(port=free_port), root=tmp_path)


def test_two_on_one_data_folder_is_refused(tmp_path):
    with alone_in(tmp_path), pytest.raises(AlreadyOpen), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass


def test_the_launcher_says_it_before_it_makes_an_environment(repository, tmp_path):
    (tmp_path / "data").write_text("")
    done = subprocess.run(
        [sys.executable, repository / "bin" / "serve"],
        env={"MOTCUA_DATA": str(tmp_path / "data"), "PATH": ""}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Không ghi được vào thư mục dữ liệu" in done.stderr


@pytest.mark.parametrize(
    ("host", "reason"),
    [("", "không có máy tên này"), ("nobody.invalid", "không có máy"), ("192.0.2.1", "không có địa")],
)
def test_a_host_that_is_not_here_is_one_sentence(tmp_path, free_port, host, reason):
    with pytest.raises(NotAnAddress, match=reason):
        settle(wish(port=free_port, host=host), root=tmp_path)


def test_a_taken_port_names_one_that_is_free(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            settle(wish(port=port), root=tmp_path)
        with socket.create_server(("127.0.0.1", refused.value.facts["other"])):
            pass


@pytest.mark.parametrize(
    ("host", "address"), [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("localhost", "localhost")]
)
def test_the_address_can_be_typed_into_a_browser(tmp_path, free_port, host, address):
    opening = launching.Opening(tmp_path, "lam-giang", True, host, free_port, 0, 0)
    assert opening.address == f"http://{address}:{free_port}/"


@pytest.mark.parametrize("port", ["0", "-1", "65536", "x"])
def test_a_port_is_a_number_that_can_be_opened(port, capsys):
    with pytest.raises(SystemExit):
        wish(port=port)
    assert "từ 1 đến 65535" in capsys.readouterr().err
