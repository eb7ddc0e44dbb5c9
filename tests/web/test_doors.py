"""Every door has a policy: the addresses of the staff and of the machines, the roles, and where files lie.

A new address below /nv/ or /api/ fails here until it says who may pass (motcua.web.shared.policy).
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.dossiers.commands import COMMANDS, forward
from motcua.dossiers.models import Dossier
from motcua.dossiers.orders import ForwardOrder
from motcua.ledger.actor import SYSTEM, Actor
from motcua.ledger.installation import install
from motcua.ledger.models import Event
from motcua.people import commands
from motcua.people.actions import ClientScope
from motcua.people.models import Account
from motcua.people.permissions import ALLOWED, Action, may
from motcua.people.roster import roster
from motcua.rules.lifecycle import Role, Verb
from motcua.rules.organisation import UnitLevel
from motcua.web.api.urls import api
from motcua.web.shared.policy import Policy, policy_of
from tests.dossiers.province import Province, make_province
from tests.people.factories import BEGAN, make_actor, make_unit

# The doors of the sign-in: they stand before any posting, so no right can be asked for (people.sign_in).
SIGN_IN = {
    "account_login": "before anybody is known",
    "mfa_authenticate": "before anybody is known",
    "mfa_activate_totp": "one's own device",
    "account_logout": "one's own session",
    "account_change_password": "one's own password",
    "choose_posting": "one's own postings",
    "keep_alive": "one's own session",
}
# Operations of the API that are no verb: the right that they ask for; a text says why a token alone is enough.
OPERATIONS: dict[str, Action | Verb | str] = {
    "list_procedures": "the catalogue is public",
    "get_procedure": "the catalogue is public",
    "get_due": "arithmetic over the public catalogue",
    "list_units": "the addresses of offices are public",
    "get_unit": "the addresses of offices are public",
    "list_work": Action.VIEW_WORKLIST,
    "list_dossiers": Action.VIEW_DOSSIER,
    "get_dossier": Action.VIEW_DOSSIER,
    "list_events": Action.VIEW_DOSSIER,
    "list_prints": Action.PRINT,
    "get_print": Action.PRINT,
    "get_file": Action.VIEW_FILE,
    "create_dossier": Verb.RECEIVE,
    "upload_file": "a file is nobody's until a verb refers to it",
}
SAMPLES = {
    "code": "H99.27.10", "login": "khong-co", "unit": "H99.27.10", "role": "desk", "no": 1, "key": "forward_cutoff",
    "ref": "H99.27-261116-0001", "verb": Verb.ANNOTATE, "tab": "nhat-ky", "kind": "receipt",
    "public_id": UUID(int=0),
}  # fmt: skip


def doors(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the product with its pattern."""
    for entry in get_resolver("motcua.config.urls").url_patterns if patterns is None else patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from doors(entry.url_patterns, address)
        else:
            yield address, entry


def staff_doors() -> list[tuple[str, URLPattern]]:
    """Those below /nv/ but for the sign-in."""
    return [(address, door) for address, door in doors() if address.startswith("nv/") and door.name not in SIGN_IN]


def address_of(door: URLPattern) -> str:
    """A concrete address of a door of the desk."""
    wanted = door.pattern.converters
    return reverse(f"desk:{door.name}", kwargs={name: SAMPLES[name] for name in wanted})


@pytest.fixture
def province(db: None, clock: Any) -> Province:
    """The small province, where a dossier lies with the office."""
    at = clock.set("2026-11-16T09:10")
    install("H99", province_name="Lam Giang", number=99)
    made = make_province()
    code = made.receive(at).dossier.code
    forward(code, ForwardOrder(), actor=made.clerk_at_desk, at=at)
    assert code == SAMPLES["ref"]
    return made


def sit(actor: Actor) -> Client:
    """The browser of somebody who has signed in with the second factor."""
    account = Account.objects.get(pk=actor.account_id)
    commands.enrol_second_factor(account.pk, actor=SYSTEM, at=BEGAN)
    Account.objects.filter(pk=account.pk).update(must_change_password=False, password_changed_at=None)
    client = Client()
    client.force_login(account)
    return client


def elsewhere(role: Role) -> Actor:
    """Somebody of this role in another commune."""
    level = UnitLevel.ONE_STOP if role in (Role.DESK, Role.HEAD_DESK, Role.POST) else UnitLevel.COMMUNE
    return make_actor(role, make_unit(level=level), name=f"Người {role.name}")


def test_every_address_of_the_staff_says_who_may_pass() -> None:
    undeclared = [address for address, door in staff_doors() if policy_of(door.callback) is None]
    assert undeclared == []


def test_a_door_of_the_staff_is_open_to_all_only_with_a_reason() -> None:
    for address, door in staff_doors():
        policy = policy_of(door.callback)
        assert policy is not None and (policy.rights or policy.reason), address


def test_a_view_without_a_policy_would_be_found() -> None:
    assert policy_of(lambda request: None) is None
    assert policy_of(type("View", (), {"view_class": type("Class", (), {"policy": Policy(reason="x")})})) is not None


def test_the_doors_of_the_sign_in_are_the_ones_we_know() -> None:
    assert {door.name for address, door in doors() if address.startswith("nv/")} >= set(SIGN_IN)


def test_nobody_enters_a_staff_page_without_signing_in(province: Province) -> None:
    client = Client()
    for address, door in staff_doors():
        answer = client.get(address_of(door))
        assert answer.status_code == 302 and answer["Location"].startswith("/nv/dang-nhap/"), address


def test_every_role_and_every_right_stands_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)
    granted = {right for grants in ALLOWED.values() for right in grants}
    assert granted == {*Action, *Verb}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name)
def test_a_role_without_the_right_is_turned_away_at_every_door(province: Province, role: Role) -> None:
    actor = elsewhere(role)
    client = sit(actor)
    for address, door in staff_doors():
        policy = policy_of(door.callback)
        if policy is None or policy.inside or not policy.rights or any(may(actor, right) for right in policy.rights):
            continue
        for send in (client.get, client.post):
            answer = send(address_of(door))
            assert answer.status_code == (404 if policy.hidden else 403), (role.name, address)


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name)
def test_a_dossier_of_another_office_shows_its_progress_and_no_person(province: Province, role: Role) -> None:
    actor = elsewhere(role)
    if role in (Role.CONTROL, Role.AUDIT):
        assert may(actor, Action.VIEW_DOSSIER)
        return
    page = sit(actor).get(f"/nv/ho-so/{SAMPLES['ref']}/").content.decode()
    assert "Hoàng Thị Thu Hà" not in page and "0999000318" not in page and "Nguyễn Công Trứ" not in page


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OFFICER, Role.APPROVER, Role.CASHIER], ids=lambda role: role.name)
def test_no_verb_is_said_over_a_dossier_of_another_office(province: Province, role: Role) -> None:
    client, before = sit(elsewhere(role)), Event.objects.count()
    for verb, command in COMMANDS.items():
        if not command.creates:
            answer = client.post(f"/nv/ho-so/{SAMPLES['ref']}/{verb.value}/", {"version": "2"})
            assert answer.status_code in (403, 404), verb
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "path",
    ["ho-so/H99.99-261116-0001/", "ho-so/1/", "ho-so/AAAAAAAA/", "quan-tri/nguoi-dung/khong-co/",
     "quan-tri/tham-so/khong_co/", "quan-tri/don-vi/H99.00/", "quan-tri/thu-tuc/9.999999/"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(province: Province, path: str) -> None:
    assert sit(province.admin).get(f"/nv/{path}").status_code in (403, 404)


def test_a_person_a_client_and_a_setting_out_of_scope_do_not_exist(province: Province) -> None:
    login = roster().staff(province.officer.staff_id).login
    for path in (
        f"nguoi-dung/{login}/",
        "tham-so/forward_cutoff/",
        "ket-noi/thu-hoi/",
        f"nguoi-dung/{login}/mat-khau/",
    ):
        assert sit(province.officer).get(f"/nv/quan-tri/{path}").status_code == 404, path


# --- the machines' face


def operations() -> list[tuple[str, str, str]]:
    """(operation id, method, address) of everything that the API answers."""
    paths = api.get_openapi_schema()["paths"]
    return [
        (said["operationId"], method, f"/api/v1{path.removeprefix('/api/v1')}")
        for path, methods in paths.items()
        for method, said in methods.items()
        if isinstance(said, dict) and "operationId" in said
    ]


def test_every_operation_of_the_api_says_who_may_pass() -> None:
    verbs = {verb.value for verb in Verb}
    assert {name for name, _, _ in operations()} - verbs == set(OPERATIONS)


def test_the_api_answers_nobody_without_a_token(province: Province) -> None:
    for name, method, address in operations():
        address = address.format(ref=SAMPLES["ref"], code="1.001612", kind="receipt", id="0" * 32)
        kind = "multipart/form-data; boundary=x" if name == "upload_file" else "application/json"
        answer = Client().generic(method.upper(), address, "{}", content_type=kind)
        assert answer.status_code == 401, name


def test_every_address_of_the_api_stands_in_its_description() -> None:
    described = {name for name, _, _ in operations()}
    named = {door.name for address, door in doors() if address.startswith("api/") and door.name}
    assert named - described <= {"openapi-json", "api-root", "openapi-view"}


@pytest.mark.django_db(transaction=True)
def test_a_machine_may_do_no_more_than_the_person_it_acts_for(province: Province) -> None:
    scopes = [ClientScope.READ, ClientScope.ACT]
    unit_id = roster().unit_by_code("H99").id
    _, token = commands.create_client("Trục của tỉnh", unit_id=unit_id, scopes=scopes, actor=SYSTEM, at=BEGAN)
    person = roster().staff(province.admin.staff_id).login
    headers = {"Authorization": f"Bearer {token}", "Acting-For": person, "If-Match": '"2"'}
    before = Event.objects.count()
    for name, method, address in operations():
        asked = OPERATIONS.get(name) or Verb(name)
        if isinstance(asked, str) and not isinstance(asked, Action | Verb):
            continue
        address = address.format(ref=SAMPLES["ref"], kind="receipt", id="0" * 32)
        body = json.dumps(EXAMPLES.get(name, {}))
        answer = Client().generic(method.upper(), address, body, content_type="application/json", headers=headers)
        assert answer.status_code in (403, 404), (name, answer.content)
    assert Event.objects.count() == before


EXAMPLES: dict[str, Any] = {
    "create_dossier": {"verb": "receive", "procedure": "1.001612", "applicant": {"name": "Nguyễn An"}},
    "correct_details": {"party": "applicant", "name": "Nguyễn An"},
    "assign": {"person": "khong.co"},
    "send_back": {"to": "Thẩm định", "reason": "draft_wrong"},
    "judge_paper": {"judgements": [{"paper": 1, "verdict": "pass"}]},
    "propose": {"outcome": "approved"},
    "return_result": {"taker": "applicant"},
    "annotate": {"text": "Ghi chú"},
    "recompute_due": {"document_no": "1/QĐ"},
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
    "send_apology": {"proof": "sms", "words": "Đã nhắn"},
}


# --- where files lie


def test_no_address_serves_a_folder() -> None:
    served = [address for address, door in doors() if "static.serve" in getattr(door.callback, "__module__", "")]
    assert served == [] and not settings.MEDIA_URL.strip("/") and not getattr(settings, "WHITENOISE_ROOT", None)


def test_kept_files_lie_outside_everything_that_is_served() -> None:
    files, static = settings.DATA_DIRECTORY / "files", settings.STATIC_ROOT
    assert not files.is_relative_to(static) and not static.is_relative_to(files)
    assert all(not files.is_relative_to(folder) for folder in getattr(settings, "STATICFILES_DIRS", []))


@pytest.mark.parametrize(
    "path", ["/files/", "/static/../files/", "/static/%2e%2e/motcua.sqlite3", "/static/secret.key"]
)
def test_the_data_directory_cannot_be_reached_by_address(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code in (302, 400, 404)


def test_the_walk_has_something_to_walk(province: Province) -> None:
    assert len(staff_doors()) > 40 and len(operations()) > 15 and Dossier.objects.count() == 1
