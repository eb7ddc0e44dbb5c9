"""What a citizen reads about a dossier: the answer first, then the date, then the way it went."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.told import ToldPause
from motcua.dossiers.tracking import Progress, PublicStep
from motcua.rules.codes import Clock, OutcomeKind, ReturnMethod
from motcua.rules.deadlines import FAR_FUTURE
from motcua.rules.lifecycle import State
from motcua.web.portal.addresses import to_procedure
from motcua.web.portal.sorry import Sorry, sorry
from motcua.web.portal.times import DateChange, Notice, cause_words, changes, notices, reckoned, stands
from motcua.web.shared.dates import (
    day_words,
    full_day_words,
    hour,
    local_day,
    moment_words,
    month_words,
    number,
    weekday,
)
from motcua.web.shared.deadline_words import Dates, Deadline, deadline_words
from motcua.web.shared.limit_words import step_limit_words
from motcua.web.shared.reckoning import Reckoning
from motcua.web.shared.steps import Mark, StepView

DONE = (State.SETTLED, State.RETURNED)
OPEN = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.OBLIGATION)


@dataclass(frozen=True, slots=True)
class DateCard:
    """The date to plan by, as a leaf of a calendar."""

    label: str
    day: str
    rest: str


@dataclass(frozen=True, slots=True)
class Message:
    """A note for the citizen: when, which office, its words as they were written."""

    when: str
    office: str
    words: str


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The tracking page. `steps`, `messages`, `name` and `reckoning` only with a proof, and then all that `notices` can
    say.
    """

    code: str
    headline: str
    procedure: str
    procedure_url: str
    office: str
    receiving: str
    received: str
    deadline: Deadline | None
    card: DateCard | None
    apology: Sorry | None
    collect: str
    steps: tuple[StepView, ...]
    name: str
    reckoning: Reckoning | None
    notices: tuple[Notice, ...]
    changes: tuple[DateChange, ...]
    messages: tuple[Message, ...]
    proven: bool


def progress_view(progress: Progress, *, at: datetime) -> ProgressView:
    """Everything the page prints, at a moment."""
    dates = Dates(
        clock=progress.clock,
        late_at=progress.late_at,
        legal_due=progress.legal_due,
        promised_due=progress.promised_due,
        timing=progress.timing,
        soon_from=progress.soon_from,
        finished_at=progress.finished_at,
        closed_at=progress.closed_at,
        state=progress.state,
    )
    deadline = deadline_words(dates, at=at, calendar=progress.calendar)
    late = progress.finished_at is None and deadline is not None and deadline.state == "late"
    return ProgressView(
        code=progress.code,
        headline=_headline(progress, late=late),
        procedure=progress.procedure_name,
        procedure_url=to_procedure(progress.procedure_code, progress.procedure_name),
        office=progress.competent_unit_name,
        receiving=progress.receiving_unit_name,
        received=f"{hour(progress.received_at)} {full_day_words(progress.received_at)}" if progress.received_at else "",
        deadline=deadline,
        card=_card(progress),
        apology=sorry(progress, late=late),
        collect=_collect(progress),
        steps=_timeline(progress, late=late),
        name=progress.masked_name,
        reckoning=reckoned(progress),
        notices=notices(progress),
        changes=changes(progress),
        messages=tuple(
            Message(f"{hour(one.at)} {full_day_words(one.at)}", one.office, one.words) for one in progress.notes
        ),
        proven=progress.level > 0,
    )


def _headline(progress: Progress, *, late: bool) -> str:
    """The state in one sentence."""
    due, promised = progress.legal_due, progress.promised_due
    if progress.state is State.SETTLED:
        return _come_by()[progress.return_method]
    if progress.state is State.RETURNED:
        when = progress.returned_at or progress.finished_at
        return _("Đã trả kết quả %(day)s") % {"day": day_words(when)} if when else _("Đã trả kết quả")
    said = {
        State.SUBMITTED: _("Đã gửi, đang chờ kiểm tra"),
        State.RECEIVED: _("Đã tiếp nhận"),
        State.REFUSED: _("Hồ sơ không được tiếp nhận"),
        State.PROCESSING: _current(progress),
        State.SUPPLEMENT: _("Đang chờ bạn bổ sung giấy tờ"),
        State.OBLIGATION: _("Đang chờ bạn nộp nghĩa vụ tài chính"),
        State.WITHDRAWN: _("Hồ sơ đã được rút theo yêu cầu"),
        State.STOPPED: _stopped(progress),
    }[progress.state]
    if progress.state not in OPEN or promised is None or due is None or (stands(progress) and not late):
        return said
    day = {"said": said, "day": day_words(promised)}
    if promised > due:
        return _("%(said)s, kết quả hẹn lại sang %(day)s") % day
    return _("%(said)s, đã quá ngày hẹn %(day)s") % day if late else _("%(said)s, hẹn trả %(day)s") % day


def _come_by() -> dict[ReturnMethod, str]:
    """The result is there: whether the citizen comes for it, or it comes to him."""
    come = _("Đã có kết quả, mời bạn đến nhận")
    return {
        ReturnMethod.DESK: come,
        ReturnMethod.POST: _("Đã có kết quả, bưu điện phát tại địa chỉ của bạn"),
        ReturnMethod.ONLINE: _("Đã có kết quả, bản điện tử gửi qua cổng dịch vụ công"),
        ReturnMethod.ONLINE_AND_DESK: come,
    }


def _stopped(progress: Progress) -> str:
    """Whether it was refused is said to whoever proves his right."""
    declined = progress.told is not None and progress.outcome is OutcomeKind.REFUSED
    return _("Hồ sơ bị từ chối giải quyết") if declined else _("Hồ sơ đã dừng giải quyết")


def _current(progress: Progress) -> str:
    if progress.clock is Clock.PAUSED:
        return _("Hồ sơ đang tạm dừng")
    now = [step.name for step in progress.steps if step.state == "now"]
    return _("Đang ở bước “%(step)s”") % {"step": now[-1]} if now else _("Đang giải quyết")


def _card(progress: Progress) -> DateCard | None:
    if progress.state in DONE and progress.finished_at:
        return _leaf(_("Xong ngày"), progress.finished_at, hour_too=False)
    if progress.promised_due is None or progress.state not in OPEN or stands(progress):
        return None
    again = progress.promised_due != progress.first_due
    return _leaf(_("Hẹn trả mới") if again else _("Hẹn trả"), progress.promised_due, hour_too=True)


def _leaf(label: str, moment: datetime, *, hour_too: bool) -> DateCard:
    rest = f"{month_words(moment)}, {weekday(moment)}" + (f", {hour(moment)}" if hour_too else "")
    return DateCard(label, str(local_day(moment).day), rest)


def _collect(progress: Progress) -> str:
    words = {
        ReturnMethod.DESK: _("Nhận tại %(desk)s, mang theo giấy hẹn và căn cước"),
        ReturnMethod.POST: _("Bưu điện phát tại địa chỉ bạn đã ghi"),
        ReturnMethod.ONLINE: _("Bản điện tử, gửi qua cổng dịch vụ công"),
        ReturnMethod.ONLINE_AND_DESK: _("Bản điện tử, và bản giấy tại %(desk)s"),
    }
    return words[progress.return_method] % {"desk": progress.receiving_unit_name}


def _timeline(progress: Progress, *, late: bool) -> tuple[StepView, ...]:
    """Steps and lawful pauses in the order in which they ended; what is at hand, and then what will come."""
    ahead = [_step(step, late=late) for step in progress.steps if step.state == "ahead"]
    past = [(step.closed_at or FAR_FUTURE, _step(step, late=late)) for step in progress.steps if step.opened_at]
    told = progress.told.pauses if progress.told else ()
    stood = [(pause.resumed or FAR_FUTURE, _pause(pause, counts=pause.paused > progress.late_at)) for pause in told]
    # Stable: a pause that stands comes behind the step that it holds up.
    return tuple(view for _end, view in sorted([*past, *stood], key=lambda one: one[0])) + tuple(ahead)


def _pause(pause: ToldPause, *, counts: bool) -> StepView:
    """A lawful pause, hatched; `counts`: it was late before, and gets no time back."""
    why = cause_words(pause.cause)
    name = _("Tạm dừng: %(why)s") % {"why": why}
    lines = (_("Thời gian này không tính vào thời hạn giải quyết."),) if not counts else ()
    if pause.resumed is None:
        return StepView(name, Mark.PAUSE, lines, (_("từ %(moment)s") % {"moment": moment_words(pause.paused)},))
    span = {"start": moment_words(pause.paused), "end": moment_words(pause.resumed)}
    return StepView(name, Mark.PAUSE, lines, (_("từ %(start)s đến %(end)s") % span,))


def _step(step: PublicStep, *, late: bool) -> StepView:
    """One step; red is for a dossier that is late, not for an office that is slow inside its time."""
    limit = step_limit_words(step.limit)
    allowed = _("cho phép %(limit)s") % {"limit": limit} if limit else ""
    lines = (step.office,) if step.office else ()
    if step.state == "ahead":
        return StepView(step.name, Mark.PLAIN, lines, (allowed,) if allowed else ())
    if step.cancelled and step.closed_at is not None:
        return StepView(step.name, Mark.ENDED, (*lines, _("Dừng ở bước này")), (moment_words(step.closed_at),))
    if step.closed_at is not None:
        spent = _spent(step.used_minutes)
        times = (moment_words(step.closed_at), *((spent,) if spent else ()))
        return StepView(step.name, Mark.DONE, lines, times)
    opened = (_("từ %(moment)s") % {"moment": moment_words(step.opened_at)},) if step.opened_at else ()
    return StepView(step.name, Mark.LATE if late else Mark.NOW, lines, (*opened, *((allowed,) if allowed else ())))


def _spent(minutes: int | None) -> str:
    """How long a step took: minutes, hours or days of 480 working minutes."""
    if minutes is None:
        return ""
    if minutes < 60:
        return _("xử lý trong %(n)s phút") % {"n": max(1, minutes)}
    if minutes < 480:
        return _("xử lý trong %(n)s giờ") % {"n": number(minutes / 60, 1)}
    return _("xử lý trong %(n)s ngày làm việc") % {"n": number(minutes / 480, 1)}
