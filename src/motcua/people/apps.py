"""How Django knows the room `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The prefix of its tables is its label; every id is a bigint."""

    name = "motcua.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
