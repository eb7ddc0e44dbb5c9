from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people import commands
from motcua.people.commands.units import (
    CircularTree,
    LaterVersion,
    UnitExists,
    UnitHasChildren,
    UnitNotOpen,
    WrongLevel,
)
from motcua.people.models import Unit, UnitPath, UnitVersion
from motcua.people.roster import UnknownUnit, roster
from motcua.rules.organisation import UnitLevel
from tests.people.factories import make_staff, make_unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ON = date(2026, 11, 23)


def test_a_renamed_unit_keeps_its_old_name_on_old_papers() -> None:
    unit = make_unit("H99.12", name="Ủy ban nhân dân xã Tân Hòa")
    old = roster().unit(unit.pk, ON)
    new = commands.change_unit(unit.pk, on=ON, name="Ủy ban nhân dân phường Tân Hòa", actor=SYSTEM, at=AT)

    assert roster().unit(unit.pk, ON).name == "Ủy ban nhân dân phường Tân Hòa"
    assert roster().unit(unit.pk, date(2026, 11, 22)).name == "Ủy ban nhân dân xã Tân Hòa"
    assert roster().version(unit.pk, old.version_id).name == "Ủy ban nhân dân xã Tân Hòa"
    assert new.pk != old.version_id
    assert [card.valid_to for card in roster().versions(unit.pk)] == [ON, None]


def test_a_version_of_a_unit_cannot_be_rewritten_by_sql() -> None:
    unit = make_unit()
    with pytest.raises(DatabaseError), transaction.atomic():
        UnitVersion.objects.filter(unit=unit).update(name="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        UnitVersion.objects.filter(unit=unit).delete()


def test_two_changes_on_one_day_are_refused() -> None:
    unit = make_unit()
    commands.change_unit(unit.pk, on=ON, name="Một", actor=SYSTEM, at=AT)
    with pytest.raises(LaterVersion):
        commands.change_unit(unit.pk, on=ON, name="Hai", actor=SYSTEM, at=AT)
    commands.change_unit(unit.pk, on=date(2026, 11, 24), name="Hai", actor=SYSTEM, at=AT)


def test_a_change_is_an_event_with_both_values() -> None:
    unit = make_unit(name="Cũ")
    commands.change_unit(unit.pk, on=ON, name="Mới", actor=SYSTEM, at=AT)
    event = Event.objects.filter(kind="unit.change", stream_id=unit.pk).get()
    assert event.facts["before"] == {"name": "Cũ"}
    assert event.facts["after"] == {"name": "Mới"}


def test_the_tree_knows_who_is_below_on_a_day() -> None:
    province = make_unit("H99", level=UnitLevel.PROVINCE)
    commune = make_unit("H99.30", parent=province)
    desk = make_unit("H99.30.01", parent=commune, level=UnitLevel.ONE_STOP)
    other = make_unit("H99.31", parent=province)
    commands.change_unit(desk.pk, on=ON, parent_id=other.pk, actor=SYSTEM, at=AT)

    assert roster().descendants(province.pk) == {province.pk, commune.pk, desk.pk, other.pk}
    assert roster().descendants(commune.pk, date(2026, 11, 22)) == {commune.pk, desk.pk}
    assert roster().descendants(commune.pk, ON) == {commune.pk}
    assert roster().ancestors(desk.pk, ON) == (desk.pk, other.pk, province.pk)


def test_the_closure_in_the_database_agrees_with_the_roster() -> None:
    province = make_unit("H99", level=UnitLevel.PROVINCE)
    commune = make_unit("H99.30", parent=province)
    make_unit("H99.30.01", parent=commune)
    late = make_unit("H99.40", parent=province, level=UnitLevel.DISTRICT, on=date(2021, 5, 1))
    commands.change_unit(commune.pk, on=ON, parent_id=late.pk, actor=SYSTEM, at=AT)
    for day in set(UnitPath.objects.values_list("version_on", flat=True)):
        for unit_id in (province.pk, commune.pk, late.pk):
            rows = UnitPath.objects.filter(version_on=day, ancestor_id=unit_id)
            found = set(rows.values_list("descendant_id", flat=True))
            assert found == (set(roster().descendants(unit_id, day)) if roster().is_open(unit_id, day) else set())


def test_a_unit_cannot_stand_below_itself() -> None:
    upper = make_unit()
    lower = make_unit(parent=upper)
    with pytest.raises(CircularTree):
        commands.change_unit(upper.pk, on=ON, parent_id=lower.pk, actor=SYSTEM, at=AT)


def test_a_unit_stands_only_below_a_higher_level() -> None:
    commune = make_unit("H99.30", name="Xã Đông")
    with pytest.raises(WrongLevel) as refused:
        make_unit("H98", name="Tỉnh Tây", level=UnitLevel.PROVINCE, parent=commune)
    assert str(refused.value) == "Tỉnh Tây (Cấp tỉnh) không thể trực thuộc Xã Đông (Cấp xã)."
    with pytest.raises(WrongLevel):
        make_unit("H99.31", level=UnitLevel.COMMUNE, parent=commune)
    assert not Unit.objects.filter(code__in=("H98", "H99.31")).exists()
    make_unit("H99.30.01", level=UnitLevel.ONE_STOP, parent=commune)
    make_unit("H99.30.02", level=UnitLevel.SUB_DEPARTMENT, parent=commune)


def test_a_change_of_level_or_place_keeps_the_order_of_levels() -> None:
    province = make_unit("H99", name="Tỉnh", level=UnitLevel.PROVINCE)
    department = make_unit("H99.01", name="Sở", level=UnitLevel.DEPARTMENT, parent=province)
    commune = make_unit("H99.30", name="Xã", parent=province)
    for unit, change in (
        (commune, {"parent_id": department.pk}),
        (commune, {"level": UnitLevel.PROVINCE}),
        (province, {"level": UnitLevel.COMMUNE}),
    ):
        with pytest.raises(WrongLevel):
            commands.change_unit(unit.pk, on=ON, actor=SYSTEM, at=AT, **change)
    assert UnitVersion.objects.filter(valid_from=ON).count() == 0
    commands.change_unit(commune.pk, on=ON, level=UnitLevel.DISTRICT, actor=SYSTEM, at=AT)


def test_a_unit_of_before_that_stands_wrongly_may_still_be_renamed() -> None:
    commune, upper = make_unit("H99.30"), make_unit("H99.31")
    UnitVersion.objects.create(
        unit=Unit.objects.create(code="H98", created_on=ON), name="Tỉnh", level=UnitLevel.PROVINCE,
        parent=commune, valid_from=date(2026, 1, 1),
    )  # fmt: skip
    wrong = Unit.objects.get(code="H98")
    same = {"level": UnitLevel.PROVINCE, "parent_id": commune.pk}
    commands.change_unit(wrong.pk, on=ON, name="Tỉnh Mới", actor=SYSTEM, at=AT, **same)
    with pytest.raises(WrongLevel):
        commands.change_unit(wrong.pk, on=date(2026, 11, 24), parent_id=upper.pk, actor=SYSTEM, at=AT)


def test_a_closed_unit_is_closed_from_its_day_and_its_postings_end() -> None:
    unit = make_unit("H99.50")
    staff = make_staff(unit=unit)
    commands.close_unit(unit.pk, on=ON, decision="Quyết định 12/QĐ-UBND", actor=SYSTEM, at=AT)

    assert roster().is_open(unit.pk, date(2026, 11, 22))
    assert not roster().is_open(unit.pk, ON)
    assert roster().postings_of(staff.pk, ON) == ()
    with pytest.raises(UnitNotOpen):
        commands.change_unit(unit.pk, on=ON, name="khác", actor=SYSTEM, at=AT)
    commands.open_unit("H99.50", name="Lập lại", level=UnitLevel.COMMUNE, on=date(2027, 1, 1), actor=SYSTEM, at=AT)
    assert roster().unit_by_code("H99.50").id == unit.pk


def test_a_unit_with_open_units_below_does_not_end() -> None:
    upper = make_unit()
    make_unit(parent=upper)
    with pytest.raises(UnitHasChildren):
        commands.close_unit(upper.pk, on=ON, decision="QĐ", actor=SYSTEM, at=AT)


def test_a_code_belongs_to_one_open_unit() -> None:
    make_unit("H99.60")
    with pytest.raises(UnitExists):
        make_unit("H99.60")


def test_the_successor_inherits_what_the_old_unit_had() -> None:
    old, new, other = make_unit(), make_unit(), make_unit()
    commands.succeed_unit(old.pk, new_unit_id=new.pk, on=ON, decision="NQ 1", actor=SYSTEM, at=AT)
    commands.close_unit(old.pk, on=ON, decision="NQ 1", actor=SYSTEM, at=AT)
    assert roster().inherited(frozenset({new.pk})) == {new.pk, old.pk}
    assert roster().inherited(frozenset({other.pk})) == {other.pk}


def test_office_hours_hold_below_the_unit_and_change_with_the_day() -> None:
    day = [["07:30", "11:30"], ["13:30", "17:00"]]
    week = [day, day, day, day, day, [], []]
    hours = commands.set_hours(
        "lam-giang", name="Giờ hành chính", sessions=week, on=date(2020, 1, 1), legal_basis="QĐ 1", actor=SYSTEM, at=AT
    )
    province = make_unit("H99", level=UnitLevel.PROVINCE, office_hours_id=hours.pk)
    commune = make_unit(parent=province)
    alone = make_unit()
    assert str(roster().hours(commune.pk, ON)[0][-1]) == "13:30–17:00"
    assert str(roster().hours(alone.pk, ON)[0][-1]) == "13:30–17:30"
    commands.set_hours(
        "lam-giang", name="Giờ mùa đông", sessions=[[["08:00", "12:00"]]] * 5 + [[], []], on=ON, legal_basis="QĐ 2",
        actor=SYSTEM, at=AT,
    )  # fmt: skip
    assert str(roster().hours(commune.pk, ON)[0][0]) == "08:00–12:00"
    assert str(roster().hours(commune.pk, date(2026, 11, 22))[0][-1]) == "13:30–17:00"


def test_a_warm_roster_costs_no_statement() -> None:
    unit = make_unit()
    make_staff(unit=unit)
    roster()
    with CaptureQueriesContext(connection) as queries:
        roster().unit(unit.pk, ON)
        roster().descendants(unit.pk, ON)
        roster().members(unit.pk, None, ON)
        roster().hours(unit.pk, ON)
    assert len(queries) == 0


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(UnknownUnit, match=r"H99\.77"):
        roster().unit_by_code("H99.77")
