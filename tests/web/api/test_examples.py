"""The examples of the description are sent as they stand to the demonstration that everybody can open."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from motcua.config.demo.filling import Wish, begin
from motcua.ledger import generation
from motcua.ledger.actor import SYSTEM
from motcua.people import commands
from motcua.people.actions import ClientScope
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import UnitLevel
from motcua.web.shared import clock as clock_of_the_house

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


@pytest.fixture
def partner(transactional_db, tmp_path, settings, monkeypatch):
    """The headers of a partner's client that acts for a clerk at the desk of a ward in Lam Giang."""
    settings.DATA_DIRECTORY = tmp_path
    monkeypatch.setattr(clock_of_the_house, "now", lambda: NOW)
    begin(Wish("lam-giang", 7, 2), now=NOW)
    generation.refresh()
    on, people = legal_day(NOW), roster()
    wards = {unit.id: unit for unit in people.units(on, UnitLevel.COMMUNE)}
    desk = next(unit for unit in people.units(on, UnitLevel.ONE_STOP) if unit.parent_id in wards)
    clerk = next(one for one in people.postings_in(desk.id, on) if one.role is Role.DESK and not one.sectors)
    _, token = commands.create_client(
        "Phần mềm của phường",
        unit_id=desk.parent_id,
        scopes=[ClientScope.READ, ClientScope.ACT],
        actor=SYSTEM,
        at=NOW,
    )
    return {"Authorization": f"Bearer {token}", "Acting-For": people.staff(clerk.staff_id).login}


def test_the_examples_of_a_new_dossier_are_accepted_by_the_demonstration(partner, repository):
    document = json.loads((repository / "docs" / "openapi.json").read_text(encoding="utf-8"))
    body = document["paths"]["/dossiers/"]["post"]["requestBody"]["content"]["application/json"]["examples"]
    for name in ("receive", "refuse"):
        said = json.dumps(body[name]["value"])
        answer = Client().post("/api/v1/dossiers/", said, content_type="application/json", headers=partner)
        assert answer.status_code == 201, f"{name}: {answer.content.decode()}"
