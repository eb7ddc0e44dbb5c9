"""How Django knows the room `dossiers`."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The prefix of its tables is its label; every id is a bigint."""

    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
