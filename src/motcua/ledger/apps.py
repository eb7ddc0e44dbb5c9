from django.apps import AppConfig
from django.core.checks import Tags, register

from motcua.ledger.checks import check_triggers


class LedgerConfig(AppConfig):
    name = "motcua.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(check_triggers, Tags.database)
