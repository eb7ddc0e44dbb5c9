"""How Django knows the room `documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The prefix of its tables is its label; every id is a bigint."""

    name = "motcua.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
