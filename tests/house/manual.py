"""The pages of the documentation, as the house tests read them: code spans, blocks, links, tables."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.source import PACKAGE, REPOSITORY, files, python_files, tree

DOCS = REPOSITORY / "docs"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)\s]+)\)|\bsrc=\"([^\"]+)\"")


def pages() -> list[Path]:
    """Every page of the repository."""
    return list(files(".md"))


def read(name: str) -> str:
    """A page of docs/ by its name."""
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(text: str) -> list[tuple[str, str]]:
    """(language, content) of each fenced block."""
    return _FENCE.findall(text)


def spans(text: str) -> list[str]:
    """What stands between single backticks, fenced blocks left out."""
    return _SPAN.findall(_FENCE.sub("", text))


def links(text: str) -> list[str]:
    """The targets of the links that lead to other files of the repository, or within the page."""
    found = (first or second for first, second in _LINK.findall(_FENCE.sub("", text)))
    return [target for target in found if "://" not in target and "mailto:" not in target]


def anchors(text: str) -> set[str]:
    """The anchors of the headings of a page, as forges make them."""
    titles = re.findall(r"^#{1,6} (.+)$", _FENCE.sub("", text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def rows(text: str, *, under: str) -> list[list[str]]:
    """The cells of the first table below the heading `under`, its head and its rule left out."""
    found = re.search(rf"^#+ {re.escape(under)}\n(.*?)(?=^#|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert found, f"no heading {under}"
    lines = [line for line in found.group(1).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])] for line in lines[2:]]


def located(name: str) -> Path | None:
    """The file or folder that a page means: from the root of the repository, or from the package."""
    clean = name.rstrip("/")
    return next((base / clean for base in (REPOSITORY, PACKAGE) if (base / clean).exists()), None)


@cache
def definitions(path: Path) -> frozenset[str]:
    """What a module defines at its top, methods as `Class.method`."""
    return frozenset(_defined(path))


def _defined(path: Path) -> Iterator[str]:
    for node in tree(path).body:
        name = getattr(node, "name", None)
        if name:
            yield name
            yield from (f"{name}.{inner.name}" for inner in getattr(node, "body", []) if hasattr(inner, "name"))
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        yield from (target.id for target in targets if hasattr(target, "id"))


@cache
def tests() -> frozenset[str]:
    """The names of all tests."""
    found = (path for path in python_files(REPOSITORY / "tests") if path.name.startswith("test_"))
    return frozenset(name for path in found for name in _inner_functions(path) if name.startswith("test_"))


def _inner_functions(path: Path) -> Iterator[str]:
    for name in definitions(path):
        yield name.rpartition(".")[2]
