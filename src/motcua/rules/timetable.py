"""Whole years of working days and sessions, added up once, so that every later question is a look-up.

Internal to `calendar`: days are ordinals, times are microseconds since midnight of Viet Nam, positions are working
microseconds since the first day of the table.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Entry i stands for the day `first + i`."""

    first_year: int
    last_year: int
    first: int
    last: int
    spans: list[tuple[Span, ...]]  # the sessions of the day
    counts: list[int]  # working days up to and with the day
    worked: list[int]  # working time up to the end of the day
    days: list[int]  # the working days

    def nth_after(self, ordinal: int, count: int) -> int | None:
        """The `count`-th working day after the day (before it when negative, never 0); None outside the table."""
        place = ordinal - self.first
        before = self.counts[place] - bool(self.spans[place])
        wanted = self.counts[place] + count - 1 if count > 0 else before + count
        return self.days[wanted] if 0 <= wanted < len(self.days) else None

    def position(self, ordinal: int, offset: int) -> int:
        """The working time from the first day of the table to the moment."""
        place = ordinal - self.first
        passed = self.worked[place]
        for opens, closes in self.spans[place]:
            if offset < closes:
                passed -= closes - max(offset, opens)
        return passed

    def moment(self, position: int) -> tuple[int, int] | None:
        """The first day and time by which that much working time has passed; None outside the table."""
        if not 0 < position <= self.worked[-1]:
            return None
        place = bisect_left(self.worked, position)
        left = self.worked[place] - position
        for opens, closes in reversed(self.spans[place]):
            if left < closes - opens:
                return self.first + place, closes - left
            left -= closes - opens
        raise AssertionError("worked and spans are filled together")  # pragma: no cover


def make_timetable(
    first_year: int, last_year: int, week: Sequence[tuple[Span, ...]], special: Mapping[int, tuple[Span, ...]]
) -> Timetable:
    """Add up the years, both included, from the sessions of the seven weekdays and of special days (by ordinal)."""
    first, last = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
    table = Timetable(first_year, last_year, first, last, spans=[], counts=[], worked=[], days=[])
    total = 0
    for ordinal in range(first, last + 1):
        spans = special.get(ordinal, week[(ordinal - 1) % 7])
        if spans:
            table.days.append(ordinal)
            for opens, closes in spans:
                total += closes - opens
        table.spans.append(spans)
        table.counts.append(len(table.days))
        table.worked.append(total)
    return table
