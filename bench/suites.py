"""The comparisons, one round each; `main` repeats the rounds and draws the bars."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from bench import calls, clocks, limit
from bench.load import Rate, Scenario, measure
from bench.report import Report
from bench.sides import Sides
from bench.sites import Site, python, resident, working

CLIENTS, MANY = 4, 8
READY_PER_SECOND = 60  # transitions need dossiers that wait: so many for each client and second of the run


@dataclass(frozen=True)
class Pace:
    """How long a run is, and how many rounds."""

    seconds: float
    rounds: int
    requests: int


Round = Callable[[Sides, Report, Pace], None]


def receive(sides: Sides, report: Report, pace: Pace) -> None:
    """Receipts at four clients: limit, reference, product."""
    report.add("receive limit", limit.run(sides.cluster, "receive", clients=CLIENTS, seconds=pace.seconds))
    report.add("receive ref", _run(sides.reference, calls.bare_receive(sides.reference), CLIENTS, pace))
    report.add("receive product", _run(sides.product, calls.receive(sides.product), CLIENTS, pace))


def forward(sides: Sides, report: Report, pace: Pace) -> None:
    """Transitions at four clients."""
    report.add("forward limit", limit.run(sides.cluster, "forward", clients=CLIENTS, seconds=pace.seconds))
    report.add("forward ref", _run(sides.reference, calls.bare_forward(sides.reference), CLIENTS, pace))
    ready = round(READY_PER_SECOND * pace.seconds)
    report.add("forward product", _run(sides.product, calls.forward(sides.product, ready), CLIENTS, pace))


def supplement(sides: Sides, report: Report, pace: Pace) -> None:
    """Requests for supplement at four clients: form 02, the clock stops, the applicant's window begins."""
    report.add("supplement limit", limit.run(sides.cluster, "supplement", clients=CLIENTS, seconds=pace.seconds))
    ready = round(READY_PER_SECOND * pace.seconds)
    report.add("supplement product", _run(sides.product, calls.supplement(sides.product, ready), CLIENTS, pace))


def life(sides: Sides, report: Report, pace: Pace) -> None:
    """Whole lives at four clients."""
    report.add("life limit", limit.run(sides.cluster, "life", clients=CLIENTS, seconds=pace.seconds))
    report.add("life product", _run(sides.product, calls.life(sides.product), CLIENTS, pace))


def hot(sides: Sides, report: Report, pace: Pace) -> None:
    """Eight clients in one agency, and in all."""
    spread, one = calls.receive(sides.product), calls.receive(sides.product, agencies=1)
    report.add("hot, all agencies", _run(sides.product, spread, MANY, pace))
    report.add("hot, one agency", _run(sides.product, one, MANY, pace))


def sqlite(sides: Sides, report: Report, pace: Pace) -> None:
    """The product on SQLite beside itself on PostgreSQL, receipts at one and four clients."""
    assert sides.sqlite is not None
    for clients in (1, CLIENTS):
        for name, site in (("postgres", sides.product), ("sqlite", sides.sqlite)):
            report.add(f"{name} receive {clients}", _run(site, calls.receive(site), clients, pace))
            ready = round(READY_PER_SECOND * pace.seconds)
            report.add(f"{name} forward {clients}", _run(site, calls.forward(site, ready), clients, pace))


def receipt(sides: Sides, report: Report, pace: Pace) -> None:
    """Drawing a receipt, in one process."""
    said = json.loads(python("-m", "bench.inside", "bench.receipt", told=sides.environments["product"]))
    report.add("receipt", Rate(1000 / said["p50"], said["p50"], said["p95"], acts=said["drawn"]))


def memory(sides: Sides, report: Report, pace: Pace) -> None:
    """Resident memory of server and worker before and after many requests; the first tenth warms the caches."""
    site, seconds = sides.product, max(1.0, pace.seconds)
    with working(sides.environments["product"]) as worker:
        rate = measure(site.port, calls.receive(site), clients=CLIENTS, seconds=seconds)
        done, before = rate.acts, None
        while done < pace.requests:
            if before is None and done >= pace.requests / 10:
                before = site.memory(), resident(worker)
            done += measure(site.port, calls.life(site), clients=CLIENTS, seconds=seconds, warm=0).acts * 7
        after = site.memory(), resident(worker)
    for name, first, last in zip(("server", "worker"), before or after, after, strict=True):
        report.add(f"memory of the {name}, MB before and after", Rate(float(done), first, last, acts=done))


def sweep(sides: Sides, report: Report, pace: Pace) -> None:
    """One sweep over 200,000 open dossiers; p50 is the whole of it, p95 what the process itself worked of that."""
    for name, said in clocks.measure_sweep(sides):
        seconds, worked = said["seconds"], said["worked"]
        report.add(f"sweep, {name}", Rate(1 / seconds, 1000 * seconds, 1000 * worked, acts=int(said["notices"])))


def _run(site: Site, scenario: Scenario, clients: int, pace: Pace) -> Rate:
    return measure(site.port, scenario, clients=clients, seconds=pace.seconds)


ROUNDS: dict[str, Round] = {
    "receive": receive, "forward": forward, "supplement": supplement, "life": life, "hot": hot, "sqlite": sqlite,
    "receipt": receipt, "memory": memory, "sweep": sweep,
}  # fmt: skip
ONCE = frozenset({"receipt", "memory", "sweep"})
SWEEP_SECONDS = 5


def draw_bars(report: Report, ran: set[str]) -> None:
    """The bars of what was run."""
    for act, of_limit in (("receive", 7), ("forward", 5), ("supplement", 5), ("life", 5)):
        if act in ran:
            report.share(f"{act}, share of limit", f"{act} product", f"{act} limit", of_limit)
            if act in ("receive", "forward"):
                report.share(f"{act}, share of ref", f"{act} product", f"{act} ref", 45)
            if act != "life":
                _tail(report, f"{act} product", 3)
    if "hot" in ran:
        report.share("hot agency, share of spread", "hot, one agency", "hot, all agencies", 80)
    if "sqlite" in ran:
        for clients, bar in ((1, 70), (CLIENTS, 50)):
            for act in ("receive", "forward"):
                name = f"{act} {clients}"
                report.share(f"SQLite of PostgreSQL, {act}, {clients}", f"sqlite {name}", f"postgres {name}", bar)
        for act in ("receive", "forward"):
            _tail(report, f"sqlite {act} {CLIENTS}", 10)
    if "receipt" in ran:
        report.bar("a receipt", report.median("receipt", "p50"), 60, at_least=False, unit="ms")
    if "sweep" in ran:
        seconds = report.median("sweep, one in ten rings", "p50") / 1000
        report.bar("a sweep over 200,000 open dossiers", seconds, SWEEP_SECONDS, at_least=False, unit="s")
    if "memory" in ran:
        for name in ("server", "worker"):
            kept = report.rounds[f"memory of the {name}, MB before and after"][0]
            report.bar(f"memory of the {name} after, of before", 100 * kept.p95 / kept.p50, 110, at_least=False)


def draw_errors(report: Report) -> None:
    """Nothing may go wrong while we measure, least of all \"database is locked\"."""
    errors = sum(rate.errors for rates in report.rounds.values() for rate in rates)
    report.bar("errors", errors, 0, at_least=False, unit="")


def _tail(report: Report, name: str, bar: float) -> None:
    p50 = report.median(name, "p50")
    report.bar(f"p95 / p50 of {name}", report.median(name, "p95") / p50 if p50 else 0.0, bar, at_least=False, unit="")
