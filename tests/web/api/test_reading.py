"""What a partner reads: units, worklists, the diary, papers, files, due dates; and what a client alone may not do."""

import io

import pytest

from motcua.dossiers.commands import COMMANDS
from motcua.ledger.models import AccessLog
from motcua.web.api import dossiers
from tests.documents.made_files import pdf, written
from tests.dossiers.province import BIRTH, COPY, HOUSEHOLD
from tests.web.api.test_dossiers_api import BODY


@pytest.fixture
def code(province, clock, moment) -> str:
    clock.set("2026-11-16T09:10")
    return province.receive(moment("2026-11-16T09:00")).dossier.code


def test_units_are_listed_and_one_is_read(province, machine, clock):
    page = machine.get("/units/").json()
    assert [unit["code"] for unit in page["items"]] == ["H99", "H99.27", "H99.27.01", "H99.27.10"]
    assert machine.get("/units/H99.27.10/").json()["parent"] == "H99.27"
    assert machine.get("/units/H98/").json()["code"] == "unknown_unit"


def test_a_person_sees_the_open_steps_of_each_box(province, machine, code):
    page = machine.get("/worklist/?box=desk", province.clerk_at_desk).json()
    assert [row["code"] for row in page["items"]] == [code] and page["next"] is None
    assert page["items"][0]["applicant"] == "Hoàng Thị Thu Hà"
    assert machine.get("/worklist/?box=sign", province.leader).json()["items"] == []
    assert machine.get("/worklist/?box=drawer", province.leader).status_code == 422


def test_a_long_worklist_comes_page_by_page(province, machine, code, moment):
    for _no in range(60):
        province.receive(moment("2026-11-16T09:00"))
    first = machine.get("/worklist/?box=desk", province.clerk_at_desk).json()
    rest = machine.get(f"/worklist/?box=desk&cursor={first['next']}", province.clerk_at_desk).json()
    codes = [row["code"] for row in first["items"] + rest["items"]]
    assert len(codes) == len(set(codes)) == 61 and rest["next"] is None
    for wrong in ("abc", "AAAA", first["next"][:-8]):
        assert machine.get(f"/worklist/?box=desk&cursor={wrong}", province.clerk_at_desk).json()["code"] == "bad_cursor"


def test_the_diary_comes_page_by_page(province, machine, code):
    for no in range(60):
        answer = machine.post(f"/dossiers/{code}/annotate/", {"text": f"Lần {no}"}, province.clerk_at_desk)
        assert answer.status_code == 200
    first = machine.get(f"/dossiers/{code}/events/", province.clerk_at_desk).json()
    rest = machine.get(f"/dossiers/{code}/events/?cursor={first['next']}", province.clerk_at_desk).json()
    seqs = [entry["seq"] for entry in first["items"] + rest["items"]]
    assert seqs == list(range(61, 0, -1)) and rest["next"] is None
    assert rest["items"][-1]["verb"] == "receive" and first["items"][0]["note"] == "Lần 59"


def test_a_dossier_that_has_not_changed_is_not_sent_again(province, machine, code):
    first = machine.get(f"/dossiers/{code}/", province.clerk_at_desk)
    headers = machine.headers(province.clerk_at_desk) | {"If-None-Match": first["ETag"]}
    again = machine.client.get(f"/api/v1/dossiers/{code}/", headers=headers)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    machine.post(f"/dossiers/{code}/forward/", {}, province.clerk_at_desk, version=1)
    assert machine.client.get(f"/api/v1/dossiers/{code}/", headers=headers).status_code == 200


def test_the_receipt_is_fetched_as_pdf_and_the_look_is_noted(province, machine, code):
    assert machine.get(f"/dossiers/{code}/prints/", province.clerk_at_desk).json() == [
        {"kind": "receipt", "void": False, "number": None}
    ]
    answer = machine.get(f"/dossiers/{code}/prints/receipt/", province.clerk_at_desk)
    content = b"".join(answer.streaming_content)
    answer.close()
    assert answer["Content-Type"] == "application/pdf" and content.startswith(b"%PDF-")
    assert AccessLog.objects.filter(page="api:get_print").count() == 1
    assert machine.get(f"/dossiers/{code}/prints/refusal/", province.clerk_at_desk).json()["code"] == "no_such_print"


def test_a_file_is_fetched_through_its_dossier_only(province, machine, clock):
    clock.set("2026-11-16T09:10")
    upload = {"file": io.BytesIO(written(pdf()))}
    upload["file"].name = "../../x.pdf"
    kept = machine.client.post("/api/v1/files/", upload, headers=machine.headers(province.clerk_at_desk))
    assert kept.status_code == 201, kept.content
    file_id = kept.json()["id"]
    papers = [{"item": "TP01", "originals": 1, "file": file_id}]
    body = BODY | {"papers": papers + BODY["papers"][1:]}
    code = machine.post("/dossiers/", body, province.clerk_at_desk).json()["code"]
    other = machine.post("/dossiers/", BODY, province.clerk_at_desk).json()["code"]
    answer = machine.get(f"/dossiers/{code}/files/{file_id}/", province.clerk_at_desk)
    assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert "attachment" in answer["Content-Disposition"] and ".." not in answer["Content-Disposition"]
    answer.close()
    refused = machine.get(f"/dossiers/{other}/files/{file_id}/", province.clerk_at_desk)
    assert (refused.status_code, refused.json()["code"]) == (404, "no_such_file")


def test_a_due_date_is_reckoned_without_a_dossier(province, machine, clock, moment):
    clock.set("2026-11-16T09:10")
    said = machine.get(f"/procedures/{HOUSEHOLD}/due/?from=2026-11-19T14:00:00%2B07:00", province.clerk_at_desk).json()
    assert said["limit"] == "3 WD" and said["day_zero"] == "2026-11-19"
    assert said["counted"] == ["2026-11-20", "2026-11-23", "2026-11-25"]
    assert [skipped["day"] for skipped in said["skipped"]] == ["2026-11-21", "2026-11-22", "2026-11-24"]
    assert said["skipped"][2]["reason"]
    assert said["due"].startswith("2026-11-25T10:30:00")
    assert machine.get(f"/procedures/{COPY}/due/", province.clerk_at_desk).json()["due"] is None
    wrong = machine.get(f"/procedures/{BIRTH}/due/?case=khong-co", province.clerk_at_desk)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "unknown_case")
    far = machine.get(f"/procedures/{BIRTH}/due/?from=9999-12-31T23:59:59Z", province.clerk_at_desk)
    assert (far.status_code, far.json()["code"]) == (409, "out_of_calendar")


def test_a_client_alone_reads(province, machine, code):
    assert machine.get("/dossiers/").status_code == 200
    assert machine.get(f"/dossiers/{code}/").json()["verbs"] == []


def test_a_client_alone_says_no_verb(province, machine, code):
    for command in COMMANDS.values():
        path = "/dossiers/" if command.creates else f"/dossiers/{code}/{command.verb}/"
        body = _least(command.verb)
        answer = machine.post(path, body, version=1)
        assert (answer.status_code, answer.json()["code"]) == (403, "needs_a_person"), command.verb
    upload = {"file": io.BytesIO(written(pdf()))}
    sent = machine.client.post("/api/v1/files/", upload, headers=machine.headers(None))
    assert (sent.status_code, sent.json()["code"]) == (403, "needs_a_person")
    for path in ("/worklist/", f"/dossiers/{code}/prints/"):
        assert machine.get(path).status_code == 403


def _least(verb) -> dict:
    """The smallest body that the description lets through."""
    refusal = {"verb": "refuse", "procedure": HOUSEHOLD, "applicant": {"name": "A"}, "reason": "x", "explanation": "x"}
    bodies = {
        "receive": BODY,
        "refuse": refusal,
        "assign": {"person": "x"},
        "send_back": {"to": "x", "reason": "x"},
        "judge_paper": {"judgements": []},
        "annotate": {"text": "x"},
        "recompute_due": {"document_no": "x"},
        "propose_supplement": {"items": [], "reason": "paper_missing"},
        "drop_supplement": {"explanation": "Thôi"},
        "accept_supplement": {"answers": []},
        "pause": {"cause": "posting", "document_no": "1/TB"},
        "request_obligation": {"amount": 1, "basis": "x", "document_no": "x"},
        "confirm_obligation": {"receipt_no": "x"},
        "extend": {"explanation": "x"},
        "correct_due": {
            "moment": "2026-11-16T08:00:00+07:00",
            "reason": "x",
            "explanation": "x",
            "document_no": "x",
        },
        "withdraw": {"asked_on": "2026-11-16", "document_no": "x", "reason": "x"},
        "stop": {"reason": "x", "explanation": "x"},
        "decline": {"reason": "x", "explanation": "x"},
        "send_apology": {"proof": "sms", "words": "x"},
    }
    return bodies.get(str(verb), {})


def test_a_dossier_of_another_office_is_not_there(province, machine, code):
    for path in ("", "events/", "prints/receipt/"):
        answer = machine.get(f"/dossiers/{code}/{path}", province.second_officer)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_for_you")


def test_a_search_that_finds_more_than_a_page_says_so(province, machine, code, monkeypatch):
    monkeypatch.setattr(dossiers, "PAGE", 1)
    one = machine.get("/dossiers/?q=0999000318", province.clerk_at_desk).json()
    assert (len(one["items"]), one["next"], one["truncated"]) == (1, None, False)
    assert machine.post("/dossiers/", BODY, province.clerk_at_desk).status_code == 201
    more = machine.get("/dossiers/?q=0999000318", province.clerk_at_desk).json()
    assert (len(more["items"]), more["next"], more["truncated"]) == (1, None, True)
    assert machine.get("/dossiers/", province.clerk_at_desk).json()["truncated"] is False
