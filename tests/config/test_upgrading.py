"""A data directory of an earlier version is brought up; one of a later version, or a broken step, changes nothing."""

import re
import signal
import time

import pytest

from tests.config.houses import empty_house

pytestmark = pytest.mark.django_db

GO_BACK = """
from django.core.management import call_command
call_command("migrate", "ledger", "0002", verbosity=0)
"""
LATER = """
from django.db import connection
from django.utils.dateparse import parse_datetime
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).Migration.objects.create(
    app="ledger", name="0999_of_tomorrow", applied=parse_datetime("2026-01-01T00:00:00Z"))
"""
UNGUARD = """
from django.db import connection
on = " ON event" if connection.vendor == "postgresql" else ""
connection.cursor().execute(f"DROP TRIGGER ao_event_u{on}")
"""
BREAK = """
from django.db import connection
connection.cursor().execute("CREATE TABLE scheduled_job (id int)")
"""
TABLES = "from django.db import connection; print(sorted(connection.introspection.table_names()))"


def test_the_data_of_an_earlier_version_are_brought_up(house):
    house.python(GO_BACK)
    assert re.search(r"phiên bản trước \([2-9] bước\)", house.motcua("prepare"))
    assert house.motcua("prepare") == ""
    assert not (house.data / "before-upgrade.sqlite3").exists()


def test_the_data_of_a_later_version_are_left_alone(house):
    house.python(LATER)
    said = house.motcua("prepare", code=1)
    assert said.count("\n") == 1
    assert "0999_of_tomorrow" in said


def test_a_step_that_fails_leaves_the_data_as_they_were(house):
    house.python(GO_BACK + BREAK)
    before = house.python(TABLES)
    assert "dữ liệu vẫn giữ nguyên" in house.motcua("prepare", code=1)
    assert house.python(TABLES) == before


def test_a_house_without_its_guards_does_not_open(house):
    house.python(UNGUARD)
    assert "chốt chống sửa sổ" in house.motcua("prepare", code=1)
    said = house.doctor()["guards"]
    assert "ao_event_u" in said and "bin/motcua ledger restore-guards" in said
    assert "Đã đặt lại 1 chốt" in house.motcua("ledger", "restore-guards")
    house.motcua("prepare")
    assert "Đủ chốt" in house.doctor()["guards"]


def test_the_doctor_sees_whether_a_worker_lives(house):
    assert "chưa từng chạy" in house.doctor()["worker"]
    house.motcua("worker", "--once")
    assert "worker" not in house.doctor()


def test_a_preparation_that_is_told_to_end_takes_back_what_it_has_begun(tmp_path):
    with empty_house(tmp_path / "data") as house:
        process = house.start("prepare")
        deadline = time.monotonic() + 60
        while not (house.data / "secret.key").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130, out + err
        assert "Đã dừng theo yêu cầu." in err
        assert not house.data.exists()
