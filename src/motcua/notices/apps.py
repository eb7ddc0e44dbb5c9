"""How Django knows the room `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The prefix of its tables is its label; every id is a bigint."""

    name = "motcua.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
