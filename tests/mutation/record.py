"""What a run found: the table for a reader, and the dated record in .ci/mutation.md."""

import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant
from tests.mutation.scopes import PASS_MARK, ROOT

HEAD = """# Do the tests notice?

Written by `.ci/night`: one small fault at a time is put into the source, and the tests must go red (`tests/mutation`).
A scope passes from {mark} % of its faults noticed.

| day | commit | file | faults | noticed | % |
|---|---|---|--:|--:|--:|
"""


@dataclass(frozen=True, slots=True)
class Result:
    """A scope, all its mutants, and the names of those that were noticed."""

    scope: str
    mutants: list[Mutant]
    killed: set[str]
    seconds: float


def score(mutants: list[Mutant], killed: set[str]) -> float:
    """Percent noticed; a file without faults to make is noticed wholly."""
    return 100 * sum(mutant.name in killed for mutant in mutants) / len(mutants) if mutants else 100.0


def passed(result: Result) -> bool:
    """Whether enough was noticed, and there was something to notice."""
    return bool(result.mutants) and score(result.mutants, result.killed) >= PASS_MARK


def report(result: Result, *, survivors: bool) -> str:
    """For the terminal."""
    said = [f"{name:40} {total:5} {noticed:5} {share:6.1f}" for name, total, noticed, share in _lines(result)]
    if survivors:
        said += [f"{m.path}:{m.line} {m.name}" for m in result.mutants if m.name not in result.killed]
    return "\n".join([*said, f"{result.seconds / 60:.1f} minutes"])


def write(path: Path, results: list[Result]) -> None:
    """Append the table of these results to the record."""
    day = time.strftime("%F")
    commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True).strip()
    if not path.exists():
        path.write_text(HEAD.format(mark=PASS_MARK), encoding="utf-8")
    with path.open("a", encoding="utf-8") as record:
        for result in results:
            for name, total, noticed, share in _lines(result):
                record.write(f"| {day} | {commit} | {name} | {total} | {noticed} | {share:.1f} |\n")


def _lines(result: Result) -> Iterator[tuple[str, int, int, float]]:
    """Each file, then the whole."""
    for path in sorted({mutant.path for mutant in result.mutants}):
        own = [mutant for mutant in result.mutants if mutant.path == path]
        name = path.removeprefix("src/motcua/")
        yield name, len(own), sum(m.name in result.killed for m in own), score(own, result.killed)
    noticed = sum(mutant.name in result.killed for mutant in result.mutants)
    yield f"**{result.scope}**", len(result.mutants), noticed, score(result.mutants, result.killed)
