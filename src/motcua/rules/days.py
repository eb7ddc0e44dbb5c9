"""The kinds of days that a calendar speaks of. A number, once stored, keeps its meaning for ever."""

from enum import IntEnum


class DayKind(IntEnum):
    """What a day is that is not what its weekday says. ORDINARY takes back what was said of it before."""

    ORDINARY = 0
    OFF = 1
    WORK = 2
    HALF = 3


DAY_KIND_WORDS: dict[DayKind, str] = {
    DayKind.ORDINARY: "Như thường lệ",
    DayKind.OFF: "Nghỉ",
    DayKind.WORK: "Làm việc (làm bù)",
    DayKind.HALF: "Làm việc nửa ngày",
}
