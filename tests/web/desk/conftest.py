"""Sitting down at the desk: a browser of somebody who has signed in, with the clock held still."""

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.ledger.actor import SYSTEM, Actor
from motcua.ledger.installation import install
from motcua.people import commands
from motcua.people.models import Account
from tests.dossiers.province import Province, make_province
from tests.people.factories import BEGAN
from tests.web.screens import Screen


@pytest.fixture
def province(transactional_db: None, clock) -> Province:
    """The small province on Monday 16 November 2026, 09:10; real transactions, so that refusals roll back."""
    clock.set("2026-11-16T09:10")
    install("H99", province_name="Lam Giang", number=99)
    return make_province()


@pytest.fixture
def sit(province: Province) -> Callable[[Actor], Client]:
    """`sit(province.officer)`: that person's browser, signed in with the second factor enrolled."""

    def sit_down(actor: Actor) -> Client:
        account = Account.objects.get(pk=actor.account_id)
        commands.enrol_second_factor(account.pk, actor=SYSTEM, at=BEGAN)
        Account.objects.filter(pk=account.pk).update(must_change_password=False, password_changed_at=None)
        client = Client()
        client.force_login(account)
        return client

    return sit_down


@pytest.fixture
def seat(sit, live_server, page) -> Callable[[Actor], Screen]:
    """`seat(actor)`: the browser of that person, signed in; asked again, the next person sits down at it."""

    def sit_down(actor: Actor) -> Screen:
        client = sit(actor)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return Screen(page)

    return sit_down
