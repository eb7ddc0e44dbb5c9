"""The lawful times as people meet them: each whole way in a real browser, at a desk and on a telephone."""

import pytest

from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.rules.codes import Apology, Clock, OutcomeKind
from motcua.rules.lifecycle import State, Verb
from tests.dossiers.acts import land_to_officer, say, to_officer
from tests.dossiers.province import FIVE_STEPS, make_procedure
from tests.dossiers.test_extensions import CASES, LIMITS, PAUSES, at_officer
from tests.dossiers.test_supplements import answered, judge_all

pytestmark = pytest.mark.browser


@pytest.fixture
def at(moment):
    """Monday morning, before anybody looks."""
    return moment("2026-11-16T09:00")


@pytest.fixture
def way(seat, live_server):
    """`way(actor, change, verb, **typed)`: that person opens the form from the dossier, types, sends it by keyboard.

    A value that is a label of a choice is chosen by it. Before and after, form and dossier are looked at on a telephone
    and at a desk; the page that came is handed back.
    """

    def walk(actor, change, verb, said, **typed):
        screen, address = seat(actor), f"{live_server.url}/nv/ho-so/{change.dossier}/"
        in_order(screen, f"{address}{verb}/")
        page = screen.page
        screen.open(address)
        page.locator(f'a[href*="/{verb}/"]').first.evaluate("one => one.click()")
        page.wait_for_url(f"**/{verb}/**")
        fill_in(page, verb, typed)
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        assert page.get_by_text(said).first.is_visible(), said
        in_order(screen, address)
        return screen

    return walk


def fill_in(page, verb, typed):
    """Type into the fields of a form by their names; a radio or an option by its value."""
    for name, value in typed.items():
        field = page.locator(f'[name="{name}"]')
        if field.first.get_attribute("type") == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def in_order(screen, address):
    """The page at both widths: nothing sticks out, nothing is inaccessible, the console is silent."""
    for width in (390, 1440):
        screen.open(address, width)
        assert screen.overflow() <= 0, (address, width)
        assert screen.violations() == [], (address, width)
    assert screen.complaints == []


def tracked(screen, live_server, change) -> str:
    """What the applicant reads of the dossier, looked at like every page."""
    dossier = Dossier.objects.get(pk=change.dossier.pk)
    address = f"{live_server.url}/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}"
    in_order(screen, address)
    return screen.page.locator("main").inner_text()


def test_a_late_dossier_gets_its_apology(province, way, live_server, at, clock):
    change = to_officer(province, at)
    clock.set("2026-11-20T08:30")
    story = {"cause": "field_work_long", "sentence": "Mưa lũ nên đoàn kiểm tra chưa đến được.", "days": "4"}
    way(province.officer, change, Verb.DRAFT_APOLOGY, "Đã soạn thư xin lỗi", **story)
    way(province.leader, change, Verb.SIGN_APOLOGY, "Đã ký thư xin lỗi")
    told = {"proof": "1", "words": "Nhắn lúc 8:40"}
    screen = way(province.clerk_at_desk, change, Verb.SEND_APOLOGY, "Đã ghi nhận thư xin lỗi", **told)
    assert Dossier.objects.get().apology == Apology.AFTER_DUE
    read = tracked(screen, live_server, change)
    assert "Mưa lũ nên đoàn kiểm tra chưa đến được" in read and "26/11" in read


def test_a_second_supplement_needs_a_ground_that_the_applicant_reads(province, way, live_server, at, moment, clock):
    change = judge_all(province, answered(province, at, moment("2026-11-16T09:05")), moment("2026-11-16T09:06"))
    ground = "Luật mới có hiệu lực từ hôm nay."
    way(
        province.officer,
        change,
        Verb.PROPOSE_SUPPLEMENT,
        "Đã trình yêu cầu bổ sung",
        second_ground=ground,
        reason="details_wrong",
    )
    way(province.leader, change, Verb.SIGN_SUPPLEMENT, "Đã ký yêu cầu bổ sung")
    screen = way(province.clerk_at_desk, change, Verb.REQUEST_SUPPLEMENT, "Đã gửi yêu cầu bổ sung")
    assert SupplementRequest.objects.count() == 2 and Dossier.objects.get().state == State.SUPPLEMENT
    assert ground.rstrip(".") in tracked(screen, live_server, change)


def test_a_request_is_declined_by_whoever_decides(province, way, live_server, at):
    change = to_officer(province, at)
    change = say(Verb.PROPOSE, change, province.officer, at, opinion="Không đủ", outcome=OutcomeKind.REFUSED)
    why = {"reason": "not_entitled", "explanation": "Địa điểm thuộc khu vực cấm kinh doanh."}
    screen = way(province.leader, change, Verb.DECLINE, "Đã từ chối giải quyết", **why)
    assert Dossier.objects.get().outcome == OutcomeKind.REFUSED
    assert "Địa điểm thuộc khu vực cấm kinh doanh" in tracked(screen, live_server, change)


def test_an_applicant_takes_the_dossier_back(province, way, live_server, at):
    change = to_officer(province, at)
    wish = {"asked_on": "2026-11-16", "document_no": "ĐR-31", "reason": "Tôi không làm nữa"}
    screen = way(province.clerk_at_desk, change, Verb.WITHDRAW, "Đã ghi nhận rút hồ sơ", **wish)
    assert Dossier.objects.get().state == State.WITHDRAWN
    assert "rút" in tracked(screen, live_server, change)


def test_a_dossier_that_cannot_be_settled_is_stopped(province, way, live_server, at):
    change = to_officer(province, at)
    why = {"reason": "in_dispute", "explanation": "Tòa án đã thụ lý tranh chấp."}
    screen = way(province.leader, change, Verb.STOP, "Đã dừng giải quyết", **why)
    assert Dossier.objects.get().state == State.STOPPED
    assert "Tòa án đã thụ lý tranh chấp" in tracked(screen, live_server, change)


def test_money_is_asked_for_and_its_receipt_starts_the_clock_again(province, way, live_server, at):
    change = land_to_officer(province, at)
    asked = {"amount": "1250000", "basis": "Nghị định 103/2024/NĐ-CP, Điều 6", "document_no": "45/TB-CCT"}
    screen = way(province.officer, change, Verb.REQUEST_OBLIGATION, "Đã ghi nhận thông báo nghĩa vụ tài chính", **asked)
    assert Dossier.objects.get().clock == Clock.PAUSED
    assert "1.250.000 đồng" in tracked(screen, live_server, change)
    way(province.clerk_at_desk, change, Verb.CONFIRM_OBLIGATION, "Đã xác nhận nghĩa vụ tài chính", receipt_no="0000412")
    assert Dossier.objects.get().clock == Clock.RUNNING


def test_what_must_be_verified_takes_the_longer_term_of_the_law_once(province, way, live_server, at):
    make_procedure(
        "1.004859", "3 WD", FIVE_STEPS, desk=province.desk, ward=province.ward, cases=CASES, pauses=PAUSES,
        more_limits=LIMITS,
    )  # fmt: skip
    change = at_officer(province, at)
    said = {"explanation": "Xác minh tại nơi đăng ký khai sinh cũ."}
    screen = way(province.leader, change, Verb.EXTEND, "để xác minh", **said)
    assert not screen.page.locator('a[href*="/extend/"]').count(), "it is given once"
    read = tracked(screen, live_server, change)
    assert "Xác minh tại nơi đăng ký khai sinh cũ" in read and "25/11" in read
