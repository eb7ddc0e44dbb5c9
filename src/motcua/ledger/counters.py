"""Numbers without gaps (receipts, slips, registers, results): 1, 2, 3 … in order of commit."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from motcua.ledger.upsert import upsert

_NEXT = """
INSERT INTO counter (series, unit_id, period, last_no) VALUES (%s, %s, %s, 1)
ON CONFLICT (series, unit_id, period) DO UPDATE SET last_no = counter.last_no + 1
"""

_NEXT_OF_MANY = """
INSERT INTO counter (series, unit_id, period, last_no) VALUES {places}
ON CONFLICT (series, unit_id, period) DO UPDATE SET last_no = counter.last_no + 1
RETURNING series, unit_id, period, last_no
"""


def next_number(series: str, unit_id: int, period: date) -> int:
    """The next number of `series` (`dossier`, `refusal`, `register:<sector>` …) in `period` (a day, or 1 January).

    One statement. The row stays locked until the end of the transaction, so call it as late in a verb as can be; a
    rolled-back number is given again, a committed one never.
    """
    day = period.isoformat() if connection.vendor == "sqlite" else period
    key = {"series": series, "unit_id": unit_id, "period": day}
    return upsert("counter", _NEXT, list(key.values()), returning="last_no", key=key)


def next_numbers(wanted: Sequence[tuple[str, int, date]]) -> list[int]:
    """The next numbers of several different series (`series`, `unit_id`, `period`) in one statement, in that order.

    Always ask in the same order: the rows are locked in it.
    """
    if not connection.features.can_return_columns_from_insert:
        return [next_number(*one) for one in wanted]
    rows = [
        (series, unit_id, period.isoformat() if connection.vendor == "sqlite" else period)
        for series, unit_id, period in wanted
    ]
    places = ", ".join(["(%s, %s, %s, 1)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_OF_MANY.format(places=places), [value for row in rows for value in row])
        found = {(series, unit_id, str(period)): last_no for series, unit_id, period, last_no in cursor.fetchall()}
    return [found[series, unit_id, str(period)] for series, unit_id, period in rows]
