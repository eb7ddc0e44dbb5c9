"""Short words for moments in the tests: local time of Viet Nam in and out."""

from datetime import datetime, time

from motcua.rules.calendar import VIETNAM, national_calendar
from motcua.rules.deadlines import Due, EndMode, Limit, parse_limit
from motcua.rules.deadlines import due as due_of


def at(text: str) -> datetime:
    """'2023-04-26T14:00' on the clock of Viet Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def shown(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")


def limit(text: str, *, rolling: bool = False, cutoff: str | None = None) -> Limit:
    mode = EndMode.ROLLING if rolling else EndMode.END_OF_DAY
    return parse_limit(text, mode=mode, count_cutoff=time.fromisoformat(cutoff) if cutoff else None)


def due(text: str, start: str, *, rolling: bool = False, cutoff: str | None = None) -> Due:
    return due_of(limit(text, rolling=rolling, cutoff=cutoff), at(start), national_calendar())
