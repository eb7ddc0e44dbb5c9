"""What a notice says: one table from its kind to one Vietnamese sentence. Nothing of a citizen but the dossier's code.

A kind that stands in no line is told to nobody: a new verb speaks here with its first line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.notices.waiting import Acts
from motcua.people.settings import reason_text
from motcua.rules.calendar import legal_day, local
from motcua.rules.codes import SEGMENT_CAUSE_WORDS, SegmentCause
from motcua.rules.lifecycle import NODE_WORDS, NodeKind


class To(StrEnum):
    """Whom an event concerns."""

    NEXT = "next"  # whoever the step was opened for
    ASSIGNED = "assigned"  # whoever the step was given to
    HOLDER = "holder"  # whoever held the step when it happened


class Group(StrEnum):
    """The filter of the page of notices."""

    CLOCK = "clock"
    WORK = "work"
    CHANGE = "change"


GROUP_WORDS: dict[Group, str] = {
    Group.CLOCK: "Sắp hết hạn, hết hạn",
    Group.WORK: "Việc được giao",
    Group.CHANGE: "Thay đổi của hồ sơ đang giữ",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One kind: which group, whom it concerns (None: nobody who holds a step), its sentence, and who must act next."""

    group: Group
    to: To | None
    words: Callable[["Said"], str]
    acts: Acts | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence is made of."""

    share: int | None
    facts: Mapping[str, Any]
    at: datetime

    @property
    def step(self) -> str:
        """The kind of the step in words."""
        return NODE_WORDS[NodeKind(self.facts["step"])] if "step" in self.facts else ""

    @property
    def due(self) -> str:
        """The due moment that it speaks of: 17:30 23/11/2026."""
        return _moment(datetime.fromisoformat(self.facts["due"]))


def _moment(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"


def _term(said: Said) -> str:
    if said.share == 100:
        return f"Đã đến hạn trả {said.due} mà chưa có kết quả"
    return f"Đã dùng {said.share}% thời hạn giải quyết, hẹn trả {said.due}"


def _step(said: Said) -> str:
    if said.share == 100:
        return f"Bước {said.step} đã hết thời gian lúc {said.due}"
    return f"Bước {said.step} đã dùng {said.share}% thời gian, phải xong trước {said.due}"


def _apology(said: Said) -> str:
    """It is read today, in tomorrow's e-mail, or after a night in which the worker stood: the moment is named."""
    if "until" not in said.facts:  # as it was told before
        return f"Hẹn trả {said.due}. Nếu không kịp, phải gửi thư xin lỗi chậm nhất một ngày làm việc trước đó"
    until = datetime.fromisoformat(said.facts["until"])
    if until < said.at:
        return f"Hẹn trả {said.due}. Đã qua lúc phải gửi thư xin lỗi ({_moment(until)}); nếu không kịp, gửi ngay"
    return f"Hẹn trả {said.due}. Nếu không kịp, thư xin lỗi phải được gửi trước {_moment(until)}"


def _promise(said: Said) -> str:
    return f"Đã quá ngày hẹn lại {said.due} mà chưa có kết quả; không được hẹn lại lần nữa"


def _supplement(said: Said) -> str:
    if said.share == 100:
        return f"Đã quá hạn gửi yêu cầu bổ sung lúc {said.due} mà người nộp chưa được báo"
    return f"Yêu cầu bổ sung phải được ký và gửi người nộp trước {said.due}"


def _at_step(words: str) -> Callable[[Said], str]:
    return lambda said: f"{words}: bước {said.step}" if said.step else words


def _sent_back(said: Said) -> str:
    return f"Trả lại bạn: {reason_text('send_back_reasons', said.facts.get('reason', ''), on=legal_day(said.at))}"


def _paused(said: Said) -> str:
    cause = said.facts.get("cause")
    return f"Đã tạm dừng: {SEGMENT_CAUSE_WORDS[SegmentCause(cause)].lower()}" if cause else "Đã tạm dừng"


def _plain(words: str) -> Callable[[Said], str]:
    return lambda said: words


def _change(words: str) -> Line:
    return Line(Group.CHANGE, To.HOLDER, _plain(words))


LINES: dict[str, Line] = {
    "clock.term": Line(Group.CLOCK, None, _term),
    "clock.step": Line(Group.CLOCK, None, _step),
    "clock.apology": Line(Group.CLOCK, None, _apology),
    "clock.promise": Line(Group.CLOCK, None, _promise),
    "clock.supplement": Line(Group.CLOCK, None, _supplement),
    "dossier.assign": Line(Group.WORK, To.ASSIGNED, _at_step("Giao cho bạn")),
    "dossier.forward": Line(Group.WORK, To.NEXT, _at_step("Chuyển đến bạn")),
    "dossier.propose": Line(Group.WORK, To.NEXT, _at_step("Trình bạn"), Acts.SIGNER),
    "dossier.approve": Line(Group.WORK, To.NEXT, _at_step("Đã phê duyệt, chuyển đến bạn")),
    "dossier.finish": Line(Group.WORK, To.NEXT, _at_step("Đã có kết quả, chuyển đến bạn")),
    "dossier.send_back": Line(Group.WORK, To.NEXT, _sent_back),
    "dossier.correct_details": _change("Thông tin hồ sơ vừa được sửa"),
    "dossier.recompute_due": _change("Hạn trả được tính lại theo lịch làm việc mới"),
    "dossier.correct_due": _change("Hạn trả được đính chính"),
    "dossier.extend": _change("Hạn trả được gia hạn"),
    "dossier.pause": Line(Group.CHANGE, To.HOLDER, _paused),
    "dossier.resume": _change("Tiếp tục giải quyết, đồng hồ chạy lại"),
    "dossier.propose_supplement": Line(Group.WORK, None, _plain("Yêu cầu bổ sung chờ bạn ký"), Acts.SIGNER),
    "dossier.sign_supplement": Line(
        Group.WORK, To.HOLDER, _plain("Yêu cầu bổ sung đã được ký, chờ Bộ phận Một cửa gửi"), Acts.DESK
    ),
    "dossier.drop_supplement": _change("Yêu cầu bổ sung không được gửi, hãy tiếp tục giải quyết"),
    "dossier.request_supplement": _change("Đã gửi yêu cầu bổ sung, đồng hồ tạm dừng"),
    "dossier.accept_supplement": _change("Người nộp đã bổ sung giấy tờ, đồng hồ chạy lại"),
    "dossier.lapse_supplement": _change("Hết thời gian bổ sung, hồ sơ đã kết thúc"),
    "dossier.request_obligation": Line(
        Group.WORK,
        To.HOLDER,
        _plain("Nghĩa vụ tài chính chờ Bộ phận Một cửa báo người nộp và xác nhận khi đã nộp"),
        Acts.PAYMENT,
    ),
    "dossier.confirm_obligation": _change("Nghĩa vụ tài chính đã hoàn thành, hãy tiếp tục giải quyết"),
    "dossier.withdraw": _change("Người nộp đã rút hồ sơ"),
    "dossier.stop": _change("Hồ sơ đã dừng xử lý"),
    "dossier.decline": _change("Hồ sơ đã được trả lại không giải quyết"),
    "dossier.draft_apology": Line(
        Group.WORK, To.HOLDER, _plain("Thư xin lỗi đã được soạn, chờ người có thẩm quyền ký"), Acts.SIGNER
    ),
    "dossier.sign_apology": Line(
        Group.WORK, To.HOLDER, _plain("Thư xin lỗi đã được ký, chờ Bộ phận Một cửa gửi"), Acts.DESK
    ),
    "dossier.send_apology": _change("Thư xin lỗi đã được gửi, ngày hẹn trả đã đổi"),
}


def kinds_of(group: Group) -> list[str]:
    """The kinds of a group, for the filter."""
    return [kind for kind, line in LINES.items() if line.group is group]


def sentence(kind: str, *, share: int | None, facts: Mapping[str, Any], at: datetime) -> str:
    """What a notice says, without a full stop: the dossier's code stands beside it."""
    line = LINES.get(kind)
    return line.words(Said(share, facts, at)) if line else "Hồ sơ có thay đổi"
