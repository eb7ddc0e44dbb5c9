"""Reading what a province decided: the setting in force on a day, at a unit, from the rows of this generation."""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from motcua.ledger import generation
from motcua.people.declared import DECLARED, Declared, Reason, SettingKind
from motcua.people.models import Setting
from motcua.people.roster import roster
from motcua.rules.faults import Fault


class UnknownSetting(Fault):
    """No setting of this key is declared."""

    code = "unknown_setting"
    sentence = "Không có tham số “{key}”."


class WrongValue(Fault):
    """The value does not fit the declared setting."""

    code = "wrong_value"
    sentence = "{label}: {reason}."


_ORIGIN = re.compile(r"https?://([a-z0-9][a-z0-9.-]{0,180}|\[[0-9a-f:]{2,45}\])(:[0-9]{1,5})?", re.IGNORECASE)
Row = tuple[date, date | None, Any]


def declared(key: str) -> Declared:
    """The declaration of a setting. Raises UnknownSetting."""
    item = DECLARED.get(key)
    if item is None:
        raise UnknownSetting(key=key)
    return item


def read(key: str, *, on: date, unit_id: int | None = None) -> Any:
    """The value in force on a legal day: of the unit, of the nearest unit above, of the province, or the default.

    Integers as int, TIME as datetime.time, REASONS as a tuple of Reason, TEXT, CHOICE and ADDRESS as str. No statement
    while nothing was administered. Raises UnknownSetting.
    """
    item = declared(key)
    rows = _rows()
    places: list[int | None] = [None]
    if unit_id is not None and item.per_unit:
        places = [*roster().ancestors(unit_id, on), None]
    for place in places:
        for valid_from, valid_to, value in rows.get((key, place), ()):
            if valid_from <= on and (valid_to is None or on < valid_to):
                return typed(item, value)
    return typed(item, item.default)


def reasons(key: str, *, on: date) -> tuple[Reason, ...]:
    """A list of reasons in force on a day, in its order."""
    found: tuple[Reason, ...] = read(key, on=on)
    return found


def reason_text(key: str, code: str, *, on: date) -> str:
    """The words of a reason; of one that was taken off the list since, its code. Newer words never replace a print."""
    for reason in (*reasons(key, on=on), *declared(key).default):
        if reason.code == code:
            return str(reason.text)
    return code


@generation.per_generation
def _rows() -> dict[tuple[str, int | None], list[Row]]:
    found: dict[tuple[str, int | None], list[Row]] = {}
    for row in Setting.objects.order_by("-valid_from", "-pk"):
        found.setdefault((row.key, row.unit_id), []).append((row.valid_from, row.valid_to, row.value))
    return found


def typed(item: Declared, value: Any) -> Any:
    """A stored value as Python sees it."""
    match item.kind:
        case SettingKind.TIME:
            return value if isinstance(value, time) else time.fromisoformat(value)
        case SettingKind.REASONS:
            return tuple(r if isinstance(r, Reason) else Reason(r["code"], r["text"]) for r in value)
        case _:
            return value


def stored(item: Declared, value: Any) -> Any:
    """A value as the row keeps it (JSON), checked against the declaration. Raises WrongValue."""
    match item.kind:
        case SettingKind.INTEGER:
            return _integer(item, value)
        case SettingKind.TIME:
            return _time(item, value)
        case SettingKind.CHOICE:
            if str(value) not in item.choices:
                raise WrongValue(label=item.label, reason=f"chọn một trong: {', '.join(item.choices.values())}")
            return str(value)
        case SettingKind.REASONS:
            return _reasons(item, value)
        case SettingKind.ADDRESS:
            return _address(item, value)
        case SettingKind.TEXT:
            text = str(value).strip()
            most = item.maximum or 300
            if not text or len(text) > most:
                raise WrongValue(label=item.label, reason=f"nhập từ 1 đến {most} ký tự")
            return text


def _integer(item: Declared, value: Any) -> int:
    try:
        number = int(str(value).strip())
    except ValueError:
        raise WrongValue(label=item.label, reason="nhập một số nguyên") from None
    low, high = item.minimum, item.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise WrongValue(label=item.label, reason=f"nhập số từ {low} đến {high}")
    return number


def _address(item: Declared, value: Any) -> str:
    """The beginning of a web address, as it stands before every path; empty: taken back."""
    text = str(value).strip().rstrip("/")
    try:
        good = _ORIGIN.fullmatch(text) is not None and urlsplit(text).port != 0
    except ValueError:
        good = False
    if text and not good:
        raise WrongValue(label=item.label, reason="viết như https://dvc.tinh.gov.vn, không có gì phía sau tên máy")
    return text


def _time(item: Declared, value: Any) -> str:
    try:
        moment = value if isinstance(value, time) else time.fromisoformat(str(value).strip())
    except ValueError:
        raise WrongValue(label=item.label, reason="nhập giờ và phút, ví dụ 15:00") from None
    return moment.strftime("%H:%M")


def _reasons(item: Declared, value: Iterable[Any]) -> list[dict[str, str]]:
    rows = [{"code": r.code, "text": r.text} if isinstance(r, Reason) else dict(r) for r in value]
    codes = [str(row.get("code", "")) for row in rows]
    if not rows or len(set(codes)) < len(codes):
        raise WrongValue(label=item.label, reason="cần ít nhất một lý do, mỗi mã một lần")
    for row in rows:
        if not str(row.get("code", "")).isidentifier() or not str(row.get("text", "")).strip():
            raise WrongValue(label=item.label, reason="mỗi lý do có mã viết liền không dấu và nội dung")
    return [{"code": str(row["code"]), "text": str(row["text"]).strip()} for row in rows]
