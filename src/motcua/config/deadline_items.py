"""One question to `bin/motcua deadline` as JSON has it: read, checked, answered.

{"from": ISO time, "limit": "5 WD"} with optional `pauses` [[from, to], …], `mode` resume (default) or restart,
`count_cutoff` "15:00", `end` END_OF_DAY (default) or ROLLING, `unit` (a unit code). Times without an offset are Viet
Nam's. Pauses may stand in any order but may not overlap, begin before the start, or end before they begin. A pause
that begins after the due date has passed changes nothing: what is late stays late.
"""

from dataclasses import dataclass
from datetime import datetime, time
from enum import IntEnum
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import TypeVar, cast

from motcua.config.boot import start_django
from motcua.rules.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    VIETNAM,
    OutOfCalendar,
    WorkingCalendar,
    legal_day,
    national_calendar,
)
from motcua.rules.deadlines import Due, EndMode, Limit, Resume, after_pause, due, late_from, parse_limit
from motcua.rules.faults import Fault
from motcua.rules.holidays_vn import evidence_note

# The calendar of a unit lies in the province's database; the room above is named, not imported, to start without it.
CALENDARS = "motcua.catalogue.calendars"
LATE_BEFORE_PAUSE = "Đã quá hạn trước khi tạm dừng nên hạn trả không đổi."
NO_APPOINTMENT = "Trả kết quả ngay, không có ngày hẹn."
Choice = TypeVar("Choice", bound=IntEnum)
Pause = tuple[datetime, datetime]


class BadItem(Fault):
    """One field of the question is not what it should be."""

    code = "bad_item"
    sentence = "{reason}"


class NoProvince(Fault):
    """The province's database cannot be asked."""

    code = "no_province"
    sentence = "Chưa đọc được cơ sở dữ liệu của tỉnh nên chưa biết lịch làm việc của đơn vị “{unit}” ({reason})."


@dataclass(frozen=True, slots=True)
class Question:
    """A checked question; pauses stand in order of time."""

    start: datetime
    limit: Limit
    pauses: tuple[Pause, ...]
    how: Resume
    unit: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The due date after all pauses, the one before them, and what a person must know about them."""

    due: Due
    first_due: Due
    calendar: WorkingCalendar
    note: str | None

    @property
    def iso(self) -> str | None:
        """Local ISO time with offset; None for NOW."""
        return None if self.due.at is None else self.due.at.astimezone(VIETNAM).isoformat()


def read(item: object) -> Question:
    """The question in a JSON value. Raises BadItem, BadLimit, OutOfCalendar; unknown fields are left alone."""
    if not isinstance(item, dict):
        raise BadItem(reason="Mỗi mục phải là một đối tượng JSON có “from” và “limit”.")
    start = _moment(item.get("from"), "from")
    limit = parse_limit(
        _text(item.get("limit"), "limit"),
        mode=_choice(item, "end", EndMode, EndMode.END_OF_DAY),
        count_cutoff=_cutoff(item.get("count_cutoff")),
    )
    unit = item.get("unit")
    return Question(
        start,
        limit,
        _pauses(item.get("pauses"), start),
        _choice(item, "mode", Resume, Resume.RESUME),
        None if unit is None else _text(unit, "unit"),
    )


def answer(question: Question) -> Answer:
    """The due date. Raises OutOfCalendar; with a unit also its faults and NoProvince."""
    calendar = national_calendar() if question.unit is None else calendar_of_unit(question.unit)
    first = result = due(question.limit, question.start, calendar)
    notes = [] if first.at else [NO_APPOINTMENT]
    for paused, resumed in question.pauses:
        if paused > late_from(result.at, question.limit.unit):
            notes.append(LATE_BEFORE_PAUSE)
            break
        result = after_pause(question.limit, result, paused, resumed, calendar, how=question.how)
    if result.at and question.unit is None:
        notes.append(evidence_note(legal_day(question.start), legal_day(result.at)) or "")
    return Answer(result, first, calendar, " ".join(filter(None, notes)) or None)


@lru_cache(maxsize=256)
def calendar_of_unit(code: str) -> WorkingCalendar:
    """The working calendar of a unit of the province. Raises its faults, NoEnvironment and NoProvince."""
    start_django()
    database = import_module("django.db")
    try:
        return cast(WorkingCalendar, import_module(CALENDARS).calendar_by_unit_code(code))
    except database.Error as problem:
        raise NoProvince(unit=code, reason=str(problem).splitlines()[0]) from problem


def _text(value: object, field: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadItem(reason=f"Thiếu “{field}”, hoặc “{field}” không phải là một chuỗi chữ.")
    return value.strip()


def _moment(value: object, field: str) -> datetime:
    """An ISO time with day and hour; without an offset it is Viet Nam's."""
    text = _text(value, field)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or len(text) < len("20230426T14"):
        raise BadItem(reason=f"“{field}” ({text}) phải là ngày và giờ, ví dụ 2023-04-26T14:00.")
    try:
        moment = moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)
    except OverflowError:
        raise OutOfCalendar() from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise OutOfCalendar()
    return moment


def _choice(item: dict[str, object], field: str, kind: type[Choice], default: Choice) -> Choice:
    value = item.get(field)
    if value is None:
        return default
    name = value.strip().upper() if isinstance(value, str) else ""
    if name not in kind.__members__:
        raise BadItem(reason=f"“{field}” phải là {' hoặc '.join(kind.__members__)}.")
    return kind[name]


def _cutoff(value: object) -> time | None:
    if value is None:
        return None
    text = _text(value, "count_cutoff")
    try:
        cutoff = time.fromisoformat(text)
    except ValueError:
        cutoff = None
    if cutoff is None or cutoff.tzinfo is not None or ":" not in text:
        raise BadItem(reason=f"“count_cutoff” ({text}) phải là giờ và phút của Việt Nam, ví dụ 15:00.")
    return cutoff


def _pauses(value: object, start: datetime) -> tuple[Pause, ...]:
    """The pauses in order of time; they may touch but not overlap."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        raise BadItem(reason="“pauses” phải là danh sách các cặp [tạm dừng, tiếp tục].")
    pauses = sorted((_moment(pair[0], "pauses"), _moment(pair[1], "pauses")) for pair in value)
    for paused, resumed in pauses:
        if resumed < paused:
            raise BadItem(reason=f"Tiếp tục lúc {_words(resumed)} là trước khi tạm dừng lúc {_words(paused)}.")
        if paused < start:
            raise BadItem(reason=f"Tạm dừng lúc {_words(paused)} là trước khi tiếp nhận lúc {_words(start)}.")
    for (_, resumed), (paused, _) in pairwise(pauses):
        if paused < resumed:
            raise BadItem(reason=f"Hai lần tạm dừng chồng nhau quanh {_words(paused)}.")
    return tuple(pauses)


def _words(moment: datetime) -> str:
    return f"{moment:%H:%M} ngày {moment:%d/%m/%Y}"
