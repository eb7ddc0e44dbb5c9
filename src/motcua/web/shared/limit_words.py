"""Limits of the law and of steps in words, in Vietnamese and, under /en/, in English."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.rules.limits import BadLimit, Limit, LimitUnit, parse_limit
from motcua.web.shared.dates import in_english, number

ENGLISH = {
    LimitUnit.WD: ("working day", "working days"),
    LimitUnit.CD: ("day", "days"),
    LimitUnit.WH: ("working hour", "working hours"),
    LimitUnit.MO: ("month", "months"),
}
ENGLISH_ALONE = {LimitUnit.SAMEDAY: "same working day", LimitUnit.NOW: "on the spot"}


def limit_words(limit: Limit) -> str:
    """ "15 ngày làm việc", "trong ngày làm việc"; in English "15 working days", "same working day"."""
    if not in_english():
        return limit.in_words()
    if limit.unit in ENGLISH_ALONE:
        return ENGLISH_ALONE[limit.unit]
    one, many = ENGLISH[limit.unit]
    return f"{number(limit.value, 1)} {one if limit.value == 1 else many}"


def step_limit_words(text: str | None) -> str:
    """The limit of a node ("4 WH", "2 WD") as a person says it: "nửa ngày", "2 ngày", "4 giờ"; empty for none."""
    if not text:
        return ""
    try:
        limit = parse_limit(text)
    except BadLimit:
        return ""
    if limit.unit is LimitUnit.WD and not limit.whole:
        return _("nửa ngày")
    if limit.unit is LimitUnit.WH and not limit.whole:
        return ngettext("%(n)s phút", "%(n)s phút", 30) % {"n": 30}
    if limit.unit is LimitUnit.WD:
        return ngettext("%(n)s ngày", "%(n)s ngày", int(limit.value) or 1) % {"n": number(limit.value, 1)}
    if limit.unit is LimitUnit.WH:
        return ngettext("%(n)s giờ", "%(n)s giờ", int(limit.value) or 1) % {"n": number(limit.value, 1)}
    return limit_words(limit)
