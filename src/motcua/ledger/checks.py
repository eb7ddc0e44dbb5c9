"""What must stand before the house opens."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from motcua.ledger.triggers import missing_triggers


def check_triggers(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """One error for every append-only trigger that is absent, altered or asleep (a rebuilt table drops them)."""
    return [
        Error(f"The append-only trigger is missing: {name}", hint="Repeat AppendOnly in a migration.", id="ledger.E001")
        for name in missing_triggers()
    ]
