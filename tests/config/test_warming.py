"""A web process is awake before its first visitor."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from motcua.config.warming import PAGES, warm

pytestmark = pytest.mark.django_db


@pytest.fixture
def closing_nothing(monkeypatch):
    monkeypatch.setattr("motcua.config.warming.connections.close_all", lambda: None)  # the test's own connection


def test_the_pages_that_wake_a_process_are_there(client):
    assert [client.get(path).status_code for path in PAGES] == [200] * len(PAGES)


def test_waking_up_makes_no_noise(closing_nothing, caplog):
    warm(get_wsgi_application())
    assert caplog.records == []
    assert get_resolver()._populated


def test_a_house_that_cannot_answer_opens_all_the_same(closing_nothing, caplog):
    def broken(environment, start):
        raise RuntimeError("no")

    warm(broken)
    assert "could not be asked" in caplog.text
