"""A row of a worklist in words: its deadline, what it waits for, how long the step has taken; and its columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from motcua.catalogue.calendars import calendar_for
from motcua.dossiers.worklist import Row, Urgency
from motcua.people.roster import roster
from motcua.rules.codes import Apology, Channel, Clock, SegmentCause
from motcua.web.desk.flow_strip import allowed_minutes
from motcua.web.shared.dates import moment_words, number, short_day
from motcua.web.shared.deadline_words import Dates, Deadline, deadline_words, due_day_words

CHANNELS = {Channel.DIRECT: "Tại quầy", Channel.ONLINE: "Trực tuyến", Channel.POST: "Bưu điện"}
# What may be shown beside the deadline, the procedure and the applicant; the first three unless somebody chooses.
COLUMNS = {
    "ma": "Mã hồ sơ",
    "buoc": "Bước đang làm",
    "gio": "Thời gian ở bước này",
    "nhan": "Ngày tiếp nhận",
    "giu": "Người giữ",
    "bo-sung": "Số lần bổ sung",
}
USUAL = ("ma", "buoc", "gio")
WAITS = {
    SegmentCause.SUPPLEMENT: "chờ dân bổ sung",
    SegmentCause.OBLIGATION: "chờ dân nộp tiền",
    SegmentCause.POSTING: "niêm yết công khai",
    SegmentCause.VERIFICATION: "xác minh",
    SegmentCause.FORCE_MAJEURE: "bất khả kháng",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, ready to print. `more` are the chosen columns beyond the usual ones: label and value."""

    row: Row
    url: str
    channel: str
    deadline: Deadline | None
    due: str
    sorry: str
    news: str
    holder: str
    step_used: int
    step_allowed: int
    step_words: str
    step_tone: str
    more: tuple[tuple[str, str], ...] = ()


def chosen_columns(said: Iterable[str]) -> tuple[str, ...]:
    """The columns that the address names, in our order; the usual ones when it names none that exist."""
    wanted = set(said)
    return tuple(key for key in COLUMNS if key in wanted) or USUAL


def line(row: Row, at: datetime, columns: tuple[str, ...] = USUAL) -> Line:
    """One row at a moment."""
    people = roster()
    calendar = calendar_for(row.receiving_unit_id, row.calendar_version_id)
    dates = Dates(
        clock=row.clock,
        late_at=row.late_at,
        legal_due=row.legal_due,
        promised_due=row.promised_due,
        soon_from=row.soon_from,
        state=row.state,
    )
    used, allowed, until = _used(row, at)
    held = row.clock == Clock.PAUSED
    over = row.step_due is not None and until > row.step_due
    tone = "late" if over else ("soon" if allowed and used * 5 >= allowed * 4 else "ok")
    holder = people.staff(row.holder_id).name if row.holder_id else people.unit(row.holder_unit_id).label
    return Line(
        row=row,
        url=reverse("desk:dossier", args=[row.code]),
        channel=CHANNELS[row.channel],
        deadline=deadline_words(dates, at=at, calendar=calendar),
        due=_due(row, at),
        sorry=_sorry(row),
        news=("Mới" if row.step_seen_at is None else "Có thay đổi") if row.changed else "",
        holder=holder,
        step_used=used,
        step_allowed=allowed,
        step_words=_step_words(used, allowed, held=held),
        step_tone="pause" if held and not over else tone,
        more=tuple((COLUMNS[key], _value(row, key, holder)) for key in columns if key not in USUAL),
    )


def _used(row: Row, at: datetime) -> tuple[int, int, datetime]:
    """Working minutes of the step used and allowed, and up to when: a pause stops the step's clock too."""
    own = calendar_for(row.step_unit_id, row.calendar_version_id)
    until = max(row.paused_since, row.step_opened_at) if row.paused_since else at
    used = own.minutes_between(row.step_opened_at, until) - row.step_paused
    return max(0, used), allowed_minutes(row.step_limit), until


def _due(row: Row, at: datetime) -> str:
    """The small line under the chip: the date, or what the clock waits for."""
    if row.paused_since and row.pause_cause:
        waits = f"{WAITS.get(row.pause_cause, 'tạm dừng')} từ {short_day(row.paused_since)}"
        return f"{short_day(row.legal_due)}, {waits}" if row.urgency is Urgency.LATE and row.legal_due else waits
    return due_day_words(row.legal_due, at) if row.legal_due else ""


def _sorry(row: Row) -> str:
    """Whether the applicant of a late dossier has been told."""
    if row.urgency is not Urgency.LATE:
        return ""
    return "chưa xin lỗi" if row.apology is Apology.NONE else "đã xin lỗi"


def _value(row: Row, key: str, holder: str) -> str:
    if key == "nhan":
        return moment_words(row.received_at) if row.received_at else ""
    return holder if key == "giu" else number(row.supplements)


def _step_words(used: int, allowed: int, *, held: bool) -> str:
    def days(minutes: int) -> str:
        return f"{round(minutes / 480, 1):g}".replace(".", ",")

    spent = f"{days(used)} / {days(allowed)}" if allowed else days(used)
    return f"dừng ở {spent}" if held else f"{spent} ngày"
