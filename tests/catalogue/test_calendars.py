"""The published calendar: versions, edited days, exceptions of one unit, hours of the house."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.catalogue.calendars import NoCalendar, calendar_by_unit_code, calendar_for, current_version_id
from motcua.catalogue.commands import DayDefinition, change_calendar_day, national_days, publish_calendar
from motcua.catalogue.commands.calendars import DayWithoutReason, NothingSaid
from motcua.catalogue.models import CalendarDay, CalendarVersion
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people.models import OfficeHours, Unit
from motcua.people.permissions import Denied
from motcua.people.roster import UnknownUnit
from motcua.rules.calendar import VIETNAM, BadSessions, national_calendar
from motcua.rules.days import DayKind
from motcua.rules.deadlines import EndMode, due, parse_limit
from motcua.rules.lifecycle import Role
from tests.catalogue.factories import AT
from tests.people.factories import make_actor, make_unit
from tests.rules.calendars import WEEKS, house_calendar
from tests.rules.test_golden_deadlines import CASES

pytestmark = pytest.mark.django_db

HUNG_KINGS = date(2026, 4, 27)
MORNING = ((time(7, 30), time(11, 30)),)
WEEK = [[["07:30", "11:30"], ["13:30", "17:00"]]] * 5 + [[], []]


def seed() -> CalendarVersion:
    return publish_calendar(national_days(), decision="Lịch nghỉ lễ quốc gia", actor=SYSTEM, at=AT)


def change(day: date, kind: DayKind, **more: object) -> CalendarVersion:
    values: dict[str, object] = {"reason": "Mất điện", "document_no": "12/TB-UBND", **more}
    return change_calendar_day(day, kind=kind, actor=SYSTEM, at=AT, **values)  # type: ignore[arg-type]


def test_the_first_version_is_the_national_calendar() -> None:
    seed()
    ours, national = calendar_for(None), national_calendar()
    assert ours.exceptions == national.exceptions
    assert ours.reason(HUNG_KINGS) == national.reason(HUNG_KINGS)


def test_without_a_published_calendar_nothing_can_be_promised() -> None:
    with pytest.raises(NoCalendar):
        current_version_id()


def test_a_day_off_is_an_event_and_a_version() -> None:
    seed()
    version = change(date(2026, 11, 24), DayKind.OFF)
    assert version.no == 2
    assert current_version_id() == version.pk
    assert not calendar_for(None).is_working(date(2026, 11, 24))
    event = Event.objects.latest("id")
    assert (event.kind, event.facts["days"]) == ("calendar.publish", [[None, "2026-11-24", 1, None]])


def test_a_dossier_keeps_the_version_it_is_pinned_to() -> None:
    first = seed()
    change(date(2026, 12, 1), DayKind.OFF)
    assert calendar_for(None, first.pk).is_working(date(2026, 12, 1))
    assert not calendar_for(None).is_working(date(2026, 12, 1))


def test_a_made_up_saturday_works_a_half_day_ends_at_noon() -> None:
    seed()
    change(date(2026, 11, 28), DayKind.WORK, reason="Làm bù")
    change(date(2026, 11, 27), DayKind.HALF)
    change(date(2026, 11, 26), DayKind.HALF, sessions=((time(13, 30), time(16)),))
    calendar = calendar_for(None)
    assert calendar.sessions_on(date(2026, 11, 28)) == calendar.sessions_on(date(2026, 11, 25))
    assert [str(session) for session in calendar.sessions_on(date(2026, 11, 27))] == ["07:30–11:30"]
    assert [str(session) for session in calendar.sessions_on(date(2026, 11, 26))] == ["13:30–16:00"]


def test_a_change_is_undone_by_a_new_version() -> None:
    seed()
    change(date(2026, 12, 1), DayKind.OFF)
    change(date(2026, 12, 1), DayKind.ORDINARY, reason="Không nghỉ nữa")
    assert calendar_for(None).is_working(date(2026, 12, 1))
    assert calendar_for(None).reason(date(2026, 12, 1)) is None


def test_an_exception_of_one_unit_is_not_the_others() -> None:
    seed()
    flooded, dry, high = make_unit(), make_unit(), make_unit()
    change(date(2026, 12, 1), DayKind.OFF, unit_id=flooded.pk)
    assert not calendar_for(flooded.pk).is_working(date(2026, 12, 1))
    assert calendar_for(dry.pk).is_working(date(2026, 12, 1))
    assert calendar_for(dry.pk) is calendar_for(high.pk)


def test_a_unit_works_on_a_holiday_of_all() -> None:
    seed()
    unit = make_unit()
    change(HUNG_KINGS, DayKind.WORK, unit_id=unit.pk, reason="Trực lễ", sessions=MORNING)
    assert calendar_for(unit.pk).is_working(HUNG_KINGS)
    assert not calendar_for(None).is_working(HUNG_KINGS)


def test_the_hours_of_the_house_end_the_day() -> None:
    seed()
    hours = OfficeHours.objects.create(
        key="chieu-17h", name="Chiều đến 17 giờ", sessions=WEEK, valid_from=date(2026, 1, 1)
    )
    unit = make_unit("H99.12", office_hours_id=hours.pk)
    calendar = calendar_by_unit_code("H99.12")
    assert calendar is calendar_for(unit.pk)
    assert [str(session) for session in calendar.sessions_on(date(2026, 11, 23))] == ["07:30–11:30", "13:30–17:00"]
    assert [str(session) for session in calendar.sessions_on(date(2025, 12, 31))] == ["07:30–11:30", "13:30–17:30"]
    assert [str(session) for session in calendar_for(None).sessions_on(date(2026, 11, 23))][1] == "13:30–17:30"
    with pytest.raises(UnknownUnit):
        calendar_by_unit_code("H99.99")


def unit_with_hours(name: str) -> Unit:
    """A unit that keeps the hours of the golden calendar of this name, its own days included."""
    week, own = WEEKS[name]
    written = [[[f"{clock // 60:02}:{clock % 60:02}" for clock in session] for session in day] for day in week]
    hours = OfficeHours.objects.create(key=name, name=name, sessions=written, valid_from=date(2018, 1, 1))
    unit = make_unit(office_hours_id=hours.pk)
    for day, sessions in own.items():
        times = tuple((time(opens // 60, opens % 60), time(closes // 60, closes % 60)) for opens, closes in sessions)
        change(day, DayKind.HALF if sessions else DayKind.OFF, unit_id=unit.pk, sessions=times or None)
    return unit


@pytest.mark.parametrize("name", WEEKS)
def test_the_calendar_of_a_unit_gives_the_golden_dates(name: str) -> None:
    seed()
    ours, rules = calendar_for(unit_with_hours(name).pk), house_calendar(name)
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(3650)]
    assert [str(day) for day in days if ours.sessions_on(day) != rules.sessions_on(day)] == []
    for case in (case for case in CASES if case["calendar"] == name and "pauses" not in case):
        cutoff = case.get("count_cutoff")
        limit = parse_limit(
            case["limit"],
            mode=EndMode[case.get("end", "END_OF_DAY")],
            count_cutoff=time.fromisoformat(cutoff) if cutoff else None,
        )
        start = datetime.fromisoformat(case["from"]).replace(tzinfo=VIETNAM)
        found = due(limit, start, ours).at
        assert (found and found.astimezone(VIETNAM).isoformat()) == case["due"], case


def test_a_made_up_saturday_has_whole_sessions_also_where_saturday_mornings_are_worked() -> None:
    seed()
    made_up, friday = date(2024, 5, 4), date(2024, 5, 3)  # Monday 29/4/2024 was swapped with this Saturday
    calendar = calendar_for(unit_with_hours("saturday_morning").pk)
    assert [str(session) for session in calendar.sessions_on(made_up)] == ["07:30–11:30", "13:30–17:30"]
    assert calendar.sessions_on(made_up) == calendar.sessions_on(friday)
    assert len(calendar.sessions_on(date(2024, 5, 11))) == 1
    asked = datetime(2024, 4, 22, 9, 10, tzinfo=VIETNAM)
    assert due(parse_limit("7 WD"), asked, calendar_for(None)).at == datetime(2024, 5, 4, 17, 30, tzinfo=VIETNAM)


def test_a_made_up_day_of_the_past_has_the_hours_of_its_time() -> None:
    seed()
    OfficeHours.objects.create(key="gio", name="Giờ mới", sessions=WEEK, valid_from=date(2026, 1, 1))
    old = [[["08:00", "12:00"], ["13:00", "16:00"]]] * 5 + [[], []]
    hours = OfficeHours.objects.create(
        key="gio", name="Giờ cũ", sessions=old, valid_from=date(2018, 1, 1), valid_to=date(2026, 1, 1)
    )
    calendar = calendar_for(make_unit(office_hours_id=hours.pk).pk)
    assert [str(session) for session in calendar.sessions_on(date(2024, 5, 4))] == ["08:00–12:00", "13:00–16:00"]
    assert [str(session) for session in calendar.sessions_on(date(2026, 8, 22))] == ["07:30–11:30", "13:30–17:00"]


def test_a_published_calendar_is_never_changed() -> None:
    seed()
    for statement in ("UPDATE calendar_day SET kind = 2", "DELETE FROM calendar_version"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_wrong_days_are_refused_and_nothing_is_published() -> None:
    day = DayDefinition(date(2026, 12, 1), DayKind.OFF, "Mất điện")
    for days, fault in (
        ([], NothingSaid),
        ([day, day], NothingSaid),
        ([DayDefinition(date(2026, 12, 1), DayKind.OFF, " ")], DayWithoutReason),
        ([DayDefinition(date(2026, 12, 1), DayKind.HALF, "x", sessions=((time(9), time(8)),))], BadSessions),
    ):
        with pytest.raises(fault):
            publish_calendar(days, decision="", actor=SYSTEM, at=AT)
    with pytest.raises(Denied):
        publish_calendar([day], decision="", actor=make_actor(role=Role.DESK), at=AT)
    assert not CalendarVersion.objects.exists()
    assert not CalendarDay.objects.exists()
