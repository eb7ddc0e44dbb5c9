"""What bin/test does: the checks, and pytest once a database. Standard library only."""

import os
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import _environment

LOCK = "requirements-dev.lock"
DATABASES = ("sqlite", "postgres", "both")
TOOLS = ("postgres", "browser")
NOT_UNDERSTOOD = 4  # pytest's exit code for a command line that it cannot read
WORKERS = 2
# Nothing in these folders speaks to a database: once is enough. What else has none is left out test by test
# (MOTCUA_TEST_AGAIN, tests/conftest.py).
NO_DATABASE = ("tests/rules", "tests/golden", "tests/mutation")
CHECKS = (
    ("ruff", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    ("import-linter", ["-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]),
    # A second, incremental run of the Django plugin finds faults that are none.
    ("mypy", ["-m", "mypy", "--no-incremental", "src"]),
    ("djlint", ["-m", "djlint", "src", "--lint", "--quiet"]),
)


@dataclass
class Wish:
    """What the command line asks for."""

    database: str | None = None
    require: set[str] = field(default_factory=set)
    slow: bool = False
    rest: list[str] = field(default_factory=list)


def main(arguments: list[str], manual: str) -> int:
    """Run it; the exit code is that of the first thing that failed, else 0."""
    if "--help" in arguments or "-h" in arguments:
        print(manual)
        return 0
    wish = read(arguments)
    python = _environment.prepare(LOCK)
    os.chdir(_environment.ROOT)
    os.environ["PYTHONPATH"] = os.pathsep.join([os.path.join(_environment.ROOT, "src"), _environment.ROOT])
    # A run starts hundreds of Pythons; each would compile the whole house again where the machine forbids to keep it.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["MOTCUA_TEST_REQUIRE"] = ",".join(sorted(wish.require))
    if wish.rest:
        return run_suites(python, wish)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # One process each, they would leave the other cores idle.
        return run_suites(python, wish, beside.submit(run_checks, python))


def read(arguments: list[str]) -> Wish:
    """Our own options; everything else is pytest's."""
    wish = Wish()
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        name, given, value = argument.partition("=")
        if name in ("--database", "--require") and not given:
            value = waiting.pop(0) if waiting else ""
        if name == "--database":
            wish.database = one_of(name, value, DATABASES)
        elif name == "--require":
            wish.require |= {one_of(name, tool, TOOLS) for tool in value.split(",")}
        elif argument == "--slow":
            wish.slow = True
        else:
            wish.rest.append(argument)
    return wish


def one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    """The value, when it is known; else leave with one sentence."""
    if value not in known:
        _environment.stop(f"{option}: chọn một trong {', '.join(known)}. Xem: bin/test --help", 2)
    return value


def run_checks(python: str) -> list[str]:
    """Style, import contracts, types, templates; all of them, so that one run shows everything. What failed and why."""
    environment = {**os.environ, "MOTCUA_DATA": os.path.join(_environment.FOLDER, "check-data")}
    failed = []
    for name, command in CHECKS:
        done = subprocess.run([python, *command], env=environment, capture_output=True, text=True)
        if done.returncode:
            failed.append(f"failed: {name}\n{done.stdout}{done.stderr}")
    return failed


def run_suites(python: str, wish: Wish, checks: "Future[list[str]] | None" = None) -> int:
    """pytest on SQLite, then on PostgreSQL where it is asked for or found; stops at the first that fails, or when the
    checks did, which run beside the first.
    """
    demanded = wish.database in ("postgres", "both") or "postgres" in wish.require
    on_postgres = wish.database != "sqlite" and (demanded or has_postgres(python))
    failed = 0
    if wish.database != "postgres":
        print("== pytest, SQLite", flush=True)
        failed = subprocess.call([python, *pytest(wish)])
        if failed == NOT_UNDERSTOOD:
            _environment.say("pytest không hiểu lệnh vừa viết (lời báo ở trên là của pytest). Xem: bin/test --help")
    if checks is not None:
        failed = tell_checks(checks.result()) or failed
    if failed or not on_postgres:
        return failed
    print("== pytest, PostgreSQL (a private server for this run)", flush=True)
    only = [] if wish.rest else [f"--ignore={folder}" for folder in NO_DATABASE]
    if wish.database != "postgres" and not wish.rest:
        print("   (what asks for no database was proven on SQLite: deselected)", flush=True)
        os.environ["MOTCUA_TEST_AGAIN"] = "1"
    clusters = f"--clusters={WORKERS}"
    return subprocess.call([python, "-m", "tests.postgres", clusters, python, *pytest(wish, again=True), *only])


def tell_checks(failed: list[str]) -> int:
    """Say what came of the checks; 1 when one of them failed."""
    print(f"== {', '.join(name for name, _ in CHECKS)}", flush=True)
    print("\n".join(failed) or "passed", flush=True)
    return 1 if failed else 0


def has_postgres(python: str) -> bool:
    """Whether this machine has the programs of a PostgreSQL server."""
    return subprocess.call([python, "-m", "tests.postgres", "--found"]) == 0


def pytest(wish: Wish, *, again: bool = False) -> list[str]:
    """The command after `python`. `again`: on the second database a browser would see the same pages; the longer proofs
    (.ci/night) show them to it there too.
    """
    parallel = [] if any(part.startswith("-n") or part == "--pdb" for part in wish.rest) else ["-n", str(WORKERS)]
    chosen = [] if wish.slow else ["-m", "not slow and not browser" if again and not wish.rest else "not slow"]
    return ["-m", "pytest", "-rs", *parallel, "--dist=loadfile", "--no-loadscope-reorder", *chosen, *wish.rest]
