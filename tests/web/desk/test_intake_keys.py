"""The counter by keyboard, on the real catalogue: how many keys the commonest procedures take (docs/pages.md).

The ten are what people of a ward come for most: civil status, certified copies, residence and household businesses
(the sectors that the demonstration draws most often), and of these the ordinary case with the papers that most people
bring. All are received at the desk of the ward Tân Hòa, in the province Lam Giang as `bin/serve` shows it.
"""

from dataclasses import dataclass

import pytest
from django.test import Client
from playwright.sync_api import expect

from motcua.config.demo.building import build_places, read_province
from motcua.dossiers.models import Dossier, Paper
from motcua.ledger.actor import SYSTEM
from motcua.people import commands
from motcua.people.models import Account, Unit
from motcua.rules.lifecycle import Role, State
from tests.people.factories import BEGAN, make_actor
from tests.web.desk.test_counter_screens import MOST_KEYS, Keys, person
from tests.web.screens import Screen

pytestmark = pytest.mark.browser

MOST_LETTERS = 8  # to find the procedure; they are typed text, and few


@dataclass(frozen=True)
class Visit:
    """Somebody comes for a procedure: the letters that find it, the number of the case, the keys for the papers."""

    code: str
    letters: str
    papers: int  # rows that are ticked in the end
    case: str = ""
    keys: tuple[str, ...] = ("0",)


VISITS = (
    Visit("1.001193", "dkks", 2, case="1", keys=("1", "1")),  # khai sinh: tờ khai, giấy chứng sinh
    Visit("2.000635", "tlht", 1),  # bản sao trích lục hộ tịch
    Visit("1.004873", "xntthn", 1, case="1"),  # xác nhận tình trạng hôn nhân
    Visit("1.000894", "dkkh", 1, case="1"),  # kết hôn
    Visit("1.000656", "dkkt", 2, case="1"),  # khai tử
    Visit("2.000815", "ctbs", 2, case="1"),  # chứng thực bản sao
    Visit("2.000884", "ctck", 1),  # chứng thực chữ ký
    Visit("1.004194", "tamtru", 2, keys=("1", "2")),  # tạm trú: tờ khai, bản sao giấy tờ về chỗ ở
    Visit("1.001612", "dkhkd", 1, case="1"),  # hộ kinh doanh
    Visit("2.000908", "bssg", 0, keys=("Alt+k",)),  # bản sao từ sổ gốc, trả ngay: căn cước được xem
)


@pytest.fixture
def ward(transactional_db, clock, live_server, page) -> Screen:
    """The browser of a clerk at the desk of Tân Hòa on Monday 16 November 2026, 09:10."""
    clock.set("2026-11-16T09:10")
    build_places(read_province("lam-giang"), at=BEGAN)
    clerk = make_actor(Role.DESK, Unit.objects.get(code="H99.27.01"), name="Lê Thị Xuân")
    account = Account.objects.get(pk=clerk.account_id)
    commands.enrol_second_factor(account.pk, actor=SYSTEM, at=BEGAN)
    Account.objects.filter(pk=account.pk).update(must_change_password=False, password_changed_at=None)
    client = Client()
    client.force_login(account)
    page.route("**/in/tiep-nhan/**", lambda route: route.fulfill(status=204))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return Screen(page)


def receive(screen: Screen, visit: Visit) -> int:
    """From the empty screen, the cursor in the box of the procedure, to the toast; how many keys it took."""
    keys = Keys(screen.page)
    assert screen.page.evaluate("document.activeElement.id") == "tn-thu_tuc"
    keys.write(visit.letters)
    screen.page.wait_for_selector(f'.hit[aria-selected="true"][data-code="{visit.code}"]')
    keys.press("Enter")
    screen.page.wait_for_selector("#tom-tat .pay, #tn-truong_hop")
    if visit.case:
        expect(screen.page.locator("#tn-truong_hop")).to_be_focused()
        keys.press(visit.case, "Enter")
        screen.page.wait_for_selector("#tom-tat .pay")
    assert screen.page.evaluate("document.activeElement.id") == "tn-so_dinh_danh"
    person(keys)
    keys.press(*visit.keys)
    with screen.page.expect_navigation():
        keys.press("F9")
    screen.page.wait_for_selector("text=/Đã tiếp nhận/")
    return keys.pressed


def test_each_of_the_ten_commonest_procedures_takes_at_most_twelve_keys(ward, live_server):
    ward.open(f"{live_server.url}/nv/tiep-nhan/")
    pressed = {}
    for visit in VISITS:
        assert len(visit.letters) <= MOST_LETTERS
        pressed[visit.code] = receive(ward, visit)
        dossier = Dossier.objects.latest("pk")
        version = dossier.procedure_version
        assert version.procedure.code == visit.code and dossier.state in (State.RECEIVED, State.RETURNED)
        assert Paper.objects.filter(dossier=dossier).count() == visit.papers, visit.code
    assert max(pressed.values()) <= MOST_KEYS, pressed
    assert Dossier.objects.count() == len(VISITS)
    assert ward.complaints == []
