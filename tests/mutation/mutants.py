"""The mutants of a file: every fault of the catalogue at every place where it fits, and how one is put in place."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

from tests.mutation.operators import faults

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault. `name` says where and what, without a line number, so that a reviewed list of names outlives edits."""

    path: str
    number: int
    line: int
    lines: tuple[int, int]  # of the statement that it stands in
    function: str  # the outermost function, by its qualified name; empty: data of the module
    name: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a walk through a tree stands."""

    names: tuple[str, ...] = ()  # of classes and functions around
    function: str = ""
    lines: tuple[int, int] = (0, 0)


def mutants(path: Path, root: Path) -> list[Mutant]:
    """All mutants of a file, in the order of its text."""
    relative = str(path.relative_to(root))
    found: list[Mutant] = []
    seen: dict[str, int] = {}
    for place, node, fault in _faults(_tree(path)):
        name = f"{path.stem}.{'.'.join(place.names) or '-'}: {_text(node)} → {_text(fault)}"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name += f" ({seen[name]})"
        found.append(Mutant(relative, len(found), node.lineno, place.lines, place.function, name))
    return found


def mutated(path: Path, number: int) -> CodeType:
    """The code of the module with that fault in it."""
    tree = copy.deepcopy(_tree(path))
    _, node, fault = next(found for count, found in enumerate(_faults(tree)) if count == number)
    tree = _Swap(node, ast.copy_location(fault, node)).visit(tree)
    return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)


def code_of(module: CodeType, function: str, line: int) -> CodeType | None:
    """The code of one function inside a module's code, by its qualified name and first line."""
    for constant in module.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == function and constant.co_firstlineno == line:
                return constant
            if (inner := code_of(constant, function, line)) is not None:
                return inner
    return None


class _Swap(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else super().visit(node)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _faults(tree: ast.Module) -> Iterator[tuple[_Place, ast.AST, ast.AST]]:
    for place, node in _nodes(tree, _Place()):
        for fault in faults(node, in_function=bool(place.function)):
            yield place, node, fault


def _nodes(node: ast.AST, place: _Place) -> Iterator[tuple[_Place, ast.AST]]:
    """Every node that may be wrong, with its place."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.stmt):
        place = _Place(place.names, place.function, _own_lines(node))
        yield place, node
    elif isinstance(node, ast.expr):
        yield place, node
    if isinstance(node, FUNCTIONS):
        for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
            yield from _nodes(default, place)
    inner = _inside(node, place)
    for child in _children(node):
        yield from _nodes(child, inner)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What stands below a node, without annotations, decorators, arguments and docstrings."""
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        yield from node.body
    elif isinstance(node, ast.AnnAssign):
        yield from filter(None, [node.value])
    else:
        yield from ast.iter_child_nodes(node)


def _inside(node: ast.AST, place: _Place) -> _Place:
    if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return place
    names = (*place.names, node.name)
    is_outermost = isinstance(node, FUNCTIONS) and not place.function
    return _Place(names, ".".join(names) if is_outermost else place.function, place.lines)


def _own_lines(node: ast.stmt) -> tuple[int, int]:
    """The lines of a statement, without those of the block below it."""
    body = getattr(node, "body", None)
    last = body[0].lineno - 1 if body else node.end_lineno
    return node.lineno, max(node.lineno, last or node.lineno)


def _text(node: ast.AST) -> str:
    """One line of source, shortened."""
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 70 else text[:67] + "…"
