"""How many statements a screen costs, whatever it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers import orders
from motcua.dossiers.commands import forward


def count(client, path: str) -> int:
    """The statements of a page, after one look that warms the shelf."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    reads = [query["sql"] for query in captured.captured_queries if "access_log" not in query["sql"]]
    return len(reads)


@pytest.mark.parametrize("papers", [3, 30])
def test_a_dossier_page_takes_ten_statements(province, sit, moment, papers):
    at = moment("2026-11-16T09:00")
    handed_in = tuple(orders.PaperOrder(name=f"Giấy {no}", originals=1) for no in range(papers))
    made = province.receive(at, papers=handed_in)
    forward(made.dossier.code, orders.ForwardOrder(), actor=province.clerk_at_desk, at=at)
    assert count(sit(province.coordinator), f"/nv/ho-so/{made.dossier.code}/") <= 10


@pytest.mark.parametrize("dossiers", [2, 12])
def test_a_worklist_takes_six_statements(province, sit, moment, dossiers):
    at = moment("2026-11-16T09:00")
    for _ in range(dossiers):
        made = province.receive(at)
        forward(made.dossier.code, orders.ForwardOrder(), actor=province.clerk_at_desk, at=at)
    assert count(sit(province.coordinator), "/nv/viec/?hop=cho-nhan") <= 6
