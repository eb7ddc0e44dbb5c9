"""What a newcomer reads first: each module says what it is, each public function what it does and how it refuses."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import PACKAGE, place, python_files, tree

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# A method that a library calls does what the library's documentation says.
LIBRARIES = ("django", "allauth", "ninja", "argparse", "ruamel", "logging")


def silent_modules(module: ast.Module) -> Iterator[tuple[int, str]]:
    """A module with code whose first line does not say what it is."""
    said = ast.get_docstring(module) or ""
    if module.body and not said.partition("\n")[0].endswith((".", "?")):
        yield 1, "the module"


def silent_definitions(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Public functions, classes and methods without a docstring."""
    libraries = set(_library_names(module))
    for node, owners in _public(module.body, ()):
        bases = {base.id for owner in owners for base in owner.bases if isinstance(base, ast.Name)}
        bases |= {base.value.id for owner in owners for base in owner.bases if _is_dotted(base)}
        if not ast.get_docstring(node) and not bases & libraries:
            yield node.lineno, node.name


def unnamed_faults(module: ast.Module, faults: set[str]) -> Iterator[tuple[int, str]]:
    """Public functions that raise a Fault which their docstring does not name.

    An operation of the API names its refusals in its description (docs/openapi.json), where its docstring goes too.
    """
    for node, _ in _public(module.body, ()):
        if isinstance(node, FUNCTIONS) and not any(_is_route(mark) for mark in node.decorator_list):
            named = set(re.findall(r"\w+", ast.get_docstring(node) or ""))
            if missing := sorted(set(_raised(node)) & faults - named):
                yield node.lineno, f"{node.name} raises {', '.join(missing)}"


def _is_route(mark: ast.expr) -> bool:
    return isinstance(mark, ast.Call) and _is_dotted(mark.func) and mark.func.value.id == "router"


def _library_names(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(LIBRARIES):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.asname or alias.name for alias in node.names if alias.name.startswith(LIBRARIES))


def _is_dotted(base: ast.expr) -> bool:
    return isinstance(base, ast.Attribute) and isinstance(base.value, ast.Name)


def _public(body: list[ast.stmt], owners: tuple[ast.ClassDef, ...]) -> Iterator[tuple]:
    """(definition, classes around it) of everything whose name begins without an underscore."""
    for node in body:
        named = isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_") and node.name != "Meta"
        if not named or any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list):
            continue
        yield node, owners
        if isinstance(node, ast.ClassDef):
            yield from _public(node.body, (*owners, node))


def _raised(function: ast.FunctionDef) -> Iterator[str]:
    for node in (node for node in ast.walk(function) if isinstance(node, ast.Raise) and node.exc):
        called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(called, ast.Name):
            yield called.id


def fault_names() -> set[str]:
    """The names of all Faults of the house."""
    return {
        node.name
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Fault" for base in node.bases)
    }


def findings(check) -> list[str]:
    """`src/…:12 name` of everything that a check finds."""
    return [f"{place(path, line)} {name}" for path in python_files(PACKAGE) for line, name in check(tree(path))]


def test_every_module_says_in_its_first_line_what_it_is():
    assert findings(silent_modules) == []


def test_every_public_function_and_class_says_what_it_is_for():
    assert findings(silent_definitions) == []


def test_every_public_function_names_the_refusals_that_it_raises_itself():
    faults = fault_names()
    assert len(faults) > 80
    assert findings(lambda module: unnamed_faults(module, faults)) == []


@pytest.mark.parametrize(
    ("check", "planted"),
    [
        (silent_modules, "x = 1\n"),
        (silent_modules, '"""utilities"""\n'),
        (silent_definitions, "def f():\n    return 1\n"),
        (silent_definitions, "class A:\n    'What it is.'\n    def f(self):\n        return 1\n"),
        (lambda module: unnamed_faults(module, {"Wrong"}), "def f():\n    'Does it.'\n    raise Wrong()\n"),
    ],
)
def test_a_planted_silence_is_found(check, planted):
    assert list(check(ast.parse(planted)))


def test_a_method_of_a_library_may_be_silent():
    source = "from django.forms import Form\nclass A(Form):\n    'A form.'\n    def clean(self):\n        return 1\n"
    assert not list(silent_definitions(ast.parse(source)))
