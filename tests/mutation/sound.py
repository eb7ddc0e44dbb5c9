"""The sound source first, and every mutant that can be put into loaded modules, in one run of pytest.

A plugin: where pytest would run the tests, they are run once with coverage, test by test. Then each mutant gets a
forked process, in which the tests that touch its statement run, quickest first.
"""

import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest
from _pytest.runner import runtestprotocol
from django.db import connection, connections

from tests.mutation import trying
from tests.mutation.fresh import arguments
from tests.mutation.mutants import Mutant
from tests.mutation.scopes import ROOT, SLOW_TEST, Scope
from tests.mutation.swapping import Loaded, Unloadable, has_classes

AT_IMPORT, WARMING = "", "warming"
LIGHT = 0.5  # seconds that all tests of a file take, for one that is asked first


@dataclass
class Findings:
    """What came of it; handed from the process that knows the tests to the one that starts it."""

    broken: list[str] = field(default_factory=list)  # tests that are red without any fault
    seconds: dict[str, float] = field(default_factory=dict)  # of each test
    touching: dict[str, dict[int, list[str]]] = field(default_factory=dict)  # file, line, tests; AT_IMPORT for loading
    verdicts: dict[str, int] = field(default_factory=dict)  # by the name of the mutant

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that run the statement of a mutant, quickest first.

        For data, all that touch the file, and those that touch none: they only look at tables.
        """
        lines = self.touching.get(mutant.path, {})
        wanted = range(mutant.lines[0], mutant.lines[1] + 1) if mutant.function else lines
        found = {test for line in wanted for test in lines.get(line, []) if test != AT_IMPORT}
        if not mutant.function:
            found = (found | self._lookers()) or set(self.seconds)
        return [test for test in self.in_order() if test in found]

    def _lookers(self) -> set[str]:
        """The tests that run no statement of the scope."""
        running = {test for lines in self.touching.values() for tests in lines.values() for test in tests}
        return set(self.seconds) - running

    def at_import(self, mutant: Mutant) -> bool:
        """Whether the statement runs while modules are loaded, before any test."""
        lines = self.touching.get(mutant.path, {})
        return any(AT_IMPORT in lines.get(line, []) for line in range(mutant.lines[0], mutant.lines[1] + 1))

    def light_first(self, tests: list[str]) -> list[list[str]]:
        """These tests in two parts: those of the files that are quick as a whole, then the others."""
        whole: dict[str, float] = {}
        for test, seconds in self.seconds.items():
            whole[_file(test)] = whole.get(_file(test), 0) + seconds
        light = [test for test in tests if whole[_file(test)] <= LIGHT]
        return [part for part in (light, [test for test in tests if whole[_file(test)] > LIGHT]) if part]

    def timed(self, tests: list[str]) -> dict[str, float]:
        """These tests with the seconds that each takes."""
        return {test: self.seconds[test] for test in tests}

    def in_order(self) -> list[str]:
        """Every test that is asked, quickest first."""
        return sorted((test for test in self.seconds if self.seconds[test] <= SLOW_TEST), key=self.seconds.__getitem__)


def _file(test: str) -> str:
    return test.partition("::")[0]


class Trial:
    """The plugin of pytest."""

    def __init__(self, scope: Scope, wanted: list[Mutant], seen: coverage.Coverage) -> None:
        self.findings = Findings()
        self._scope, self._wanted, self._seen = scope, wanted, seen

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop."""
        items = {item.nodeid: item for item in session.items}
        self._run_sound(list(items.values()))
        self._loaded = Loaded()
        self._run_control(items)
        if not self.findings.broken:
            for mutant in self._wanted:
                self._try(mutant, items)
        return True

    def _run_sound(self, items: list[pytest.Item]) -> None:
        # Once untimed: the first one pays for the database. What it runs does not run at import.
        self._seen.switch_context(WARMING)
        runtestprotocol(items[0], log=False, nextitem=items[-1])
        for item, following in zip(items, [*items[1:], items[0]], strict=True):
            self._seen.switch_context(item.nodeid)
            began = time.process_time()
            reports = runtestprotocol(item, log=False, nextitem=following)
            self.findings.seconds[item.nodeid] = time.process_time() - began
            if any(report.failed for report in reports):
                self.findings.broken.append(item.nodeid)
        self._seen.stop()
        if self._scope.database:
            connections.close_all()
        data = self._seen.get_data()
        for path in self._scope.paths():
            lines = data.contexts_by_lineno(str(path))
            self.findings.touching[str(path.relative_to(ROOT))] = {line: sorted(set(lines[line])) for line in lines}

    def _run_control(self, items: dict[str, pytest.Item]) -> None:
        """In a forked process without any fault, and in the order of the mutants, every test must be green too."""
        chosen = [items[name] for name in self.findings.in_order()]
        seconds = sum(self.findings.seconds.values())
        code = trying.verdict(lambda: self._run_forked(chosen), sound_seconds=seconds)
        if code != trying.SURVIVED:
            self.findings.broken.append("the tests in a forked process")

    def _try(self, mutant: Mutant, items: dict[str, pytest.Item]) -> None:
        if mutant.function and self.findings.at_import(mutant):
            return
        if not mutant.function and has_classes(ROOT / mutant.path):
            return
        chosen = self.findings.tests(mutant)
        if not chosen:
            self.findings.verdicts[mutant.name] = trying.SURVIVED
            tell(mutant, trying.SURVIVED)
            return
        code = trying.verdict(
            lambda: self._run_mutant(mutant, [items[name] for name in chosen]),
            sound_seconds=sum(self.findings.seconds[name] for name in chosen),
        )
        if code != trying.NOT_TRIED:
            self.findings.verdicts[mutant.name] = code
            tell(mutant, code)

    def _run_mutant(self, mutant: Mutant, items: list[pytest.Item]) -> int:
        try:
            if not self._loaded.swap(mutant, ROOT / mutant.path):
                return trying.NOT_TRIED
        except Unloadable:
            return trying.KILLED
        return self._run_forked(items)

    def _run_forked(self, items: list[pytest.Item]) -> int:
        if self._scope.database:
            _own_database()
        return trying.KILLED if any(self._is_red(items)) else trying.SURVIVED

    def _is_red(self, items: list[pytest.Item]) -> Iterable[bool]:
        for item, following in zip(items, [*items[1:], items[0]], strict=True):
            trying.allow(self.findings.seconds[item.nodeid])
            yield any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _own_database() -> None:
    """A copy of the test database for this process: what a mutant breaks there, nobody else sees.

    SQLite's connections may not be used across a fork; the inherited one is left as it is, not closed.
    """
    sound = Path(connection.settings_dict["NAME"])
    mine = sound.with_name("mutant.sqlite3")
    for old in sound.parent.glob("mutant.sqlite3*"):
        old.unlink()
    shutil.copyfile(sound, mine)
    connection.connection = None
    connection.settings_dict["NAME"] = str(mine)


def tell(mutant: Mutant, verdict: int) -> None:
    """Name a mutant at once when no test noticed it: a long run shows that it lives."""
    if verdict == trying.SURVIVED:
        print(f"unnoticed: {mutant.path}:{mutant.line} {mutant.name}", file=sys.stderr, flush=True)


def run_loaded(scope: Scope, wanted: list[Mutant]) -> Findings:
    """pytest with the plugin; loads the house into this process."""
    seen = coverage.Coverage(data_file=None, include=[str(path) for path in scope.paths()])
    seen.start()
    trial = Trial(scope, wanted, seen)
    done = pytest.main([*arguments(scope), *scope.tests], plugins=[trial])
    if done != pytest.ExitCode.OK and not trial.findings.broken:
        trial.findings.broken.append(f"pytest ended with {done}")
    return trial.findings
