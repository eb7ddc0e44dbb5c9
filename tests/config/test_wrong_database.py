"""A wrong MOTCUA_DATABASE, or a server that is silent: one sentence, soon, and nothing is made."""

import json
import socket
import time

import pytest

from motcua.config.env import WrongDatabase, database_settings, read_environment
from tests.config.houses import House


@pytest.fixture
def place(tmp_path):
    """A process of its own in a data directory that stands and is empty."""
    (tmp_path / "data").mkdir()
    return House(tmp_path / "data")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("mysql://x", "mysql"),
        ("motcua.sqlite3", "sqlite:///"),
        ("sqlite://x", "sqlite:///"),
        ("sqlite:///", "tên tệp"),
        ("sqlite:///../x", "ngoài thư mục dữ liệu"),
        ("postgresql://h:notaport/d", "cổng"),
        ("postgresql://h:99999/d", "cổng"),
        ("postgresql://h", "tên cơ sở dữ liệu"),
        ("postgresql://[h/d", "máy chủ"),
    ],
)
def test_a_wrong_address_is_refused_without_its_password(monkeypatch, tmp_path, address, reason):
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))
    monkeypatch.delenv("MOTCUA_SECRET_KEY", raising=False)
    monkeypatch.setenv("MOTCUA_DATABASE", address.replace("://h", "://u:geheim@h"))
    with pytest.raises(WrongDatabase) as refused:
        read_environment()
    assert refused.value.message.startswith("MOTCUA_DATABASE") and reason in refused.value.message
    assert "geheim" not in refused.value.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sqlite:///x", "{data}/x"),
        ("sqlite:////srv/x%20y?.sqlite3", "/srv/x%20y?.sqlite3"),
        ("", "{data}/motcua.sqlite3"),
        ("postgres://u:p%40@h:1/d", "d"),
        ("postgresql:///d", "d"),
    ],
)
def test_the_accepted_addresses(monkeypatch, tmp_path, address, name):
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))
    monkeypatch.setenv("MOTCUA_DATABASE", address)
    assert database_settings(read_environment())["NAME"] == name.format(data=tmp_path)


@pytest.mark.parametrize("command", [("doctor",), ("prepare",), ("people", "list"), ("openapi", "--check")])
def test_every_command_says_one_sentence_and_makes_nothing(place, command):
    place.environment["MOTCUA_DATABASE"] = "postgresql://h:notaport/d"
    said = place.motcua(*command, code=3)
    assert said.startswith("MOTCUA_DATABASE") and said.count("\n") == 1
    assert list(place.data.iterdir()) == []


def test_a_machine_is_told_in_json_and_the_overview_is_printed_all_the_same(place):
    place.environment["MOTCUA_DATABASE"] = "mysql://x"
    assert json.loads(place.motcua("fold", "--json", code=3))["code"] == "wrong_database"
    assert "doctor" in place.motcua("--help")


def test_a_relative_database_lies_in_the_data_directory(place):
    place.environment["MOTCUA_DATABASE"] = "sqlite:///x"
    place.motcua("prepare")
    assert (place.data / "x").is_file()


ASK = """
import time
from django.test import Client
client = Client(raise_request_exception=False)
for path in ("/", "/en/tra-cuu/"):
    began = time.monotonic()
    page = client.get(path, headers={"host": "localhost"})
    print(page.status_code, page.headers["Retry-After"], "%.0f" % (time.monotonic() - began), page.content.decode())
"""


def test_a_page_says_soon_that_the_database_is_away(place):
    place.environment["MOTCUA_DATABASE"] = f"postgresql://u:geheim@127.0.0.1:{_closed_port()}/d"
    said = place.python(ASK)
    assert "<h1>Hệ thống đang tạm ngừng</h1>" in said and "<h1>The system is away for the moment</h1>" in said
    answers = [line.split() for line in said.splitlines() if line.startswith("503 ")]
    assert [answer[:2] for answer in answers] == [["503", "10"]] * 2 and "geheim" not in said
    assert int(answers[1][2]) < 10  # the first has the house to read as well


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(("command", "code"), [(("doctor",), 1), (("people", "list"), 3), (("prepare",), 1)])
def test_a_silent_server_is_one_sentence_and_soon(place, command, code):
    port = _closed_port()
    place.environment["MOTCUA_DATABASE"] = f"postgresql://u:geheim@127.0.0.1:{port}/d"
    began = time.monotonic()
    lines = place.motcua(*command, code=code).splitlines()
    assert time.monotonic() - began < 25  # a pool would wait for thirty
    assert [line for line in lines if f"127.0.0.1:{port}" in line and "không trả lời" in line] == lines[-1:]
    assert not any("pool" in line or "WARNING" in line or "geheim" in line for line in lines)
