"""The diary: one Vietnamese sentence per event, drawn from its facts. Nothing is stored twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.diary_times import TIMES_SENTENCES
from motcua.dossiers.picture import Picture
from motcua.dossiers.supplement_words import SUPPLEMENT_SENTENCES, judged_parts
from motcua.ledger.actor import ActorKind
from motcua.ledger.models import Event
from motcua.people.roster import roster
from motcua.people.settings import reason_text
from motcua.rules.apologies import APOLOGY_WORDS
from motcua.rules.calendar import legal_day, local
from motcua.rules.codes import PROOF_WORDS, SEGMENT_CAUSE_WORDS, Apology, PaperVerdict, ProofKind, SegmentCause
from motcua.rules.deadlines import TIMING_WORDS, Timing
from motcua.rules.lifecycle import Verb

_FIELDS = {"name": "họ tên", "phone": "điện thoại", "email": "thư điện tử", "address": "địa chỉ"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the diary."""

    at: datetime
    who: str
    sentence: str
    note: str
    verb: Verb
    seq: int


def diary(picture: Picture, events: Sequence[Event] | None = None) -> tuple[Entry, ...]:
    """The events of a dossier as sentences, newest first; with `events` these alone."""
    return tuple(_entry(picture, event) for event in (picture.events if events is None else events))


def _entry(picture: Picture, event: Event) -> Entry:
    verb = Verb(event.kind.removeprefix("dossier."))
    note = picture.notes.get(event.facts.get("note", 0))
    return Entry(
        at=event.occurred_at,
        who=_who(event),
        sentence=_SENTENCES[verb](picture, event.facts, event),
        note=note.text if note else "",
        verb=verb,
        seq=event.seq,
    )


def _who(event: Event) -> str:
    """The person behind the act, by the posting in which it was done."""
    if event.posting_id is None:
        return "Hệ thống" if event.actor_kind == ActorKind.SYSTEM else "Hệ thống kết nối"
    posting = roster().posting(event.posting_id)
    return roster().staff(posting.staff_id).name if posting else "Cán bộ"


def _step_words(picture: Picture, said: Mapping[str, Any]) -> str:
    """ "Thẩm định (Trần Quốc Việt)" for a step that began."""
    name = picture.process.map.node(said["node"]).name if picture.process else said["node"]
    if person := said.get("person"):
        return f"{name} ({roster().staff(person).name})"
    return f"{name} ({roster().unit(said['unit']).label})"


def _received(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    legal = facts["dates"].get("legal")
    due = f", hẹn trả {local(datetime.fromisoformat(legal)):%H:%M %d/%m/%Y}" if legal else ", trả ngay"
    return f"Tiếp nhận, cấp mã {facts['code']}{due}{_missing(picture, facts)}"


def _missing(picture: Picture, facts: Mapping[str, Any]) -> str:
    """ "; nhận khi chưa có: Giấy báo tử" where the desk took an incomplete dossier knowingly."""
    codes = facts.get("missing", ())
    names = [paper.name for paper in picture.version.papers if paper.code in codes]
    return f"; nhận khi chưa có: {'; '.join(names)}" if names else ""


def _refused(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Từ chối tiếp nhận: {reason_text('refusal_reasons', facts['reason'], on=legal_day(event.occurred_at))}"


def _undone(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return "Hoàn tác tiếp nhận, giấy hẹn không còn giá trị"


def _corrected(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    fields = ", ".join(_FIELDS[name] for name in facts["fields"])
    again = "; giấy hẹn được cấp lại" if facts.get("print_sha256") else ""
    return f"Sửa {fields}{again}"


def _assigned(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Phân công cho {roster().staff(facts['person']).name}"


def _forwarded(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Chuyển đến bước {_step_words(picture, facts['opened'])}"


def _sent_back(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    reason = reason_text("send_back_reasons", facts["reason"], on=legal_day(event.occurred_at))
    return f"Trả lại bước {_step_words(picture, facts['opened'])}: {reason}"


def _judged(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    if not picture.sees_appraisal:
        return "Đánh giá giấy tờ"
    verdicts = [verdict for _paper, verdict in facts["verdicts"]]
    passed = verdicts.count(PaperVerdict.PASS)
    if not verdicts:
        return judged_parts(facts)
    papers = f"Đánh giá {len(verdicts)} giấy tờ: {passed} đạt, {len(verdicts) - passed} cần bổ sung"
    return f"{papers}; {judged_parts(facts)}" if facts.get("fields") else papers


def _proposed(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Trình ký, chuyển đến {_step_words(picture, facts['opened'])}"


def _approved(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    moved = f", chuyển đến {_step_words(picture, facts['opened'])}" if "opened" in facts else ""
    return f"Phê duyệt kết quả{moved}"


def _finished(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Kết thúc xử lý: {TIMING_WORDS[Timing(facts['timing'])].lower()}"


def _returned(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    proof = "có giấy ủy quyền" if facts["authority_seen"] else "đã kiểm tra căn cước"
    return f"Trả kết quả, {proof}"


def _annotated(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return "Ghi chú"


def _recomputed(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Tính lại hạn theo lịch làm việc mới, văn bản {facts['document_no']}"


def _paused(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    stopped = facts["stopped"]
    by = f", {stopped['document_no']}" if "document_no" in stopped else ""
    return f"Tạm dừng: {SEGMENT_CAUSE_WORDS[SegmentCause(stopped['cause'])].lower()} ({stopped['basis']}{by})"


def _resumed(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return "Tiếp tục giải quyết"


def _apology_drafted(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    unit = roster().unit(facts["cause_unit"], legal_day(event.occurred_at)).label
    return f"Soạn thư xin lỗi, {_apology_words(facts, event)} ({unit}), {_new_date(facts['new_due'])}"


def _apology_signed(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    return f"Ký thư xin lỗi, {_apology_words(facts, event)}, {_new_date(facts['new_due'])}"


def _apology_sent(picture: Picture, facts: Mapping[str, Any], event: Event) -> str:
    found = APOLOGY_WORDS[Apology(facts["apology"])].lower()
    by = PROOF_WORDS[ProofKind(facts["proof"])].lower()
    return f"Gửi thư xin lỗi số {facts['slip_no']}/PXL ({by}), {found}, {_new_date(facts['promised'])}"


def _apology_words(facts: Mapping[str, Any], event: Event) -> str:
    words = reason_text("lateness_causes", facts["cause"], on=legal_day(event.occurred_at))
    return f"nguyên nhân: {words[:1].lower()}{words[1:]}"


def _new_date(moment: str) -> str:
    return f"hẹn lại {local(datetime.fromisoformat(moment)):%H:%M %d/%m/%Y}"


_SENTENCES: dict[Verb, Callable[[Picture, Mapping[str, Any], Event], str]] = {
    Verb.RECEIVE: _received,
    Verb.REFUSE: _refused,
    Verb.UNDO_RECEIVE: _undone,
    Verb.CORRECT_DETAILS: _corrected,
    Verb.ASSIGN: _assigned,
    Verb.FORWARD: _forwarded,
    Verb.SEND_BACK: _sent_back,
    Verb.JUDGE_PAPER: _judged,
    Verb.PROPOSE: _proposed,
    Verb.APPROVE: _approved,
    Verb.FINISH: _finished,
    Verb.RETURN_RESULT: _returned,
    Verb.ANNOTATE: _annotated,
    Verb.RECOMPUTE_DUE: _recomputed,
    Verb.PAUSE: _paused,
    Verb.RESUME: _resumed,
    **TIMES_SENTENCES,
    **SUPPLEMENT_SENTENCES,
    Verb.DRAFT_APOLOGY: _apology_drafted,
    Verb.SIGN_APOLOGY: _apology_signed,
    Verb.SEND_APOLOGY: _apology_sent,
}
