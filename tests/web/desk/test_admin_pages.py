"""Every page of the administration is in order, draws only what the role may, and needs no script."""

import pytest
from django.db import transaction

from motcua.dossiers import watch
from motcua.ledger.actor import SYSTEM
from motcua.people import commands
from motcua.people.actions import ClientScope
from motcua.people.roster import roster
from tests.ledger.tampering import sql
from tests.people.factories import BEGAN
from tests.web.pages import read_page, wrong_with

PAGES = (
    "", "lich-lam-viec/", "lich-lam-viec/?nam=2025&don-vi=H99.27", "lich-lam-viec/ngay/?ngay=2026-12-24",
    "lich-lam-viec/phien-ban/1/", "lich-lam-viec/gio/", "lich-lam-viec/gio/moi/", "don-vi/", "don-vi/?q=tan+hoa&dong=1",
    "don-vi/moi/", "don-vi/H99.27.10/", "don-vi/H99.27.10/doi/", "don-vi/H99.27.10/ket-thuc/", "nguoi-dung/",
    "nguoi-dung/?q=viet&don-vi=H99.27.01", "nguoi-dung/moi/", "nguoi-dung/{login}/", "nguoi-dung/{login}/sua/",
    "nguoi-dung/{login}/giao-vi-tri/", "nguoi-dung/{login}/vang-mat/", "nguoi-dung/{login}/khoa/",
    "nguoi-dung/{login}/mo-lai/", "nguoi-dung/{login}/mat-khau/", "nguoi-dung/{login}/thiet-bi/",
    "nguoi-dung/{login}/vi-tri/H99.27.01/officer/ket-thuc/", "tham-so/", "tham-so/forward_cutoff/",
    "tham-so/refusal_reasons/", "tham-so/portal_mode/", "ket-noi/", "ket-noi/moi/", "thu-tuc/", "thu-tuc/?loc=chua",
    "thu-tuc/1.001612/", "thu-tuc/1.013314/", "thu-tuc/nhap/", "thu-tuc/1.001612/mo-tiep-nhan/",
    "thu-tuc/1.001612/dong-tiep-nhan/?noi=H99.27.10&cho=H99.27", "doi-soat/", "doi-soat/?ma=H99.27-000000-0000",
    "so-su-kien/", "thu-bao/",
)  # fmt: skip


def test_every_page_of_the_administration_is_in_order(province, sit):
    commands.create_client("Trục", unit_id=province.ward.pk, scopes=[ClientScope.READ], actor=SYSTEM, at=BEGAN)
    login = roster().staff(province.officer.staff_id).login
    client = sit(province.admin)
    for page in PAGES:
        answer = client.get("/nv/quan-tri/" + page.format(login=login))
        assert answer.status_code == 200, page
        assert wrong_with(read_page(answer)) == [], page


def test_a_role_sees_only_the_sections_it_may_open(province, sit):
    page = sit(province.control).get("/nv/quan-tri/").content.decode()
    assert "Lịch làm việc" in page and "Thủ tục" in page and "Sổ sự kiện" in page
    assert "/nv/quan-tri/tham-so/" not in page and "/nv/quan-tri/ket-noi/" not in page
    assert sit(province.officer).get("/nv/quan-tri/").status_code == 403


def test_a_head_sees_the_staff_list_of_his_own_unit_and_of_no_other(province, sit):
    client = sit(province.head_of_desk)
    own = client.get("/nv/quan-tri/don-vi/H99.27.10/").content.decode()
    assert "Danh sách cán bộ được phê duyệt" in own and "Chưa ghi cơ quan cử." in own
    assert "Đổi tên, chuyển" not in own
    assert client.get("/nv/quan-tri/don-vi/H99/").status_code == 404


def test_the_administrator_finds_no_dossier_and_no_applicant(province, sit, moment):
    code = province.receive(moment("2026-11-16T09:05")).dossier.code
    client = sit(province.admin)
    assert "Hoàng Thị Thu Hà" not in client.get(f"/nv/ho-so/{code}/").content.decode()
    fold = client.get(f"/nv/quan-tri/doi-soat/?ma={code}").content.decode()
    assert "không có sai lệch" in fold and "Hoàng Thị Thu Hà" not in fold


def test_a_row_that_was_changed_behind_the_ledger_is_named(province, sit, moment):
    dossier = province.receive(moment("2026-11-16T09:05")).dossier
    type(dossier).objects.filter(pk=dossier.pk).update(holder_unit_id=province.ward.pk)
    page = sit(province.control).get("/nv/quan-tri/doi-soat/?mau=1").content.decode()
    assert "1 trong 1 hồ sơ có sai lệch" in page and "đơn vị đang giữ" in page
    with transaction.atomic():
        assert watch.compare([dossier.pk]) == 1
    standing = sit(province.control).get("/nv/quan-tri/doi-soat/").content.decode()
    assert dossier.code in standing and "Báo đơn vị vận hành" in standing


def test_the_ledger_is_verified_on_demand(province, sit):
    client = sit(province.control)
    page = client.post("/nv/quan-tri/so-su-kien/kiem-tra/").content.decode()
    assert "không có gì bị sửa, xóa, chèn hay đổi thứ tự" in page
    assert "không có sai lệch" in client.get("/nv/quan-tri/so-su-kien/").content.decode()


@pytest.mark.parametrize("path", ["lich-lam-viec/?nam=abcd", "nguoi-dung/?trang=99999", "thu-tuc/?trang=x&q=%00"])
def test_nonsense_in_the_address_is_ignored(province, sit, path):
    assert sit(province.admin).get(f"/nv/quan-tri/{path}").status_code == 200


def test_who_may_open_a_section_finds_the_door_to_it(province, sit):
    door = 'href="/nv/quan-tri/"'
    for actor in (province.head_of_desk, province.control, province.admin):
        page = sit(actor).get("/nv/quan-tri/").content.decode()
        assert door in page, actor.role
    assert "/nv/quan-tri/lich-lam-viec/" in sit(province.head_of_desk).get("/nv/quan-tri/").content.decode()
    assert door not in sit(province.officer).get("/nv/viec/").content.decode()


def test_the_page_of_verification_sees_that_the_last_event_of_a_dossier_is_gone(province, sit, moment):
    dossier = province.receive(moment("2026-11-16T09:05")).dossier
    client = sit(province.admin)
    sql("DELETE FROM event WHERE stream_kind = 1 AND stream_id = %s", dossier.pk)
    page = client.post("/nv/quan-tri/so-su-kien/kiem-tra/").content.decode()
    assert f"dossier:{dossier.pk}" in page


@pytest.mark.parametrize("address", ["nguoi-dung/?q={}", "thu-tuc/?q={}", "don-vi/?q={}", "doi-soat/?ma={}"])
def test_what_is_asked_in_the_address_is_shown_again_tidily(province, sit, address):
    client = sit(province.admin)
    for typed in ("%00", "x" * 9000):
        page = client.get("/nv/quan-tri/" + address.format(typed)).content
        assert b"\x00" not in page and b"x" * 200 not in page
