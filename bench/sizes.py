"""Lists, search, tracking and pages of two databases of different size, over the desk's own pages, in turn."""

import json
import random
from collections.abc import Iterator

from bench import filling
from bench.calls import DOSSIERS, Caller
from bench.load import Answer, Connection, Scenario, Step, measure
from bench.report import Report
from bench.sides import LARGE, Sides
from bench.sites import Site
from bench.suites import Pace
from motcua.rules.codes import Clock
from motcua.rules.lifecycle import State
from motcua.rules.text import fold

# Borne by a share of all people: with the province grows what answers, up to the most that the search looks at.
NAMES = ("nguyen ha", "nguyen hung", "nguyen mai", "nguyen an", "nguyen nam", "nguyen giang")  # all at the first desk
PAGE = 50  # hits that fill the page of the search
PAGES = 100
MOST_MS, GROWTH = 100, 1.5


def run_sizes(sides: Sides, report: Report, pace: Pace, sizes: list[int]) -> None:
    """Fill one database to each size, then ask both every question in turn, with one client."""
    assert sides.large is not None
    small, large = min(sizes), max(sizes)
    asked = [
        (small, sides.product, dict(_questions(sides, sides.product, "bench_product", small, alike=small))),
        (large, sides.large, dict(_questions(sides, sides.large, LARGE, large, alike=small))),
    ]
    for turn in range(pace.rounds + 1):
        for name in asked[0][2]:
            for size, site, questions in asked:
                rate = measure(site.port, questions[name], clients=1, seconds=pace.seconds / 2)
                if turn:  # the first round only warms what a database in use has warm
                    report.add(_label(name, size), rate)


def draw_size_bars(report: Report, sizes: list[int]) -> None:
    """The slowest twentieth at the larger size: at most half more than at the smaller one, and 100 ms."""
    small, large = min(sizes), max(sizes)
    names = [run.rsplit(" @ ", 1)[0] for run in report.rounds if run.endswith(f" @ {small}")]
    for name in names:
        before, after = (report.median(_label(name, size), "p95") for size in (small, large))
        report.bar(f"{name}, p95 grown", after / before if before else 0.0, GROWTH, at_least=False, unit="×")
        report.bar(f"{name}, p95", after, MOST_MS, at_least=False, unit="ms")
    first, later = (report.median(_label(name, large), "p50") for name in ("list page 1", f"list page {PAGES}"))
    report.bar(f"page {PAGES} of page 1", later / first if first else 0.0, GROWTH, at_least=False, unit="×")


def _label(name: str, size: int) -> str:
    return f"{name} @ {size}"


def _received(caller: Caller, number: int) -> dict[str, str]:
    """A dossier of the first agency that is asked for, with the numbers that name it."""
    caller.random = random.Random(number)
    identity = caller.random.randrange(10**6)
    caller.random = random.Random(number)
    status, body = caller.receive(caller.agencies[0])
    if status != 201:
        raise RuntimeError(body.decode())
    return {"code": json.loads(body)["code"], "identity": f"999187{identity:06d}", "phone": f"0999{identity:06d}"}


def _cursor_of_page(caller: Caller, page: int) -> str:
    """The cursor of a far page of the API's list, found by walking there; the last page when there are fewer."""
    cursor = ""
    for _ in range(page - 1):
        status, body = caller.connection.request("GET", f"{DOSSIERS}?cursor={cursor}", caller.alone())
        if status != 200:
            raise RuntimeError(body.decode())
        after = json.loads(body)["next"]
        if after is None:
            break
        cursor = after
    return cursor


def _questions(sides: Sides, site: Site, database: str, size: int, *, alike: int) -> Iterator[tuple[str, Scenario]]:
    """What is asked of a database of a size; a name is borne by as many people as one of the size `alike` can hold."""
    caller = Caller(site, Connection(site.port), agencies=1)
    samples = [_received(caller, number) for number in range(20)]
    filling.prepare(sides.cluster, database, site.facts["agencies"], samples[0]["code"])
    agencies = len(site.facts["agencies"])
    filling.grow(
        sides.cluster, database, size, agencies=agencies, returned=int(State.RETURNED), ended=int(Clock.ENDED),
        namesakes=min(PAGE, alike // agencies),
    )  # fmt: skip
    cursor = _cursor_of_page(caller, PAGES)
    open_ones = [sample["code"] for sample in samples]
    secrets = _secrets(sides, database, open_ones)
    yield "worklist", _page(site, "officer", ["/nv/viec/"])
    yield "search code", _page(site, "desk", [f"/nv/tim/?q={code}" for code in open_ones])
    yield "search code tail", _page(site, "desk", [f"/nv/tim/?q={code[-11:]}" for code in open_ones])
    yield "search identity", _page(site, "desk", [f"/nv/tim/?q={sample['identity']}" for sample in samples])
    yield "search phone", _page(site, "desk", [f"/nv/tim/?q={sample['phone']}" for sample in samples])
    yield "search name", _page(site, "desk", [f"/nv/tim/?q={'+'.join(fold(filling.NAMESAKE).split())}"])
    yield "search frequent name", _page(site, "desk", [f"/nv/tim/?q={name.replace(' ', '+')}" for name in NAMES])
    yield "tracking", _page(site, None, [f"/tra-cuu/{code}/?k={secret}" for code, secret in secrets.items()])
    yield "dossier page", _page(site, "desk", [f"/nv/ho-so/{code}/" for code in open_ones])
    yield "list page 1", _page(site, "", [DOSSIERS])
    yield f"list page {PAGES}", _page(site, "", [f"{DOSSIERS}?cursor={cursor}"])


def _secrets(sides: Sides, database: str, codes: list[str]) -> dict[str, str]:
    named = ", ".join(f"'{code}'" for code in codes)
    rows = sides.cluster.sql(f"SELECT code, lookup_secret FROM dossier WHERE code IN ({named})", database=database)
    return dict(line.split("|", 1) for line in rows.split())


def _page(site: Site, who: str | None, paths: list[str]) -> Scenario:
    """Pages seen by a member of staff of the first agency, by the client alone (""), or by anybody (None)."""

    def scenario(number: int, connection: Connection) -> Step:
        chance = random.Random(number)
        if who == "":
            head = Caller(site, connection).alone()
        else:
            head = f"Cookie: sessionid={site.facts['sessions'][who]}\r\n".encode() if who else b""

        def step() -> Answer:
            status, body = connection.request("GET", chance.choice(paths), head)
            led = status == 302 and who and "/tim/" in paths[0]  # a whole code leads straight to its page
            return (status, body) if status == 200 or led else (max(status, 400), body)

        return step

    return scenario
