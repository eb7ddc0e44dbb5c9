"""Reasons come from lists that the province keeps as dated settings."""

from datetime import date

from motcua.people.settings import reasons
from motcua.rules.faults import Fault


class UnknownReason(Fault):
    """The reason is not on the list in force."""

    code = "unknown_reason"
    sentence = "Chọn lý do trong danh sách đang dùng."


class ReasonNeedsWords(Fault):
    """A refusal carries its reasons in writing (Decree 61/2018 Art. 17)."""

    code = "reason_needs_words"
    sentence = "Viết rõ lý do để người nộp hiểu và biết phải làm gì."


def require_reason(setting: str, reason: str, *, on: date) -> str:
    """The Vietnamese words of a reason. Raises UnknownReason."""
    for item in reasons(setting, on=on):
        if item.code == reason:
            return item.text
    raise UnknownReason()
