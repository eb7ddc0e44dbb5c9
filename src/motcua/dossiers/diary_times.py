"""The sentences of the diary for the lawful times: money asked for, a longer term, a corrected date, an early end."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from motcua.dossiers.picture import Picture
from motcua.ledger.models import Event
from motcua.people.roster import roster
from motcua.people.settings import reason_text
from motcua.rules.apologies import APOLOGY_WORDS
from motcua.rules.calendar import legal_day, local
from motcua.rules.codes import Apology
from motcua.rules.lifecycle import Verb


def grouped(amount: int) -> str:
    """1.250.000."""
    return f"{amount:,}".replace(",", ".")


def _moment(text: str) -> str:
    return f"{local(datetime.fromisoformat(text)):%H:%M %d/%m/%Y}"


def _reason(setting: str, facts: Mapping[str, Any], event: Event) -> str:
    return reason_text(setting, facts["reason"], on=legal_day(event.occurred_at))


def _asked_for_money(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    stands = ", tạm dừng tính thời hạn" if "stopped" in facts else ", thời hạn vẫn tính"
    return f"Thông báo nghĩa vụ tài chính {grouped(facts['amount'])} đồng, số {facts['document_no']}{stands}"


def _saw_money(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Xác nhận đã nộp nghĩa vụ tài chính, biên lai {facts['receipt_no']}"


def _extended(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    dates = f"hạn {_moment(facts['before'])} thành {_moment(facts['dates']['legal'])}"
    return f"Gia hạn một lần để xác minh ({facts['basis']}): {dates}"


def _corrected_due(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    unit = roster().unit(facts["approver_unit"], legal_day(event.occurred_at)).label
    dates = f"hạn {_moment(facts['before'])} thành {_moment(facts['dates']['legal'])}"
    why = _reason("due_correction_reasons", facts, event)
    letter = _letter_again(facts["letter"]) if "letter" in facts else ""
    return f"Đính chính hạn trả theo {facts['document_no']} ({unit}), {why[:1].lower()}{why[1:]}: {dates}{letter}"


def _letter_again(letter: Mapping[str, Any]) -> str:
    """What the corrected date makes of an apology that was sent; both classes, when it is another one."""
    before, after = (APOLOGY_WORDS[Apology(letter[name])].lower() for name in ("before", "apology"))
    return "" if before == after else f"; thư xin lỗi đã gửi: {before} thành {after}"


def _withdrawn(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    asked_on = date.fromisoformat(facts["asked_on"])
    return f"Người nộp rút hồ sơ, đơn {facts['document_no']} ngày {asked_on:%d/%m/%Y}"


def _stopped(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Dừng giải quyết: {_reason('stop_reasons', facts, event)}"


def _declined(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Từ chối giải quyết: {_reason('decline_reasons', facts, event)}"


TIMES_SENTENCES: dict[Verb, Callable[[Picture, Mapping[str, Any], Event], str]] = {
    Verb.REQUEST_OBLIGATION: _asked_for_money,
    Verb.CONFIRM_OBLIGATION: _saw_money,
    Verb.EXTEND: _extended,
    Verb.CORRECT_DUE: _corrected_due,
    Verb.WITHDRAW: _withdrawn,
    Verb.STOP: _stopped,
    Verb.DECLINE: _declined,
}
