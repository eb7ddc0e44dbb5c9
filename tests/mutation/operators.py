"""The catalogue of small faults: what may be wrong at one place of a syntax tree.

Words are left alone (strings, docstrings), and so are annotations, decorators and imports: a fault there is found by
the types or is none. Each fault is one node put in the place of another.
"""

import ast
from collections.abc import Iterator, Sequence
from typing import Any

# The boundary is moved, then the comparison is turned round.
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
UNITS = {"weeks": "days", "days": "hours", "hours": "minutes", "minutes": "hours", "seconds": "minutes"}


def faults(node: ast.AST, *, in_function: bool) -> Iterator[ast.AST]:
    """What may stand instead of this node. Data of a module are moved up only, numbers in a function both ways."""
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(op)](), right)
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in ARITHMETIC:
            yield ast.AugAssign(target, ARITHMETIC[type(op)](), value)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            if in_function:
                yield ast.Constant(value - 1)
        case ast.Call():
            yield from _calls(node)
        case ast.Tuple() | ast.Set() | ast.Dict() if not in_function:
            yield from _entries(node)
        case ast.stmt() | ast.IfExp():
            yield from _steps(node)
    if isinstance(node, ast.Call) and not in_function:
        yield from _arguments(node)


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for place, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """The other of two functions; the other unit of a length of time."""
    if isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield ast.Call(ast.Name(CALLS[node.func.id], ast.Load()), node.args, node.keywords)
    if isinstance(node.func, ast.Name) and node.func.id == "timedelta":
        for place, said in enumerate(node.keywords):
            if said.arg in UNITS:
                other = ast.keyword(UNITS[said.arg], said.value)
                yield ast.Call(node.func, node.args, [*node.keywords[:place], other, *node.keywords[place + 1 :]])


def _entries(node: ast.Tuple | ast.Set | ast.Dict) -> Iterator[ast.AST]:
    """A table that lacks one of its lines."""
    if isinstance(node, ast.Dict):
        for place in range(len(node.keys)):
            yield ast.Dict(_without(node.keys, place), _without(node.values, place))
    elif isinstance(node, ast.Set) and len(node.elts) > 1:
        yield from (ast.Set(_without(node.elts, place)) for place in range(len(node.elts)))
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        yield from (ast.Tuple(_without(node.elts, place), node.ctx) for place in range(len(node.elts)))


def _arguments(node: ast.Call) -> Iterator[ast.AST]:
    """A line of a table that is made by a function, and lacks one of its words."""
    if len(node.args) > 2:
        for place in range(1, len(node.args)):
            yield ast.Call(node.func, _without(node.args, place), node.keywords)


def _without(entries: Sequence[Any], place: int) -> list[Any]:
    return [*entries[:place], *entries[place + 1 :]]


def _steps(node: ast.AST) -> Iterator[ast.AST]:
    """A step left out, a result forgotten, a plain condition turned round."""
    match node:
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.If(test=test) | ast.While(test=test) if _is_plain(test):
            yield type(node)(ast.UnaryOp(ast.Not(), test), node.body, node.orelse)
        case ast.IfExp(test=test) if _is_plain(test):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), node.body, node.orelse)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_plain(test: ast.AST) -> bool:
    """Whether a condition has no fault of its own."""
    return isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.NamedExpr)
