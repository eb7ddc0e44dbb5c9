"""Dates, hours, numbers and money as the screens write them, in Vietnamese or, under /en/, in English.

Every moment that comes in is aware; it is shown in Viet Nam's time.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

from motcua.rules.calendar import VIETNAM

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def in_english() -> bool:
    """Whether the page that is being made is the English mirror."""
    return (get_language() or "vi").startswith("en")


def local_day(moment: date | datetime) -> date:
    """The day in Viet Nam of a moment, or the day itself."""
    return moment.astimezone(VIETNAM).date() if isinstance(moment, datetime) else moment


def weekday(moment: date | datetime) -> str:
    """ "thứ Năm", "Thursday"."""
    names = ENGLISH_WEEKDAYS if in_english() else WEEKDAYS
    return names[local_day(moment).weekday()]


def short_day(moment: date | datetime) -> str:
    """ "26/11", "26 Nov"."""
    day = local_day(moment)
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]}" if in_english() else f"{day:%d/%m}"


def full_day(moment: date | datetime) -> str:
    """ "26/11/2026", "26 Nov 2026"."""
    day = local_day(moment)
    return f"{short_day(day)} {day.year}" if in_english() else f"{day:%d/%m/%Y}"


def day_words(moment: date | datetime) -> str:
    """A day inside a sentence, with its weekday: "thứ Năm 26/11"."""
    return f"{weekday(moment)} {short_day(moment)}"


def full_day_words(moment: date | datetime) -> str:
    """A day on an appointment: "thứ Năm 26/11/2026"."""
    return f"{weekday(moment)} {full_day(moment)}"


def month_words(moment: date | datetime) -> str:
    """The month on a date card: "tháng 11", "Nov 2026"."""
    day = local_day(moment)
    return f"{ENGLISH_MONTHS[day.month - 1]} {day.year}" if in_english() else f"tháng {day.month}"


def hour(moment: datetime) -> str:
    """ "17:00"."""
    return f"{moment.astimezone(VIETNAM):%H:%M}"


def moment_words(moment: datetime) -> str:
    """ "26/11, 17:00"."""
    return f"{short_day(moment)}, {hour(moment)}"


def number(value: int | float | Decimal, places: int = 0) -> str:
    """ "31.284", "97,4"; in English "31,284", "97.4". Trailing zeros after the comma are dropped."""
    quantum = Decimal(1).scaleb(-places)
    text = f"{Decimal(str(value)).quantize(quantum, ROUND_HALF_UP):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if in_english() else text.translate(str.maketrans(",.", ".,"))


def money(amount: int) -> str:
    """ "75.000 đồng", "75,000 VND"."""
    return f"{number(amount)} {'VND' if in_english() else 'đồng'}"


def step_days(minutes: int) -> str:
    """Working minutes of a step as days of 480: "10,5"."""
    return number(Decimal(minutes) / 480, 1)
