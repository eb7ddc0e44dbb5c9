"""How much of the citizen's clock is used, for the rail of a dossier: what stood still counts nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from motcua.dossiers.picture import Picture
from motcua.rules.calendar import WorkingCalendar, legal_day
from motcua.web.shared.dates import number

Stretch = tuple[datetime, datetime]


def spent(found: Picture, calendar: WorkingCalendar, at: datetime) -> dict[str, Any] | None:
    """Used of the whole, in days as the law counts them, in hours within one day; None where nothing was promised."""
    case = found.dossier
    if case.received_at is None or case.legal_due is None:
        return None
    begun, now = case.complete_at or case.received_at, case.finished_at or case.closed_at or at
    standing = standing_since(found)
    past = [(pause.from_at, pause.to_at) for pause in found.pauses if pause.to_at is not None and pause.to_at > begun]
    used = list(_between(begun, min(now, standing) if standing else now, past))
    whole = list(_between(begun, case.legal_due, past))
    late = case.late_at < now
    soon = case.soon_from is not None and now >= case.soon_from
    tone = "late" if late else "pause" if standing else "soon" if soon else "ok"
    counted = _counted(calendar, used, whole)
    words = f"Đã dùng {counted} làm việc" + (", đang dừng" if standing else "")
    minutes = [sum(calendar.minutes_between(*one) for one in stretches) for stretches in (used, whole)]
    return {"used": minutes[0], "whole": max(minutes[1], 1), "words": words, "tone": tone}


def standing_since(found: Picture) -> datetime | None:
    """Since when the clock stands; None while it runs."""
    return next((pause.from_at for pause in found.pauses if pause.to_at is None), None)


def _between(begun: datetime, ended: datetime, pauses: list[Stretch]) -> Iterator[Stretch]:
    """The stretches in which the clock ran."""
    for first, last in sorted(pauses):
        if begun < first < ended:
            yield begun, first
        begun = max(begun, last)
    if begun < ended:
        yield begun, ended


def _counted(calendar: WorkingCalendar, used: list[Stretch], whole: list[Stretch]) -> str:
    days = [
        sum(max(0, calendar.working_days_between(legal_day(first), legal_day(last))) for first, last in stretches)
        for stretches in (used, whole)
    ]
    if days[1] > 0:
        return f"{days[0]} / {days[1]} ngày"
    hours = [sum(calendar.minutes_between(*one) for one in stretches) / 60 for stretches in (used, whole)]
    return f"{number(hours[0], 1)} / {number(hours[1], 1)} giờ"
