"""When a notice may leave the house by e-mail: at once or once a day, never in somebody's quiet hours or days off."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import IntEnum

from motcua.rules.calendar import VIETNAM, WorkingCalendar, local


class Digest(IntEnum):
    """How often somebody wants e-mail."""

    AT_ONCE = 1
    DAILY = 2


class MailState(IntEnum):
    """Where an e-mail stands. SENT: the mail server has taken it; whether it arrived, no server tells us. DROPPED: it
    was read on screen before it left, or its reader has no address any more."""

    QUEUED = 1
    SENT = 2
    FAILED = 3
    DROPPED = 4


DIGEST_WORDS: dict[Digest, str] = {Digest.AT_ONCE: "Gửi ngay", Digest.DAILY: "Gộp một thư mỗi ngày"}
MAIL_STATE_WORDS: dict[MailState, str] = {
    MailState.QUEUED: "chờ gửi thư",
    MailState.SENT: "đã gửi thư",
    MailState.FAILED: "không gửi được thư",
    MailState.DROPPED: "không cần gửi thư",
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody wants e-mail, in local time. `quiet_from` equal to `quiet_until`: there are no quiet hours."""

    digest: Digest
    daily_at: time
    quiet_from: time
    quiet_until: time
    quiet_on_days_off: bool


def leaves_at(at: datetime, manner: Manner, calendar: WorkingCalendar) -> datetime:
    """When a notice of the moment `at` may leave, UTC: never before it. Raises OutOfCalendar."""
    clock = local(at)
    if manner.digest is Digest.DAILY:
        day = clock.date() + timedelta(clock.time() > manner.daily_at)
        day = calendar.roll_forward(day) if manner.quiet_on_days_off else day
        clock = datetime.combine(day, manner.daily_at, VIETNAM)
    while (moved := _after_day_off(_after_quiet(clock, manner), manner, calendar)) != clock:
        clock = moved
    return clock.astimezone(UTC)


def _after_quiet(clock: datetime, manner: Manner) -> datetime:
    """The end of the quiet hours in which a moment falls; the moment itself outside of them."""
    begin, end, now = manner.quiet_from, manner.quiet_until, clock.time()
    if begin <= end:
        return datetime.combine(clock.date(), end, VIETNAM) if begin <= now < end else clock
    if now >= begin:
        return datetime.combine(clock.date() + timedelta(1), end, VIETNAM)
    return datetime.combine(clock.date(), end, VIETNAM) if now < end else clock


def _after_day_off(clock: datetime, manner: Manner, calendar: WorkingCalendar) -> datetime:
    """The beginning of the next working day for a moment on a day off that shall be quiet."""
    if not manner.quiet_on_days_off or calendar.is_working(clock.date()):
        return clock
    return datetime.combine(calendar.next_working(clock.date()), time(), VIETNAM)
