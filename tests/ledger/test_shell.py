"""bin/motcua ledger: what the operator reads."""

import json

import pytest

from motcua.config import cli
from motcua.ledger import checkpoints, sequencer
from motcua.ledger.installation import OtherProvince, install, mark_as_bench
from motcua.ledger.models import Event, Installation
from motcua.ledger.readers import reader_row
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
