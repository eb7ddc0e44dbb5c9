"""bin/motcua ledger: what the operator reads."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.config import cli
from motcua.ledger import checkpoints, sequencer
from motcua.ledger.guards import restore_guards
from motcua.ledger.installation import OtherProvince, install, mark_as_bench
from motcua.ledger.models import Event, Installation
from motcua.ledger.readers import reader_row
from motcua.ledger.triggers import missing_triggers, restore_triggers
from tests.ledger.conftest import AT, write
from tests.ledger.tampering import sql

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def two_events() -> None:
    write(1)
    write(1)
    sequencer.place()
    checkpoints.make(at=AT)


def test_a_sound_ledger_says_so_and_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ledger", "verify"]) == 0
    assert capsys.readouterr().out.startswith("Đã đọc 2 sự kiện trong 0,")


def test_a_damaged_ledger_names_the_event_and_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    sql("UPDATE event SET kind = 'x' WHERE id = %s", Event.objects.get(seq=2).pk)
    assert cli.main(["ledger", "verify"]) == 1
    printed = capsys.readouterr()
    assert printed.err.strip() == "Sự kiện đã bị sửa: staff:1 #2 @2."
    assert "1 điều không khớp" in printed.out
    assert cli.main(["ledger", "verify", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["events"], report["sound"]) == (2, False)
    assert report["findings"][0]["damage"] == "changed" and report["findings"][0]["seq"] == 2


def lose(*names: str) -> None:
    for name in names:
        table = name.removeprefix("ao_").rpartition("_")[0]
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def test_lost_guards_come_back_with_an_event_and_the_ledger_is_verified(capsys: pytest.CaptureFixture[str]) -> None:
    lose("ao_event_u", "ao_event_place_d")
    assert cli.main(["ledger", "restore-guards"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Đã đặt lại 2 chốt chống sửa và ghi vào sổ: event: ao_event_u, event_place: ao_event_place_d."
    assert "có thể đã bị sửa hoặc xóa" in said[1]
    assert said[2].startswith("Đã đọc 3 sự kiện") and said[2].endswith("sổ nguyên vẹn.")
    assert "bin/motcua fold" in said[3]
    event = Event.objects.get(kind="installation.restore_guards")
    assert event.facts == {"guards": ["event: ao_event_u", "event_place: ao_event_place_d"]}
    assert missing_triggers() == []
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.update(kind="x")


def test_restored_guards_do_not_hide_what_was_changed_while_they_were_gone(capsys: pytest.CaptureFixture[str]) -> None:
    lose("ao_event_u")
    Event.objects.filter(seq=2).update(kind="x")
    assert cli.main(["ledger", "restore-guards"]) == 1
    printed = capsys.readouterr()
    assert printed.err.strip() == "Sự kiện đã bị sửa: staff:1 #2 @2."
    assert "Đã đặt lại 1 chốt" in printed.out and "1 điều không khớp" in printed.out


def test_where_no_guard_is_missing_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ledger", "restore-guards"]) == 0
    assert "không phải đặt lại" in capsys.readouterr().out
    assert cli.main(["ledger", "restore-guards", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {"restored": [], "events": 2, "sound": True, "findings": []}
    assert Event.objects.count() == 2


def test_guards_are_not_restored_while_the_keys_of_the_ledger_are_lost(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lose("ao_event_u")
    (bare := tmp_path / "bare").mkdir()
    settings.DATA_DIRECTORY = str(bare)
    assert cli.main(["ledger", "restore-guards"]) == 1
    assert "khôi phục tệp khóa" in capsys.readouterr().err
    assert missing_triggers() == ["event: ao_event_u"]
    assert list(bare.iterdir()) == []
    restore_triggers()


@pytest.mark.postgres
def test_a_guard_whose_function_was_emptied_comes_back_whole() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION motcua_append_only() RETURNS trigger LANGUAGE plpgsql"
            " AS $$BEGIN RETURN OLD; END$$"
        )
        cursor.execute("ALTER TABLE access_log DISABLE TRIGGER ao_access_log_d")
    assert {"event: ao_event_d", "access_log: ao_access_log_d"} <= set(restore_guards(at=AT))
    assert missing_triggers() == []


def test_a_bench_database_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    mark_as_bench()
    assert cli.main(["ledger", "verify"]) == 1
    assert "để đo tốc độ" in capsys.readouterr().err


def test_the_state_of_the_ledger_is_told_in_words_and_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    reader_row("words")
    assert cli.main(["ledger", "status"]) == 0
    assert "words: 0 (chậm 2), đang đọc" in capsys.readouterr().out
    assert cli.main(["ledger", "status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["last_position"], status["unplaced"], status["checkpointed"]) == (2, 0, 2)
    assert (status["stuck"], status["missing_triggers"]) == (0, [])


def test_a_database_belongs_to_one_province() -> None:
    row = install("H99", province_name="Lam Giang", number=99)
    kept = row.ledger_id
    again = install("H99", province_name="Tỉnh Lam Giang", number=99)
    assert (again.ledger_id, Installation.objects.get().province_name) == (kept, "Tỉnh Lam Giang")
    with pytest.raises(OtherProvince, match="thuộc tỉnh H99, không phải H47"):
        install("H47", province_name="Quảng Nam", number=47)
