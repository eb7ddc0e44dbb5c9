"""The rooms stand in one line, and no relation between tables points up (imports are checked by import-linter)."""

import pytest
from django.apps import apps
from django.db import models

from tests.house.source import PACKAGE, ROOMS, height


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
