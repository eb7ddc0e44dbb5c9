"""A client that acts for the people of the small province."""

import json

import pytest
from django.test import Client

from motcua.ledger.actor import SYSTEM
from motcua.people import commands
from motcua.people.actions import ClientScope
from motcua.people.roster import roster
from tests.dossiers.province import Province, make_province
from tests.people.factories import BEGAN


@pytest.fixture
def province(transactional_db) -> Province:
    """One ward with its people; real transactions, so that a refusal rolls back as it does for a partner."""
    return make_province()


class Machine:
    """The API as a partner's system calls it: JSON in and out, with a token."""

    def __init__(self, token: str) -> None:
        self.client, self.token = Client(), token

    def headers(self, acting_for, version=None, key=None) -> dict[str, str]:
        """The headers of a call for a person (an Actor) or alone (None)."""
        said = {"Authorization": f"Bearer {self.token}"}
        if acting_for is not None:
            said["Acting-For"] = roster().staff(acting_for.staff_id).login
        if version is not None:
            said["If-Match"] = f'"{version}"'
        if key is not None:
            said["Idempotency-Key"] = key
        return said

    def post(self, path, body, acting_for=None, version=None, key=None):
        """POST JSON."""
        return self.client.post(
            f"/api/v1{path}",
            json.dumps(body),
            content_type="application/json",
            headers=self.headers(acting_for, version, key),
        )

    def get(self, path, acting_for=None):
        """GET."""
        return self.client.get(f"/api/v1{path}", headers=self.headers(acting_for))


@pytest.fixture
def machine(province: Province) -> Machine:
    """A client of the ward that may read and act for its people."""
    unit_id = province.ward.pk
    scopes = [ClientScope.READ, ClientScope.ACT]
    made = commands.create_client("Phần mềm của phường", unit_id=unit_id, scopes=scopes, actor=SYSTEM, at=BEGAN)
    return Machine(made[1] if isinstance(made, tuple) else made.token)
