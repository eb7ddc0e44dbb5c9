"""What the public may see of a dossier, and how often it may guess (Circular 01/2018/TT-VPCP Art. 16(2))."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.commands import forward
from motcua.dossiers.orders import ForwardOrder
from motcua.dossiers.tracking import public_progress
from motcua.ledger.models import AccessLog
from motcua.rules.lifecycle import State
from motcua.web.portal import attempts
from motcua.web.portal.progress import progress_view
from motcua.web.shared.seen import Look
from tests.web.pages import wrong_with

NAME, MASKED = "Hoàng Thị Thu Hà", "H*** T** T** Hà"


@pytest.fixture
def dossier(province, monday, clock):
    """Received on Monday 16 November at 09:10; it is now 10:00."""
    made = province.receive(monday).dossier
    clock.set("2026-11-16T10:00")
    return made


def test_the_code_alone_shows_state_and_date_but_no_name(client: Client, dossier, read):
    page = read(client.get(f"/tra-cuu/{dossier.code}/"))
    assert page.h1 == "Đã tiếp nhận, hẹn trả thứ Năm 19/11"
    assert NAME not in page.text and MASKED not in page.text and "Thẩm định" not in page.text
    assert wrong_with(page) == []


@pytest.mark.parametrize("between", [" ", " - ", "–", "  ", "-", "", "_", "."])
def test_a_code_with_the_blanks_and_dashes_of_a_telephone_is_found(client: Client, dossier, between):
    answer = client.get("/tra-cuu/", {"ma": f" {dossier.code.lower().replace('-', between)} "})
    assert answer["Location"] == f"/tra-cuu/{dossier.code}/"


def test_a_code_without_its_dots_is_found_too_and_half_a_code_is_not(client: Client, dossier):
    typed = dossier.code.lower().replace(".", "").replace("-", "", 1)
    assert client.get("/tra-cuu/", {"ma": typed})["Location"] == f"/tra-cuu/{dossier.code}/"
    assert client.get("/tra-cuu/", {"ma": dossier.code[:-3]}).status_code == 422


def test_the_secret_of_the_slip_shows_the_steps_and_a_masked_name(client: Client, dossier, read):
    page = read(client.get(f"/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}"))
    assert MASKED in page.text and NAME not in page.text
    assert "Thẩm định" in page.text and "Cách tính" in page.text
    assert wrong_with(page) == []


def test_four_digits_of_the_phone_show_the_same(client: Client, dossier):
    text = client.post(f"/tra-cuu/{dossier.code}/", {"so": "0318"}).content.decode()
    assert MASKED in text and NAME not in text


def test_wrong_digits_show_no_more_than_the_code_does(client: Client, dossier, read):
    page = read(client.post(f"/tra-cuu/{dossier.code}/", {"so": "9999"}))
    assert (page.status, page.title.startswith("Lỗi: ")) == (422, True)
    assert MASKED not in page.text and "Bốn số này chưa khớp" in page.text
    assert wrong_with(page) == []


def test_failed_attempts_are_written_down_and_successes_are_not(client: Client, dossier):
    client.get(f"/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}")
    assert not AccessLog.objects.exists()
    client.post(f"/tra-cuu/{dossier.code}/", {"so": "9999"})
    line = AccessLog.objects.get()
    assert line.what == Look.FAILED_TRACKING and line.address_hmac and dossier.code in line.page


def test_after_five_wrong_proofs_the_code_is_locked_even_for_the_right_one(client: Client, dossier):
    for _ in range(5):
        client.post(f"/tra-cuu/{dossier.code}/", {"so": "9999"})
    response = client.get(f"/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}")
    assert response.status_code == 429
    assert "Thử lại sau 15 phút" in response.content.decode()


def test_the_lock_ends_by_itself(client: Client, dossier, clock):
    for _ in range(5):
        client.post(f"/tra-cuu/{dossier.code}/", {"so": "9999"})
    clock.set("2026-11-16T10:15")
    assert client.get(f"/tra-cuu/{dossier.code}/").status_code == 200


def test_another_process_learns_of_the_failures_from_the_log(client: Client, dossier):
    for _ in range(4):
        client.post(f"/tra-cuu/{dossier.code}/", {"so": "9999"})
    attempts.forget()  # another process starts without memory
    assert client.post(f"/tra-cuu/{dossier.code}/", {"so": "9999"}).status_code == 422
    assert client.post(f"/tra-cuu/{dossier.code}/", {"so": "0318"}).status_code == 429


def test_an_address_that_guesses_codes_is_locked_too(client: Client, dossier):
    for serial in range(100, 130):
        client.get(f"/tra-cuu/H99.27-261116-{serial:04d}/")
    assert client.get(f"/tra-cuu/{dossier.code}/").status_code == 429


def test_an_unknown_code_is_said_in_words(client: Client, province, read):
    page = read(client.get("/tra-cuu/H99.27.10-261116-0999/"))
    assert page.status == 404 and "Không có hồ sơ mang mã" in page.text
    assert wrong_with(page) == []


@pytest.mark.parametrize("typed", ["", "1", "xin chào", "H99.27.10-261316-0001", "' OR 1=1", "🙂"])
def test_what_cannot_be_a_code_is_answered_at_the_field(client: Client, province, read, typed):
    page = read(client.get("/tra-cuu/", {"ma": typed}))
    assert page.status == 422 and page.title.startswith("Lỗi: ")
    assert wrong_with(page) == []


def test_a_typed_code_leads_to_its_page_in_any_case(client: Client, dossier):
    response = client.get("/tra-cuu/", {"ma": f" {dossier.code.lower()} "})
    assert response["Location"] == f"/tra-cuu/{dossier.code}/"


def test_a_late_dossier_says_sorry_and_names_no_excuse(client: Client, dossier, clock, read):
    clock.set("2026-11-23T10:00")
    page = read(client.get(f"/tra-cuu/{dossier.code}/"))
    assert page.h1 == "Đã tiếp nhận, đã quá ngày hẹn thứ Năm 19/11"
    assert "Quá hẹn 2 ngày" in page.text and "Chúng tôi xin lỗi" in page.text


def test_the_step_at_hand_is_named_to_the_one_who_proves(client: Client, dossier, province, monday, clock, read):
    forward(dossier.code, ForwardOrder(), actor=province.clerk_at_desk, at=monday)
    page = read(client.get(f"/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}"))
    assert page.h1 == "Đang ở bước “Phân công”, hẹn trả thứ Năm 19/11"


def test_the_english_page_says_the_same(client: Client, dossier, read):
    page = read(client.get(f"/en/tra-cuu/{dossier.code}/?k={dossier.lookup_secret}"))
    assert page.h1 == "Received, result due on Thursday 19 Nov"
    assert wrong_with(page, language="en") == []


def test_looking_up_costs_four_statements_at_most(client: Client, dossier):
    address = f"/tra-cuu/{dossier.code}/"
    client.get(f"{address}?k={dossier.lookup_secret}")
    for query in ("", f"?k={dossier.lookup_secret}"):
        with CaptureQueriesContext(connection) as statements:
            client.get(address + query)
        assert len(statements) <= 4, [one["sql"] for one in statements.captured_queries]


def test_the_page_may_not_be_kept_or_indexed(client: Client, dossier):
    response = client.get(f"/tra-cuu/{dossier.code}/")
    assert response["Cache-Control"] == "private, no-store"
    assert b'name="robots" content="noindex"' in response.content


def test_every_state_has_a_sentence(dossier):
    progress = public_progress(dossier.code)
    for state in State:
        if state is not State.ANNULLED:
            view = progress_view(replace(progress, state=state), at=dossier.received_at)
            assert view.headline and view.headline[0].isupper()
