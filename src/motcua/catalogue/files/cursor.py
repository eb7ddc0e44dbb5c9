"""Reading one file: typed questions to its mappings, and every wrong answer noted with its line instead of raised."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from typing import Any, TypeVar

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from motcua.catalogue.files.document import is_nothing, line_of
from motcua.catalogue.files.findings import Finding, Severity
from motcua.rules.deadlines import parse_limit
from motcua.rules.faults import Fault

E = TypeVar("E", bound=IntEnum)
V = TypeVar("V")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOUR = re.compile(r"\d{2}:\d{2}")


@dataclass
class Sheet:
    """One file and what was found in it."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def fault(self, line: int, code: str, sentence: str, severity: Severity = Severity.ERROR) -> None:
        """Note a finding at a line."""
        self.findings.append(Finding(self.file, line, code, severity, sentence))

    def top(self, document: Any) -> "Mapping":
        """The mapping that the whole file is; an empty one with a finding when it is something else."""
        if not isinstance(document, CommentedMap):
            self.fault(1, "wrong_value", "Tệp phải là một bảng khóa và giá trị.")
            document = CommentedMap()
        return Mapping(self, document, 1)


def choices(kind: type[E]) -> dict[str, E]:
    """How the members of an enum are written: in small letters, and as they are."""
    return {**{member.name: member for member in kind}, **{member.name.lower(): member for member in kind}}


class Mapping:
    """One mapping of a file. Whatever is not asked for by the end is an unknown key."""

    def __init__(self, sheet: Sheet, content: CommentedMap, line: int) -> None:
        self.sheet, self.content, self.line = sheet, content, line
        self._asked: set[str] = set()

    def line_of(self, key: str) -> int:
        """Where a key stands, or the mapping when it is absent."""
        return line_of(self.content, key) if key in self.content else self.line

    def has(self, key: str) -> bool:
        """Whether there is something under the key."""
        self._asked.add(key)
        return not is_nothing(self.content.get(key))

    def wrong(self, key: str, expected: str) -> None:
        """Note that the value under a key is not what it should be."""
        value = self.content.get(key)
        self.sheet.fault(self.line_of(key), "wrong_value", f"“{key}: {value}” phải là {expected}.")

    def missing(self, key: str) -> None:
        """Note that a key is missing."""
        self.sheet.fault(self.line, "missing", f"Thiếu “{key}”.")

    def _read(self, key: str, default: V, required: bool, read: Callable[[str], V], expected: str) -> V:
        if not self.has(key):
            if required:
                self.missing(key)
            return default
        value = self.content[key]
        if not isinstance(value, str):
            self.wrong(key, expected)
            return default
        try:
            return read(value.strip())
        except (ValueError, KeyError, Fault, InvalidOperation):
            self.wrong(key, expected)
            return default

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """A text; the empty one counts as missing when it is required."""
        read = self._read(key, default, required, _one_text, "chữ")
        if required and not read and self.has(key):
            self.missing(key)
        return read

    def optional_text(self, key: str) -> str | None:
        """A text or nothing."""
        return self.text(key) or None

    def whole(self, key: str, *, required: bool = False, default: int = 0) -> int:
        """A whole number that is not negative."""
        return self._read(key, default, required, _whole, "số nguyên không âm")

    def optional_whole(self, key: str) -> int | None:
        """A whole number or nothing."""
        return self.whole(key) if self.has(key) else None

    def percent(self, key: str) -> Decimal | None:
        """A percentage or nothing."""
        return self._read(key, None, False, lambda text: Decimal(text), "số phần trăm")

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A day, year first."""
        return self._read(key, None, required, _day, "ngày dạng 2025-07-01")

    def hour(self, key: str) -> time | None:
        """An hour of the day."""
        return self._read(key, None, False, _hour, "giờ dạng 15:00")

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Yes or no."""
        words = {"true": True, "false": False}
        return self._read(key, default, False, lambda text: words[text], "true hoặc false")

    def choice(self, key: str, kind: type[E], *, default: E, required: bool = False) -> E:
        """One word of a closed list."""
        known = choices(kind)
        written = ", ".join(member.name.lower() for member in kind)
        return self._read(key, default, required, lambda text: known[text], written)

    def limit(self, key: str, *, required: bool = False) -> str | None:
        """A time limit in its canonical spelling, or nothing."""
        return self._read(key, None, required, lambda text: str(parse_limit(text)), "thời hạn như 3 WD, SAMEDAY, NOW")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        items = self._list(key)
        good = [item.strip() for item in items if isinstance(item, str) and not is_nothing(item)]
        if len(good) != len(items):
            self.wrong(key, "danh sách chữ")
        return tuple(good)

    def maps(self, key: str) -> "Iterator[Mapping]":
        """The mappings of a list."""
        items = self._list(key)
        for place, item in enumerate(items):
            if isinstance(item, CommentedMap):
                yield Mapping(self.sheet, item, line_of(items, place))
            else:
                self.sheet.fault(line_of(items, place), "wrong_value", f"Mỗi mục của “{key}” phải là một bảng.")

    def map(self, key: str) -> "Mapping | None":
        """The mapping under a key, or nothing."""
        if not self.has(key):
            return None
        value = self.content[key]
        if not isinstance(value, CommentedMap):
            self.wrong(key, "một bảng khóa và giá trị")
            return None
        return Mapping(self.sheet, value, self.line_of(key))

    def _list(self, key: str) -> Any:
        if not self.has(key):
            return []
        value = self.content[key]
        if not isinstance(value, CommentedSeq):
            self.wrong(key, "một danh sách")
            return []
        return value

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.content:
            if key not in self._asked:
                self.sheet.fault(self.line_of(key), "unknown_key", f"Không có mục nào tên “{key}” ở đây.")


def _one_text(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _hour(text: str) -> time | None:
    if not _HOUR.fullmatch(text):
        raise ValueError(text)
    return time.fromisoformat(text)
