"""When the dossier was really handed in, where that was not just now: at a village, by post, in a power cut."""

import re
from datetime import datetime

from motcua.rules.calendar import VIETNAM, local
from motcua.rules.faults import Fault

_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*(?::\s*(\d{2})|(?:giờ|h)(?:\s*(\d{2})(?![\d/.-]))?)(?!\d)")
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?(?![\d/.-])")


class UnreadableMoment(Fault):
    """Neither an hour nor an hour with a day."""

    code = "unreadable_moment"
    sentence = "Viết giờ và ngày nhận, ví dụ 14:30 18/11/2026; chỉ viết giờ nếu nhận hôm nay."


def moment_said(text: str, *, at: datetime) -> datetime | None:
    """The moment that was typed ("14:30", "14 giờ ngày 18/11", "18/11/2026 14h30"), None for nothing.

    `at` is now, aware; a day without a year is of this year, an hour without a day of today. Raises UnreadableMoment.
    """
    said = text.strip().lower()
    if not said:
        return None
    clocks, days = list(_CLOCK.finditer(said)), list(_DAY.finditer(said))
    rest = _DAY.sub("", _CLOCK.sub("", said)).replace("ngày", "")
    if len(clocks) != 1 or len(days) > 1 or rest.strip(" ,"):
        raise UnreadableMoment()
    today = local(at)
    hour, minute = int(clocks[0][1]), int(clocks[0][2] or clocks[0][3] or 0)
    day, month, year = today.day, today.month, today.year
    if days:
        day, month, year = int(days[0][1]), int(days[0][2]), int(days[0][3] or year)
    try:
        moment = datetime(year, month, day, hour, minute, tzinfo=VIETNAM)
    except ValueError:
        raise UnreadableMoment() from None
    if not 2000 <= year <= 2100:
        raise UnreadableMoment()
    return moment.astimezone(at.tzinfo)
