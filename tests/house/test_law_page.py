"""The law, rule by rule: every place and every test that docs/law.md names is there, and no rule is without either."""

import ast
import re

import pytest

from tests.house import manual
from tests.house.source import REPOSITORY

TABLES = {
    "Transitions": 17,
    "Hard rules": 10,
    "What stops the clock": 11,
    "Apology": 11,
    "Ten rules that are easily got wrong": 10,
}
LAW = manual.read("law.md")


@pytest.mark.parametrize(("heading", "rules"), TABLES.items())
def test_every_rule_has_its_place_and_its_test_or_says_not_yet(heading, rules):
    rows = manual.rows(LAW, under=heading)
    assert len(rows) == rules
    for *_, place, test in rows:
        assert manual.spans(place) or "not yet" in place, place
        assert manual.spans(test) or (test == "–" and "not yet" in place), (place, test)


def test_every_place_of_the_law_is_there():
    named = {span.partition("::")[0] for span in manual.spans(LAW) if re.search(r"\.(py|md)(::|$)", span)}
    assert {name for name in named if manual.located(name) is None} == set()


def test_every_test_of_the_law_is_there():
    for span in manual.spans(LAW):
        path, found, name = span.partition("::")
        if found:
            tree = ast.parse((REPOSITORY / path).read_text(encoding="utf-8"))
            assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, span
