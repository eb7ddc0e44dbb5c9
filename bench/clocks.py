"""The sweep over 200,000 open dossiers, in a database of its own: how long until everybody concerned is told.

Where nothing rings, and where one in ten rings in the same minute, as at the end of a working day.
"""

import json
from collections.abc import Iterator

from bench import filling
from bench.sides import Sides
from bench.sites import build_product, environment, python
from motcua.rules.codes import Clock
from motcua.rules.lifecycle import State

DATABASE, AGENCIES, DOSSIERS = "bench_clocks", 50, 200_000
INSIDE = ("-m", "bench.inside", "bench.one_sweep")

# Every step was opened on Wednesday at 13:30; at 17:30 it has used up 50, 75, 90 or 100 percent, one in four each.
_SPREAD = """
SET session_replication_role = replica;
DELETE FROM notice;
UPDATE dossier SET alarm_at = CASE WHEN id % {one_in} = 0 THEN timestamptz '2026-11-18T10:30Z'
  ELSE timestamptz '2026-11-19T01:00Z' END, received_at = '2026-11-17T01:00Z', complete_at = '2026-11-17T01:00Z',
 first_due = '2026-11-20T10:30Z', legal_due = '2026-11-20T10:30Z', promised_due = '2026-11-20T10:30Z',
 late_at = '2026-11-20T16:59:59Z', closed_at = NULL;
UPDATE step SET opened_at = '2026-11-18T06:30Z', closed_at = NULL,
 due = CASE id % 4 WHEN 0 THEN timestamptz '2026-11-19T04:30Z' WHEN 1 THEN timestamptz '2026-11-19T01:50Z'
  WHEN 2 THEN timestamptz '2026-11-19T00:56:40Z' ELSE timestamptz '2026-11-18T10:30Z' END;
"""


def measure_sweep(sides: Sides) -> Iterator[tuple[str, dict[str, float]]]:
    """How many ring; seconds and notices. The database is filled once, the clocks are set before each sweep."""
    sides.cluster.call("createdb", DATABASE)
    told = environment(sides.folder / "clocks", sides.cluster.url(DATABASE))
    facts = build_product(told, AGENCIES)
    code = python(*INSIDE, "receive", facts["agencies"][0]["desk"], told=told).strip()
    filling.prepare(sides.cluster, DATABASE, facts["agencies"], code)
    filling.grow(
        sides.cluster, DATABASE, DOSSIERS, agencies=AGENCIES, returned=int(State.RETURNED), ended=int(Clock.ENDED),
        open_ones=DOSSIERS,
    )  # fmt: skip
    for name, one_in in (("nothing rings", 10**9), ("one in ten rings", 10)):
        sides.cluster.sql(_SPREAD.format(one_in=one_in), database=DATABASE)
        sides.cluster.sql("VACUUM ANALYZE", database=DATABASE)
        yield name, json.loads(python(*INSIDE, "sweep", told=told))
