"""Nothing personal stands in a log line."""

import logging

import pytest

from motcua.config.logs import RedactingFormatter, redact
from tests.logs import find_personal


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("công dân 099123456789 đã đăng nhập", "099123456789"),
        ("giấy cũ 191234567", "191234567"),
        ("gọi 0912345678", "0912345678"),
        ("gọi 0912.345.678 ngay", "0912.345.678"),
        ("gọi +84 912 345 678", "912 345 678"),
        ("thư hoa@mail.example", "hoa@mail.example"),
        ("từ máy 10.20.30.40", "10.20.30.40"),
        ("{'address': 'Số 5, đường Lê Lợi, phường An Hòa'}", "Lê Lợi"),
        ("address=5-Le-Loi", "Le-Loi"),
        ("DETAIL:  Failing row contains (1, Nguyễn Văn An, xã Lam Sơn).", "Nguyễn"),
    ],
)
def test_a_personal_value_does_not_reach_the_log(line, secret):
    assert secret not in redact(line)


@pytest.mark.parametrize(
    "line",
    [
        "dossier H99.12.03-261122-0001 received at 2026-11-22T03:10:00.123456+00:00",
        "dossier 000.00.16.H99-261122-0001",
        "stream dossier:99000000000001 seq 3",
        "procedure 1.001193, incident 7K3M-Q2PX",
    ],
)
def test_codes_ids_and_times_stay_readable(line):
    assert redact(line) == line


def test_a_traceback_is_redacted_as_well():
    try:
        raise ValueError("số 099123456789")
    except ValueError as error:
        record = logging.LogRecord("motcua", logging.ERROR, __file__, 1, "hỏng %s", ("0912345678",), None)
        record.exc_info = (type(error), error, error.__traceback__)
    line = RedactingFormatter().format(record)
    assert "099123456789" not in line
    assert "0912345678" not in line
    assert "ValueError" in line


def test_the_search_over_the_log_of_the_suite_finds_what_was_planted():
    planted = (
        "số 099123456789\nmáy 0912345678\nthư hoa@mail.example\nđường Lê Lợi, phường An Hòa\nH99.12.03-261122-0001"
    )
    assert [finding.split(":")[0] for finding in find_personal(planted)] == ["line 1", "line 2", "line 3", "line 4"]
