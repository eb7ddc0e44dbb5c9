"""The limit: the rows of an act written by pgbench with prepared statements, without any application."""

import re
from pathlib import Path

from bench.cluster import Cluster
from bench.load import Rate

SQL = Path(__file__).parent / "sql"
DATABASE = "bench_limit"


def prepare(cluster: Cluster) -> None:
    """Make the database of the limit."""
    cluster.call("createdb", DATABASE)
    cluster.call("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(SQL / "limit.sql"), database=DATABASE)


def run(cluster: Cluster, script: str, *, clients: int, seconds: float) -> Rate:
    """Let pgbench repeat a script of `bench/sql`; whole seconds."""
    whole = str(max(1, round(seconds)))
    output = cluster.call(
        "pgbench", "-n", "-M", "prepared", "-f", str(SQL / f"{script}.sql"), "-c", str(clients),
        "-j", str(min(clients, 2)), "-T", whole, database=DATABASE,
    )  # fmt: skip
    rate = re.search(r"tps = ([\d.]+)", output)
    mean = re.search(r"latency average = ([\d.]+)", output)
    if rate is None or mean is None:
        raise RuntimeError(f"pgbench said: {output[-400:]}")
    return Rate(float(rate.group(1)), float(mean.group(1)), 0.0)
