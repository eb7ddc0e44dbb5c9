"""English words for the numbers that stand in columns: `Channel.DIRECT` is `direct` on the wire."""

from enum import Enum, IntEnum
from typing import Annotated, Any, TypeVar

from pydantic import Field

Kind = TypeVar("Kind", bound=IntEnum)


def word(value: IntEnum) -> str:
    """The word of a member."""
    return value.name.lower()


def word_of(kind: type[Kind], number: int | None) -> str | None:
    """The word of a stored number; None for none."""
    return None if number is None else word(kind(number))


def member(kind: type[Kind], text: str) -> Kind:
    """The member behind a word that the schema has let through."""
    return kind[text.upper()]


def words(kind: type[Enum]) -> Any:
    """The type of a field that holds one of the words; described, not checked, because we write it ourselves."""
    return Annotated[str, Field(json_schema_extra={"enum": [member.name.lower() for member in kind]})]


def maybe(kind: type[Enum]) -> Any:
    """The same, or nothing."""
    return words(kind) | None
