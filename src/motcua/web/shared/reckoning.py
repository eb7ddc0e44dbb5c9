"""The words of the panel "Cách tính": how a due date came about, from the explanation that the rules give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.rules.deadlines import Explanation, Stood
from motcua.web.shared.dates import full_day_words, hour, moment_words, number, short_day, weekday

MOST_DAYS = 40


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The panel, ready to print. Labels come along so that the template has no word of its own."""

    heading: str
    start: str
    day_zero: str
    limit: str
    result: str
    counted: tuple[str, ...]
    counted_label: str
    skipped: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())
    start_label: str = ""
    day_zero_label: str = ""
    limit_label: str = ""
    result_label: str = ""
    skipped_label: str = ""
    stood: tuple[str, ...] = field(default=())
    stood_label: str = ""


def reckoning(
    explanation: Explanation,
    *,
    limit: str = "",
    notes: tuple[str, ...] = (),
    causes: Mapping[datetime, str] | None = None,
    stands: bool = False,
    ended: bool = False,
) -> Reckoning:
    """The panel of one explanation; `limit` is the limit in words ("5 ngày làm việc").

    `causes` says why the clock stood, by the moment at which it stopped; `stands`: the date will be counted anew;
    `ended`: it would have been, and the dossier ended before, so no date holds and its last pause is not counted.
    """
    counted, due = explanation.counted, explanation.due.at
    return Reckoning(
        heading=_("Cách tính"),
        start_label=_("Nhận đủ hồ sơ"),
        start=f"{hour(explanation.start)} {full_day_words(explanation.start)}",
        day_zero_label=_("Ngày không tính"),
        day_zero=full_day_words(explanation.day_zero) if explanation.day_zero else "",
        limit_label=_("Thời hạn"),
        limit=limit,
        result_label=_("Hẹn trả"),
        result=_without_date(stands=stands, ended=ended) or _result(due),
        counted_label=_("Các ngày được tính:"),
        counted=tuple(_numbered(n, day) for n, day in enumerate(counted[:MOST_DAYS], 1)) + _rest(len(counted)),
        skipped_label=_("Không tính:"),
        skipped=tuple(_skipped(day, reason) for day, reason in explanation.skipped[:MOST_DAYS]),
        notes=notes,
        stood_label=_("Tạm dừng, không tính:"),
        stood=tuple(
            _stood(one, causes or {}, counted=not ended or no < len(explanation.stood))
            for no, one in enumerate(explanation.stood, 1)
        ),
    )


def _without_date(*, stands: bool, ended: bool) -> str:
    """Why there is no date; "" when there is one."""
    if ended:
        return _("không còn ngày hẹn, vì hồ sơ kết thúc trong khi tạm dừng")
    return _("tính lại khi hồ sơ tiếp tục") if stands else ""


def _result(due: datetime | None) -> str:
    return f"{hour(due)} {full_day_words(due)}" if due else _("trả ngay")


def _stood(one: Stood, causes: Mapping[datetime, str], *, counted: bool) -> str:
    """One pause: from when to when, why, how many days it took out (`counted`: when that can be said)."""
    why = causes.get(one.paused, "")
    said = {"start": moment_words(one.paused), "end": moment_words(one.resumed) if one.resumed else ""}
    span = _("từ %(start)s đến %(end)s") % said if one.resumed else _("từ %(start)s đến nay") % said
    days = (
        ngettext("%(n)s ngày", "%(n)s ngày", one.days) % {"n": number(one.days)}
        if counted and one.days and one.resumed
        else ""
    )
    return ", ".join(part for part in (span, why, days) if part)


def _numbered(n: int, day: date) -> str:
    return f"{n}. {short_day(day)}"


def _rest(count: int) -> tuple[str, ...]:
    return (_("và %(n)s ngày nữa") % {"n": count - MOST_DAYS},) if count > MOST_DAYS else ()


def _skipped(day: date, reason: str | None) -> str:
    return f"{short_day(day)}, {reason or weekday(day)}"
