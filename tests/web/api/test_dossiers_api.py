"""Every verb over the wire, as a partner's system says it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ledger.models import Event
from tests.dossiers.province import HOUSEHOLD

PERSON = {"name": "Hoàng Thị Thu Hà", "identity_no": "999187002416", "phone": "0999000318"}
BODY = {
    "verb": "receive",
    "procedure": HOUSEHOLD,
    "applicant": PERSON,
    "papers": [{"item": f"TP0{no}", "originals": 1} for no in (1, 2, 3)],
}


def test_a_dossier_is_received_and_worked_by_the_api(province, machine, clock):
    clock.set("2026-11-16T09:10")
    made = machine.post("/dossiers/", BODY, province.clerk_at_desk)
    assert made.status_code == 201, made.json()
    code = made.json()["code"]
    assert code == "H99.27-261116-0001"
    assert made.json()["first_due"].startswith("2026-11-19T")
    moved = machine.post(f"/dossiers/{code}/forward/", {}, province.clerk_at_desk, version=1)
    assert moved.status_code == 200, moved.json()
    assert moved.json()["state"] == "processing"
    seen = machine.get(f"/dossiers/{code}/", province.officer)
    assert seen.status_code == 200 and seen.json()["parties"][0]["name"] == "Hoàng Thị Thu Hà"


def test_a_repeated_call_gives_the_first_answer(province, machine, clock):
    clock.set("2026-11-16T09:10")
    first = machine.post("/dossiers/", BODY, province.clerk_at_desk, key="k-1")
    again = machine.post("/dossiers/", BODY, province.clerk_at_desk, key="k-1")
    assert again.json() == first.json() and Event.objects.filter(kind="dossier.receive").count() == 1
    other = machine.post("/dossiers/", BODY | {"sets": 2}, province.clerk_at_desk, key="k-1")
    assert other.status_code == 422 and other.json()["code"] == "key_reused"


def test_a_stale_version_is_refused_with_its_code(province, machine, clock):
    clock.set("2026-11-16T09:10")
    code = machine.post("/dossiers/", BODY, province.clerk_at_desk).json()["code"]
    missing = machine.post(f"/dossiers/{code}/forward/", {}, province.clerk_at_desk)
    assert (missing.status_code, missing.json()["code"]) == (428, "version_missing")
    stale = machine.post(f"/dossiers/{code}/forward/", {}, province.clerk_at_desk, version=7)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")


def test_receiving_takes_fifteen_statements_however_many_papers(province, machine, clock):
    clock.set("2026-11-16T09:10")
    machine.post("/dossiers/", BODY, province.clerk_at_desk)  # warms the shelf
    counts = []
    for papers in (3, 30):
        body = BODY | {"papers": [{"name": f"Giấy {no}", "originals": 1} for no in range(papers)], "title": "Mở quán"}
        with CaptureQueriesContext(connection) as captured:
            assert machine.post("/dossiers/", body, province.clerk_at_desk, key=f"p-{papers}").status_code == 201
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15


def test_a_transition_takes_twelve_statements(province, machine, clock):
    clock.set("2026-11-16T09:10")
    for warm in (True, False):
        code = machine.post("/dossiers/", BODY, province.clerk_at_desk).json()["code"]
        if warm:
            machine.post(f"/dossiers/{code}/forward/", {}, province.clerk_at_desk, version=1)
    with CaptureQueriesContext(connection) as captured:
        machine.post(f"/dossiers/{code}/forward/", {}, province.clerk_at_desk, version=1, key="f")
    assert len(captured) <= 12, [q["sql"][:90] for q in captured.captured_queries]


def test_a_note_of_one_client_makes_no_form_of_another_stale(province, machine, clock):
    clock.set("2026-11-16T09:10")
    code = machine.post("/dossiers/", BODY, province.clerk_at_desk).json()["code"]
    seen = machine.get(f"/dossiers/{code}/", province.clerk_at_desk)
    noted = machine.post(f"/dossiers/{code}/annotate/", {"text": "Đã gọi"}, province.head_of_desk, key="n-1")
    assert (noted.json()["version"], noted["ETag"]) == (1, seen["ETag"])
    moved = machine.post(f"/dossiers/{code}/forward/", {}, province.clerk_at_desk, version=1, key="f-1")
    assert (moved.status_code, moved.json()["version"], moved["ETag"]) == (200, 2, '"2"')
    again = machine.post(f"/dossiers/{code}/annotate/", {"text": "Đã gọi"}, province.head_of_desk, key="n-1")
    assert again.json() == noted.json() and again["ETag"] == noted["ETag"]
    assert machine.get(f"/dossiers/{code}/", province.clerk_at_desk)["ETag"] == '"2"'
