"""How Django knows the room `catalogue`."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The prefix of its tables is its label; every id is a bigint."""

    name = "motcua.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
