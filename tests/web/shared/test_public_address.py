"""What is printed leads to the portal of the province, whatever host the clerk has typed."""

from datetime import date

import pytest

from motcua.ledger.actor import SYSTEM
from motcua.people.commands import change_setting
from motcua.web.shared.downloads import occasion
from tests.people.factories import BEGAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_at(rf, moment):
    def made(host):
        request = rf.get("/nv/", headers={"host": host})
        request.actor, request.at = SYSTEM, moment("2026-11-23T09:00")
        return request

    return made


def test_without_a_decision_papers_carry_the_host_that_is_open(request_at):
    assert occasion(request_at("localhost")).site == "http://localhost"


def test_the_public_address_stands_on_papers_whatever_host_is_open(request_at):
    change_setting(
        "public_address", value="https://dvc.lamgiang.example/", on=date(2026, 1, 1), legal_basis="Quyết định 1",
        actor=SYSTEM, at=BEGAN,
    )  # fmt: skip
    assert occasion(request_at("127.0.0.1")).site == "https://dvc.lamgiang.example"
