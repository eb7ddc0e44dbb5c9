from datetime import UTC, date, datetime

import pytest

from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people import commands
from motcua.people.commands.staff import LoginTaken, PostingEnded, PostingExists, WrongAbsence, WrongLogin
from motcua.people.commands.units import UnitNotOpen
from motcua.people.models import Unit
from motcua.people.roster import roster
from motcua.people.staffing import staff_list, warnings_for
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import AbsenceCause, PostingKind, Rating, UnitLevel
from tests.people.factories import make_posting, make_staff, make_unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ON = date(2026, 11, 23)


@pytest.fixture
def centre() -> Unit:
    return make_unit(name="Trung tâm Phục vụ hành chính công", level=UnitLevel.ONE_STOP)


def good(sending: Unit) -> dict[str, object]:
    return {
        "kind": PostingKind.OFFICIAL,
        "sending_unit_id": sending.pk,
        "grade": "Chuyên viên",
        "years_in_sector": 5,
        "last_rating": Rating.GOOD,
        "on": date(2026, 6, 1),
        "planned_to": date(2027, 6, 1),
        "decision": "Quyết định 55/QĐ-UBND",
    }


def warnings(unit: Unit) -> tuple[str, ...]:
    return next(line for line in staff_list(unit.pk, on=ON) if line.posting.kind is PostingKind.OFFICIAL).warnings


def test_a_posting_that_meets_the_standards_has_no_warning(centre: Unit) -> None:
    sending = make_unit(name="Sở Xây dựng", level=UnitLevel.DEPARTMENT)
    make_staff(unit=centre, **good(sending))
    make_staff(unit=centre, **(good(sending) | {"kind": PostingKind.SUBSTITUTE}))
    assert warnings(centre) == ()
    assert len(staff_list(centre.pk, on=ON)) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"planned_to": date(2026, 10, 1)}, "dưới 6 tháng"),
        ({"planned_to": date(2029, 6, 1)}, "quá 24 tháng"),
        ({"planned_to": None}, "Chưa ghi thời hạn cử"),
        ({"on": date(2024, 1, 1), "planned_to": date(2025, 12, 1)}, "Đã làm việc tại đây quá 24 tháng"),
        ({"years_in_sector": 2}, "Mới có 2 năm"),
        ({"years_in_sector": None}, "Chưa ghi số năm"),
        ({"last_rating": Rating.DONE}, "Hoàn thành tốt nhiệm vụ"),
        ({"last_rating": None}, "Chưa ghi xếp loại"),
        ({"grade": ""}, "Chưa ghi ngạch"),
    ],
)
def test_what_the_law_asks_and_is_missing_is_said(centre: Unit, change: dict[str, object], said: str) -> None:
    sending = make_unit(level=UnitLevel.DEPARTMENT)
    make_staff(unit=centre, **(good(sending) | {"kind": PostingKind.SUBSTITUTE}))
    make_staff(unit=centre, **(good(sending) | change))
    assert any(said in warning for warning in warnings(centre)), warnings(centre)


def test_an_agency_without_a_substitute_is_named(centre: Unit) -> None:
    make_staff(unit=centre, **good(make_unit(name="Sở Xây dựng")))
    assert warnings(centre) == ("Sở Xây dựng chưa cử người dự phòng.",)


def test_other_units_have_no_such_standards() -> None:
    staff = make_staff(role=Role.OFFICER)
    assert warnings_for(roster().postings_of(staff.pk, ON)[0], on=ON) == []


def test_a_login_is_plain_and_belongs_to_one() -> None:
    make_staff(login="lan.tran")
    with pytest.raises(LoginTaken):
        commands.hire_staff("Lan", login="lan.tran", actor=SYSTEM, at=AT)
    for login in ("Lan", "trần.lan", "ab", "lan tran"):
        with pytest.raises(WrongLogin):
            commands.hire_staff("Lan", login=login, actor=SYSTEM, at=AT)


def test_an_event_names_no_person() -> None:
    staff = make_staff(name="Đoàn Thị Lựu", login="luu.doan")
    commands.change_staff(staff.pk, phone="0905 000 318", actor=SYSTEM, at=AT)
    for event in Event.objects.filter(stream_id=staff.pk):
        assert "Lựu" not in str(event.facts) and "0905" not in str(event.facts)
    assert roster().staff(staff.pk).phone == "0905 000 318"


def test_a_posting_is_held_once_and_ends_with_a_day() -> None:
    unit = make_unit()
    staff = make_staff(unit=unit, role=Role.DESK)
    with pytest.raises(PostingExists):
        make_posting(staff, role=Role.DESK, unit=unit)
    posting = staff.postings.get()
    with pytest.raises(PostingEnded):
        commands.end_posting(posting.pk, on=posting.valid_from, actor=SYSTEM, at=AT)
    commands.end_posting(posting.pk, on=ON, decision="QĐ 2", actor=SYSTEM, at=AT)
    assert roster().postings_of(staff.pk, ON) == ()
    assert len(roster().postings_of(staff.pk, date(2026, 11, 22))) == 1
    make_posting(staff, role=Role.DESK, unit=unit, on=date(2026, 12, 1))


def test_nobody_is_posted_to_a_unit_that_ended() -> None:
    unit = make_unit()
    staff = make_staff()
    commands.close_unit(unit.pk, on=ON, decision="QĐ", actor=SYSTEM, at=AT)
    with pytest.raises(UnitNotOpen):
        make_posting(staff, role=Role.DESK, unit=unit, on=ON)


def test_an_absence_names_another_person_and_may_end_early() -> None:
    staff = make_staff()
    start, end = datetime(2026, 11, 23, 0, 0, tzinfo=UTC), datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
    with pytest.raises(WrongAbsence):
        commands.set_absence(
            staff.pk, from_at=start, to_at=end, cause=AbsenceCause.SICK, substitute_id=staff.pk, actor=SYSTEM, at=AT
        )
    absence = commands.set_absence(staff.pk, from_at=start, to_at=end, cause=AbsenceCause.SICK, actor=SYSTEM, at=AT)
    later = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert roster().absence(staff.pk, later) is not None
    commands.end_absence(absence.pk, actor=SYSTEM, at=later)
    assert roster().absence(staff.pk, later) is None


def test_members_stand_in_the_order_of_their_given_names() -> None:
    unit = make_unit()
    for name in ("Nguyễn Văn Bình", "Trần Thị Ánh", "Lê An"):
        make_staff(unit=unit, name=name)
    assert [card.name for card in roster().members(unit.pk, Role.DESK, ON)] == [
        "Lê An",
        "Trần Thị Ánh",
        "Nguyễn Văn Bình",
    ]
