"""The world has moved since the page was opened: each refusal is one clear sentence, and nothing typed is lost."""

from datetime import date

import pytest

from motcua.catalogue import commands as catalogue
from motcua.dossiers.models import Dossier
from motcua.ledger.actor import SYSTEM
from motcua.people import commands as people
from motcua.people.models import Posting, Staff
from motcua.rules.calendar import local
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import UnitLevel
from motcua.rules.procedures import IntakeMode
from tests.dossiers.province import BIRTH, FIVE_STEPS, HOUSEHOLD, make_procedure
from tests.people.factories import BEGAN, make_posting, make_unit
from tests.web.desk.test_intake import PAGE, typed

TYPED = ("Hoàng Thị Thu Hà", "Số 112 đường Nguyễn Công Trứ, phường Tân Hòa", "999 187 002 416", "0999 000 318")
NEXT = "1.004194"


@pytest.fixture
def desk(sit, province):
    """The clerk's browser."""
    return sit(province.clerk_at_desk)


def refused(answer, sentence: str, status: int = 422) -> str:
    """The page says the sentence once as its fault, has received nothing and holds what was typed."""
    page = answer.content.decode()
    assert answer.status_code == status and sentence in page, page
    assert all(text in page for text in TYPED)
    assert Dossier.objects.count() == 0
    return page


def test_a_procedure_that_has_expired_is_refused_by_its_day(desk):
    catalogue.end_version(HOUSEHOLD, no=1, on=date(2026, 11, 16), actor=SYSTEM, at=BEGAN)
    said = f"Thủ tục {HOUSEHOLD} không có phiên bản nào đang có hiệu lực ngày 16/11/2026."
    refused(desk.post(PAGE, typed()), said)
    live = desk.post(PAGE, typed(lam="xem"), headers={"HX-Request": "true"}).content.decode()
    assert said in live  # and before F9 too


def test_a_procedure_that_does_not_hold_yet_is_refused(desk, province):
    make_procedure(
        NEXT, "3 WD", FIVE_STEPS, desk=province.desk, ward=province.ward, valid_from=date(2026, 12, 1)
    )  # fmt: skip
    refused(desk.post(PAGE, typed(ma=NEXT)), f"Thủ tục {NEXT} không có phiên bản nào đang có hiệu lực ngày 16/11/2026.")


def test_an_agency_that_ended_in_a_reorganisation_is_named_with_its_last_day(desk, province):
    gone = make_unit("H99.29", name="UBND xã Bình Trung")
    scope = catalogue.ScopeDefinition(province.desk.pk, gone.pk, IntakeMode.ON_BEHALF)
    catalogue.open_scopes(BIRTH, scopes=[scope], valid_from=date(2020, 1, 1), actor=SYSTEM, at=BEGAN)
    people.close_unit(gone.pk, on=date(2026, 7, 1), decision="NQ 76", actor=SYSTEM, at=BEGAN)
    refused(
        desk.post(PAGE, typed(ma=BIRTH, co_quan="H99.29")),
        "UBND xã Bình Trung đã ngừng hoạt động từ ngày 01/07/2026, chọn đơn vị kế thừa.",
    )


def test_a_desk_that_ended_takes_nothing_and_holds_the_form(desk, province):
    people.close_unit(province.desk.pk, on=date(2026, 11, 16), decision="NQ 76", actor=SYSTEM, at=BEGAN)
    page = refused(desk.post(PAGE, typed()), "không có vị trí công tác nào đang hiệu lực", 403)
    assert page.count("<form") == 1 and 'action="/nv/tiep-nhan/"' in page and "Gửi lại" in page


def test_a_posting_that_ended_meanwhile_is_said_and_the_form_is_sent_again_from_another(desk, province):
    staff = Staff.objects.get(pk=province.clerk_at_desk.staff_id)
    for role, unit in ((Role.OFFICER, province.office), (Role.DESK, other_desk(province))):
        make_posting(staff, role=role, unit=unit)
    session = desk.session
    session["posting"] = province.clerk_at_desk.posting_id
    session.save()
    end(province.clerk_at_desk.posting_id)
    page = refused(desk.post(PAGE, typed()), "có nhiều vị trí công tác, hãy chọn một", 403)
    assert 'name="chinh" value="TP03"' in page and "/nv/chon-vi-tri/" in page


def test_who_has_become_an_officer_only_is_told_who_may_and_keeps_the_form(desk, province):
    make_posting(Staff.objects.get(pk=province.clerk_at_desk.staff_id), role=Role.OFFICER, unit=province.office)
    end(province.clerk_at_desk.posting_id)
    refused(desk.post(PAGE, typed()), "Bạn chưa được giao quyền", 403)


def test_who_sits_at_another_desk_now_is_told_before_its_code_is_given(desk, province):
    opened = desk.get(PAGE).content.decode()
    assert 'name="quay" value="H99.27.10"' in opened
    make_posting(
        Staff.objects.get(pk=province.clerk_at_desk.staff_id), role=Role.DESK, unit=other_desk(province)
    )  # fmt: skip
    end(province.clerk_at_desk.posting_id)
    page = refused(desk.post(PAGE, typed(quay="H99.27.10")), "Bạn đang ngồi ở một đơn vị khác", 409)
    assert 'name="quay" value="H99.27.11"' in page


def test_a_moment_in_the_future_is_refused(desk):
    said = "Thời điểm tiếp nhận đang ở tương lai. Kiểm tra lại ngày giờ."
    page = refused(desk.post(PAGE, typed(nhan_luc="09:11")), said)
    assert 'value="09:11"' in page


def test_a_moment_before_the_procedure_held_is_refused(desk):
    said = f"Thủ tục {HOUSEHOLD} không có phiên bản nào đang có hiệu lực ngày 31/12/2019."
    refused(desk.post(PAGE, typed(nhan_luc="14:30 31/12/2019")), said)


@pytest.mark.parametrize(
    "text", ["hôm qua", "25:00", "14:30 31/02/2026", "14:30 08:00", "18/11/2026", "1:2:3", "9" * 60]
)
def test_a_moment_that_nobody_can_read_is_said_at_its_field(desk, text):
    refused(desk.post(PAGE, typed(nhan_luc=text)), "Viết giờ và ngày nhận, ví dụ 14:30 18/11/2026")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("08:05", "2026-11-16 08:05"),
        ("8h05", "2026-11-16 08:05"),
        ("14:30 13/11", "2026-11-13 14:30"),
        ("14 giờ ngày 13-11-2026", "2026-11-13 14:00"),
        ("13/11/2026 14h 05", "2026-11-13 14:05"),
    ],
)
def test_an_earlier_moment_counts_from_its_own_day(desk, text, at):
    desk.post(PAGE, typed(nhan_luc=text))
    dossier = Dossier.objects.get()
    assert f"{local(dossier.received_at):%Y-%m-%d %H:%M}" == at
    assert dossier.code == f"H99.27-{at[2:4]}{at[5:7]}{at[8:10]}-0001"


def test_a_date_that_has_passed_already_is_shown_before_f9(desk):
    live = desk.post(PAGE, typed(lam="xem", nhan_luc="09:00 02/11"), headers={"HX-Request": "true"}).content.decode()
    assert "hồ sơ sẽ quá hạn ngay khi tiếp nhận" in live and "05/11/2026" in live


def other_desk(province):
    """A second one-stop unit of the ward."""
    return make_unit("H99.27.11", name="Quầy lưu động", level=UnitLevel.ONE_STOP, parent=province.ward)


def end(posting_id: int) -> None:
    """The posting ended this morning."""
    people.end_posting(
        Posting.objects.get(pk=posting_id).pk, on=date(2026, 11, 16), decision="QĐ 9", actor=SYSTEM, at=BEGAN
    )  # fmt: skip
