"""Who in an office has how much, and giving dossiers to somebody: seen before it is saved, each told afterwards."""

import re
from html import unescape

import pytest

from motcua.dossiers.commands import forward
from motcua.dossiers.differences import differences
from motcua.dossiers.models import Dossier
from motcua.dossiers.orders import ForwardOrder
from motcua.ledger.models import Event
from motcua.people.roster import roster
from tests.dossiers.acts import to_office
from tests.web.desk.test_statements import count
from tests.web.pages import read_page
from tests.web.screens import WIDTHS

LOAD = "/nv/phong/phan-cong/"


def login_of(actor) -> str:
    return roster().staff(actor.staff_id).login


def at_the_office(province, at) -> str:
    """Handed over to the office; nobody has taken it."""
    return str(to_office(province, at).dossier)


def with_the_officer(province, at) -> str:
    """On the table of the first officer."""
    code, person = at_the_office(province, at), login_of(province.officer)
    forward(code, ForwardOrder(person=person), actor=province.coordinator, at=at)
    return code


def text_of(answer) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def see(client, to: str, *codes: str, **more: str):
    return client.get(f"{LOAD}xem/", {"cho": to, "ho-so": list(codes)} | more)


def given(page) -> list[str]:
    """What the form of the preview would send."""
    return re.findall(r'name="giao" value="([^"]+)"', page.content.decode())


def test_the_page_says_who_has_how_much_and_what_nobody_has(province, sit, moment):
    free, held = (
        at_the_office(province, moment("2026-11-16T09:00")),
        with_the_officer(province, moment("2026-11-16T09:05")),
    )
    client = sit(province.coordinator)
    page = client.get(LOAD)
    read_page(page)
    said = re.sub(r"\s+", " ", text_of(page))
    officer = roster().staff(province.officer.staff_id).name
    assert "Chưa ai giữ 0 0 1 0 1" in said or "Chưa ai giữ 0 1 0 0 1" in said
    assert officer in said and free in said and held not in said
    theirs = client.get(f"{LOAD}?cua={login_of(province.officer)}")
    read_page(theirs)
    assert held in text_of(theirs) and free not in text_of(theirs)


def test_what_nobody_has_is_seen_then_given_and_nothing_is_kept_before(province, sit, moment):
    code, login = at_the_office(province, moment("2026-11-16T09:00")), login_of(province.second_officer)
    client, events = sit(province.coordinator), Event.objects.count()
    page = see(client, login, code)
    read_page(page)
    assert "Lưu phân công 1 hồ sơ" in text_of(page) and Event.objects.count() == events
    answer = client.post(f"{LOAD}luu/", {"giao": given(page)}, follow=True)
    assert "Đã phân công 1 hồ sơ." in text_of(answer)
    dossier = Dossier.objects.get(code=code)
    assert dossier.holder_id == province.second_officer.staff_id and list(differences([dossier.pk])) == []


def test_work_is_moved_from_one_officer_to_another_by_assignment(province, sit, moment):
    code = with_the_officer(province, moment("2026-11-16T09:00"))
    client = sit(province.coordinator)
    page = see(client, login_of(province.second_officer), code, cua=login_of(province.officer))
    said = re.sub(r"\s+", " ", text_of(page))
    assert "trước: 1" in said and "trước: 0" in said
    assert given(page)[0].split("@")[2] == "assign"
    client.post(f"{LOAD}luu/", {"giao": given(page)})
    assert Dossier.objects.get(code=code).holder_id == province.second_officer.staff_id


def test_dealt_out_evenly_each_goes_to_whoever_has_least(province, sit, moment):
    with_the_officer(province, moment("2026-11-16T08:50"))
    codes = [at_the_office(province, moment("2026-11-16T09:00")) for _ in range(3)]
    client = sit(province.coordinator)
    client.post(f"{LOAD}luu/", {"giao": given(see(client, "chia-deu", *codes))})
    held = Dossier.objects.values_list("holder_id", flat=True)
    assert sorted(held).count(province.officer.staff_id) == 2
    assert sorted(held).count(province.second_officer.staff_id) == 2


def test_what_cannot_go_is_named_with_its_reason_and_the_rest_goes(province, sit, moment):
    free, held = (
        at_the_office(province, moment("2026-11-16T09:00")),
        with_the_officer(province, moment("2026-11-16T09:05")),
    )
    client, login = sit(province.coordinator), login_of(province.officer)
    page = see(client, login, free, held, "H99.27-260101-0001")
    said = text_of(page)
    assert "2 hồ sơ không giao được" in said and "đang giữ hồ sơ này rồi" in said
    assert "Hồ sơ H99.27-260101-0001 không thuộc phần việc bạn được phân công." in said
    assert [one.split("@")[0] for one in given(page)] == [free]


def test_what_changed_meanwhile_is_told_one_by_one(province, sit, moment):
    first, second = (at_the_office(province, moment("2026-11-16T09:00")) for _ in range(2))
    client, login = sit(province.coordinator), login_of(province.second_officer)
    said = given(see(client, login, first, second))
    forward(
        first,
        ForwardOrder(person=login_of(province.officer)),
        actor=province.coordinator,
        at=moment("2026-11-16T09:08"),
    )
    answer = client.post(f"{LOAD}luu/", {"giao": said}, follow=True)
    read_page(answer)
    assert "Đã phân công 1 hồ sơ" in text_of(answer) and "1 hồ sơ chưa phân công được" in text_of(answer)
    assert Dossier.objects.get(code=first).holder_id == province.officer.staff_id
    assert "1 hồ sơ chưa phân công được" in text_of(client.get(f"{LOAD}luu/"))


def test_nothing_chosen_is_said_and_an_empty_division_too(province, sit):
    client = sit(province.coordinator)
    answer = client.get(f"{LOAD}xem/", {"cho": login_of(province.officer)}, follow=True)
    read_page(answer)
    assert "Chọn ít nhất một hồ sơ" in text_of(answer)
    assert "Mọi hồ sơ của phòng đều đã có người giữ" in text_of(answer)
    theirs = client.get(f"{LOAD}?cua={login_of(province.officer)}")
    assert "Người này không giữ hồ sơ nào." in text_of(theirs)
    assert "Mọi hồ sơ của phòng" in text_of(client.get(f"{LOAD}?cua=khong-co-ai&sau=la"))


def test_who_may_not_assign_sees_no_load_and_gives_nothing(province, sit, moment):
    code = at_the_office(province, moment("2026-11-16T09:00"))
    client, events = sit(province.officer), Event.objects.count()
    for path in (LOAD, f"{LOAD}xem/?cho=x&ho-so={code}", f"{LOAD}luu/"):
        assert client.get(path).status_code == 403
    assert client.post(f"{LOAD}luu/", {"giao": f"{code}@2@forward@{login_of(province.officer)}"}).status_code == 403
    assert Event.objects.count() == events and "phan-cong" not in client.get("/nv/phong/").content.decode()
    assert LOAD in sit(province.coordinator).get("/nv/phong/").content.decode()


@pytest.mark.parametrize("dossiers", [2, 12])
def test_the_load_takes_eight_statements_and_its_preview_nine(province, sit, moment, dossiers):
    codes = [at_the_office(province, moment("2026-11-16T09:00")) for _ in range(dossiers)]
    client = sit(province.coordinator)
    assert count(client, LOAD) <= 8
    chosen = "&".join(f"ho-so={code}" for code in codes)
    assert count(client, f"{LOAD}xem/?cho=chia-deu&{chosen}") <= 9


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_load_fits_every_window(province, seat, live_server, moment, width):
    code = at_the_office(province, moment("2026-11-16T09:00"))
    with_the_officer(province, moment("2026-11-16T09:05"))
    screen = seat(province.coordinator)
    for path in ("", f"xem/?cho=chia-deu&ho-so={code}&ho-so=H99.27-260101-0001"):
        screen.open(f"{live_server.url}{LOAD}{path}", width)
        assert screen.overflow() <= 0, path
        if width in (390, 1440):
            assert screen.violations() == [], path
    assert screen.complaints == []


@pytest.mark.browser
def test_a_dossier_is_given_by_its_officers_number_and_saved_by_keyboard_alone(province, seat, live_server, moment):
    code = at_the_office(province, moment("2026-11-16T09:00"))
    page = seat(province.coordinator).page
    page.goto(f"{live_server.url}{LOAD}")
    number = page.get_by_role("button", name=roster().staff(province.second_officer.staff_id).name).get_attribute(
        "data-key"
    )
    page.keyboard.press("j")
    page.keyboard.press("x")
    with page.expect_navigation():
        page.keyboard.press(number)
    assert page.get_by_role("heading", name="Giao cho").is_visible()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.get_by_text("Đã phân công 1 hồ sơ.").is_visible()
    assert Dossier.objects.get(code=code).holder_id == province.second_officer.staff_id
