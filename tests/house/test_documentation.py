"""What exists is written down: environment, verbs, roles, states, events, ports, rooms, commands, links."""

import ast
import re
from enum import Enum

import pytest

from motcua.config import commands
from motcua.config.schedule import JOBS
from motcua.people.actions import ACTION_WORDS, Action
from motcua.rules.lifecycle import (
    NODE_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    VERB_WORDS,
    NodeKind,
    Role,
    State,
    Verb,
)
from motcua.rules.organisation import LEVEL_WORDS, UnitLevel
from tests.house import manual
from tests.house.source import PACKAGE, REPOSITORY, files, python_files, tree

DOCS = REPOSITORY / "docs"
WORDS: tuple[tuple[type[Enum], dict], ...] = (
    (State, STATE_WORDS), (Verb, VERB_WORDS), (Role, ROLE_WORDS), (NodeKind, NODE_WORDS), (Action, ACTION_WORDS),
    (UnitLevel, LEVEL_WORDS),
)  # fmt: skip
# Shapes of arguments, not ports: nothing outside stands behind them.
SHAPES = {"Command", "Dated", "Placed", "Readable", "Typed"}


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def environment_names():
    pattern = re.compile(r"\bMOTCUA_[A-Z_]+\b")
    paths = [*files(".py", "", ".sh", below=PACKAGE), *files(".py", "", below=REPOSITORY / "bin")]
    paths += files(".py", below=REPOSITORY / "tests")
    return {name for path in paths for name in pattern.findall(path.read_bytes().decode("utf-8", "replace"))}


def protocols():
    """The names of all Protocol classes of the package."""
    return {
        node.name
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
    }


def test_every_environment_variable_stands_in_the_operators_page():
    names = environment_names()
    assert "MOTCUA_DATA" in names
    assert {name for name in names if name not in page("operate.md")} == set()


@pytest.mark.parametrize(("enum", "words"), WORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_the_glossary_has_each_word_as_the_screens_have_it(enum, words):
    rows = dict(re.findall(rf"^\| `{enum.__name__}\.(\w+)` \| ([^|]+?) \|", page("glossary.md"), flags=re.MULTILINE))
    assert rows == {member.name: words[member] for member in enum}


def test_every_port_is_listed_and_nothing_else_claims_to_be_one():
    assert {name for name in protocols() - SHAPES if f"| `{name}` |" not in page("rooms.md")} == set()


def test_every_room_is_described():
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {room for room in rooms if f"**{room}**" not in page("rooms.md")} == set()


def test_every_command_is_described():
    names = {*commands.PURE, *commands.WITH_DJANGO}
    assert {name for name in names if f"`bin/motcua {name}`" not in page("operate.md")} == set()


def test_the_operator_reads_of_every_job_of_the_worker():
    assert {job.name for job in JOBS if f"| `{job.name}` |" not in page("operate.md")} == set()


def test_every_command_module_is_offered():
    modules = {path.stem for path in (PACKAGE / "config" / "commands").glob("*.py")} - {"__init__"}
    assert modules == {name.replace("-", "_") for name in (*commands.PURE, *commands.WITH_DJANGO)}


def test_conformance_answers_every_function_with_a_place_or_not_yet():
    rows = [row for line in page("conformance.md").splitlines() if (row := re.match(r"\| ([A-E]\d+) \|", line))]
    numbers = {"A": 14, "B": 21, "C": 10, "D": 9, "E": 6}
    assert [row.group(1) for row in rows] == [
        f"{group}{no}" for group, last in numbers.items() for no in range(1, last + 1)
    ]
    for row in rows:
        _, _, _, where, test, _ = (cell.strip() for cell in row.string.split("|"))
        assert "`" in where or "not yet" in where or where.startswith(("as ", "one system")), row.string
        assert "`" in test or test == "–" or test.startswith("as "), row.string


def test_every_rule_of_the_law_names_its_article_its_place_and_its_tests():
    rows = manual.rows(page("conformance.md"), under="F. Rules of the law that bind already")
    assert len(rows) > 30
    for article, rule, where, test in rows:
        assert re.match(r"(Civil Code|Circular|Decree|Labour Code|Law) ", article) and rule, article
        assert re.fullmatch(r"`[\w/]+\.py:[\w.]+`(, `[\w/]+\.py:[\w.]+`)*", where), article
        assert re.fullmatch(r"`test_\w+`(, `test_\w+`)*", test), article
