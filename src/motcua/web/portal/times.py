"""What is asked of the citizen, why the clock stands, how it ended, and every change of the date, in plain words.

The code alone says the state and the dates; reasons, amounts and what the office has written need a proof.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.told import Told, ToldChange, ToldEnding, ToldItem, ToldObligation, ToldPause, ToldRequest
from motcua.dossiers.tracking import Progress
from motcua.rules.codes import Clock, DueChangeKind, SegmentCause
from motcua.rules.deadlines import FAR_FUTURE
from motcua.rules.lifecycle import State
from motcua.web.shared.dates import day_words, full_day_words, hour, money
from motcua.web.shared.limit_words import limit_words
from motcua.web.shared.reckoning import Reckoning, reckoning


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; `vietnamese`: the value is as the office wrote it, on the English page too."""

    label: str
    value: str
    vietnamese: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that the citizen must know: what, what the office wrote (`quote`), what to do, by which law (`basis`).

    `tone`: `ask` when it waits for him, `still` when the clock stands, `end` when it is over.
    """

    tone: str
    heading: str
    lines: tuple[str, ...] = ()
    quote: str = ""
    items: tuple[ToldItem, ...] = ()
    facts: tuple[Fact, ...] = ()
    basis: str = ""
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateChange:
    """One change of the promised date, with both versions."""

    before: str
    after: str
    why: str
    document: str
    quote: str


def stands(progress: Progress) -> bool:
    """Whether the clock stands for a dossier that was not late before: its date will be counted anew."""
    return progress.clock is Clock.PAUSED and progress.late_at == FAR_FUTURE


def notices(progress: Progress) -> tuple[Notice, ...]:
    """What stands at the top of the page."""
    if progress.told is None:
        return tuple(_without_proof(progress))
    found: list[Notice] = []
    said = progress.told
    if progress.state is State.SUPPLEMENT and said.request:
        found.append(_supplement(progress, said.request, said.stands))
    elif progress.state is State.OBLIGATION and (owed := _owed(said)):
        found.append(_obligation(progress, owed, said.stands))
    elif progress.clock is Clock.PAUSED and said.stands:
        found.append(_pause(progress, said.stands))
    if said.ending:
        found.append(_ending(progress, said.ending))
    return tuple(found)


def _without_proof(progress: Progress) -> list[Notice]:
    """The state in a sentence, and that more is shown with a proof."""
    if progress.state is State.SUPPLEMENT:
        more = _("Nhập bốn số cuối điện thoại ở dưới để xem cần bổ sung giấy tờ nào, chậm nhất ngày nào.")
        return [Notice("ask", _("Bạn cần bổ sung giấy tờ"), (_still(progress), more))]
    if progress.state is State.OBLIGATION:
        more = _("Nhập bốn số cuối điện thoại ở dưới để xem số tiền và thông báo.")
        return [Notice("ask", _("Bạn cần nộp nghĩa vụ tài chính"), tuple(filter(None, (_still(progress), more))))]
    if progress.clock is Clock.PAUSED:
        return [Notice("still", _("Hồ sơ đang tạm dừng"), (_still(progress),))]
    if progress.state in (State.WITHDRAWN, State.STOPPED):
        more = _("Nhập bốn số cuối điện thoại ở dưới để xem lý do và việc bạn có thể làm tiếp.")
        return [Notice("end", _("Hồ sơ đã kết thúc, không có kết quả"), (more,))]
    return []


def _still(progress: Progress) -> str:
    """What the pause does to the date; "" while the clock runs."""
    if progress.clock is not Clock.PAUSED:
        return ""
    if not stands(progress):
        return _("Hồ sơ đã quá hẹn trước khi tạm dừng nên vẫn tính là quá hẹn.")
    return _("Thời gian này không tính vào thời hạn. Khi hồ sơ tiếp tục, ngày hẹn trả được tính lại và báo tại đây.")


def _supplement(progress: Progress, request: ToldRequest, pause: ToldPause | None) -> Notice:
    count = len(request.items)
    lines = [_("Yêu cầu ngày %(day)s.") % {"day": full_day_words(request.sent_at)}, _still(progress)]
    facts = [Fact(_("Lý do chung"), request.reason, vietnamese=True)]
    if request.last_day:
        facts.append(Fact(_("Chậm nhất"), f"{hour(request.last_day)} {full_day_words(request.last_day)}"))
    facts.append(Fact(_("Nộp tại"), progress.receiving_unit_name, vietnamese=True))
    if request.ordinal > 1:
        facts.append(Fact(_("Lần yêu cầu"), str(request.ordinal)))
    if request.ground:
        facts.append(Fact(_("Vì sao yêu cầu thêm lần nữa"), request.ground, vietnamese=True))
    return Notice(
        tone="ask",
        heading=ngettext("Bạn cần bổ sung %(n)s nội dung", "Bạn cần bổ sung %(n)s nội dung", count) % {"n": count},
        lines=tuple(filter(None, lines)),
        items=request.items,
        facts=tuple(facts),
        basis=pause.basis if pause else "",
        next=(_("Sau ngày cuối mà chưa bổ sung, hồ sơ được đóng và bạn có thể nộp hồ sơ mới."),),
    )


def _owed(said: Told) -> ToldObligation | None:
    return next((one for one in said.obligations if one.met_at is None), None)


def _obligation(progress: Progress, owed: ToldObligation, pause: ToldPause | None) -> Notice:
    running = _("Thời hạn giải quyết vẫn tính trong khi chờ bạn nộp.")
    facts = (
        Fact(_("Số tiền"), money(owed.amount)),
        Fact(_("Thông báo số"), owed.document_no, vietnamese=True),
        Fact(_("Căn cứ của khoản tiền"), owed.basis, vietnamese=True),
        Fact(_("Báo ngày"), full_day_words(owed.asked_at)),
    )
    return Notice(
        tone="ask",
        heading=_("Bạn cần nộp %(money)s") % {"money": money(owed.amount)},
        lines=(_still(progress) or running,),
        quote=owed.words,
        facts=facts,
        basis=pause.basis if pause else "",
        next=(_("Nộp theo thông báo, rồi giữ biên lai để đưa khi được hỏi."),),
    )


def _pause(progress: Progress, pause: ToldPause) -> Notice:
    since = _("Tạm dừng từ %(moment)s: %(why)s.") % {
        "moment": f"{hour(pause.paused)} {full_day_words(pause.paused)}",
        "why": cause_words(pause.cause),
    }
    facts = (Fact(_("Văn bản số"), pause.document_no, vietnamese=True),) if pause.document_no else ()
    return Notice(
        tone="still",
        heading=_("Hồ sơ đang tạm dừng"),
        lines=(since, _still(progress)),
        quote=pause.words,
        facts=facts,
        basis=pause.basis,
    )


def cause_words(cause: SegmentCause) -> str:
    """Why the clock stands, inside a sentence to the citizen."""
    return {
        SegmentCause.SUPPLEMENT: _("chờ bạn bổ sung giấy tờ"),
        SegmentCause.OBLIGATION: _("chờ bạn nộp nghĩa vụ tài chính"),
        SegmentCause.POSTING: _("hồ sơ được niêm yết công khai theo quy định"),
        SegmentCause.VERIFICATION: _("cơ quan giải quyết đang xác minh"),
        SegmentCause.FORCE_MAJEURE: _("sự kiện bất khả kháng như thiên tai, dịch bệnh"),
    }.get(cause, _("hồ sơ chờ việc khác theo quy định"))


def _ending(progress: Progress, ending: ToldEnding) -> Notice:
    """Withdrawn, stopped, declined or closed: why, and what can be done now."""
    heading = {
        "withdraw": _("Hồ sơ được rút theo đề nghị của bạn"),
        "decline": _("Hồ sơ bị từ chối giải quyết"),
        "lapse_supplement": _("Hồ sơ được đóng vì quá ngày bổ sung"),
    }.get(ending.kind, _("Hồ sơ dừng giải quyết"))
    facts = [Fact(_("Ngày"), full_day_words(ending.at))]
    if ending.reason:
        facts.append(Fact(_("Lý do"), ending.reason, vietnamese=True))
    if ending.document_no:
        facts.append(Fact(_("Theo đơn số"), ending.document_no, vietnamese=True))
    places = {"desk": progress.receiving_unit_name, "office": progress.competent_unit_name}
    after = [_("Nhận lại giấy tờ đã nộp tại %(desk)s.") % places]
    after.append(_("Khi có đủ điều kiện và giấy tờ, bạn có thể nộp hồ sơ mới."))
    if ending.kind in ("stop", "decline"):
        after.append(_("Nếu không đồng ý, bạn có quyền khiếu nại với %(office)s.") % places)
    return Notice("end", heading, quote=ending.words, facts=tuple(facts), next=tuple(after))


def changes(progress: Progress) -> tuple[DateChange, ...]:
    """Every change of the promised date, the newest first; with the code alone the first date and no reason."""
    if progress.told is not None:
        moved = [one for one in progress.told.changes if one.promised_before != one.promised_after]
        return tuple(_change(one) for one in reversed(moved))
    first, now = progress.first_due, progress.promised_due
    if first is None or now is None or first == now:
        return ()
    return (DateChange(_date(first), _date(now), "", "", ""),)


def _change(change: ToldChange) -> DateChange:
    why = change_words()[change.kind]
    said = f"{why}: {change.reason}" if change.reason else why
    return DateChange(
        before=_date(change.promised_before),
        after=_date(change.promised_after),
        why=said,
        document=change.document_no,
        quote=change.words,
    )


def change_words() -> dict[DueChangeKind, str]:
    """Why the date moved, on the language of the page."""
    return {
        DueChangeKind.FIRST: _("Hẹn lần đầu"),
        DueChangeKind.RESUME: _("Tính tiếp sau khi tạm dừng"),
        DueChangeKind.RESTART: _("Tính lại từ đầu khi có đủ giấy tờ"),
        DueChangeKind.EXTEND: _("Gia hạn một lần để xác minh"),
        DueChangeKind.REAPPOINT: _("Hẹn lại, kèm thư xin lỗi"),
        DueChangeKind.RECOMPUTE: _("Tính lại theo lịch nghỉ mới"),
        DueChangeKind.CORRECTION: _("Đính chính"),
    }


def _date(moment: datetime | None) -> str:
    return f"{hour(moment)} {full_day_words(moment)}" if moment else _("trả ngay")


def reckoned(progress: Progress) -> Reckoning | None:
    """The panel "Cách tính": with a proof only."""
    if progress.explanation is None or progress.told is None:
        return None
    causes = {pause.paused: cause_words(pause.cause) for pause in progress.told.pauses}
    notes = [
        _("Trước đó tạm dừng từ %(start)s đến %(end)s: %(why)s.")
        % {"start": day_words(pause.paused), "end": day_words(pause.resumed), "why": causes[pause.paused]}
        for pause in progress.told.pauses
        if pause.resumed and pause.paused < progress.explanation.start
    ]
    limit = limit_words(progress.limit) if progress.limit else ""
    last = progress.told.pauses[-1].resumed if progress.told.pauses else None
    ended = last is not None and last == progress.closed_at and progress.late_at == FAR_FUTURE
    return reckoning(
        progress.explanation,
        limit=limit,
        notes=tuple(notes),
        causes=causes,
        stands=stands(progress),
        ended=ended,
    )
