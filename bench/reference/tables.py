"""`python -m bench.reference.tables` makes the tables of the reference in MOTCUA_DATABASE."""

import os

import django
from django.apps import apps
from django.db import connection


def make() -> None:
    """One table per model."""
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("bare").get_models():
            editor.create_model(model)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.reference.settings"
    django.setup()
    make()
