"""Every change of the administration is dated, an event, done once, and refused with all that was typed."""

from datetime import date

import pytest

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.models import CalendarVersion, IntakeScope
from motcua.dossiers.models import Dossier
from motcua.ledger import generation
from motcua.ledger.models import Event
from motcua.people.models import Absence, Account, ApiClient, OfficeHours, Posting, Setting, Unit
from motcua.people.roster import roster
from motcua.people.settings import read
from motcua.people.tokens import TokenEnded, find_client
from motcua.rules.calendar import legal_day

ADMIN = "/nv/quan-tri/"


def send(client, path, /, **fields):
    """POST a form of the administration."""
    return client.post(ADMIN + path, fields)


def sent(client, path, /, **fields):
    """POST it, and it must be done: an event more, and on to the next page."""
    before = Event.objects.count()
    answer = send(client, path, **fields)
    assert answer.status_code == 302, answer.content.decode()
    assert Event.objects.count() > before
    return answer


DAY = {"day": "2026-12-24", "unit": "", "kind": "1", "reason": "Bão số 12", "document_no": "88/UBND"}


def test_a_day_off_is_published_and_taken_back_by_a_new_version(province, sit, moment):
    client, day = sit(province.control), legal_day(moment("2026-12-24T08:00"))
    sent(client, "lich-lam-viec/ngay/", **DAY)
    assert not calendar_for(province.ward.pk).is_working(day)
    page = client.get(ADMIN + "lich-lam-viec/phien-ban/2/").content.decode()
    assert "Như thường lệ" in page and "Bão số 12" in page and "Mai Văn Kiểm" in page
    sent(client, "lich-lam-viec/phien-ban/2/khoi-phuc/", document_no="90/UBND")
    assert calendar_for(province.ward.pk).is_working(day)
    assert CalendarVersion.objects.count() == 3
    assert client.get(ADMIN + "lich-lam-viec/phien-ban/2/khoi-phuc/").status_code == 409


def test_a_day_of_one_unit_changes_that_unit_alone(province, sit, moment):
    day = legal_day(moment("2026-12-24T08:00"))
    said = DAY | {"unit": "H99.27.10", "kind": "3", "sessions": "08:00-11:00"}
    sent(sit(province.admin), "lich-lam-viec/ngay/", **said)
    assert [str(one) for one in calendar_for(province.desk.pk).sessions_on(day)] == ["08:00–11:00"]
    assert len(calendar_for(province.ward.pk).sessions_on(day)) == 2


def test_a_day_that_has_passed_is_published_only_when_it_is_confirmed(province, sit, moment):
    client, long_ago = sit(province.admin), DAY | {"day": "2019-03-11"}
    answer = send(client, "lich-lam-viec/ngay/", **long_ago)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Ngày này đã qua: kiểm tra lại" in page and 'name="past"' in page
    assert "chỉ đổi hạn khi được tính lại" in page and "Bão số 12" in page
    assert CalendarVersion.objects.count() == 1
    sent(client, "lich-lam-viec/ngay/", **long_ago, past="on")
    assert not calendar_for(province.ward.pk).is_working(legal_day(moment("2019-03-11T08:00")))
    shown = client.get(ADMIN + "lich-lam-viec/ngay/?ngay=2019-03-11").content.decode()
    assert 'name="past"' in shown
    for asked in ("", "?ngay=2099-03-11", "?ngay=x"):
        assert 'name="past"' not in client.get(ADMIN + "lich-lam-viec/ngay/" + asked).content.decode()


def test_a_wrong_day_comes_back_with_everything_typed(province, sit):
    client = sit(province.admin)
    answer = send(client, "lich-lam-viec/ngay/", **DAY | {"sessions": "11:00–08:00", "kind": "3"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "không chồng nhau" in page
    assert "Bão số 12" in page and "88/UBND" in page and "11:00–08:00" in page and "<title>Lỗi: " in page
    assert send(client, "lich-lam-viec/ngay/", **DAY | {"reason": ""}).status_code == 422
    assert CalendarVersion.objects.count() == 1


def test_a_form_that_is_sent_twice_acts_once(province, sit):
    client = sit(province.admin)
    for _ in range(2):
        assert send(client, "lich-lam-viec/ngay/", idempotency_key="mot-lan", **DAY).status_code == 302
    assert CalendarVersion.objects.count() == 2
    assert send(client, "lich-lam-viec/ngay/", idempotency_key="mot-lan", **DAY | {"reason": "Khác"}).status_code == 409


def test_open_dossiers_move_with_the_calendar_by_a_document_only(province, sit, moment):
    code = province.receive(moment("2026-11-16T09:05")).dossier.code
    first = Dossier.objects.get().first_due
    sent(sit(province.control), "lich-lam-viec/ngay/", **DAY | {"day": "2026-11-18"})
    client = sit(province.head_of_desk)
    page = client.get(ADMIN + "lich-lam-viec/tinh-lai/").content.decode()
    assert code in page and "thứ Sáu 20/11/2026" in page
    token = f"{code}@{Dossier.objects.get().version}"
    assert send(client, "lich-lam-viec/tinh-lai/", **{"ho-so": token, "document_no": ""}).status_code == 422
    assert send(client, "lich-lam-viec/tinh-lai/", document_no="9/UBND").status_code == 422
    done = send(
        client, "lich-lam-viec/tinh-lai/", **{"ho-so": [token, "H99.27-000000-0001@1"], "document_no": "9/UBND"}
    )
    assert "Đã tính lại hạn của 1 hồ sơ" in done.content.decode() and "1 hồ sơ giữ nguyên hạn" in done.content.decode()
    dossier = Dossier.objects.get()
    assert dossier.first_due == first and legal_day(dossier.legal_due).isoformat() == "2026-11-20"


def test_office_hours_are_set_from_a_day_on(province, sit):
    said = {f"day_{number}": "07:30–11:30, 13:30–17:00" for number in range(5)}
    said |= {"name": "Giờ hành chính", "on": "2026-12-01", "legal_basis": "QĐ 5"}
    client = sit(province.control)
    sent(client, "lich-lam-viec/gio/moi/", **said)
    row = OfficeHours.objects.get()
    assert row.key == "gio-hanh-chinh" and row.sessions[5] == []
    assert send(client, "lich-lam-viec/gio/moi/", **said).status_code == 422
    sent(client, "lich-lam-viec/gio/gio-hanh-chinh/doi/", **said | {"on": "2027-01-01", "day_5": "07:30–11:30"})
    assert OfficeHours.objects.count() == 2


UNIT = {"name": "Phòng Văn hóa", "level": "3", "parent": "H99.27", "on": "2026-11-16"}


def test_a_unit_is_opened_renamed_and_succeeded(province, sit, clock):
    client = sit(province.admin)
    sent(client, "don-vi/moi/", code="H99.27.02", **UNIT)
    clock.set("2026-11-18T09:00")
    client = sit(province.admin)
    sent(client, "don-vi/H99.27.02/doi/", **UNIT | {"name": "Phòng Văn hóa, Xã hội", "on": "2026-11-18"})
    unit = roster().unit_by_code("H99.27.02")
    assert [card.name for card in roster().versions(unit.id)] == ["Phòng Văn hóa", "Phòng Văn hóa, Xã hội"]
    clock.set("2026-11-20T09:00")
    client = sit(province.admin)
    sent(client, "don-vi/H99.27.02/ket-thuc/", on="2026-11-20", decision="QĐ 7", successor="H99.27.01")
    assert not roster().is_open(unit.id, date(2026, 11, 20))
    page = client.get(ADMIN + "don-vi/H99.27.02/").content.decode()
    assert "Phòng Kinh tế phường Tân Hòa" in page and "Kết thúc hoạt động" in page and "Lập đơn vị" in page


def test_a_unit_that_cannot_be_closed_or_moved_says_why(province, sit):
    client = sit(province.admin)
    closing = send(client, "don-vi/H99.27/ket-thuc/", on="2026-11-16", decision="QĐ 7")
    assert closing.status_code == 409 and "đơn vị trực thuộc" in closing.content.decode()
    moving = send(client, "don-vi/H99.27/doi/", **UNIT | {"parent": "H99.27.10", "name": "Vòng tròn"})
    assert moving.status_code == 422 and "Vòng tròn" in moving.content.decode()
    assert send(client, "don-vi/moi/", code="H99.27", **UNIT).status_code == 422
    assert Unit.objects.count() == 4


def test_a_person_is_hired_posted_and_given_a_password_once(province, sit):
    client = sit(province.admin)
    sent(client, "nguoi-dung/moi/", name="Ngô Thị Ánh", login="anh.ngo", phone="", email="")
    posting = {"unit": "H99.27.10", "role": "1", "title": "Chuyên viên", "on": "2026-11-16", "decision": "QĐ 3"}
    sent(client, "nguoi-dung/anh.ngo/giao-vi-tri/", sectors=["ho-kinh-doanh"], **posting)
    page = client.get(ADMIN + "nguoi-dung/anh.ngo/").content.decode()
    assert "Chưa ghi cơ quan cử." in page and "Hộ kinh doanh" in page
    again = send(client, "nguoi-dung/anh.ngo/giao-vi-tri/", **posting)
    assert again.status_code == 422 and "đã giữ vai trò này" in again.content.decode()
    shown = send(client, "nguoi-dung/anh.ngo/mat-khau/", idempotency_key="mot")
    secret = shown.content.decode().split('tabindex="0">')[1].split("<")[0]
    assert Account.objects.get(login="anh.ngo").check_password(secret) and "no-store" in shown["Cache-Control"]
    assert secret not in send(client, "nguoi-dung/anh.ngo/mat-khau/", idempotency_key="mot").content.decode()
    assert send(client, "nguoi-dung/moi/", name="Ai", login="anh.ngo").status_code == 422
    assert send(client, "nguoi-dung/moi/", name="Ai", login="Ánh Ngô").status_code == 422


def test_postings_end_absences_are_noted_and_accounts_are_locked(province, sit):
    client, card = sit(province.admin), roster().staff(province.officer.staff_id)
    person = f"nguoi-dung/{card.login}/"
    away = {"from_at": "2026-11-16T07:30", "to_at": "2026-11-18T17:00", "cause": "1"}
    assert send(client, person + "vang-mat/", **away | {"to_at": "2026-11-15T17:00"}).status_code == 422
    stand_in = roster().staff(province.second_officer.staff_id).login
    sent(client, person + "vang-mat/", substitute=stand_in, **away)
    assert Absence.objects.get().substitute_id == province.second_officer.staff_id
    sent(client, person + "di-lam-lai/")
    sent(client, person + "vi-tri/H99.27.01/officer/ket-thuc/", on="2026-11-16", decision="QĐ 8")
    assert not Posting.objects.filter(staff_id=card.id, valid_to=None).exists()
    sent(client, person + "khoa/")
    assert not Account.objects.get(pk=card.account_id).active
    sent(client, person + "mo-lai/")
    sent(client, person + "thiet-bi/")
    sent(client, person + "sua/", name="Trần Quốc Việt A")
    own = roster().staff(province.admin.staff_id).login
    assert send(client, f"nguoi-dung/{own}/khoa/").status_code == 409


def test_a_setting_changes_by_a_document_and_goes_back_by_another(province, sit, moment):
    client, path = sit(province.admin), "tham-so/forward_cutoff/"
    said = {"value": "14:30", "on": "2026-11-16", "legal_basis": "QĐ 12/UBND", "unit": ""}
    sent(client, path, **said)
    sent(client, path, **said | {"value": "16:00", "unit": "H99.27.10"})
    day = legal_day(moment("2026-11-16T09:00"))
    assert [f"{read('forward_cutoff', on=day, unit_id=unit):%H:%M}" for unit in (None, province.desk.pk)] == [
        "14:30",
        "16:00",
    ]
    wrong = send(client, path, **said | {"value": "25:99"})
    assert (
        wrong.status_code == 422 and "nhập giờ và phút" in wrong.content.decode() and "25:99" in wrong.content.decode()
    )
    assert send(client, path, **said | {"legal_basis": ""}).status_code == 422
    assert send(client, path, **said | {"on": "2026-11-01"}).status_code == 422
    assert Setting.objects.count() == 2 and "QĐ 12/UBND" in client.get(ADMIN + path).content.decode()


def test_a_list_of_reasons_is_written_line_by_line(province, sit):
    client = sit(province.admin)
    said = {"on": "2026-11-16", "legal_basis": "QĐ 1"}
    sent(client, "tham-so/refusal_reasons/", value="typing: Nhập sai\nmoved: Chuyển chỗ ở", **said)
    assert send(client, "tham-so/refusal_reasons/", value="typing: A\ntyping: B", **said).status_code == 422
    assert send(client, "tham-so/undo_seconds/", value="500", **said).status_code == 422


def test_a_value_of_a_setting_that_is_no_more_disturbs_nobody(province, sit):
    value = [{"code": "typing", "text": "Nhập sai so với giấy tờ"}]  # as the earlier version kept it
    Setting.objects.create(key="correction_reasons", value=value, legal_basis="QĐ 1", valid_from=date(2026, 11, 1))
    generation.bump()
    client = sit(province.admin)
    assert read("undo_seconds", on=date(2026, 11, 16)) == 20
    assert client.get(ADMIN + "tham-so/").status_code == 200
    assert client.get(ADMIN + "tham-so/correction_reasons/").status_code == 404
    sent(client, "tham-so/undo_seconds/", value="30", on="2026-11-16", legal_basis="QĐ 2", unit="")


def test_a_connection_shows_its_token_once_and_is_revoked(province, sit, moment):
    client = sit(province.admin)
    shown = send(client, "ket-noi/moi/", name="Trục tỉnh", unit="H99", scopes=["read"], until="2027-01-01")
    token = shown.content.decode().split('tabindex="0">')[1].split("<")[0]
    at = moment("2026-11-16T10:00")
    assert find_client(token, at=at).name == "Trục tỉnh"
    assert token not in client.get(ADMIN + "ket-noi/").content.decode()
    row = ApiClient.objects.get()
    asked = send(client, "ket-noi/thu-hoi/", client=row.pk)
    assert asked.status_code == 200 and "Trục tỉnh" in asked.content.decode() and not ApiClient.objects.get().revoked_at
    sent(client, "ket-noi/thu-hoi/", client=row.pk, sure="1")
    with pytest.raises(TokenEnded):
        find_client(token, at=at)
    assert send(client, "ket-noi/moi/", name="", unit="H99", until="2020-01-01").status_code == 422
    assert send(client, "ket-noi/thu-hoi/", client="x").status_code == 404


def test_a_desk_receives_no_more_and_receives_again(province, sit, clock):
    client = sit(province.control)
    close = "thu-tuc/1.001612/dong-tiep-nhan/?noi=H99.27.10&cho=H99.27"
    sent(client, close, on="2026-11-17")
    clock.set("2026-11-17T09:00")
    client = sit(province.control)
    assert "Chưa đơn vị nào được giao tiếp nhận" in client.get(ADMIN + "thu-tuc/?loc=chua").content.decode()
    assert send(client, close, on="2026-11-17").status_code == 404
    sent(client, "thu-tuc/1.001612/mo-tiep-nhan/", desks=["H99.27.10"], mode="1", on="2026-11-17")
    assert IntakeScope.objects.filter(procedure__code="1.001612", competent_unit=province.ward.pk).count() == 2


def test_the_public_address_is_decided_on_the_page_of_settings(province, sit):
    client = sit(province.admin)
    address = "/nv/quan-tri/tham-so/public_address/"
    said = {"value": "dvc.vn", "on": "2026-11-16", "legal_basis": "Quyết định 1"}
    assert "https://dvc.tinh.gov.vn" in client.post(address, said).content.decode()
    assert client.post(address, said | {"value": "https://dvc.lamgiang.example"}).status_code == 302
    assert "https://dvc.lamgiang.example" in client.get("/nv/quan-tri/tham-so/").content.decode()
