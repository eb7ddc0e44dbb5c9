"""Sign-in through the real pages; a browser without JavaScript could do the same."""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people import commands
from motcua.people.models import Account, Staff
from motcua.people.sign_in import current_code
from motcua.rules.lifecycle import Role
from motcua.web.shared.clock import now
from tests.people.factories import PASSWORD, make_posting, make_staff, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def whoami(request: HttpRequest) -> HttpResponse:
    """A page of the staff: says who works here."""
    actor = request.actor
    return HttpResponse(f"{actor.name}|{actor.role.name}|{actor.unit_id}")


urlpatterns = [
    path("nv/", include("motcua.web.shared.sign_in.urls")),
    path("nv/", whoami),
    path("nv/viec/", whoami),
]


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    cache.clear()
    yield


@pytest.fixture
def lan() -> Staff:
    staff = make_staff(login="lan.tran", role=Role.DESK)
    commands.enrol_second_factor(staff.account_id, actor=SYSTEM, at=now())
    return staff


def sign_in(client: Client, login: str = "lan.tran", *, path: str = "/nv/dang-nhap/") -> Any:
    """Both pages, with the right password and code."""
    client.post(path, {"login": login, "password": PASSWORD})
    return client.post("/nv/dang-nhap/ma/", {"code": current_code(login)})


def test_a_staff_page_without_sign_in_leads_to_the_door_and_back(client: Client, lan: Staff) -> None:
    response = client.get("/nv/viec/?nhom=qua-han")
    assert response["Location"] == "/nv/dang-nhap/?next=%2Fnv%2Fviec%2F%3Fnhom%3Dqua-han"
    assert sign_in(client, path=response["Location"])["Location"] == "/nv/viec/?nhom=qua-han"


def test_password_and_code_lead_to_the_desk(client: Client, lan: Staff) -> None:
    page = client.get("/nv/dang-nhap/")
    assert "Đăng nhập dành cho cán bộ" in page.content.decode()
    first = client.post("/nv/dang-nhap/", {"login": "lan.tran", "password": PASSWORD})
    assert first["Location"] == "/nv/dang-nhap/ma/"
    assert client.get("/nv/")["Location"].startswith("/nv/dang-nhap/")
    assert "Mã trên điện thoại" in client.get("/nv/dang-nhap/ma/").content.decode()
    assert client.post("/nv/dang-nhap/ma/", {"code": current_code("lan.tran")})["Location"] == "/nv/"
    assert client.get("/nv/").content.decode().startswith("Trần Thị Lan|DESK|")


def test_a_wrong_password_says_so_and_does_not_say_whether_the_login_exists(client: Client, lan: Staff) -> None:
    known = client.post("/nv/dang-nhap/", {"login": "lan.tran", "password": "sai-mat-khau"})
    unknown = client.post("/nv/dang-nhap/", {"login": "khong.co", "password": "sai-mat-khau"})
    for response in (known, unknown):
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in response.content.decode()


def test_five_wrong_passwords_lock_the_login_even_for_the_right_one(client: Client, lan: Staff) -> None:
    for _ in range(5):
        client.post("/nv/dang-nhap/", {"login": "lan.tran", "password": "sai-mat-khau"})
    elsewhere = Client()
    response = elsewhere.post("/nv/dang-nhap/", {"login": "lan.tran", "password": PASSWORD})
    assert "Đã nhập sai quá nhiều lần" in response.content.decode()


def test_the_lock_is_counted_where_all_workers_see_it(client: Client, lan: Staff) -> None:
    client.post("/nv/dang-nhap/", {"login": "lan.tran", "password": "sai-mat-khau"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] > 0


def test_a_wrong_code_is_refused_and_six_of_them_lock(client: Client, lan: Staff) -> None:
    client.post("/nv/dang-nhap/", {"login": "lan.tran", "password": PASSWORD})
    wrong = f"{(int(current_code('lan.tran')) + 1) % 10**6:06d}"
    for _ in range(5):
        assert "Mã chưa đúng" in client.post("/nv/dang-nhap/ma/", {"code": wrong}).content.decode()
    response = client.post("/nv/dang-nhap/ma/", {"code": current_code("lan.tran")})
    assert "Đã nhập sai quá nhiều lần" in response.content.decode()
    assert client.get("/nv/")["Location"].startswith("/nv/dang-nhap/")


def test_a_code_opens_the_door_once(client: Client, lan: Staff) -> None:
    code = current_code("lan.tran")
    client.post("/nv/dang-nhap/", {"login": "lan.tran", "password": PASSWORD})
    assert client.post("/nv/dang-nhap/ma/", {"code": code})["Location"] == "/nv/"
    other = Client()
    other.post("/nv/dang-nhap/", {"login": "lan.tran", "password": PASSWORD})
    assert "đã dùng" in other.post("/nv/dang-nhap/ma/", {"code": code}).content.decode()
    assert current_code("lan.tran") != code


def test_the_first_sign_in_asks_to_enrol_a_telephone(client: Client) -> None:
    staff = make_staff(login="hung.nguyen")
    client.post("/nv/dang-nhap/", {"login": "hung.nguyen", "password": PASSWORD})
    assert client.get("/nv/")["Location"] == "/nv/dang-nhap/thiet-lap/"
    page = client.get("/nv/dang-nhap/thiet-lap/").content.decode()
    assert "<svg" in page and " style=" not in page
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert client.post("/nv/dang-nhap/thiet-lap/", {"code": code})["Location"] == "/nv/"
    assert client.get("/nv/").status_code == 200
    assert secret not in str(Authenticator.objects.get(user_id=staff.account_id).data)


def test_a_first_password_must_be_changed(client: Client, lan: Staff) -> None:
    password = commands.reset_password(lan.account_id, actor=SYSTEM, at=now())
    client.post("/nv/dang-nhap/", {"login": "lan.tran", "password": password})
    client.post("/nv/dang-nhap/ma/", {"code": current_code("lan.tran")})
    assert client.get("/nv/")["Location"] == "/nv/doi-mat-khau/"
    new = "con-duong-moi-2026"
    weak = client.post("/nv/doi-mat-khau/", {"oldpassword": password, "password1": "12345678", "password2": "12345678"})
    assert weak.status_code == 200
    client.post("/nv/doi-mat-khau/", {"oldpassword": password, "password1": new, "password2": new})
    assert client.get("/nv/").status_code == 200
    assert Event.objects.filter(kind="account.change_password", stream_id=lan.account_id).exists()


def test_an_old_password_is_announced_and_then_must_be_changed(client: Client, lan: Staff, clock: Any) -> None:
    Account.objects.filter(pk=lan.account_id).update(password_changed_at=clock.set("2026-06-01T08:00"))
    clock.set("2026-11-20T08:00")
    sign_in(client)
    assert "Mật khẩu của bạn hết hạn sau 8 ngày" in client.get("/nv/doi-mat-khau/").content.decode()
    clock.set("2026-11-28T08:00")
    other = Client()
    sign_in(other)
    assert other.get("/nv/")["Location"] == "/nv/doi-mat-khau/"


def test_a_pause_of_thirty_minutes_ends_the_session_and_says_so(client: Client, lan: Staff, clock: Any) -> None:
    clock.set("2026-11-23T08:00")
    sign_in(client)
    clock.set("2026-11-23T08:29")
    assert client.get("/nv/").status_code == 200
    clock.set("2026-11-23T08:58")
    assert client.get("/nv/").status_code == 200
    clock.set("2026-11-23T09:29")
    response = client.get("/nv/viec/")
    assert response["Location"] == "/nv/dang-nhap/?next=%2Fnv%2Fviec%2F&het=phien"
    assert "dừng quá 30 phút" in client.get(response["Location"]).content.decode()


def test_a_part_of_a_page_that_comes_too_late_opens_the_door_as_a_whole_page(client: Client) -> None:
    response = client.get("/nv/viec/", headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"] == "/nv/dang-nhap/"


def test_a_suspended_account_is_out_with_its_next_request(client: Client, lan: Staff) -> None:
    sign_in(client)
    commands.suspend_account(lan.account_id, actor=SYSTEM, at=now())
    assert client.get("/nv/")["Location"].startswith("/nv/dang-nhap/")
    response = Client().post("/nv/dang-nhap/", {"login": "lan.tran", "password": PASSWORD})
    assert "đang bị khóa" in response.content.decode()


def test_a_new_password_ends_every_open_session(client: Client, lan: Staff) -> None:
    sign_in(client)
    commands.reset_password(lan.account_id, actor=SYSTEM, at=now())
    assert client.get("/nv/")["Location"].startswith("/nv/dang-nhap/")


def test_a_lost_telephone_is_enrolled_anew(client: Client, lan: Staff) -> None:
    commands.reset_second_factor(lan.account_id, actor=SYSTEM, at=now())
    client.post("/nv/dang-nhap/", {"login": "lan.tran", "password": PASSWORD})
    assert client.get("/nv/")["Location"] == "/nv/dang-nhap/thiet-lap/"


def test_a_person_with_two_postings_chooses_one_and_may_change_it(client: Client, lan: Staff) -> None:
    office = make_unit(name="Phòng Kinh tế")
    second = make_posting(lan, role=Role.OFFICER, unit=office)
    sign_in(client)
    assert client.get("/nv/viec/")["Location"] == "/nv/chon-vi-tri/?next=%2Fnv%2Fviec%2F"
    page = client.get("/nv/chon-vi-tri/?next=/nv/viec/").content.decode()
    assert "Chuyên viên thụ lý<small>Phòng Kinh tế" in page
    assert client.post("/nv/chon-vi-tri/", {}).status_code == 422
    chosen = client.post("/nv/chon-vi-tri/", {"posting": str(second.pk), "next": "/nv/viec/"})
    assert chosen["Location"] == "/nv/viec/"
    assert f"|OFFICER|{office.pk}" in client.get("/nv/").content.decode()


def test_the_way_back_never_leaves_the_house(client: Client, lan: Staff) -> None:
    make_posting(lan, role=Role.OFFICER, unit=make_unit())
    sign_in(client)
    response = client.post(
        "/nv/chon-vi-tri/", {"posting": str(lan.postings.all()[0].pk), "next": "https://evil.example/"}
    )
    assert response["Location"] == "/nv/"


def test_a_posting_that_ended_is_no_longer_worked_in(client: Client, lan: Staff) -> None:
    sign_in(client)
    commands.end_posting(lan.postings.get().pk, on=date(2020, 6, 1), actor=SYSTEM, at=now())
    response = client.get("/nv/")
    assert response.status_code == 403
    assert "không có vị trí công tác nào" in response.content.decode()


def test_a_page_costs_two_statements_for_session_account_and_generation(client: Client, lan: Staff) -> None:
    sign_in(client)
    client.get("/nv/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/nv/").status_code == 200
    assert len(queries) == 2


def test_signing_out_ends_the_session(client: Client, lan: Staff) -> None:
    sign_in(client)
    assert "Đăng xuất khỏi máy này" in client.get("/nv/dang-xuat/").content.decode()
    client.post("/nv/dang-xuat/")
    assert client.get("/nv/")["Location"].startswith("/nv/dang-nhap/")
