"""A ledger of its own for every test: its keys, its anchor, nothing remembered from the test before."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from motcua.ledger import generation, keys
from motcua.ledger.actor import Actor, ActorKind
from motcua.ledger.models import Event
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.rules.lifecycle import Role

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CLERK = Actor(
    kind=ActorKind.STAFF,
    account_id=99000000000001,
    posting_id=99000000000002,
    unit_version_id=99000000000003,
    role=Role.DESK,
    name="Nguyễn Thị Hoa",
)


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Keys and anchor in a folder of the test's own."""
    settings.DATA_DIRECTORY = tmp_path
    keys.forget_keys()
    generation.forget()
    yield
    keys.forget_keys()
    generation.forget()


def write(stream_id: int, kind: str = "staff.hire", at: datetime = AT, **facts: Any) -> Event:
    """One event of a person's stream, committed as an act of its own."""
    with transaction.atomic():
        return record(StreamKind.STAFF, stream_id, kind=kind, actor=CLERK, at=at, facts=facts)
