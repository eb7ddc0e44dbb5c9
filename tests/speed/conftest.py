"""One ward, its machine and its screens, and the counting of statements."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.ledger.actor import SYSTEM
from motcua.ledger.installation import install
from motcua.people import commands
from motcua.people.actions import ClientScope
from motcua.people.models import Account, Staff
from motcua.people.roster import roster
from tests.dossiers.province import Province, make_province
from tests.people.factories import BEGAN


@pytest.fixture
def province(transactional_db) -> Province:
    """Real transactions, so that begin and commit are counted as they happen."""
    install("H99", province_name="Lam Giang", number=99)
    return make_province()


@pytest.fixture
def token(province: Province) -> str:
    """The token of a client that may act for the people of the ward."""
    scopes = [ClientScope.READ, ClientScope.ACT]
    return commands.create_client("Đo", unit_id=roster().unit_by_code("H99").id, scopes=scopes, actor=SYSTEM, at=BEGAN)[
        1
    ]


@pytest.fixture
def say(token: str):
    """`say(path, body, actor, version)`: one POST to the API with everything that a partner sends."""
    client, calls = Client(), iter(range(10**6))

    def post(path, body, actor, version=None):
        said = {
            "Authorization": f"Bearer {token}",
            "Acting-For": roster().staff(actor.staff_id).login,
            "Idempotency-Key": f"call-{next(calls)}",
        }
        if version is not None:
            said["If-Match"] = f'"{version}"'
        answer = client.post(f"/api/v1/dossiers/{path}", body, content_type="application/json", headers=said)
        assert answer.status_code < 300, answer.content.decode()
        return answer.json()

    return post


@pytest.fixture
def screen_of():
    """`screen_of(actor)`: a signed-in browser of that person."""

    def sign_in(actor) -> Client:
        account = Account.objects.get(pk=Staff.objects.get(pk=actor.staff_id).account_id)
        commands.enrol_second_factor(account.pk, actor=SYSTEM, at=BEGAN)
        Account.objects.filter(pk=account.pk).update(must_change_password=False)
        client = Client()
        client.force_login(Account.objects.get(pk=account.pk))
        return client

    return sign_in


@pytest.fixture
def statements():
    """`with statements() as said:` afterwards `said` holds every statement up to the answer.

    The row of the access log is written behind the answer and is in no budget.
    """

    @contextmanager
    def count() -> Iterator[list[str]]:
        said: list[str] = []
        with CaptureQueriesContext(connection) as captured:
            yield said
        made = (query["sql"] for query in captured.captured_queries)
        said += [sql[:120] for sql in made if not sql.startswith('INSERT INTO "access_log"')]

    return count
