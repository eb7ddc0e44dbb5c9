"""What differs is said in words: which part, which value, what stands there and what the events say."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from motcua.dossiers.belongings import ToldParty
from motcua.dossiers.difference_words import COLUMNS, both, place
from motcua.dossiers.differences import _segment_row, _step_row, differences
from motcua.dossiers.models import ClockSegment, Dossier, Step
from motcua.rules.deadlines import FAR_FUTURE
from tests.dossiers.acts import to_clerk


def _said(change) -> list[str]:
    return [str(found).split(": ", 1)[1] for found in differences([change.dossier.pk])]


def test_of_a_step_only_what_differs_is_named(province, monday, moment):
    change = to_clerk(province, monday)
    told = Step.objects.get(dossier=change.dossier, no=2).closed_at
    Step.objects.filter(dossier=change.dossier, no=2).update(closed_at=moment("2026-11-20T17:00"), used_minutes=1)
    [said] = _said(change)
    assert said.startswith("bước 2: kết thúc 17:00 20/11/2026, số phút đã dùng 1 ≠ kết thúc ")
    assert f"{told:%M %d/%m/%Y}" in said and "(" not in said and "datetime" not in said


def test_a_step_too_many_says_all_of_itself(province, monday):
    change = to_clerk(province, monday)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM step WHERE no = 5")
    [said] = [line for line in _said(change) if line.startswith("bước 5")]
    assert said.startswith("bước 5: không có ≠ số 5, bước Vào sổ")


def test_columns_values_and_missing_rows_are_words(province, monday):
    change = to_clerk(province, monday)
    Dossier.objects.filter(pk=change.dossier.pk).update(counted=False, late_at=FAR_FUTURE)
    ClockSegment.objects.filter(dossier=change.dossier).update(basis="")
    said = " | ".join(_said(change))
    assert "được tính vào số liệu: không ≠ có" in said
    assert "quá hạn từ: không có hạn ≠ 23:59:59.999999 " in said
    assert [str(found) for found in differences([999])] == ["999: hồ sơ: không có ≠ không có"]


@pytest.mark.parametrize(
    ("row", "events", "said"),
    [
        (None, "", ("không có", "để trống")),
        (True, False, ("có", "không")),
        (b"\x01\xff", b"", ("01ff", "")),
        ([1, 2], [1], ("1, 2", "1")),
        ([ToldParty(7, 1)], [], ("dòng 7, vai trò 1, dòng thay thế không có", "")),
        (datetime(2026, 11, 20, 10, tzinfo=UTC), None, ("17:00 20/11/2026", "không có")),
        (datetime(2026, 11, 20, 10, 0, 5, tzinfo=UTC), 3, ("17:00:05 20/11/2026", "3")),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), FAR_FUTURE, ("9999-12-31T23:00:00+00:00", "không có hạn")),
    ],
)
def test_one_value_beside_another(row, events, said):
    assert both("legal_due", row, events) == said


def test_every_column_of_a_dossier_has_its_word():
    assert [field.attname for field in Dossier._meta.fields if place(field.attname) == field.attname] == []


def test_every_value_of_a_row_has_its_name(province, monday):
    to_clerk(province, monday)
    assert len(_step_row(Step.objects.first())) == len(COLUMNS["step"])
    assert len(_segment_row(ClockSegment.objects.first())) == len(COLUMNS["segment"])
    assert all(place(name) != name for names in COLUMNS.values() for name in names)
