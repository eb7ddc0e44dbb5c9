"""The diary's sentences of a supplement: what was asked, signed, sent, answered."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.dossiers.picture import Picture
from motcua.dossiers.supplements import PART_WORDS
from motcua.ledger.models import Event
from motcua.people.settings import reason_text
from motcua.rules.calendar import legal_day, local
from motcua.rules.codes import PaperVerdict
from motcua.rules.deadlines import parse_limit
from motcua.rules.lifecycle import Verb


def judged_parts(facts: Mapping[str, Any]) -> str:
    """ "Đánh giá thông tin người nộp: đạt"."""
    said = [
        f"{PART_WORDS.get(part, part).lower()}: {'đạt' if verdict == PaperVerdict.PASS else 'cần bổ sung'}"
        for part, verdict, _note in facts.get("fields", ())
    ]
    return f"Đánh giá {'; '.join(said)}"


def _proposed(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    reason = reason_text("supplement_reasons", facts["reason"], on=legal_day(event.occurred_at))
    again = f" lần {facts['ordinal']}" if facts["ordinal"] > 1 else ""
    return f"Trình yêu cầu bổ sung{again}, {len(facts['asked'])} nội dung: {reason[:1].lower()}{reason[1:]}"


def _signed(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return "Ký yêu cầu bổ sung, chuyển Bộ phận Một cửa gửi người nộp"


def _dropped(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return "Bỏ yêu cầu bổ sung, không gửi người nộp"


def _requested(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    late = ", chậm so với hạn thông báo" if facts["notice_late"] else ""
    until = local(datetime.fromisoformat(facts["window_ends"]))
    return (
        f"Gửi yêu cầu bổ sung{late}; người nộp bổ sung trong {parse_limit(facts['window']).in_words()}, "
        f"đến {until:%H:%M %d/%m/%Y} ({facts['stopped']['basis']})"
    )


def _accepted(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    promised = facts["went_on"].get("promised")
    if promised is None:
        return f"Nhận đủ {len(facts['answers'])} nội dung bổ sung, ngày hẹn không đổi"
    due = local(datetime.fromisoformat(promised))
    return f"Nhận đủ {len(facts['answers'])} nội dung bổ sung, hẹn trả {due:%H:%M %d/%m/%Y}"


def _lapsed(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return "Đóng hồ sơ vì hết thời gian mà người nộp không bổ sung"


SUPPLEMENT_SENTENCES: dict[Verb, Callable[[Picture, Mapping[str, Any], Event], str]] = {
    Verb.PROPOSE_SUPPLEMENT: _proposed,
    Verb.SIGN_SUPPLEMENT: _signed,
    Verb.DROP_SUPPLEMENT: _dropped,
    Verb.REQUEST_SUPPLEMENT: _requested,
    Verb.ACCEPT_SUPPLEMENT: _accepted,
    Verb.LAPSE_SUPPLEMENT: _lapsed,
}
