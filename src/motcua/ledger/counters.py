"""Numbers without gaps (receipts, slips, registers, results): 1, 2, 3 … in order of commit."""

from datetime import date

from django.db import connection

from motcua.ledger.upsert import upsert

_NEXT = """
INSERT INTO counter (series, unit_id, period, last_no) VALUES (%s, %s, %s, 1)
ON CONFLICT (series, unit_id, period) DO UPDATE SET last_no = counter.last_no + 1
"""


def next_number(series: str, unit_id: int, period: date) -> int:
    """The next number of `series` (`dossier`, `refusal`, `register:<sector>` …) in `period` (a day, or 1 January).

    One statement. The row stays locked until the end of the transaction, so call it as late in a verb as can be; a
    rolled-back number is given again, a committed one never.
    """
    day = period.isoformat() if connection.vendor == "sqlite" else period
    key = {"series": series, "unit_id": unit_id, "period": day}
    return upsert("counter", _NEXT, list(key.values()), returning="last_no", key=key)
