"""The one expression language: conditions of a process, rules of a form, indicators. No eval, no loops, no calls.

    urgent or (paper_count > 3 and applicant.kind == 'business')
    sector in ('HT', 'DD') and not (fee.amount == 0)

Words: `and or not in true false none`; comparisons `== != < <= > >=`; numbers, 'strings' or "strings", names with
dots, parentheses; a list stands only to the right of `in`. A name is a key of the facts ("applicant.kind"), or a walk
through nested facts. Nothing compares above or below none; numbers compare with numbers, strings with strings.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from motcua.rules.faults import Fault

MAX_LENGTH = 2000
MAX_DEPTH = 40
Value = bool | int | Decimal | str | None
Condition = Callable[[Mapping[str, object]], bool]
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)|(?P<sign>==|!=|<=|>=|<|>|\(|\)|,|-))"
)
_WORDS = frozenset({"and", "or", "not", "in"})
_CONSTANTS: dict[str, Value] = {"true": True, "false": False, "none": None}
_ORDERS = frozenset({"<", "<=", ">", ">="})
_SIGNS = _ORDERS | {"==", "!="}


class BadExpression(Fault):
    """The text is not an expression; `position` counts characters from 1."""

    code = "bad_expression"
    sentence = "Biểu thức sai ở ký tự {position}: {reason}."


class UnknownName(Fault):
    """The facts hold nothing of that name."""

    code = "unknown_name"
    sentence = "Biểu thức dùng “{name}” nhưng không có dữ liệu tên đó."


class WrongKind(Fault):
    """Two values cannot be compared or joined that way."""

    code = "wrong_kind"
    sentence = "Biểu thức “{text}” dùng giá trị không hợp loại: {reason}."


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that stands in the text."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """A value that the facts bring."""

    path: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A sign or word with what it joins: and, or, not, in, ==, …"""

    sign: str
    parts: tuple["Node", ...]


Node = Constant | Name | Operation


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression; `text` is what the person wrote."""

    text: str
    root: Node


@dataclass(slots=True)
class _Token:
    kind: str  # number, text, name, sign, word, end
    text: str
    position: int


@lru_cache(maxsize=1024)
def parse(text: str) -> Expression:
    """Read an expression. Raises BadExpression with the position of the first mistake."""
    if len(text) > MAX_LENGTH:
        raise BadExpression(position=MAX_LENGTH + 1, reason=f"dài quá {MAX_LENGTH} ký tự")
    reader = _Reader(_tokens(text))
    root = reader.either(0)
    if reader.next.kind != "end":
        raise reader.wrong("một phép “and” hay “or”")
    return Expression(text, root)


def _tokens(text: str) -> list[_Token]:
    tokens, place, end = [], 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            start = place + len(text[place:]) - len(text[place:].lstrip())
            raise BadExpression(position=start + 1, reason=f"không hiểu “{text[start : start + 12]}”")
        word = found[found.lastgroup]
        kind = "word" if word in _WORDS else found.lastgroup
        tokens.append(_Token(kind, word, found.start(found.lastgroup) + 1))
        place = found.end()
    return [*tokens, _Token("end", "", len(text) + 1)]


class _Reader:
    """Reads tokens from left to right; each method is one line of the grammar."""

    closing: ClassVar[str] = "dấu “)”"

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.place = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.place]

    def take(self, *texts: str) -> str | None:
        """The next sign or word if it is one of these, stepping over it."""
        token = self.next
        if token.kind in ("sign", "word") and token.text in texts:
            self.place += 1
            return token.text
        return None

    def wrong(self, wanted: str) -> BadExpression:
        found = f"“{self.next.text}”" if self.next.text else "hết biểu thức"
        return BadExpression(position=self.next.position, reason=f"cần {wanted} nhưng gặp {found}")

    def either(self, depth: int) -> Node:
        parts = [self.both(depth)]
        while self.take("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Operation("or", tuple(parts))

    def both(self, depth: int) -> Node:
        parts = [self.negation(depth)]
        while self.take("and"):
            parts.append(self.negation(depth))
        return parts[0] if len(parts) == 1 else Operation("and", tuple(parts))

    def negation(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise BadExpression(position=self.next.position, reason=f"lồng nhau quá {MAX_DEPTH} tầng")
        if self.take("not"):
            return Operation("not", (self.negation(depth + 1),))
        left = self.single(depth)
        sign = self.take(*_SIGNS)
        if sign:
            return Operation(sign, (left, self.single(depth)))
        if self.take("in"):
            return Operation("in", (left, *self.choices(depth)))
        if self.next.text == "not" and self.tokens[self.place + 1].text == "in":
            self.place += 2
            return Operation("not", (Operation("in", (left, *self.choices(depth))),))
        return left

    def choices(self, depth: int) -> tuple[Node, ...]:
        """What stands right of `in`: a list in parentheses, or a name whose value is a list."""
        if self.next.kind == "name" and self.next.text not in _CONSTANTS:
            return (self.single(depth),)
        if not self.take("("):
            raise self.wrong("một danh sách trong ngoặc sau “in”")
        items = [self.single(depth)]
        while self.take(","):
            items.append(self.single(depth))
        if not self.take(")"):
            raise self.wrong(self.closing)
        return (Operation("list", tuple(items)),)

    def single(self, depth: int) -> Node:
        if self.take("("):
            inside = self.either(depth + 1)
            if not self.take(")"):
                raise self.wrong(self.closing)
            return inside
        minus = self.take("-")
        token = self.next
        if token.kind not in ("number",) if minus else token.kind not in ("number", "text", "name"):
            raise self.wrong("một số" if minus else "một giá trị")
        self.place += 1
        if token.kind == "number":
            number = Decimal(token.text) if "." in token.text else int(token.text)
            return Constant(-number if minus else number)
        if token.kind == "text":
            return Constant(token.text[1:-1])
        return Constant(_CONSTANTS[token.text]) if token.text in _CONSTANTS else Name(token.text)


def names(expression: Expression) -> frozenset[str]:
    """The names that the expression asks of the facts."""
    return frozenset(_names(expression.root))


def _names(node: Node) -> list[str]:
    if isinstance(node, Name):
        return [node.path]
    return [path for part in node.parts for path in _names(part)] if isinstance(node, Operation) else []


def evaluate(expression: Expression, facts: Mapping[str, object]) -> Value:
    """The value of the expression under the facts. Raises UnknownName, WrongKind."""
    return _Evaluation(expression.text, facts).value(expression.root)


def condition(text: str) -> Condition:
    """A function of the facts that says whether the expression holds. Raises BadExpression at once.

    The function raises UnknownName and WrongKind, also when the value is neither true, false nor none.
    """
    expression = parse(text)
    return lambda facts: _Evaluation(text, facts).truth(expression.root)


class _Evaluation:
    """One walk over an expression with one set of facts."""

    def __init__(self, text: str, facts: Mapping[str, object]) -> None:
        self.text = text
        self.facts = facts

    def value(self, node: Node) -> Value:
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Name):
            found = self.fact(node.path)
            if found is None or isinstance(found, bool | int | Decimal | str):
                return found
            raise self.wrong(f"“{node.path}” không phải là số, chữ, true, false hay none")
        if node.sign == "and":
            return all(self.truth(part) for part in node.parts)
        if node.sign == "or":
            return any(self.truth(part) for part in node.parts)
        if node.sign == "not":
            return not self.truth(node.parts[0])
        if node.sign == "in":
            left = self.value(node.parts[0])
            return any(_equal(left, choice) for choice in self.choices(node.parts[1]))
        return self.compare(node.sign, *(self.value(part) for part in node.parts))

    def fact(self, path: str) -> object:
        """The fact of that name: the whole path as a key first, then step by step."""
        if path in self.facts:
            return self.facts[path]
        found: object = self.facts
        for step in path.split("."):
            if not isinstance(found, Mapping) or step not in found:
                raise UnknownName(name=path)
            found = found[step]
        return found

    def truth(self, node: Node) -> bool:
        found = self.value(node)
        if found is None or isinstance(found, bool):
            return bool(found)
        raise self.wrong(f"cần đúng hay sai, không phải “{found}”")

    def choices(self, node: Node) -> list[object]:
        if isinstance(node, Operation):
            return [self.value(part) for part in node.parts]
        found = self.fact(node.path) if isinstance(node, Name) else None
        if found is None:
            return []
        if isinstance(found, list | tuple | set | frozenset):
            return list(found)
        raise self.wrong("bên phải “in” phải là một danh sách")

    def compare(self, sign: str, left: Value, right: Value) -> bool:
        if sign in ("==", "!="):
            return _equal(left, right) is (sign == "==")
        if left is None or right is None:
            return False
        if _is_number(left) is not _is_number(right) or isinstance(left, bool) or isinstance(right, bool):
            raise self.wrong(f"không so sánh được “{left}” với “{right}”")
        below, same = left < right, left == right  # type: ignore[operator]
        return {"<": below, "<=": below or same, ">": not (below or same), ">=": not below}[sign]

    def wrong(self, reason: str) -> WrongKind:
        return WrongKind(text=self.text, reason=reason)


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _equal(left: object, right: object) -> bool:
    """Equality without surprises: true is not 1, and a number is not its text."""
    return isinstance(left, bool) is isinstance(right, bool) and left == right
