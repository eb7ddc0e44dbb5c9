"""Backup and restore, by real processes on a whole house."""

import hashlib
import io
import json
import tarfile

import pytest

from tests.config.houses import empty_house

pytestmark = pytest.mark.django_db

ACT = """
from datetime import UTC, datetime
from django.db import transaction
from motcua.web.shared import clock
from motcua.ledger.actor import SYSTEM
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
for number in range(5):
    with transaction.atomic():
        record(StreamKind.SETTING, 1, kind="setting.change", actor=SYSTEM, at=clock.now(), facts={"number": number})
"""
FILE = """
from motcua.config import wiring
from pathlib import Path
import hashlib, sys, tempfile
path = Path(tempfile.mkdtemp()) / "x"; path.write_bytes(b"giay to")
wiring.storage().put(path, sha256=hashlib.sha256(b"giay to").digest())
"""
UNGUARD = """
from django.db import connection
on = " ON event" if connection.vendor == "postgresql" else ""
connection.cursor().execute(f"DROP TRIGGER ao_event_u{on}")
"""
EVENTS = "from motcua.ledger.models import Event; print(Event.objects.count())"


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory, prepared):
    """A house with five acts and a stored file, and its backup `all.tar` beside it."""
    folder = tmp_path_factory.mktemp("lived-in")
    with empty_house(folder / "data", like=prepared) as house:
        house.python(ACT + FILE)
        house.motcua("worker", "--once")
        house.archive = folder / "all.tar"
        house.motcua("backup", house.archive)
        yield house


def stored(house):
    return [path.read_bytes() for path in (house.data / "files").rglob("*") if path.is_file()]


def test_what_was_backed_up_stands_again_elsewhere_verifies_and_goes_on(lived_in, tmp_path):
    with empty_house(tmp_path / "other") as other:
        assert "5 sự kiện, sổ nguyên vẹn" in other.motcua("restore", lived_in.archive)
        assert stored(other) == [b"giay to"]
        assert (other.data / "ledger.key").read_bytes() == (lived_in.data / "ledger.key").read_bytes()
        other.python(ACT)
        other.motcua("worker", "--once")
        report = json.loads(other.motcua("ledger", "verify", "--json"))
        assert report == {"events": 10, "sound": True, "findings": []}


def test_a_house_with_data_is_replaced_only_by_force(lived_in):
    lived_in.python(ACT)
    assert "--force" in lived_in.motcua("restore", lived_in.archive, code=1)
    assert lived_in.python(EVENTS) == "10"
    lived_in.motcua("restore", lived_in.archive, "--force")
    assert lived_in.python(EVENTS) == "5"


def rewritten(archive, target, change):
    """A copy of an archive in which `change(name, content)` gives each piece its new content."""
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for entry in old:
            content = change(entry.name, old.extractfile(entry).read())
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return target


def stands_unchanged(house, before):
    return (
        stored(house) == before
        and house.python(EVENTS) == "5"
        and not [path.name for path in house.data.iterdir() if path.name.startswith(".restore-")]
    )


def test_a_damaged_archive_changes_nothing(lived_in, tmp_path):
    before = stored(lived_in)
    bad = rewritten(
        lived_in.archive,
        tmp_path / "bad.tar",
        lambda name, text: text.swapcase() if name.startswith("files/") else text,
    )
    assert "không khớp mã kiểm tra" in lived_in.motcua("restore", bad, "--force", code=1)
    assert stands_unchanged(lived_in, before)


def test_a_database_that_cannot_be_read_leaves_the_old_one_standing(lived_in, tmp_path):
    before, garbage = stored(lived_in), b"no database at all" * 300

    def forge(name, content):
        if name.startswith("database."):
            return garbage
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        database = next(piece for piece in manifest["pieces"] if piece.startswith("database."))
        manifest["pieces"][database] = {"size": len(garbage), "sha256": hashlib.sha256(garbage).hexdigest()}
        return json.dumps(manifest).encode()

    forged = rewritten(lived_in.archive, tmp_path / "forged.tar", forge)
    lived_in.motcua("restore", forged, "--force", code=1)
    assert stands_unchanged(lived_in, before)
    lived_in.motcua("ledger", "verify")


def test_an_archive_that_points_outside_is_refused(lived_in, tmp_path):
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        entry = tarfile.TarInfo("../../planted")
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    assert "không phải là bản sao lưu" in lived_in.motcua("restore", tmp_path / "evil.tar", "--force", code=1)
    assert not (lived_in.data.parent / "planted").exists()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "không có tệp"),
        (lambda path: path.mkdir(), "đó là một thư mục"),
        (lambda path: path.write_text("không phải tar" * 100), "không phải là tệp tar"),
        (lambda path: path.write_bytes(b""), "không phải là tệp tar"),
    ],
)
def test_what_is_no_archive_is_refused_in_vietnamese_and_leaves_nothing(tmp_path, make, reason):
    make(tmp_path / "all.tar")
    with empty_house(tmp_path / "data") as other:
        said = other.motcua("restore", tmp_path / "all.tar", code=1)
        assert reason in said and said.count("\n") == 1
        assert not other.data.exists()


def test_a_house_that_lost_its_guards_says_so_in_backup_and_verification(lived_in, tmp_path):
    with empty_house(tmp_path / "data", like=lived_in) as house:
        house.python(UNGUARD)
        assert "Thiếu chốt chống sửa sổ: event: ao_event_u." in house.motcua("ledger", "verify", code=1)
        said = house.motcua("backup", tmp_path / "bare.tar", code=1)
        assert "Thiếu 1 chốt chống sửa sổ" in said and "không khôi phục được" in said
    with empty_house(tmp_path / "other") as other:
        assert "Thiếu 1 chốt" in other.motcua("restore", tmp_path / "bare.tar", code=1)
        assert not other.data.exists()
        assert other.tables() == 0
    before = stored(lived_in)
    assert "Thiếu 1 chốt" in lived_in.motcua("restore", tmp_path / "bare.tar", "--force", code=1)
    assert stands_unchanged(lived_in, before)
    lived_in.motcua("ledger", "verify")


def test_a_piece_that_the_manifest_does_not_name_is_refused(lived_in, tmp_path):
    bad = tmp_path / "more.tar"
    bad.write_bytes(lived_in.archive.read_bytes())
    with tarfile.open(bad, "a") as archive:
        entry = tarfile.TarInfo("files/planted")
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    assert "files/planted không có trong bản kê" in lived_in.motcua("restore", bad, "--force", code=1)


def test_a_backup_never_overwrites_and_is_private(lived_in):
    assert lived_in.archive.stat().st_mode & 0o077 == 0
    before = lived_in.archive.read_bytes()
    assert "đã có" in lived_in.motcua("backup", lived_in.archive, code=1)
    assert lived_in.archive.read_bytes() == before
    assert [path.name for path in lived_in.archive.parent.iterdir() if path.name.endswith(".partial")] == []


def test_no_folder_is_made_for_a_backup(lived_in, tmp_path):
    said = lived_in.motcua("backup", tmp_path / "unmounted" / "all.tar", code=1)
    assert str(tmp_path / "unmounted") in said and said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
