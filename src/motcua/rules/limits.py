"""The legal limit of a procedure: a number and a unit, never converted into one another.

"Ngày" and "ngày làm việc" are different terms of the law and both occur; so the unit is stored as it is published.
"""

import re
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from enum import IntEnum

from motcua.rules.faults import Fault


class LimitUnit(IntEnum):
    """What a limit counts."""

    WD = 1  # ngày làm việc
    CD = 2  # ngày
    WH = 3  # giờ làm việc
    MO = 4  # tháng
    SAMEDAY = 5  # trong ngày (Decree 23/2015 Art. 7: taken after 15:00, the next working day)
    NOW = 6  # trả ngay, không hẹn


class EndMode(IntEnum):
    """At which hour of its last day a term in days or months ends."""

    END_OF_DAY = 1  # the end of the unit's last session (Civil Code 2015 Art. 148(2))
    ROLLING = 2  # the clock time of intake, stricter for the agency


class Resume(IntEnum):
    """What happens to a term when a pause is over."""

    RESUME = 1  # what was left goes on
    RESTART = 2  # it begins again (Decree 61/2018 Art. 19(4))


SAMEDAY_CUTOFF = time(15)  # Decree 23/2015 Art. 7, Law on Civil Status 60/2014
UNIT_WORDS = {
    LimitUnit.WD: "ngày làm việc",
    LimitUnit.CD: "ngày",
    LimitUnit.WH: "giờ làm việc",
    LimitUnit.MO: "tháng",
    LimitUnit.SAMEDAY: "trong ngày làm việc",
    LimitUnit.NOW: "trả kết quả ngay",
}
_WITHOUT_NUMBER = frozenset({LimitUnit.SAMEDAY, LimitUnit.NOW})
_LARGEST = {LimitUnit.WD: 9999, LimitUnit.CD: 9999, LimitUnit.WH: 9999, LimitUnit.MO: 999}
_FORM = re.compile(r"([0-9]{1,6})(\.5)?\s*(WD|CD|WH|MO)")


class BadLimit(Fault):
    """The text is not a limit."""

    code = "bad_limit"
    sentence = (
        "Thời hạn “{limit}” không đúng: viết một số từ 0.5 đến 9999 bằng chữ số 0–9 (tháng: đến 999; phần lẻ chỉ có .5)"
        " rồi WD, CD, WH hoặc MO, hoặc chỉ viết SAMEDAY hay NOW."
    )


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit with its two settings. Raises BadLimit for a number that is not positive, not n or n.5, or too large.

    `count_cutoff` (local time): what is taken after it counts as taken on the next working day; None: there is none,
    but SAMEDAY has 15:00 of its own unless another hour is given.
    """

    value: Decimal
    unit: LimitUnit
    mode: EndMode = EndMode.END_OF_DAY
    count_cutoff: time | None = None
    whole: int = field(init=False, repr=False, compare=False)
    has_half: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        twice = Decimal(self.value) * 2
        number = 0 < twice <= 2 * _LARGEST.get(self.unit, 0) and twice % 1 == 0
        if not (number or (self.unit in _WITHOUT_NUMBER and twice == 0)):
            raise BadLimit(limit=f"{self.value} {self.unit.name}")
        object.__setattr__(self, "whole", int(twice) // 2)
        object.__setattr__(self, "has_half", bool(int(twice) % 2))

    def __str__(self) -> str:
        return self.unit.name if self.unit in _WITHOUT_NUMBER else f"{self._number()} {self.unit.name}"

    def in_words(self) -> str:
        """As the receipt prints it: "2,5 ngày làm việc"."""
        words = UNIT_WORDS[self.unit]
        return words if self.unit in _WITHOUT_NUMBER else f"{self._number().replace('.', ',')} {words}"

    def _number(self) -> str:
        return f"{self.whole}.5" if self.has_half else str(self.whole)


def parse_limit(text: str, *, mode: EndMode = EndMode.END_OF_DAY, count_cutoff: time | None = None) -> Limit:
    """The limit behind "5 WD", "0.5 WD", "4 WH", "1 MO", "SAMEDAY" or "NOW". Raises BadLimit."""
    wanted = text.strip().upper()
    if wanted in ("SAMEDAY", "NOW"):
        return Limit(Decimal(0), LimitUnit[wanted], mode, count_cutoff)
    found = _FORM.fullmatch(wanted)
    if found is None:
        raise BadLimit(limit=text)
    return Limit(Decimal(found[1] + (found[2] or "")), LimitUnit[found[3]], mode, count_cutoff)
