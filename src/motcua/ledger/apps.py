"""How Django knows the room `ledger`."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from motcua.ledger.checks import check_triggers


class LedgerConfig(AppConfig):
    """Its tables; the check that the append-only triggers stand."""

    name = "motcua.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(check_triggers, Tags.database)
