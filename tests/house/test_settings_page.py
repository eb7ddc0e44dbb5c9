"""docs/settings.md against what a province may decide, and against the source that reads it."""

import ast
from collections import defaultdict

from motcua.people.declared import DECLARED, Declared, SettingKind
from motcua.people.settings import read as read_setting
from tests.house import manual
from tests.house.source import PACKAGE, python_files, tree

HEADINGS = ("At the counter", "At work", "Staff of the one-stop units", "The public portal", "Notices", "Safety")


def told() -> dict[str, list[str]]:
    """{key: cells} of all tables of the page."""
    text = manual.read("settings.md")
    return {row[0].strip("`"): row[1:] for heading in HEADINGS for row in manual.rows(text, under=heading)}


def readers() -> dict[str, set[str]]:
    """{key: modules that name it}; the declarations themselves and the demonstration, which writes them, left out."""
    found = defaultdict(set)
    for path in python_files():
        name = str(path.relative_to(PACKAGE))
        if name != "people/declared.py" and not name.startswith("config/demo/"):
            constants = (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
            for key in {value for value in constants if isinstance(value, str)} & DECLARED.keys():
                found[key].add(name)
    return found


def default_words(item: Declared) -> str:
    """The default as the page says it."""
    if item.kind is SettingKind.REASONS:
        return f"{len(item.default)} reasons"
    if item.kind is SettingKind.CHOICE:
        return item.choices[item.default]
    return f"{item.default} {item.unit_word}".strip()


def test_every_setting_stands_in_the_page_as_it_is_declared() -> None:
    assert list(told()) == list(DECLARED)
    for key, (label, default, per_unit, basis, _) in told().items():
        item = DECLARED[key]
        assert (label, default, per_unit) == (item.label, default_words(item), "yes" if item.per_unit else ""), key
        assert basis == item.legal_basis, key


def test_somebody_reads_every_setting_and_the_page_says_who() -> None:
    reading = readers()
    for key, cells in told().items():
        assert reading[key], key
        assert cells[-1] == ", ".join(f"`{name}`" for name in sorted(reading[key])), key


def test_the_way_to_read_a_setting_is_the_one_that_the_page_shows() -> None:
    assert f"`people/settings.py:{read_setting.__name__}`" in manual.read("settings.md")
