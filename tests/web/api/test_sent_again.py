"""A key is of the person who acts: what came of her act is told to nobody else who sends the same words."""

import pytest

from motcua.dossiers.models import Dossier, Note
from motcua.ledger.models import Event
from motcua.people.models import Staff
from motcua.rules.lifecycle import Role
from tests.dossiers.acts import login_of
from tests.people.factories import make_posting
from tests.web.api.test_dossiers_api import BODY


@pytest.fixture(autouse=True)
def morning(clock):
    """A Monday in the morning."""
    clock.set("2026-11-16T09:10")


def reused(answer) -> bool:
    return (answer.status_code, answer.json()["code"]) == (422, "key_reused") and "version" not in answer.json()


def test_another_person_does_not_get_the_answer_of_the_first(province, machine):
    first = machine.post("/dossiers/", BODY, province.clerk_at_desk, key="k-1")
    assert reused(machine.post("/dossiers/", BODY, province.second_at_desk, key="k-1"))
    assert Dossier.objects.count() == 1
    assert machine.post("/dossiers/", BODY, province.clerk_at_desk, key="k-1").json() == first.json()


def test_nor_does_who_may_say_nothing_of_the_dossier(province, machine):
    code = machine.post("/dossiers/", BODY, province.clerk_at_desk).json()["code"]
    path = f"/dossiers/{code}/forward/"
    moved = machine.post(path, {}, province.clerk_at_desk, version=1, key="k-2")
    events = Event.objects.count()
    for who in (province.officer, province.secretary, province.second_at_desk):
        for version in (1, 2):
            assert reused(machine.post(path, {}, who, version=version, key="k-2"))
    assert Event.objects.count() == events
    for version in (1, 2):  # whoever has read the dossier again meanwhile says the same
        assert machine.post(path, {}, province.clerk_at_desk, version=version, key="k-2").json() == moved.json()


def test_nor_does_the_same_act_of_another_person_happen_under_it(province, machine):
    code = machine.post("/dossiers/", BODY, province.clerk_at_desk).json()["code"]
    path, words = f"/dossiers/{code}/annotate/", {"text": "Đã gọi"}
    assert machine.post(path, words, province.clerk_at_desk, key="k-3").status_code == 200
    assert reused(machine.post(path, words, province.head_of_desk, key="k-3"))
    assert Note.objects.count() == 1


def test_the_same_person_in_another_posting_is_another_hand(province, machine):
    staff = Staff.objects.get(pk=province.clerk_at_desk.staff_id)
    make_posting(staff, role=Role.HEAD_DESK, unit=province.desk)
    login = login_of(province.clerk_at_desk)

    def send(role: str):
        return machine.client.post(
            "/api/v1/dossiers/",
            BODY,
            content_type="application/json",
            headers=machine.headers(None, key="k-4") | {"Acting-For": f"{login}@H99.27.10/{role}"},
        )

    first = send("DESK")
    assert first.status_code == 201 and reused(send("HEAD_DESK"))
    assert send("DESK").json() == first.json() and Dossier.objects.count() == 1
