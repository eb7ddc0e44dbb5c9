"""Vietnamese dates, numbers and names as the forms write them (Decree 30/2020/NĐ-CP, Appendix I).

Days are two digits, months two digits for January and February only; a no-break space holds together what a reader
takes as one word. Moments come in UTC and are written in Viet Nam's time.
"""

import re
from datetime import date, datetime

from motcua.rules.calendar import local

NBSP = "\u00a0"
HERE = "\u200b"  # a line may break here; nobody sees it
LONGEST_WORD, PIECE = 30, 8
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

_TITLE = r"[A-ZÀ-ỸĐ][^\s,;.()]*"
_PLACE = re.compile(
    rf"\b((?:UBND )?(?:tỉnh|thành phố|phường|xã|đặc khu|huyện|quận|thị xã|thị trấn) {_TITLE}(?: {_TITLE}){{0,2}})"
    r"(?=$|[\s,;.()])"
)
_LONG_WORD, _PIECES = re.compile(rf"\S{{{LONGEST_WORD + 1},}}"), re.compile(rf".{{1,{PIECE}}}")
_CLOCK = re.compile(r"\b\d{1,2} giờ(?: \d{2})?(?: phút)?\b")
_DAY = re.compile(r"\bngày \d{1,2}/\d{1,2}(?:/\d{4})?")
_PAIR = re.compile(r"\b(?:hồ sơ|kết quả|giải quyết|cơ quan|(?:trước|đúng|quá) hạn)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:Điều|điều|khoản) \d+|\bđiểm [a-zđ]\b")
_PHONE = re.compile(r"(?<!\d)(?:0\d{2,4}(?: \d{3}){2}|1[89]00 \d{4})(?!\d)")


def clock_words(at: datetime) -> str:
    """17 giờ 00 phút."""
    return f"{clock(at)}{NBSP}phút"


def clock(at: datetime) -> str:
    """17 giờ 00."""
    moment = local(at)
    return f"{moment:%H}{NBSP}giờ{NBSP}{moment:%M}"


def day_words(day: date) -> str:
    """ngày 18 tháng 9 năm 2024; day and year are held together with their words."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày{NBSP}{day.day:02}{NBSP}tháng{NBSP}{month}{NBSP}năm{NBSP}{day.year}"


def moment_words(at: datetime) -> str:
    """09 giờ 44 phút, ngày 18 tháng 11 năm 2026."""
    return f"{clock_words(at)}, {day_words(local(at).date())}"


def appointment_words(at: datetime) -> str:
    """17 giờ 00 phút, thứ Hai, ngày 23 tháng 11 năm 2026: an appointment always names the weekday."""
    return f"{clock_words(at)}, {weekday(at)}, {day_words(local(at).date())}"


def short_moment(at: datetime) -> str:
    """08 giờ 40 phút, ngày 15/10/2026."""
    return f"{clock_words(at)}, ngày{NBSP}{short_day(at)}"


def short_appointment(at: datetime) -> str:
    """17 giờ 00 phút, thứ Năm, 05/11/2026."""
    return f"{clock_words(at)}, {weekday(at)}, {short_day(at)}"


def weekday(at: datetime) -> str:
    """thứ Hai … Chủ nhật."""
    return WEEKDAYS[local(at).weekday()].replace(" ", NBSP)


def short_day(day: date) -> str:
    """09/11/2026, of a day or a moment."""
    return f"{local(day) if isinstance(day, datetime) else day:%d/%m/%Y}"


def day_and_month(at: datetime) -> str:
    """23/10."""
    return f"{local(at):%d/%m}"


def count(number: int) -> str:
    """Counts under 10 take a zero before them: 02, 12, 1.220."""
    return f"{number:02}" if number < 10 else grouped(number)


def two_digits(text: str) -> str:
    """A number under 10 that begins a text takes a zero before it: 03 ngày làm việc, 07/PXL."""
    return f"0{text}" if re.match(r"[1-9](?!\d)", text) else text


def grouped(number: int) -> str:
    """12.486."""
    return f"{number:,}".replace(",", ".")


def tie(text: str) -> str:
    """`text` with no-break spaces inside places ("tỉnh Lam Giang"), phone numbers, hours, short dates and articles."""
    for pattern in (_PLACE, _CLOCK, _DAY, _ARTICLE, _PHONE):
        text = pattern.sub(lambda found: found.group().replace(" ", NBSP), text)
    return text


def breakable(text: str) -> str:
    """`text` with places to break inside words that are longer than a narrow column: nothing leaves the paper, and no
    line is longer than what a PDF can hold in one string.
    """
    return _LONG_WORD.sub(lambda found: HERE.join(_PIECES.findall(found.group())), text)


def tie_head(text: str) -> str:
    """A column's name breaks between its words' pairs only: KẾT QUẢ / GIẢI QUYẾT / HỒ SƠ."""
    return _PAIR.sub(lambda found: found.group().replace(" ", NBSP), text)


def tie_name(name: str, longest: int = 24) -> str:
    """A personal name in a table stays on one line when it is short enough for its column."""
    return name.replace(" ", NBSP) if len(name) <= longest else name


def phone(number: str) -> str:
    """0905 000 318: ten digits in groups; anything else as it was written."""
    digits = re.sub(r"[ .\-]", "", number)
    if re.fullmatch(r"0\d{9}", digits):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return number
