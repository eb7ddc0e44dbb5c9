"""The tracking page in a real browser while it waits, stands still or has ended."""

import pytest

from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import POSTED, land_to_officer, say, to_officer
from tests.dossiers.test_declines import against, declined
from tests.dossiers.test_obligations import asked
from tests.dossiers.test_supplements import ANSWERS, sent
from tests.web.screens import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lives(province, monday, moment, clock):
    """A dossier in each of the states, on Wednesday 25 November."""
    tuesday, friday = moment("2026-11-17T10:00"), moment("2026-11-20T09:00")
    late, posted = land_to_officer(province, monday), land_to_officer(province, monday)
    back = sent(province, monday, tuesday)
    words = "Niêm yết tại nhà văn hóa khóm 3, phường Tân Hòa"
    made = {
        "supplement": sent(province, monday, tuesday),
        "answered": say(Verb.ACCEPT_SUPPLEMENT, back, province.clerk_at_desk, friday, answers=ANSWERS),
        "money": asked(province, land_to_officer(province, monday), tuesday, explanation="Nộp tại kho bạc"),
        "posted": say(Verb.PAUSE, posted, province.coordinator, tuesday, **POSTED, explanation=words),
        "declined": declined(province, against(province, monday), tuesday),
        "late": say(Verb.PAUSE, late, province.officer, moment("2026-11-25T08:00"), **POSTED),
        "plain": to_officer(province, monday),
    }
    clock.set("2026-11-25T09:00")
    return {name: change.dossier for name, change in made.items()}


def test_every_state_fits_the_screen_and_axe_finds_nothing(lives, live_server, screen):
    for name, dossier in lives.items():
        for proof in ("", f"?k={dossier.lookup_secret}"):
            for width in WIDTHS:
                screen.open(f"{live_server.url}/tra-cuu/{dossier.code}/{proof}", width)
                screen.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
                assert screen.overflow() <= 0, (name, width)
                if width in (390, 1440):
                    assert screen.violations() == [], (name, width)
                    assert screen.small_targets() == [], (name, width)
    assert screen.complaints == []
