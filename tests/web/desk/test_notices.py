"""The bell, the page behind it, and how one wants to be told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.notices.models import Notice, Preference
from motcua.notices.sweep import sweep
from motcua.rules.notices import Digest
from tests.dossiers.acts import to_officer
from tests.web.pages import read_page, wrong_with
from tests.web.screens import WIDTHS

PAGE, CHOICES = "/nv/thong-bao/", "/nv/thong-bao/tuy-chon/"


@pytest.fixture
def rung(province, moment):
    """Two dossiers of the officer have used up half of their step."""
    for _ in range(2):
        to_officer(province, moment("2026-11-16T09:10"), province.officer)
    assert sweep(at=moment("2026-11-16T15:10")) == 2
    return province


def test_the_bell_counts_what_was_not_read(rung, sit):
    client = sit(rung.officer)
    assert "Thông báo, 2 chưa đọc" in client.get("/nv/viec/").content.decode()
    assert "chưa đọc</span>" not in sit(rung.second_officer).get("/nv/viec/").content.decode()


def test_a_hundred_notices_are_ninety_nine_and_more(rung, sit, moment):
    at = moment("2026-11-16T09:10")
    Notice.objects.bulk_create(
        Notice(person_id=rung.officer.staff_id, kind="clock.step", fact_key=f"x:{no}", dossier_id=no, share=50, at=at)
        for no in range(120)
    )
    assert "99+ chưa đọc" in sit(rung.officer).get("/nv/viec/").content.decode()


def test_the_page_says_what_happened_newest_first_and_is_in_order(rung, sit):
    response = sit(rung.officer).get(PAGE)
    page = read_page(response)
    assert wrong_with(page) == []
    assert page.text.count("Bước Thẩm định đã dùng 50% thời gian, phải xong trước 09:10 17/11/2026") == 2
    assert "Hoàng Thị Thu Hà" not in page.text and "Đăng ký thành lập hộ kinh doanh" in page.text


def test_opening_a_notice_reads_it_and_leads_to_its_dossier(rung, sit):
    client = sit(rung.officer)
    notice = Notice.objects.filter(person_id=rung.officer.staff_id).first()
    answer = client.post("/nv/thong-bao/doc/", {"mo": notice.pk})
    assert answer.status_code == 302 and answer["Location"].startswith("/nv/ho-so/H99.27-261116-")
    assert Notice.objects.filter(read_at__isnull=True).count() == 1


def test_the_chosen_ones_or_all_are_marked_as_read(rung, sit):
    client = sit(rung.officer)
    first, _ = Notice.objects.order_by("pk")
    client.post("/nv/thong-bao/doc/", {"act": "chon", "thong-bao": [first.pk]})
    assert list(Notice.objects.filter(read_at__isnull=False)) == [first]
    client.post("/nv/thong-bao/doc/", {"tat-ca": "1"})
    assert not Notice.objects.filter(read_at__isnull=True).exists()


def test_nobody_reads_or_opens_what_somebody_else_was_told(rung, sit):
    client = sit(rung.second_officer)
    notice = Notice.objects.first()
    assert client.post("/nv/thong-bao/doc/", {"mo": notice.pk})["Location"] == PAGE
    client.post("/nv/thong-bao/doc/", {"act": "chon", "thong-bao": [notice.pk]})
    client.post("/nv/thong-bao/doc/", {"tat-ca": "1"})
    assert Notice.objects.filter(read_at__isnull=True).count() == 2
    assert "Chưa có thông báo nào" in client.get(PAGE).content.decode()


def test_a_filter_that_finds_nothing_says_so(rung, sit):
    client = sit(rung.officer)
    assert "Không có thông báo nào khớp bộ lọc." in client.get(f"{PAGE}?nhom=viec").content.decode()
    client.post("/nv/thong-bao/doc/", {"tat-ca": "1"})
    assert "Không có thông báo nào khớp bộ lọc." in client.get(f"{PAGE}?loc=chua-doc").content.decode()
    assert client.get(PAGE).content.decode().count("Đã đọc</span>") == 2


@pytest.mark.parametrize("query", ["?sau=x_y", "?sau=2026-11-16T09:00:00+00:00_1", "?nhom=%00", "?loc=khac&sau=_"])
def test_a_strange_address_of_the_notices_harms_nothing(rung, sit, query):
    assert sit(rung.officer).get(f"{PAGE}{query}").status_code == 200


@pytest.mark.parametrize("sent", ["0", "9" * 30, "-1", "x", "１"])
def test_a_strange_number_of_a_notice_harms_nothing(rung, sit, sent):
    client = sit(rung.officer)
    assert client.post("/nv/thong-bao/doc/", {"mo": sent, "thong-bao": [sent]}).status_code == 302
    assert Notice.objects.filter(read_at__isnull=True).count() == 2


def test_what_is_new_since_the_last_visit_is_said_and_marked(rung, sit, clock, moment):
    client = sit(rung.officer)
    clock.set("2026-11-16T15:15")
    assert "lần xem trước" not in client.get(PAGE).content.decode()
    clock.set("2026-11-16T15:20")
    client.get(PAGE)  # the same visit
    sweep(at=moment("2026-11-16T17:10"))
    for at_work in ("15:45", "16:10", "16:35", "17:00", "17:15"):
        clock.set(f"2026-11-16T{at_work}")
        client.get("/nv/viec/")
    page = client.get(PAGE).content.decode()
    assert "Có 2 thay đổi liên quan đến bạn từ lần xem trước" in page
    assert page.count(">Mới</span>") == 2


def test_more_than_a_page_is_walked_by_key(rung, sit, moment):
    at = moment("2026-11-16T09:10")
    Notice.objects.bulk_create(
        Notice(person_id=rung.officer.staff_id, kind="clock.step", fact_key=f"x:{no}", dossier_id=no, share=50,
               facts={"due": at.isoformat(), "step": 2}, at=at)
        for no in range(60)
    )  # fmt: skip
    client = sit(rung.officer)
    first = client.get(PAGE)
    assert first.content.decode().count('name="mo"') == 50
    (more,) = [url for _, url in read_page(first).links if "sau=" in url]
    assert client.get(more.replace("&amp;", "&")).content.decode().count('name="mo"') == 12


def test_a_person_chooses_how_to_be_told(rung, sit):
    client = sit(rung.officer)
    assert wrong_with(read_page(client.get(CHOICES))) == []
    said = {"email": "on", "digest": "2", "quiet_from": "18:00", "quiet_until": "07:00"}
    assert client.post(CHOICES, said).status_code == 302
    kept = Preference.objects.get(person_id=rung.officer.staff_id)
    assert (kept.email, kept.digest, kept.quiet_on_days_off) == (True, Digest.DAILY, False)
    assert f"{kept.quiet_from:%H:%M}–{kept.quiet_until:%H:%M}" == "18:00–07:00"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"digest": "2", "quiet_from": "18:00"}, "cần cả giờ bắt đầu và giờ kết thúc"),
        ({"digest": "9"}, "Chọn một mục trong danh sách."),
        ({"digest": "1", "quiet_from": "25:00", "quiet_until": "07:00"}, "Nhập giờ có thật"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_at_its_field(rung, sit, said, words):
    client = sit(rung.officer)
    answer = client.post(CHOICES, said)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Preference.objects.exists()


def test_the_page_takes_seven_statements_however_many_notices(rung, sit, moment):
    client = sit(rung.officer)
    client.get(PAGE)
    costs = []
    for number in (0, 40):
        at = moment("2026-11-16T09:10")
        Notice.objects.bulk_create(
            Notice(person_id=rung.officer.staff_id, kind="clock.step", fact_key=f"x:{no}", dossier_id=no, share=50,
                   facts={"due": at.isoformat(), "step": 2}, at=at)
            for no in range(number)
        )  # fmt: skip
        with CaptureQueriesContext(connection) as said:
            client.get(PAGE)
        costs.append(len(said))
    assert costs[0] == costs[1] <= 7, costs


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_of_notices_is_wider_than_the_window(rung, seat, live_server, width):
    screen = seat(rung.officer)
    for path in (PAGE, CHOICES):
        screen.open(f"{live_server.url}{path}", width)
        assert screen.overflow() <= 0, path
        if width in (390, 1440):
            assert screen.violations() == [], path
        if width == 390:
            assert screen.small_targets() == [], path
    assert screen.complaints == []


@pytest.mark.browser
def test_a_notice_is_opened_and_marked_by_keyboard_alone(rung, seat, live_server):
    page = seat(rung.officer).page
    page.goto(f"{live_server.url}{PAGE}")
    page.keyboard.press("j")
    page.keyboard.press("x")
    with page.expect_navigation():
        page.keyboard.press("d")
    assert page.get_by_text("Đã đánh dấu 1 thông báo là đã đọc.").is_visible()
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/nv/ho-so/H99.27-" in page.url
