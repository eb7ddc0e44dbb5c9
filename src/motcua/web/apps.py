"""How Django knows the room `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The prefix of its tables is its label; every id is a bigint."""

    name = "motcua.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
