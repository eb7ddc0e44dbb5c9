"""A calendar version is published: an event, never a correction. Open dossiers move by `recompute_due` alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from motcua.catalogue.models import CalendarDay, CalendarVersion
from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.permissions import require
from motcua.rules.calendar import DEFAULT_WEEK, Session, WorkingCalendar
from motcua.rules.days import DayKind
from motcua.rules.faults import Fault
from motcua.rules.holidays_vn import NATIONAL_DAYS
from motcua.rules.text import nfc

Sessions = tuple[tuple[time, time], ...]


class NothingSaid(Fault):
    """A calendar version needs at least one day, each once."""

    code = "calendar_without_days"
    sentence = "Mỗi lần công bố lịch cần ít nhất một ngày, mỗi ngày của mỗi đơn vị chỉ một lần."


class DayWithoutReason(Fault):
    """People ask why a day is off."""

    code = "day_without_reason"
    sentence = "Ngày {day:%d/%m/%Y} cần lý do (ví dụ: nghỉ Giỗ Tổ Hùng Vương)."


@dataclass(frozen=True, slots=True)
class DayDefinition:
    """What a version says of a day: for all units, or for one. Sessions only where the kind does not say enough."""

    day: date
    kind: DayKind
    reason: str
    document_no: str = ""
    unit_id: int | None = None
    sessions: Sessions | None = None


def national_days() -> tuple[DayDefinition, ...]:
    """The national calendar 2018–2027 as definitions: what a new province begins with."""
    return tuple(
        DayDefinition(
            day=special.day,
            kind=special.kind,
            reason=special.reason,
            document_no=special.basis[:200],
            sessions=special.sessions or None,
        )
        for special in NATIONAL_DAYS
    )


@transaction.atomic
def publish_calendar(days: Sequence[DayDefinition], *, decision: str, actor: Actor, at: datetime) -> CalendarVersion:
    """A calendar version with what it says of these days; every other day stays as the versions before it say.

    `decision` names the document. Raises NothingSaid, DayWithoutReason, BadSessions, Denied.
    """
    require(actor, Action.ADMINISTER_CALENDAR)
    if not days or len({(entry.unit_id, entry.day) for entry in days}) != len(days):
        raise NothingSaid()
    for entry in days:
        _check(entry)
    last = CalendarVersion.objects.select_for_update().order_by("-no").first()
    version = CalendarVersion.objects.create(
        no=last.no + 1 if last else 1, recorded_at=at, decision=nfc(decision).strip()[:300]
    )
    CalendarDay.objects.bulk_create(_day(version, entry) for entry in days)
    facts = {"no": version.no, "decision": version.decision, "days": [_fact(entry) for entry in days]}
    record(StreamKind.CALENDAR, version.pk, kind="calendar.publish", actor=actor, at=at, facts=facts)
    generation.bump()
    return version


def change_calendar_day(
    day: date,
    *,
    kind: DayKind,
    reason: str,
    document_no: str,
    actor: Actor,
    at: datetime,
    unit_id: int | None = None,
    sessions: Sessions | None = None,
) -> CalendarVersion:
    """One day changes, for all units or for one, by a version of its own. ORDINARY takes back what was said before.

    Raises DayWithoutReason, BadSessions, Denied.
    """
    entry = DayDefinition(day, kind, reason, document_no, unit_id, sessions)
    return publish_calendar([entry], decision=document_no or reason, actor=actor, at=at)


def _check(entry: DayDefinition) -> None:
    if not entry.reason.strip():
        raise DayWithoutReason(day=entry.day)
    sessions = tuple(Session(opens, closes) for opens, closes in entry.sessions or ())
    WorkingCalendar(DEFAULT_WEEK, {entry.day: sessions})  # raises BadSessions


def _written(sessions: Sessions | None) -> list[list[str]] | None:
    return None if sessions is None else [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in sessions]


def _day(version: CalendarVersion, entry: DayDefinition) -> CalendarDay:
    return CalendarDay(
        version=version,
        unit_id=entry.unit_id,
        day=entry.day,
        kind=entry.kind,
        sessions=_written(entry.sessions),
        reason=nfc(entry.reason).strip()[:300],
        document_no=nfc(entry.document_no).strip()[:200],
    )


def _fact(entry: DayDefinition) -> list[Any]:
    return [entry.unit_id, entry.day.isoformat(), int(entry.kind), _written(entry.sessions)]
