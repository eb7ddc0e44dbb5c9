"""The expression language: what it says, and that nothing but our faults comes out of it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.expressions import (
    BadExpression,
    UnknownName,
    WrongKind,
    condition,
    evaluate,
    names,
    parse,
)
from motcua.rules.faults import Fault

FACTS = {
    "urgent": True,
    "paper_count": 4,
    "fee.amount": Decimal("20000"),
    "applicant": {"kind": "business", "address": {"commune": "Hòa Bình"}},
    "sector": "HT",
    "sectors": ("HT", "DD"),
    "nothing": None,
    "odd": object(),
    "số_trang": 3,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("urgent", True),
        ("paper_count", 4),
        ("'Hòa Bình'", "Hòa Bình"),
        ("-3", -3),
        ("2.50", Decimal("2.50")),
        ("none", None),
        ("paper_count > 3", True),
        ("paper_count >= 4 and paper_count <= 4", True),
        ("paper_count < 4 or paper_count != 4", False),
        ("fee.amount == 20000", True),
        ("fee.amount > 19999.5", True),
        ("applicant.kind == 'business'", True),
        ('applicant.address.commune == "Hòa Bình"', True),
        ("not urgent", False),
        ("not not urgent", True),
        ("not (urgent and false) or none", True),
        ("sector in ('HT', 'DD')", True),
        ("sector not in ('HT',  'DD')", False),
        ("sector in sectors", True),
        ("paper_count in (1, -4, 4.0)", True),
        ("sector in nothing", False),
        ("nothing == none", True),
        ("nothing != none", False),
        ("nothing > 3", False),
        ("3 <= nothing", False),
        ("urgent == 1", False),
        ("'4' == paper_count", False),
        ("'a' < 'b'", True),
        ("số_trang == 3", True),
        ("true or missing", True),
        ("false and missing", False),
        ("((((urgent))))", True),
        ("urgent and not (sector == 'DD' or paper_count > 10)", True),
    ],
)
def test_an_expression_has_its_value(text, expected):
    found = evaluate(parse(text), FACTS)
    assert (found, type(found)) == (expected, type(expected))


def test_names_are_known_before_any_facts():
    assert names(parse("a.b > 1 and (c in ('x') or not d) and e in f.g")) == {"a.b", "c", "d", "e", "f.g"}
    assert names(parse("1 < 2")) == frozenset()


def test_a_condition_holds_or_does_not():
    holds = condition("applicant.kind == 'business'")
    assert holds(FACTS) is True
    assert holds({"applicant.kind": "person"}) is False
    assert condition("nothing")(FACTS) is False


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 1),
        ("   ", 4),
        ("a ==", 5),
        ("a = 1", 3),
        ("a == 1 b", 8),
        ("(a", 3),
        ("a)", 2),
        ("a in 3", 6),
        ("a in (1, 2", 11),
        ("a in ()", 7),
        ("a in true", 6),
        ("a in", 5),
        ("a not", 3),
        ("- a", 3),
        ("'open", 1),
        ("a and", 6),
        ("1.2.3", 1),
        ("12abc", 1),
        ("a.", 2),
        ("a == __import__('os')", 16),
        ("f(1)", 2),
        ("a; b", 2),
        ("not", 4),
        ("a < b < c", 7),
    ],
)
def test_a_mistake_is_told_with_its_place(text, position):
    with pytest.raises(BadExpression) as caught:
        parse(text)
    assert caught.value.facts["position"] == position
    assert f"ký tự {position}:" in caught.value.message


def test_an_expression_has_a_size():
    with pytest.raises(BadExpression, match="lồng nhau"):
        parse("(" * 60 + "a" + ")" * 60)
    with pytest.raises(BadExpression, match="lồng nhau"):
        parse("not " * 60 + "a")
    with pytest.raises(BadExpression, match="dài quá"):
        parse("a or " * 500 + "a")
    assert evaluate(parse("(" * 30 + "urgent" + ")" * 30), FACTS) is True


@pytest.mark.parametrize("name", ["missing", "applicant.missing", "sector.kind", "applicant.kind.more"])
def test_a_name_that_nobody_brings_is_a_fault(name):
    with pytest.raises(UnknownName, match=name):
        evaluate(parse(f"{name} == 1"), FACTS)


@pytest.mark.parametrize(
    "text",
    [
        *("paper_count > 'a'", "'a' < 3", "urgent > 0", "paper_count >= true", "not 3", "paper_count and true"),
        *("odd", "odd == 1", "sectors == 1", "sector in paper_count", "sector or urgent"),
    ],
)
def test_values_of_the_wrong_kind_are_a_fault(text):
    with pytest.raises(WrongKind):
        evaluate(parse(text), FACTS)


pieces = st.sampled_from(
    [
        *(
            "a",
            "b.c",
            "and",
            "or",
            "not",
            "in",
            "(",
            ")",
            ",",
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "-",
            "1",
            "2.5",
            "'x'",
        ),
        *('"y"', "true", "false", "none", " ", "\n", "=", "'", ".", "é", "_", "0x1"),
    ]
)
values = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)


@settings(max_examples=500, deadline=None)
@given(st.lists(pieces, max_size=14).map(" ".join) | st.text(max_size=40), values, values)
def test_whatever_is_typed_there_is_a_value_or_our_fault(text, a, b):
    try:
        expression = parse(text)
        assert expression.text == text
        evaluate(expression, {"a": a, "b": {"c": b}})
        condition(text)({"a": a, "b": {"c": b}})
    except Fault as fault:
        assert fault.message
