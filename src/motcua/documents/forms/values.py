"""A sheet as JSON values and back. Only what sheets are made of: dataclasses, tuples, days, moments, enums, scalars."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from unicodedata import normalize

Sheet = TypeVar("Sheet")


def as_values(sheet: object) -> Any:
    """`sheet` as JSON values: text NFC, moments ISO with offset, days ISO, enums as numbers."""
    match sheet:
        case None | bool():
            return sheet
        case str():
            return normalize("NFC", sheet)
        case int():
            return int(sheet)
        case date():  # a moment is a date, too
            return sheet.isoformat()
        case tuple():
            return [as_values(item) for item in sheet]
    if is_dataclass(sheet):
        return {field.name: as_values(getattr(sheet, field.name)) for field in fields(sheet)}
    raise TypeError(f"a sheet cannot hold {type(sheet).__name__}")


def from_values(kind: type[Sheet], values: Mapping[str, Any]) -> Sheet:
    """The sheet of dataclass `kind` that `values` was made of; fields added since take their defaults."""
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], value) for name, value in values.items() if name in hints})


def _read(hint: Any, value: Any) -> Any:
    if get_origin(hint) is types.UnionType:
        if value is None:
            return None
        hint = next(part for part in get_args(hint) if part is not types.NoneType)
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_values(hint, value)
    if hint is datetime or hint is date:
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, IntEnum):
        return hint(value)
    return value
