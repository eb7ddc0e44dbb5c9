"""The one place that says a deadline in words. No template and no other view computes days or hours.

It takes the stored dates of a dossier, the moment and the calendar of the unit that counts, and gives the chip of the
staff, the sentence of the citizen and the full sentence for the tooltip and the screen reader.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.rules.calendar import VIETNAM, WorkingCalendar
from motcua.rules.codes import Clock
from motcua.rules.deadlines import Timing
from motcua.rules.lifecycle import State
from motcua.web.shared.dates import day_words, full_day_words, hour, local_day, number, short_day


class DeadlineState(StrEnum):
    """The seven looks of a deadline; the value is the CSS suffix."""

    OPEN = "open"
    SOON = "soon"
    LATE = "late"
    PAUSE = "pause"
    EARLY = "early"
    ON_TIME = "ontime"
    DONE_LATE = "lated"


ICONS = {
    DeadlineState.OPEN: "circle",
    DeadlineState.SOON: "clock",
    DeadlineState.LATE: "alert-triangle",
    DeadlineState.PAUSE: "player-pause",
    DeadlineState.EARLY: "checks",
    DeadlineState.ON_TIME: "circle-check",
    DeadlineState.DONE_LATE: "alert-triangle",
}
ROWS = {DeadlineState.LATE: "late", DeadlineState.SOON: "soon", DeadlineState.PAUSE: "pause"}


class Dated(Protocol):
    """The stored dates of a dossier; a row of the table will do."""

    clock: int
    timing: int | None
    legal_due: datetime | None
    promised_due: datetime | None
    late_at: datetime
    soon_from: datetime | None
    finished_at: datetime | None
    closed_at: datetime | None

    @property
    def state(self) -> int | None:
        """The state of the dossier, where the caller knows it: it says for whom a pause waits."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The stored dates of a dossier, for a view that has no row at hand."""

    clock: int
    late_at: datetime
    legal_due: datetime | None = None
    promised_due: datetime | None = None
    timing: int | None = None
    soon_from: datetime | None = None
    finished_at: datetime | None = None
    closed_at: datetime | None = None
    state: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline ready to print. `row` colours the edge of a list row; empty for what is quiet."""

    state: DeadlineState
    chip: str
    citizen: str
    title: str
    held: bool = False  # late, and the clock stands

    @property
    def icon(self) -> str:
        """The icon of the state: it differs in shape, not in colour only."""
        return ICONS[self.state]

    @property
    def row(self) -> str:
        """The class of a list row."""
        return ROWS.get(self.state, "open")


def deadline_words(dated: Dated, *, at: datetime, calendar: WorkingCalendar) -> Deadline | None:
    """What to say of a dossier's deadline at this moment; None when it has none to speak of.

    `at` is aware; the days counted are working days of `calendar`. Once `late_at` has passed the dossier is late
    whatever came after, so a pause does not hide it.
    """
    due = dated.legal_due
    if due is None:
        return None
    if dated.finished_at is not None:
        return _finished(dated, due, dated.finished_at, calendar)
    if dated.clock == Clock.ENDED:
        return _ended(dated, due, calendar)
    if at > dated.late_at:
        return _late(dated, due, at, calendar)
    if dated.clock == Clock.PAUSED:
        return _paused(dated)
    return _running(dated, due, at, calendar)


def span_words(start: datetime, end: datetime, calendar: WorkingCalendar) -> str:
    """How long is left, rounded down: whole working days, below one the hours, below these the minutes."""
    days = _whole_days(start, end, calendar)
    if days:
        return _days(days)
    minutes = max(0, calendar.minutes_between(start, end))
    if minutes >= 60:
        return ngettext("%(n)s giờ", "%(n)s giờ", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes} if minutes else ""


def due_day_words(due: datetime, at: datetime) -> str:
    """The day of an appointment for the small line under a chip: "hôm nay 17:00", "26/11"."""
    if local_day(due) == local_day(at):
        return _("hôm nay %(hour)s") % {"hour": hour(due)}
    return f"{short_day(due)}, {hour(due)}" if local_day(due) - local_day(at) < timedelta(days=4) else short_day(due)


def _running(dated: Dated, due: datetime, at: datetime, calendar: WorkingCalendar) -> Deadline:
    left = span_words(at, due, calendar)
    soon = dated.soon_from is not None and at >= dated.soon_from
    chip = _("Còn %(left)s") % {"left": left} if left else _("Hạn hôm nay")
    promised = dated.promised_due or due
    if local_day(promised) == local_day(at):
        citizen = _("Hẹn trả hôm nay, trước %(hour)s") % {"hour": hour(promised)}
    else:
        citizen = _("Hẹn trả %(day)s") % {"day": day_words(promised)}
    rest = _("còn %(left)s làm việc") % {"left": left} if left else _("hết giờ làm việc hôm nay")
    title = f"{_due_sentence(due)}, {rest}"
    return Deadline(DeadlineState.SOON if soon else DeadlineState.OPEN, chip, citizen, title)


def _late(dated: Dated, due: datetime, at: datetime, calendar: WorkingCalendar) -> Deadline:
    over = _overrun(due, at, calendar)
    chip, citizen = _("Quá hạn %(over)s") % {"over": over}, _("Quá hẹn %(over)s") % {"over": over}
    title = _("%(due)s, quá %(over)s làm việc") % {"due": _due_sentence(due), "over": over}
    if dated.promised_due is not None and dated.promised_due > due:
        citizen = _("%(late)s, hẹn lại %(day)s") % {"late": citizen, "day": short_day(dated.promised_due)}
        title = _("%(late)s, hẹn lại %(day)s") % {"late": title, "day": full_day_words(dated.promised_due)}
    held = dated.clock == Clock.PAUSED
    if held:
        chip, citizen, title = (_("%(late)s, đang tạm dừng") % {"late": said} for said in (chip, citizen, title))
    return Deadline(DeadlineState.LATE, chip, citizen, title, held=held)


def _paused(dated: Dated) -> Deadline:
    citizen = {
        State.SUPPLEMENT: _("Tạm dừng chờ bạn bổ sung"),
        State.OBLIGATION: _("Tạm dừng chờ bạn nộp tiền"),
    }.get(State(dated.state) if dated.state else State.PROCESSING, "")
    return Deadline(
        DeadlineState.PAUSE,
        _("Tạm dừng"),
        citizen or _("Tạm dừng, thời gian này không tính vào thời hạn"),
        _("Tạm dừng tính thời hạn, ngày hẹn trả sẽ được tính lại"),
    )


def _finished(dated: Dated, due: datetime, finished: datetime, calendar: WorkingCalendar) -> Deadline:
    done = _("Xong %(hour)s %(day)s, %(due)s") % {
        "hour": hour(finished),
        "day": full_day_words(finished),
        "due": _lower_first(_due_sentence(due)),
    }
    if dated.timing == Timing.LATE:
        over = _overrun(due, finished, calendar)
        return Deadline(DeadlineState.DONE_LATE, _("Trễ %(n)s") % {"n": over}, _("Xong muộn %(n)s") % {"n": over}, done)
    if dated.timing == Timing.EARLY:
        gain = _gained(finished, due, calendar)
        if gain:
            chip, citizen = _("Sớm %(n)s") % {"n": gain}, _("Xong sớm %(n)s") % {"n": gain}
            return Deadline(DeadlineState.EARLY, chip, citizen, done)
        return Deadline(DeadlineState.EARLY, _("Trước hạn"), _("Xong trước hẹn"), done)
    return Deadline(DeadlineState.ON_TIME, _("Đúng hạn"), _("Đúng hẹn"), done)


def _ended(dated: Dated, due: datetime, calendar: WorkingCalendar) -> Deadline | None:
    """Withdrawn or stopped: worth a word only when it had become late before."""
    closed = dated.closed_at
    if closed is None or closed <= dated.late_at:
        return None
    over = _overrun(due, closed, calendar)
    chip = _("Quá hạn %(n)s khi dừng") % {"n": over}
    return Deadline(DeadlineState.DONE_LATE, chip, _("Dừng khi đã quá hẹn %(n)s") % {"n": over}, _due_sentence(due))


def _due_sentence(due: datetime) -> str:
    return _("Hạn trả %(hour)s %(day)s") % {"hour": hour(due), "day": full_day_words(due)}


def _overrun(due: datetime, at: datetime, calendar: WorkingCalendar) -> str:
    """Past the deadline: whole working days, rounded up; hours only while the day itself is not over."""
    if local_day(at) == local_day(due):
        return span_words(due, at, calendar) or _("dưới 1 phút")
    return _days(max(1, calendar.working_days_between(local_day(due), local_day(at))))


def _gained(finished: datetime, due: datetime, calendar: WorkingCalendar) -> str:
    first, last = local_day(finished), local_day(due)
    if first == last:
        return span_words(finished, due, calendar)
    days = calendar.working_days_between(first, last)
    return _days(days) if days else ""


def _whole_days(start: datetime, end: datetime, calendar: WorkingCalendar) -> int:
    """How often one can go a working day on, at the same hour, before `end`."""
    first, last = local_day(start), local_day(end)
    days = calendar.working_days_between(first, last)
    if days > 0 and _clamped(start, calendar) > end.astimezone(VIETNAM).time():
        days -= 1
    return max(0, days)


def _clamped(moment: datetime, calendar: WorkingCalendar) -> time:
    """The hour of a moment, but not after the last session: an evening is the end of its working day."""
    local = moment.astimezone(VIETNAM)
    sessions = calendar.sessions_on(local.date())
    return min(local.time(), sessions[-1].closes) if sessions else time.min


def _days(days: int) -> str:
    return ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": number(days)}


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
