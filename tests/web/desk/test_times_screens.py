"""The forms of the other lawful times in a real browser: they fit, and everybody can use them."""

import pytest

from motcua.rules.codes import OutcomeKind
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import land_to_officer, say, to_officer

pytestmark = pytest.mark.browser
WIDTHS = (390, 1440)


@pytest.fixture
def lying(province, moment):
    """A dossier before each verb, by who says it."""
    at, p = moment("2026-11-16T09:00"), province
    land = land_to_officer(p, at)
    money = {"amount": 1_250_000, "basis": "Nghị định 103/2024/NĐ-CP, Điều 6", "document_no": "45/TB-CCT"}
    waiting = say(Verb.REQUEST_OBLIGATION, land_to_officer(p, at), p.officer, at, **money)
    against = say(Verb.PROPOSE, to_officer(p, at), p.officer, at, opinion="Không", outcome=OutcomeKind.REFUSED)
    return {
        Verb.REQUEST_OBLIGATION: (p.officer, land),
        Verb.CONFIRM_OBLIGATION: (p.clerk_at_desk, waiting),
        Verb.WITHDRAW: (p.clerk_at_desk, land),
        Verb.STOP: (p.leader, land),
        Verb.DECLINE: (p.leader, against),
        Verb.CORRECT_DUE: (p.control, p.receive(at)),
    }


def test_the_forms_of_the_other_times_fit_and_are_accessible(lying, seat, live_server):
    for verb, (actor, change) in lying.items():
        screen = seat(actor)
        for width in WIDTHS:
            screen.open(f"{live_server.url}/nv/ho-so/{change.dossier}/", width)
            assert screen.overflow() <= 0, (verb, width)
            # The bar of a telephone covers what happens to lie under it; the page itself is looked at without it.
            assert width < 1000 or screen.violations() == [], verb
            screen.open(f"{live_server.url}/nv/ho-so/{change.dossier}/{verb}/", width)
            assert screen.overflow() <= 0 and screen.violations() == [], (verb, width)
        assert screen.complaints == [], verb
