"""Everything that one comparison needs, running side by side: cluster, limit, reference, product on both databases."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import limit
from bench.cluster import Cluster, private_cluster
from bench.sites import Site, build_product, build_reference, environment, serving

LARGE = "bench_large"
PRODUCT, REFERENCE = "motcua.config.wsgi:application", "bench.reference.wsgi:application"


@dataclass(frozen=True)
class Sides:
    """The sides of a comparison."""

    cluster: Cluster
    folder: Path
    product: Site
    reference: Site
    sqlite: Site | None
    large: Site | None
    environments: dict[str, dict[str, str]]


@contextlib.contextmanager
def open_sides(*, agencies: int, with_sqlite: bool, with_large: bool) -> Iterator[Sides]:
    """Start all of them; end all of them."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="motcua-bench-")))
        cluster = stack.enter_context(private_cluster())
        limit.prepare(cluster)
        told: dict[str, dict[str, str]] = {}
        for name in ("product", "reference"):
            cluster.call("createdb", f"bench_{name}")
            told[name] = environment(folder / name, cluster.url(f"bench_{name}"))
        facts = build_product(told["product"], agencies)
        build_reference(told["reference"])
        cluster.sql("ANALYZE", database="bench_product")
        product = stack.enter_context(serving("product", PRODUCT, told["product"], facts))
        reference = stack.enter_context(serving("reference", REFERENCE, told["reference"], {}))
        sqlite = _sqlite(stack, folder, told, agencies) if with_sqlite else None
        large = _large(stack, cluster, folder, told, agencies) if with_large else None
        yield Sides(cluster, folder, product, reference, sqlite, large, told)


def _large(
    stack: contextlib.ExitStack, cluster: Cluster, folder: Path, told: dict[str, dict[str, str]], agencies: int
) -> Site:
    """A second product on PostgreSQL, so that two sizes are asked in the same minutes."""
    cluster.call("createdb", LARGE)
    told["large"] = environment(folder / "large", cluster.url(LARGE))
    facts = build_product(told["large"], agencies)
    return stack.enter_context(serving("large", PRODUCT, told["large"], facts))


def _sqlite(stack: contextlib.ExitStack, folder: Path, told: dict[str, dict[str, str]], agencies: int) -> Site:
    data = folder / "sqlite"
    told["sqlite"] = environment(data, f"sqlite:///{data / 'motcua.sqlite3'}")
    facts: dict[str, Any] = build_product(told["sqlite"], agencies)
    return stack.enter_context(serving("sqlite", PRODUCT, told["sqlite"], facts))
