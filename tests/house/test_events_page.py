"""docs/events.md against the source: every kind of event, the function that writes it, and what stands in its facts."""

import ast
import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields

import pytest

from motcua.dossiers import facts, supplement_facts
from motcua.dossiers.commands import COMMANDS
from motcua.ledger.upcasters import schema_of
from motcua.rules.lifecycle import Verb
from tests.house import manual
from tests.house.source import PACKAGE, python_files, tree

KIND = re.compile(
    r"(?:account|calendar|catalogue|client|installation|print|process|procedure|setting|staff|unit)\.[a-z_]+"
)
PARTS = ("StepOpened", "StepClosed", "Dates", "ClockStopped", "ClockWentOn", "AskedFor", "Answered", "ClockEnded")


@dataclass(frozen=True)
class Written:
    """Where a kind is written, and the names of its facts."""

    place: str
    facts: frozenset[str]


def written_kinds(module: ast.Module, place: str) -> Iterator[tuple[str, Written]]:
    """Each call of `record(…, kind=…, facts=…)`; a kind that is handed in is looked up at its callers."""
    constants = dict(_constants(module))
    for function in (node for node in module.body if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if _calls(node, "record")):
            said = {word.arg: word.value for word in call.keywords}
            if "kind" not in said or "facts" not in said:
                continue
            names = frozenset(_names(said["facts"], function))
            for kind, owner in _kinds(said["kind"], function, module, constants):
                yield kind, Written(f"{place}:{owner}", names)


def _constants(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in (node for node in module.body if isinstance(node, ast.Assign)):
        target, value = node.targets[0], node.value
        both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        pairs = zip(target.elts, value.elts, strict=True) if both else [(target, value)]
        yield from (
            (name.id, said.value)
            for name, said in pairs
            if isinstance(name, ast.Name) and isinstance(said, ast.Constant)
        )


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _kinds(
    said: ast.expr, function: ast.FunctionDef, module: ast.Module, constants: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """(kind, function that a page names for it)."""
    if isinstance(said, ast.Constant):
        yield said.value, function.name
    elif isinstance(said, ast.Name) and said.id in constants:
        yield constants[said.id], function.name
    else:
        for caller in (node for node in module.body if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(caller) if _calls(node, function.name)):
                values = (value.value for value in call.args if isinstance(value, ast.Constant))
                yield from ((kind, caller.name) for kind in values if isinstance(kind, str) and KIND.fullmatch(kind))


def _names(said: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The keys of a dictionary display, also where a name stands for it; what is put in afterwards may be missing."""
    if isinstance(said, ast.Name):
        name = said.id
        said = next(
            value for target, value in _assigned(function) if isinstance(target, ast.Name) and target.id == name
        )
        for target, _ in _assigned(function):
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and target.value.id == name:
                assert isinstance(target.slice, ast.Constant), function.name
                yield f"{target.slice.value}?"
    assert isinstance(said, ast.Dict), function.name
    for key, value in zip(said.keys, said.values, strict=True):
        if key is None:
            yield from _names(value, function)
        else:
            yield key.value


def _assigned(function: ast.FunctionDef) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            yield node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield node.target, node.value


def all_written() -> dict[str, Written]:
    """Every kind besides those of dossiers."""
    found: dict[str, Written] = {}
    for path in (path for path in python_files() if "web" not in path.relative_to(PACKAGE).parts):
        found |= dict(written_kinds(tree(path), str(path.relative_to(PACKAGE))))
    return found


def facts_class(verb: Verb) -> type[facts.Facts]:
    """The one class whose docstring names the event of a verb."""
    # The verbs have been read, and their facts with them; a dataclass with slots is a second class beside the first.
    classes = [kind for kind in facts.Facts.__subclasses__() if "__slots__" in vars(kind)]
    named = [kind for kind in classes if f"`dossier.{verb}`" in (kind.__doc__ or "")]
    assert len(named) == 1, (verb, named)
    return named[0]


def shape(kind: type[facts.Facts]) -> list[str]:
    """The names of the facts of a class in their order; what may be missing bears a question mark."""
    return [f"{field.name}?" if field.default is not MISSING else field.name for field in fields(kind)]


def facts_cell(cell: str) -> list[str]:
    """The names in a cell of the page: `code`, `case`?"""
    return [name + mark for name, mark in re.findall(r"`(\w+)`(\??)", cell)]


def page_kinds(heading: str) -> dict[str, list[str]]:
    """{kind: cells after it} of a table of the page."""
    return {row[0].strip("`"): row[1:] for row in manual.rows(manual.read("events.md"), under=heading)}


def test_every_verb_of_a_dossier_has_its_line_with_its_facts() -> None:
    told = {kind: facts_cell(cells[1]) for kind, cells in page_kinds("A dossier").items()}
    assert told == {f"dossier.{verb}": shape(facts_class(verb)) for verb in Verb}


def test_the_function_of_every_verb_is_the_one_that_says_it() -> None:
    told = {kind: cells[0].strip("`") for kind, cells in page_kinds("A dossier").items()}
    for verb, command in COMMANDS.items():
        path = command.function.__module__.removeprefix("motcua.").replace(".", "/") + ".py"
        assert told[f"dossier.{verb}"] == f"{path}:{command.function.__name__}"


def test_the_parts_of_facts_are_told_as_they_are() -> None:
    told = {
        row[0].strip("`"): facts_cell(row[1]) for row in manual.rows(manual.read("events.md"), under="Parts of facts")
    }
    assert told == {name: shape((vars(facts) | vars(supplement_facts))[name]) for name in PARTS}


def test_every_other_kind_has_its_line_with_its_writer_and_its_facts() -> None:
    told = page_kinds("Everything else")
    written = all_written()
    assert len(written) > 25
    assert told.keys() == written.keys()
    for kind, cells in told.items():
        assert (cells[0].strip("`"), set(facts_cell(cells[1]))) == (written[kind].place, written[kind].facts), kind


def test_the_page_names_every_file_of_shapes() -> None:
    files = sorted(path.name for path in (PACKAGE / "dossiers").glob("*facts.py"))
    head = manual.read("events.md").split("## A dossier")[1].split("|")[0]
    asked = next(line for line in manual.read("rooms.md").splitlines() if line.startswith("| What stands in an event?"))
    for said in (head, asked):
        assert sorted(re.findall(r"`(?:dossiers/)?(\w*facts\.py)`", said)) == files


def test_every_kind_that_has_changed_its_shape_says_so() -> None:
    kinds = {*(f"dossier.{verb}" for verb in Verb), *all_written()}
    told = {kind: int(cells[0]) for kind, cells in page_kinds("Later shapes").items()}
    assert told == {kind: schema_of(kind) for kind in kinds if schema_of(kind) > 1}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("def f():\n    record(1, 2, kind='unit.open', facts={'a': 1})\n", "unit.open"),
        (
            "A, B = 'unit.open', 'unit.end'\ndef f():\n    facts = {'a': 1}\n    record(kind=B, facts=facts)\n",
            "unit.end",
        ),
        ("def g(k):\n    record(kind=k, facts={'a': 1})\ndef f():\n    g('unit.open')\n", "unit.open"),
    ],
)
def test_a_planted_event_is_found(source: str, kind: str) -> None:
    assert dict(written_kinds(ast.parse(source), "x.py")) == {kind: Written("x.py:f", frozenset({"a"}))}
