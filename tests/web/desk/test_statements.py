"""How many statements a screen costs, whatever it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers import orders
from motcua.dossiers.commands import forward, propose
from tests.web.desk.test_work_pages import hidden


def count(client, path: str) -> int:
    """The statements of a page, after one look that warms the shelf."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    reads = [query["sql"] for query in captured.captured_queries if "access_log" not in query["sql"]]
    return len(reads)


def at_the_officer(province, at, papers=3, proposed=False):
    """A dossier with so many papers on the officer's table, or laid before the leader; its code."""
    handed_in = tuple(orders.PaperOrder(name=f"Giấy {no}", originals=1) for no in range(papers))
    code = province.receive(at, papers=handed_in).dossier.code
    for actor in (province.clerk_at_desk, province.coordinator):
        forward(code, orders.ForwardOrder(), actor=actor, at=at)
    if proposed:
        propose(code, orders.ProposeOrder(opinion="Đủ điều kiện"), actor=province.officer, at=at)
    return code


@pytest.mark.parametrize("papers", [3, 30])
def test_a_dossier_page_takes_ten_statements_and_a_tab_fewer(province, sit, moment, papers):
    code = at_the_officer(province, moment("2026-11-16T09:00"), papers, proposed=True)
    budgets = {"": 10, "ke-khai/": 9, "trao-doi/": 9, "du-thao/": 9, "nhat-ky/": 9}
    for who in (province.officer, province.leader):
        client = sit(who)
        for tab, most in budgets.items():
            assert count(client, f"/nv/ho-so/{code}/{tab}") <= most, (tab, who.role)


@pytest.mark.parametrize("papers", [3, 30])
def test_a_verb_is_shown_in_seven_statements_and_said_in_fifteen(province, sit, moment, papers):
    code = at_the_officer(province, moment("2026-11-16T09:00"), papers)
    for who, verb, typed in ((province.officer, "propose", {"opinion": "Đủ"}), (province.leader, "approve", {})):
        client = sit(who)
        assert count(client, f"/nv/ho-so/{code}/{verb}/") <= 7, verb
        page = client.get(f"/nv/ho-so/{code}/{verb}/").content.decode()
        said = {name: hidden(page, name) for name in ("version", "idempotency_key")} | typed
        with CaptureQueriesContext(connection) as captured:
            assert client.post(f"/nv/ho-so/{code}/{verb}/", said).status_code == 302
        assert len([one for one in captured.captured_queries if "access_log" not in one["sql"]]) <= 15, verb


@pytest.mark.parametrize("dossiers", [2, 12])
def test_a_leaders_queue_with_its_requests_takes_fourteen_statements(province, sit, moment, dossiers):
    for _ in range(dossiers):
        at_the_officer(province, moment("2026-11-16T09:00"), proposed=True)
    assert count(sit(province.leader), "/nv/ky/") <= 14


@pytest.mark.parametrize("dossiers", [2, 12])
def test_a_worklist_takes_six_statements(province, sit, moment, dossiers):
    at = moment("2026-11-16T09:00")
    for _ in range(dossiers):
        made = province.receive(at)
        forward(made.dossier.code, orders.ForwardOrder(), actor=province.clerk_at_desk, at=at)
    assert count(sit(province.coordinator), "/nv/viec/?hop=cho-nhan") <= 6


def test_the_counter_says_by_when_to_hand_over_without_a_statement_more(province, sit, moment):
    client, costs = sit(province.clerk_at_desk), []
    for _ in range(2):
        province.receive(moment("2026-11-16T09:00"))
        costs.append(count(client, "/nv/quay/"))
        with CaptureQueriesContext(connection) as captured:
            assert "luật định: trong ngày 16/11" in client.get("/nv/quay/").content.decode()
        assert not [query for query in captured.captured_queries if '"setting"' in query["sql"]]
    assert costs[0] == costs[1]
