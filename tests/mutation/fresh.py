"""A mutant that must be there when its module is loaded: a fork of a process in which nothing of the house is loaded.

So it is for enumerations and whatever else a class holds, for tables in a module with classes, and for functions that
make such tables.
"""

import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutation import trying
from tests.mutation.mutants import Mutant, mutated
from tests.mutation.scopes import ROOT, Scope

SOURCE = ROOT / "src"
LOADING = 3.0  # seconds for the house and its tests


def try_fresh(mutant: Mutant, scope: Scope, tests: dict[str, float]) -> int:
    """The verdict on a mutant, by these tests, each with the seconds that it takes on the sound source."""
    return trying.verdict(lambda: _load_and_run(mutant, scope, tests), sound_seconds=sum(tests.values()) + LOADING)


def is_green(scope: Scope, tests: dict[str, float]) -> bool:
    """The control: afresh and without any fault, the tests must be green."""
    return trying.verdict(lambda: _run(scope, tests), sound_seconds=sum(tests.values()) + LOADING) == trying.SURVIVED


def arguments(scope: Scope) -> list[str]:
    """The command line of pytest for a scope, without its tests."""
    plugins = ["no:capture", "_hypothesis_pytestplugin", "no:cacheprovider", "tests.mutation.steady"]
    plugins += ["pytest_django.plugin"] if scope.database else []
    return [*(word for name in plugins for word in ("-p", name)), *(f"--deselect={test}" for test in scope.left_out)]


def _load_and_run(mutant: Mutant, scope: Scope, tests: dict[str, float]) -> int:
    path = ROOT / mutant.path
    name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
    sys.meta_path.insert(0, _Finder(name, path, mutated(path, mutant.number)))
    return _run(scope, tests)


def _run(scope: Scope, tests: dict[str, float]) -> int:
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    done = pytest.main(["-x", *arguments(scope), *files], plugins=[_Order(tests)])
    return trying.SURVIVED if done == pytest.ExitCode.OK else trying.KILLED


class _Order:
    """The tests that are asked, in their order; a plugin of pytest."""

    def __init__(self, tests: dict[str, float]) -> None:
        self._seconds = tests
        self._rank = {test: rank for rank, test in enumerate(tests)}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Its own time for each, and that of loading: whichever is the first to need a database lays it."""
        trying.allow(self._seconds[item.nodeid] + LOADING)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """What is not wanted goes; a test that the fault made nameless goes too, and its file stays red or green."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self._rank), key=lambda item: self._rank[item.nodeid]
        )


class _Loader(importlib.machinery.SourceFileLoader):
    """Gives a module other code than its file has."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        super().__init__(name, str(path))
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """The mutant."""
        return self._code


class _Finder:
    """Asked before Python's own, for one module."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The mutant's place, for that name only."""
        if name != self._name:
            return None
        return importlib.util.spec_from_file_location(name, self._path, loader=_Loader(name, self._path, self._code))
