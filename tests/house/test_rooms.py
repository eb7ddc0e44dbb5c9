"""The rooms stand in one line, and no relation between tables points up (imports are checked by import-linter)."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from tests.house import manual
from tests.house.source import PACKAGE, ROOMS, height, python_files, tree

KNOWS = "Who knows whom"


def upward_relations(all_models):
    """`people.Staff.dossier -> dossiers` for every relation from a room to a higher one."""
    found = []
    for model in all_models:
        room = room_of(model)
        for field in model._meta.get_fields():
            if not (field.concrete and field.is_relation and field.related_model and room):
                continue
            target = room_of(field.related_model)
            if target and height(target) > height(room):
                found.append(f"{room}.{model.__name__}.{field.name} -> {target}")
    return found


def room_of(model):
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "motcua" else None


def test_the_page_counts_the_rooms_that_it_lists():
    counted = dict(enumerate(("eight", "nine", "ten", "eleven"), 8))
    there = [room for room in set().union(*ROOMS) if (PACKAGE / room / "__init__.py").exists()]
    assert f"one house with {counted[len(there)]} rooms in a line" in manual.read("rooms.md")


def test_no_relation_points_to_a_higher_room():
    assert upward_relations(apps.get_models()) == []


def test_a_planted_relation_upwards_is_found():
    class Higher(models.Model):
        class Meta:
            app_label = "planted"

        __module__ = "motcua.dossiers.models"

    class Lower(models.Model):
        dossier = models.ForeignKey(Higher, on_delete=models.PROTECT)

        class Meta:
            app_label = "planted"

        __module__ = "motcua.people.models"

    try:
        assert upward_relations([Lower, Higher]) == ["people.Lower.dossier -> dossiers"]
    finally:
        apps.all_models.pop("planted")
        apps.clear_cache()


def test_every_folder_of_the_package_is_a_room():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders <= set().union(*ROOMS)


def test_a_folder_that_is_no_room_is_refused():
    with pytest.raises(ValueError, match="attic"):
        height("attic")


def room_paragraphs():
    """{room: what docs/rooms.md says is in it}."""
    text = manual.read("rooms.md")
    start = text.index("## What is in a room")
    said = text[start : text.index("\n## ", start + 1)]
    return dict(re.findall(r"^\*\*(\w+)\*\* – (.*?)(?=\n\n|\Z)", said, flags=re.MULTILINE | re.DOTALL))


def inhabitants(room):
    """Files and folders directly in a room, besides what every Django application has."""
    usual = {"__init__", "apps", "migrations", "__pycache__", "templates"}
    return {path.stem for path in (PACKAGE / room).iterdir() if not path.name.startswith(".")} - usual


def knows(room):
    """The other rooms that the files of a room import from."""
    modules = (
        node.module
        for path in python_files(PACKAGE / room)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("motcua.")
    )
    return {module.split(".")[1] for module in modules} - {room}


@pytest.mark.parametrize("room", sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py")))
def test_everything_in_a_room_stands_in_its_paragraph(room):
    said = set(re.findall(r"`([\w/]+)`", room_paragraphs()[room]))
    assert inhabitants(room) - said == set()
    assert {word for word in said if word.islower() and word not in inhabitants(room)} <= {"clock"}


def test_the_table_of_who_knows_whom_is_what_the_imports_say():
    rows = manual.rows(manual.read("rooms.md"), under=KNOWS)
    told = {room.strip("`"): set(re.findall(r"`(\w+)`", names)) for room, names in rows}
    assert told == {room: knows(room) for room in told}
    assert set(told) == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
