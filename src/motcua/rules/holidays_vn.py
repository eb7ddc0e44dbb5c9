"""The national calendar of Viet Nam 2018–2027 as dated data, each year with its legal basis.

The Prime Minister decides every year the exact days of Tết and National Day (Labour Code 45/2019/QH14 Art. 112(3)),
and working days are swapped with Saturdays by notice; so the days are data, and the province's own calendar in the
database, pre-filled from here, decides. Years outside the table know weekends only: nothing is guessed.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from motcua.rules.days import DayKind


class Evidence(StrEnum):
    """How sure a year of the table is."""

    PACKAGE = "package"  # generated from the PyPI package holidays 0.109, not compared with the notices one by one
    CHECKED = "checked"  # compared with the announced closures and swaps
    PROVISIONAL = "provisional"  # a projection until the official notice


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says.

    `basis` is the legal basis as a register prints it; `sessions` (opens, closes) only where they are not the usual
    ones of that kind.
    """

    day: date
    kind: DayKind
    reason: str
    basis: str
    sessions: tuple[tuple[time, time], ...] = ()


NEW_YEAR = "Tết Dương lịch"
TET = "Tết Âm lịch"
HUNG_KINGS = "Giỗ Tổ Hùng Vương"
REUNIFICATION = "Ngày Chiến thắng 30/4"
LABOUR = "Ngày Quốc tế lao động 01/5"
NATIONAL = "Quốc khánh"
CULTURE = "Ngày Văn hóa Việt Nam"
SWAP = "Hoán đổi ngày làm việc"
MAKE_UP = "Làm bù ngày hoán đổi"

CODE_2012 = "Bộ luật Lao động 10/2012/QH13, Điều 115"
CODE_2019 = "Bộ luật Lao động 45/2019/QH14, Điều 112"
PRIME_MINISTER = "Thủ tướng Chính phủ quyết định hằng năm (khoản 3)"
COMPENSATORY = "nghỉ bù khi ngày lễ trùng ngày nghỉ hằng tuần"
NOTICE = "Thông báo hoán đổi ngày làm việc trong năm"
CULTURE_BASIS = "Ngày nghỉ từ năm 2026 (chưa ghi số văn bản)"

# Per year: how sure it is, and each stretch of days as "first[-last] reason", a make-up day with "+" before it.
_TABLE: dict[int, tuple[Evidence, str]] = {
    2018: (
        Evidence.PACKAGE,
        "01/01 N; 14/02-20/02 T; 25/04 H; 30/04 R; 01/05 L; 02/09 Q; 03/09 Q*; 31/12 S",
    ),
    2019: (
        Evidence.PACKAGE,
        "01/01 N; +05/01; 04/02-08/02 T; 14/04 H; 15/04 H*; 29/04 S; 30/04 R; 01/05 L; +04/05; 02/09 Q",
    ),
    2020: (Evidence.PACKAGE, "01/01 N; 23/01-29/01 T; 02/04 H; 30/04 R; 01/05 L; 02/09 Q"),
    2021: (Evidence.PACKAGE, "01/01 N; 10/02-16/02 T; 21/04 H; 30/04 R; 01/05 L; 03/05 L*; 02/09-03/09 Q"),
    2022: (
        Evidence.CHECKED,
        "01/01 N; 03/01 N*; 31/01-04/02 T; 10/04 H; 11/04 H*; 30/04 R; 01/05 L; 02/05 R*; 03/05 L*; 01/09-02/09 Q",
    ),
    2023: (
        Evidence.CHECKED,
        "01/01 N; 02/01 N*; 20/01-26/01 T; 29/04 H; 30/04 R; 01/05 L; 02/05 H*; 03/05 R*; 01/09-02/09 Q; 04/09 Q*",
    ),
    2024: (
        Evidence.CHECKED,
        "01/01 N; 08/02-14/02 T; 18/04 H; 29/04 S; 30/04 R; 01/05 L; +04/05; 02/09-03/09 Q",
    ),
    2025: (
        Evidence.CHECKED,
        "01/01 N; 27/01-01/02 T; 07/04 H; +26/04; 30/04 R; 01/05 L; 02/05 S; 01/09-02/09 Q",
    ),
    2026: (
        Evidence.CHECKED,
        "01/01 N; 02/01 S; +10/01; 16/02-20/02 T; 26/04 H; 27/04 H*; 30/04 R; 01/05 L; +22/08; 31/08 S; "
        "01/09-02/09 Q; 24/11 V",
    ),
    2027: (
        Evidence.PROVISIONAL,
        "01/01 N; 04/02-10/02 T; 16/04 H; 30/04 R; 01/05 L; 03/05 L*; 02/09-03/09 Q; 24/11 V",
    ),
}
_REASONS = {
    "N": NEW_YEAR,
    "T": TET,
    "H": HUNG_KINGS,
    "R": REUNIFICATION,
    "L": LABOUR,
    "Q": NATIONAL,
    "V": CULTURE,
    "S": SWAP,
}

YEARS: dict[int, Evidence] = {year: evidence for year, (evidence, _) in _TABLE.items()}
PROVISIONAL_YEARS = frozenset(year for year, evidence in YEARS.items() if evidence is Evidence.PROVISIONAL)


def _basis(year: int, mark: str) -> str:
    """The article behind a mark of the table."""
    code = CODE_2019 if year >= 2021 else CODE_2012
    if mark[0] == "S":
        return NOTICE
    if mark[0] == "V":
        return CULTURE_BASIS
    if mark.endswith("*"):
        return f"{code}, {COMPENSATORY}"
    return f"{code}; {PRIME_MINISTER}" if mark[0] in "TQ" else code


def _date(year: int, text: str) -> date:
    day, month = text.split("/")
    return date(year, int(month), int(day))


def _stretch(year: int, entry: str) -> list[SpecialDay]:
    """The days of one entry of the table."""
    if entry.startswith("+"):
        return [SpecialDay(_date(year, entry[1:]), DayKind.WORK, MAKE_UP, NOTICE)]
    days, mark = entry.split(" ")
    first, _, last = days.partition("-")
    reason = _REASONS[mark[0]] + (" (nghỉ bù)" if mark.endswith("*") else "")
    return [
        SpecialDay(date.fromordinal(ordinal), DayKind.OFF, reason, _basis(year, mark))
        for ordinal in range(_date(year, first).toordinal(), _date(year, last or first).toordinal() + 1)
    ]


NATIONAL_DAYS: tuple[SpecialDay, ...] = tuple(
    special for year, (_, text) in _TABLE.items() for entry in text.split("; ") for special in _stretch(year, entry)
)


def evidence_note(first: date, last: date) -> str | None:
    """What a person must know of a term between the two days: years without data, or provisional ones. Vietnamese."""
    years = range(first.year, last.year + 1)
    unknown = [str(year) for year in years if year not in YEARS]
    provisional = [str(year) for year in years if year in PROVISIONAL_YEARS]
    notes = []
    if unknown:
        notes.append(f"Chưa có lịch nghỉ lễ năm {_listed(unknown)}: chỉ trừ thứ Bảy và Chủ nhật.")
    if provisional:
        notes.append(f"Lịch nghỉ lễ năm {_listed(provisional)} là tạm tính, chờ thông báo chính thức.")
    return " ".join(notes) or None


def _listed(years: list[str]) -> str:
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
