"""What may not stand in a committed file: addresses in locks, registry hosts, paths of one machine."""

import re

import pytest

from tests.house.source import REPOSITORY, files, place

LOCKS = ("requirements.lock", "requirements-dev.lock")
# Written in pieces, or this file would find itself.
HOSTS = re.compile(
    "|".join([r"pypi\." + "org", r"files\.python" + "hosted", r"registry\." + r"npm" + "js", r"deb\." + "debian"])
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.:/-])/(?:" + "|".join(["wo" + "rk/", "ro" + "ot/", "ho" + "me/", "op" + "t/", "Us" + "ers/"]) + r")\w"
)


def pins(text):
    """{"django": "5.2.1"} of a lock file."""
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", text, flags=re.MULTILINE))


def foreign_places(text):
    """Registry hosts and absolute paths of a machine in a text."""
    return [match.group() for pattern in (HOSTS, MACHINE_PATHS) for match in pattern.finditer(text)]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_hashes_and_no_address(name):
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    assert ":" + "//" not in text
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(pins(text)) > 20


def test_the_tests_run_on_the_very_versions_that_people_run():
    runtime, development = (pins((REPOSITORY / name).read_text(encoding="utf-8")) for name in LOCKS)
    assert {name: version for name, version in runtime.items() if development.get(name) != version} == {}


def test_no_file_names_a_registry_or_a_path_of_this_machine():
    found = {}
    for path in files():
        places = foreign_places(path.read_bytes().decode("utf-8", errors="replace"))
        if places:
            found[place(path)] = places[:3]
    assert found == {}


def test_planted_places_are_found():
    assert foreign_places("see https://py" + "pi.org/simple") == ["py" + "pi.org"]
    assert foreign_places("open('/ro" + "ot/x')") == ["/ro" + "ot/x"]
    assert foreign_places("docs/ho" + "me/x and https://a.example/wo" + "rk/x") == []
