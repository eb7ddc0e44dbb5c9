"""YAML 1.2 with positions, in which every scalar is text: `1.001193` is a code, `2025-07-01` and `true` are words.

Comments, order and quotes survive reading and writing.
"""

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

from motcua.catalogue.files.findings import Finding, Severity

_TEXT = Tag(suffix="tag:yaml.org,2002:str")
_NOTHING = Tag(suffix="tag:yaml.org,2002:null")


class _TextResolver(VersionedResolver):
    """Resolves no plain scalar to anything but text; an empty one is nothing."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0]:
            return _TEXT if value else _NOTHING
        return super().resolve(kind, value, implicit)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = 118
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def parse(text: str, *, file: str) -> tuple[Any, list[Finding]]:
    """The document of a text, or None with the findings that say why it cannot be read."""
    try:
        return _yaml().load(text), []
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        return None, [Finding(file, line, "yaml", Severity.ERROR, f"Không đọc được YAML: {problem.problem}.")]
    except YAMLError as problem:
        return None, [Finding(file, 1, "yaml", Severity.ERROR, f"Không đọc được YAML: {problem}.")]


def write(document: Any) -> str:
    """The text of a document."""
    out = io.StringIO()
    _yaml().dump(document, out)
    return out.getvalue()


def is_nothing(value: Any) -> bool:
    """Absent, empty or the plain word `null`. A quoted "null" is a word."""
    return value is None or (type(value) is str and value in ("null", "~"))


def line_of(value: Any, key: Any = None) -> int:
    """The line, from 1, of a mapping or list, or of one entry in it; 1 where it is not known."""
    if not isinstance(value, (CommentedMap, CommentedSeq)):
        return 1
    place = value.lc.data.get(key) if key is not None and value.lc.data else None
    line = place[0] if place else value.lc.line
    return int(line or 0) + 1
