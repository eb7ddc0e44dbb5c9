"""Sizes, imports and the clock: what keeps the house readable, read from the syntax trees."""

import ast

import pytest

from tests.house.source import PACKAGE, REPOSITORY, place, python_files, tree

FILE_LINES = 400
FUNCTION_LINES = 40
UNSPEAKING_NAMES = {"utils.py", "helpers.py", "services.py", "mixins.py", "common.py", "misc.py"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("timezone", "now")}
# The one reads it, the other sets the clock of a demo province before anything reads it.
THE_CLOCK = {PACKAGE / "web" / "shared" / "clock.py", PACKAGE / "config" / "launching.py"}
SIGNALS = {"django.dispatch", "django.db.models.signals", "django.core.signals"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def long_functions(module):
    """(line, name, length) of every function over the wall."""
    for node in ast.walk(module):
        if isinstance(node, FUNCTIONS) and (length := node.end_lineno - node.lineno + 1) > FUNCTION_LINES:
            yield node.lineno, node.name, length


def hidden_imports(module):
    """Lines of imports inside functions."""
    for function in (node for node in ast.walk(module) if isinstance(node, FUNCTIONS)):
        yield from (node.lineno for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))


def clock_reads(module):
    """Lines that read the machine's clock as `datetime.now()`, `date.today()`, `timezone.now()`, `time.time()`."""
    for node in ast.walk(module):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute)):
            continue
        owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
        if (owner, node.attr) in CLOCKS:
            yield node.lineno


def signal_imports(module):
    """Lines that import Django's signals."""
    for node in ast.walk(module):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(name in SIGNALS for name in names):
            yield node.lineno


def all_files():
    return [*python_files(), *python_files(REPOSITORY / "bin"), *python_files(REPOSITORY / "tests")]


def parsed(paths):
    return [(path, tree(path)) for path in paths]


def test_no_file_is_longer_than_four_hundred_lines():
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in all_files()}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_no_function_is_longer_than_forty_lines():
    assert [
        f"{place(path, found[0])} {found[1:]}"
        for path, module in parsed(all_files())
        for found in long_functions(module)
    ] == []


def test_no_import_hides_inside_a_function():
    assert [place(path, line) for path, module in parsed(all_files()) for line in hidden_imports(module)] == []


def test_nobody_but_the_edge_reads_the_clock():
    paths = [path for path in python_files() if path not in THE_CLOCK]
    assert [place(path, line) for path, module in parsed(paths) for line in clock_reads(module)] == []


def test_nothing_listens_to_signals():
    assert [place(path, line) for path, module in parsed(python_files()) for line in signal_imports(module)] == []


def test_files_are_named_after_their_subject():
    assert [place(path) for path in python_files() if path.name in UNSPEAKING_NAMES] == []


@pytest.mark.parametrize(
    ("check", "planted"),
    [
        (long_functions, "def f():\n" + "    x = 1\n" * 40),
        (hidden_imports, "def f():\n    import os\n"),
        (clock_reads, "import datetime\nx = datetime.datetime.now()\n"),
        (clock_reads, "from django.utils import timezone\nx = timezone.now()\n"),
        (signal_imports, "from django.dispatch import receiver\n"),
        (signal_imports, "import django.db.models.signals\n"),
    ],
)
def test_a_planted_violation_is_found(check, planted):
    assert list(check(ast.parse(planted)))


def test_the_longest_lawful_function_passes():
    assert not list(long_functions(ast.parse("def f():\n" + "    x = 1\n" * 39)))
