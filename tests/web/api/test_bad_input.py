"""What a careless or hostile partner sends, and the problem document that comes back."""

import json

import pytest

from motcua.ledger.models import Event
from tests.web.api.test_dossiers_api import BODY

PROBLEM = "application/problem+json"


@pytest.fixture
def code(province, clock, moment) -> str:
    clock.set("2026-11-16T09:10")
    return province.receive(moment("2026-11-16T09:00")).dossier.code


def send(machine, acting_for, body, *, path="/dossiers/", content_type="application/json", **more):
    """Raw bytes, as they are."""
    return machine.client.post(
        f"/api/v1{path}", body, content_type=content_type, headers=machine.headers(acting_for) | more
    )


def said(answer) -> tuple[int, str]:
    """Status and code of a problem document."""
    assert answer["Content-Type"] == PROBLEM, answer.content
    found = answer.json()
    assert found["status"] == answer.status_code and found["detail"]
    return answer.status_code, found["code"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{", (400, "bad_request")),
        (b"\xff\xfe\x00", (400, "bad_request")),
        (b"[" * 100_000, (400, "bad_request")),
        (b"9" * 5000, (400, "bad_request")),
        (b"", (415, "wrong_media_type")),
        (b"[]", (422, "invalid")),
        (b"null", (422, "invalid")),
        (b'{"verb": "receive"}', (422, "invalid")),
        (b'{"verb": "return_result"}', (422, "invalid")),
    ],
)
def test_a_body_that_is_no_order_is_refused(province, machine, clock, body, expected):
    assert said(send(machine, province.clerk_at_desk, body)) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"title": "a\x00b"},
        {"title": "\ud800"},
        {"title": "x" * 4001},
        {"sets": 10**30},
        {"sets": -1},
        {"sets": "1"},
        {"sets": 1.5},
        {"slip_wanted": "yes"},
        {"channel": "pigeon"},
        {"received_at": "2026-11-16T08:00:00"},
        {"received_at": 1763258400},
        {"unknown_field": 1},
        {"papers": [{}] * 201},
        {"applicant": {"name": "Hoàng Thị Thu Hà", "birth_on": "2000-02-30"}},
    ],
)
def test_a_wrong_field_is_named(province, machine, clock, change):
    clock.set("2026-11-16T09:10")
    answer = send(machine, province.clerk_at_desk, json.dumps(BODY | change))
    assert said(answer) == (422, "invalid")
    assert next(iter(change)) in json.dumps([error["where"] for error in answer.json()["errors"]])
    assert not Event.objects.filter(kind="dossier.receive").exists()


def test_a_moment_outside_of_every_calendar_is_refused(province, machine, clock):
    clock.set("2026-11-16T09:10")
    body = BODY | {"received_at": "0001-01-01T00:00:00+14:00"}
    assert said(send(machine, province.clerk_at_desk, json.dumps(body))) == (409, "out_of_calendar")


def test_another_media_type_is_refused(province, machine, clock):
    body = json.dumps(BODY)
    for content_type in ("text/plain", "application/xml", "multipart/form-data; boundary=x"):
        answer = send(machine, province.clerk_at_desk, body, content_type=content_type)
        assert said(answer) == (415, "wrong_media_type")
    assert said(send(machine, province.clerk_at_desk, b"{}", path="/files/")) == (415, "wrong_media_type")


def test_a_body_of_many_megabytes_is_refused(province, machine, clock):
    body = b'{"verb": "' + b"x" * 3_000_000 + b'"}'
    assert said(send(machine, province.clerk_at_desk, body)) == (413, "body_too_large")


def test_a_method_that_an_address_has_not_is_refused(province, machine, code):
    for method, allowed in (("delete", "GET"), ("put", "GET"), ("post", "GET")):
        answer = getattr(machine.client, method)(
            f"/api/v1/dossiers/{code}/", headers=machine.headers(province.clerk_at_desk)
        )
        assert said(answer) == (405, "method_not_allowed") and answer["Allow"] == allowed


def test_an_address_that_leads_nowhere_says_so(machine):
    for path in ("/api/", "/api/v1/", "/api/v1/khong-co/", "/api/v2/dossiers/", "/api/v1/dossiers"):
        assert said(machine.client.get(path)) == (404, "no_such_address")
        assert said(machine.client.post(path)) == (404, "no_such_address")


def test_without_a_token_nothing_is_said(machine, province, code):
    for headers in ({}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}):
        answer = machine.client.get(f"/api/v1/dossiers/{code}/", headers=headers)
        assert said(answer)[0] == 401


def test_a_person_who_does_not_exist_is_nobodys_business(machine, province, code):
    headers = machine.headers(None) | {"Acting-For": "khong.co.ai"}
    assert said(machine.client.get("/api/v1/dossiers/", headers=headers)) == (403, "may_not_act_for")


@pytest.mark.parametrize("ref", ["%00", "x", "H99.27-261116-9999", "..%2f..%2fetc", "1", "%F0%9F%98%80", "a" * 500])
def test_an_address_with_something_that_is_no_code(machine, province, code, ref):
    answer = machine.client.get(f"/api/v1/dossiers/{ref}/", headers=machine.headers(province.clerk_at_desk))
    assert said(answer)[0] == 404


@pytest.mark.parametrize("cursor", ["x", "W10", "Wzwd", "-", "WyIyMDI2LTExLTE2VDAwOjAwOjAwIiwgMV0"])
def test_a_cursor_of_somebody_else(machine, province, code, cursor):
    for address in ("/dossiers/", "/worklist/", f"/dossiers/{code}/events/"):
        assert said(machine.get(f"{address}?cursor={cursor}", province.clerk_at_desk)) == (400, "bad_cursor")


def test_a_bad_version_or_key_is_refused(machine, province, code):
    path = f"/dossiers/{code}/forward/"
    for version in ("abc", "*", '"1', '"12345678901"'):
        answer = send(machine, province.clerk_at_desk, b"{}", path=path, **{"If-Match": version})
        assert said(answer)[0] in (400, 412)
    for key in ("", "a b", "k" * 65, "khóa"):
        headers = {"If-Match": '"1"', "Idempotency-Key": key}
        assert said(send(machine, province.clerk_at_desk, b"{}", path=path, **headers)) == (400, "bad_key")
