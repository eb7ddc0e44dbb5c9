"""Journeys of work in a real browser: two officers at one dossier, a leader, a person of two postings, a thumb."""

import pytest
from playwright.sync_api import expect

from motcua.dossiers import orders
from motcua.dossiers.commands import assign, forward, judge_paper, propose
from motcua.dossiers.models import Outcome, Paper, Step, Verdict
from motcua.people.models import Account, Staff
from motcua.people.roster import roster
from motcua.people.sign_in import current_code
from motcua.rules.codes import PaperVerdict
from motcua.rules.lifecycle import Role
from tests.people.factories import PASSWORD, make_posting
from tests.web.screens import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def at(moment):
    """Monday morning, before anybody looks."""
    return moment("2026-11-16T09:00")


@pytest.fixture
def laid(province, at):
    """`laid(doubted=False)`: a dossier that lies before the leader, with a paper in doubt if asked; its code."""

    def lay(*, doubted: bool = False) -> str:
        code = province.receive(at).dossier.code
        for actor in (province.clerk_at_desk, province.coordinator):
            forward(code, orders.ForwardOrder(), actor=actor, at=at)
        propose(code, orders.ProposeOrder(opinion="Đủ điều kiện"), actor=province.officer, at=at)
        if doubted:  # as dossiers lay there before such a proposal was refused: laid into the row
            paper = Paper.objects.get(dossier__code=code, no=2)
            Verdict.objects.create(paper=paper, by_id=province.officer.staff_id, at=at, verdict=PaperVerdict.NEEDS_WORK)
        return code

    return lay


@pytest.fixture
def waiting(province, at):
    """`waiting(2)`: so many dossiers on the table of the officers, or where these hands have led them; their codes."""

    def bring(count: int, *hands: str) -> list[str]:
        codes = [province.receive(at).dossier.code for _ in range(count)]
        for code in codes:
            for actor in (getattr(province, hand) for hand in hands or ("clerk_at_desk", "coordinator")):
                forward(code, orders.ForwardOrder(), actor=actor, at=at)
        return codes

    return bring


def keys(page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def test_the_second_officer_sees_what_the_first_did_and_loses_nothing_typed(province, waiting, seat, live_server, at):
    (code,) = waiting(1)
    page = seat(province.officer).page
    page.goto(f"{live_server.url}/nv/ho-so/{code}/propose/")
    page.get_by_label("Ý kiến thẩm định").fill("Đủ điều kiện, đề xuất cấp")
    judged = orders.PaperJudgement(paper=1, verdict=PaperVerdict.PASS)
    judge_paper(code, orders.JudgePaperOrder(judgements=(judged,)), actor=province.second_officer, at=at)
    with page.expect_navigation():
        keys(page, "Control+Enter")
    assert page.title().startswith("Lỗi: ") and page.evaluate("document.activeElement.className") == "err-sum"
    assert "Đánh giá 1 giấy tờ: 1 đạt, 0 cần bổ sung" in page.inner_text("main")
    assert roster().staff(province.second_officer.staff_id).name in page.inner_text("main")
    assert page.get_by_label("Ý kiến thẩm định").input_value() == "Đủ điều kiện, đề xuất cấp"
    with page.expect_navigation():
        keys(page, "Control+Enter")
    assert page.get_by_text(f"Đã trình {code}.").is_visible()


def test_a_paper_in_doubt_asks_for_its_reason_where_it_is_judged(province, waiting, seat, live_server):
    (code,) = waiting(1)
    screen = seat(province.officer)
    page = screen.page
    page.goto(f"{live_server.url}/nv/ho-so/{code}/")
    keys(page, "2")
    assert page.evaluate("document.activeElement.id") == "ly-do"
    assert page.get_by_text("Ghi lý do, rồi bấm “Cần bổ sung” lần nữa").is_visible() and screen.violations() == []
    page.keyboard.type("Ảnh trang 2 mờ")
    with page.expect_navigation():
        keys(page, "Enter")
    assert page.get_by_text("1 / 3 đã xem").is_visible()
    page.goto(f"{live_server.url}/nv/ho-so/{code}/?giay=1")
    assert page.get_by_text("Ảnh trang 2 mờ").first.is_visible()


def test_work_is_taken_in_bulk_and_a_filter_is_kept_and_dropped(province, waiting, seat, live_server):
    waiting(3)
    page = seat(province.officer).page
    page.goto(f"{live_server.url}/nv/viec/?hop=cho-nhan")
    assert page.locator("[data-row]").count() == 3
    assert page.locator("[data-pick], [data-pick-all]").count() == 0, "who may not take many is offered no boxes"
    waiting(3, "clerk_at_desk")
    page = seat(province.coordinator).page
    page.goto(f"{live_server.url}/nv/viec/?hop=cho-nhan")
    assert page.locator("nav[aria-label='Hộp việc'] .cnt").inner_text() == "6", "hers and her officers'"
    keys(page, "j", "x", "j", "x")
    assert page.inner_text("[data-bulk-count]") == "Đã chọn 2 hồ sơ"
    with page.expect_navigation():
        keys(page, "n")
    assert page.get_by_text("Đã nhận việc 2 hồ sơ.").is_visible()
    assert Step.objects.filter(closed_at__isnull=True, person_id=province.coordinator.staff_id).count() == 2
    page.goto(f"{live_server.url}/nv/viec/")
    page.get_by_label("Thủ tục").select_option("1.001612")
    page.get_by_role("button", name="Lọc", exact=True).click()
    page.get_by_text("Lưu bộ lọc").click()
    page.get_by_label("Tên bộ lọc").fill("Hộ kinh doanh")
    with page.expect_navigation():
        keys(page, "Enter")
    kept = page.get_by_role("link", name="Hộ kinh doanh", exact=True)
    assert kept.get_attribute("aria-current") == "true" and page.locator("[data-row]").count() == 2
    with page.expect_navigation():
        page.get_by_role("button", name="Xóa bộ lọc “Hộ kinh doanh”").click()
    assert kept.count() == 0


def test_a_leader_walks_the_queue_by_keyboard_and_it_goes_on_by_itself(province, laid, seat, live_server):
    first, second = laid(), laid()
    page = seat(province.leader).page
    page.goto(f"{live_server.url}/nv/ky/")
    assert page.get_by_text("1 / 2", exact=True).is_visible()
    keys(page, "d")
    assert "Duyệt và tiếp tục" in page.evaluate("document.activeElement.textContent"), "a key alone decides nothing"
    with page.expect_navigation():
        keys(page, "Enter")
    assert page.get_by_text(f"Đã duyệt {first}.").is_visible() and second in page.inner_text(".pv")
    assert page.url.endswith(f"?ho-so={second}")
    with page.expect_navigation():
        keys(page, "r")
    page.get_by_label("Nội dung thẩm định chưa đầy đủ").check()
    with page.expect_navigation():
        keys(page, "Control+Enter")
    assert page.get_by_text(f"Đã trả lại {second} kèm lý do.").is_visible()
    assert Step.objects.get(dossier__code=second, closed_at__isnull=True).role == Role.OFFICER


def test_the_buttons_of_a_leader_stay_in_sight_however_long_the_queue(province, laid, seat, live_server):
    code = [laid() for _ in range(9)][-1]
    screen = seat(province.leader)
    screen.open(f"{live_server.url}/nv/ky/?ho-so={code}", 1180, 820)
    page = screen.page
    row = page.locator(f".it a[href$='{code}']").bounding_box()
    assert 0 <= row["y"] < 700, "the open dossier stands in sight in its queue"
    for button in ("Duyệt và tiếp tục", "Duyệt các hồ sơ đã chọn"):
        box = page.get_by_role("button", name=button).bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= 820, (button, box)
    assert screen.violations() == []


def test_a_leader_approves_the_plain_ones_at_once_and_hears_of_each_that_did_not_go(
    province, laid, seat, live_server, at
):
    plain, moved, doubted = laid(), laid(), laid(doubted=True)
    page = seat(province.leader).page
    page.goto(f"{live_server.url}/nv/ky/")
    assert page.inner_text("[data-bulk-count]") == "Đã chọn 2 hồ sơ", "all without a flag, none with one"
    keys(page, "j")
    assert page.evaluate("document.activeElement.closest('.it') !== null")
    keys(page, "x")
    assert page.inner_text("[data-bulk-count]") == "Đã chọn 1 hồ sơ"
    keys(page, "x")
    other = roster().staff(province.leader.staff_id).login
    assign(moved, orders.AssignOrder(person=other), actor=province.leader, at=at)
    with page.expect_navigation():
        page.get_by_role("button", name="Duyệt các hồ sơ đã chọn").click()
    said = page.inner_text("main")
    assert "Đã duyệt 1 hồ sơ" in said and plain in said and "1 hồ sơ chưa duyệt được" in said and moved in said
    assert doubted not in said and Outcome.objects.filter(draft=False).count() == 1
    page.get_by_role("link", name=moved).click()
    expect(page.locator(".pv")).to_contain_text(moved)


def test_a_person_of_two_postings_chooses_one_and_changes_it(province, sit, page, live_server):
    sit(province.officer)  # a device is enrolled and the password is her own
    person = Staff.objects.get(pk=province.officer.staff_id)
    make_posting(person, role=Role.APPROVER, unit=province.ward)
    login = Account.objects.get(pk=province.officer.account_id).login
    screen = Screen(page)
    screen.open(f"{live_server.url}/nv/", 390)
    assert screen.violations() == []
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    with page.expect_navigation():
        keys(page, "Enter")
    assert screen.violations() == []
    page.get_by_label("Mã").first.fill(current_code(login))
    with page.expect_navigation():
        keys(page, "Enter")
    assert page.get_by_role("heading", name="Bạn làm việc ở vị trí nào?").is_visible() and screen.violations() == []
    page.set_viewport_size({"width": 1440, "height": 900})
    with page.expect_navigation():
        page.get_by_role("button", name="Người có thẩm quyền phê duyệt").click()
    assert page.url.endswith("/nv/ky/")
    page.locator(".who-menu summary").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Chuyên viên thụ lý").click()
    assert page.url.endswith("/nv/viec/"), "the page of the other role, not a refusal"


def test_everything_a_hand_can_do_a_thumb_can_reach(province, waiting, seat, live_server):
    (code,) = waiting(1)
    screen = seat(province.officer)
    for path in ("viec/?hop=cho-nhan", f"ho-so/{code}/", f"ho-so/{code}/propose/"):
        screen.open(f"{live_server.url}/nv/{path}", 390)
        assert screen.small_targets() == [], path
    screen.open(f"{live_server.url}/nv/ho-so/{code}/", 390)
    screen.page.locator(".ph-act summary").click()
    menu = screen.page.locator(".ph-act .who-menu__box").bounding_box()
    assert menu["y"] >= 0 and menu["x"] >= 0 and menu["x"] + menu["width"] <= 390
    within_reach = {one.get_attribute("href") for one in screen.page.locator(".ph-act a:visible").all()}
    screen.open(f"{live_server.url}/nv/ho-so/{code}/", 1440)
    assert within_reach == {one.get_attribute("href") for one in screen.page.locator(".hd .acts a").all()}
    assert len(within_reach) >= 3
    screen.open(f"{live_server.url}/nv/viec/?hop=cho-nhan&nhom=con-han", 390)
    screen.page.get_by_text("Lưu bộ lọc").click()
    name = screen.page.get_by_label("Tên bộ lọc").bounding_box()
    assert name["x"] >= 0 and name["x"] + name["width"] <= 390
    screen.page.get_by_label("Tên bộ lọc").fill("Còn hạn")
    with screen.page.expect_navigation():
        screen.page.get_by_role("button", name="Lưu", exact=True).click()
    assert screen.page.get_by_role("link", name="Còn hạn", exact=True).last.is_visible()
