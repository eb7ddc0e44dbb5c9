"""The bodies of the verbs, made from their orders: one definition for desk, shell and API.

`schema_of(ForwardOrder)` is a pydantic model with the same fields (enums as English words, times with offset);
`order_of(ForwardOrder, body)` is the order back.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Strict,
    StringConstraints,
    create_model,
)
from pydantic import Field as Described

from motcua.dossiers.bounds import MOST_LINES
from motcua.rules.calendar import FIRST_YEAR, LAST_YEAR, OutOfCalendar
from motcua.web.api.words import member, word

# Any text but control signs, which no form of ours can carry and PostgreSQL refuses; how long it may be says its field.
NO_CONTROLS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
Yes = Annotated[bool, Strict()]


def _written(value: object) -> object:
    """A day or a moment is written as ISO 8601; a bare number is a mistake of the sender."""
    if not isinstance(value, str) or value.isdecimal():
        raise ValueError("not ISO 8601")
    return value


def _countable(moment: datetime) -> datetime:
    """Only years that a calendar can count: the others have no legal day. Raises OutOfCalendar."""
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        raise OutOfCalendar()
    return moment


Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_countable)]
Day = Annotated[date, BeforeValidator(_written)]


class Body(BaseModel):
    """The base of every body: a field that we do not know is a mistake of the sender."""

    model_config = ConfigDict(extra="forbid")


@cache
def schema_of(kind: type[Any]) -> type[Body]:
    """The model of an order, named like it."""
    hints = get_type_hints(kind)
    members: dict[str, Any] = {}
    for field in fields(kind):
        described = Described(default=_default(field), description=field.metadata.get("label"))
        members[field.name] = (_wire_type(hints[field.name], field.metadata), described)
    return create_model(kind.__name__.removesuffix("Order"), __base__=Body, __doc__=kind.__doc__, **members)


def _default(field: Field[Any]) -> Any:
    if field.default is MISSING:
        return ...
    value = field.default
    if isinstance(value, IntEnum):
        return word(value)
    return list(value) if isinstance(value, tuple) else value


def _wire_type(hint: Any, bounds: Mapping[str, Any]) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        plain = next(part for part in inner if part is not types.NoneType)
        return _wire_type(plain, bounds) | None
    if origin is tuple:
        return Annotated[list[_wire_type(inner[0], {})], Described(max_length=bounds["most"] or MOST_LINES)]  # type: ignore[misc]
    if is_dataclass(hint):
        return schema_of(hint)
    if isinstance(hint, type) and issubclass(hint, IntEnum):
        return Literal[tuple(word(value) for value in hint)]  # type: ignore[misc]
    if hint is str:
        return Annotated[str, StringConstraints(max_length=bounds["limit"], pattern=NO_CONTROLS)]
    if hint is int:
        return Annotated[int, Strict(), Described(ge=bounds["least"], le=bounds["most"])]
    return {datetime: Moment, date: Day, bool: Yes}[hint]


@cache
def _readers(kind: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def order_of(kind: type[Any], body: Any) -> Any:
    """The order behind a checked body."""
    return kind(**{name: _read(hint, getattr(body, name)) for name, hint in _readers(kind).items()})


def _read(hint: Any, value: Any) -> Any:
    if value is None or hint is str or hint is int or hint is bool:
        return value
    if get_origin(hint) in (Union, types.UnionType):
        return _read(next(part for part in get_args(hint) if part is not types.NoneType), value)
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint):
        return order_of(hint, value)  # type: ignore[arg-type]
    if isinstance(hint, type) and issubclass(hint, IntEnum):
        return member(hint, value)
    return value
