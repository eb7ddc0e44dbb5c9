"""The apology of a dossier in the hands of a verb: whether it is owed, what the clock ledger says, what it promises."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from motcua.dossiers.models import Apology
from motcua.dossiers.work import Work
from motcua.people.roster import roster
from motcua.people.settings import read, reason_text, reasons
from motcua.rules.apologies import (
    CAUSE_OF_STEP,
    MOST_DAYS,
    Stretch,
    least_days,
    near_from,
    proposed_days,
    reappointed,
    slowest,
)
from motcua.rules.calendar import WorkingCalendar, legal_day, local
from motcua.rules.codes import Apology as ApologyClass
from motcua.rules.deadlines import LimitUnit, parse_limit
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NodeKind

CAUSES = "lateness_causes"
_MINUTES = {LimitUnit.WD: 480, LimitUnit.WH: 60}


class NothingPromised(Fault):
    """What is returned at once has no date that could be missed."""

    code = "nothing_promised"
    sentence = "Hồ sơ trả ngay không có ngày hẹn nên không có gì để xin lỗi."


class NotNearDue(Fault):
    """The date is far off: nobody can know yet that it will be missed."""

    code = "not_near_due"
    sentence = "Hồ sơ còn xa hạn trả ({due}). Từ {near} mới lập thư xin lỗi, nếu biết chắc không kịp."


class AlreadyApologised(Fault):
    """The return date is re-appointed once at most (Decree 61/2018 Art. 19(9))."""

    code = "already_apologised"
    sentence = "Hồ sơ đã có thư xin lỗi {state}. Mỗi hồ sơ chỉ được hẹn lại một lần."


class PromiseInPast(Fault):
    """The new date has passed already."""

    code = "promise_in_past"
    sentence = "Hẹn thêm {days} ngày làm việc là ngày {day}, đã qua. Hẹn thêm ít nhất {least} ngày."


class BadExtension(Fault):
    """No days, or more than anybody could wait."""

    code = "bad_extension"
    sentence = "Số ngày làm việc hẹn thêm phải từ 1 đến {most}."


class ApologyFirst(Fault):
    """The province wants the apology before a late result is signed."""

    code = "apology_first"
    sentence = "Hồ sơ đã quá hạn mà chưa xin lỗi. Soạn, ký và gửi thư xin lỗi ở mục “Thư xin lỗi” rồi mới trình ký."


@dataclass(frozen=True, slots=True)
class Blame:
    """What the clock ledger says of the delay: whose it is, and the cause on the list that fits best."""

    unit_id: int
    cause: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A letter as the system would write it."""

    cause: str
    cause_unit_id: int
    sentence: str
    days: int


def promise_calendar(work: Work) -> WorkingCalendar:
    """The calendar by which the date of the slip was counted."""
    return work.calendar(work.dossier.receiving_unit_id)


def require_owed(work: Work) -> datetime:
    """An apology may be spoken of: there is a date, it is near or past, and none was sent. The legal date.

    Raises NothingPromised, AlreadyApologised, NotNearDue.
    """
    dossier, due = work.dossier, work.dossier.legal_due
    if due is None:
        raise NothingPromised()
    if dossier.apology != ApologyClass.NONE:
        raise AlreadyApologised(state="đã gửi")
    hours = read("apology_draft_hours", on=work.today)
    near = near_from(due, dossier.soon_from, promise_calendar(work), hours=hours)
    if not work.is_late and work.at < near:
        raise NotNearDue(due=_day(due), near=f"{local(near):%H:%M} ngày {_day(near)}")
    return due


def require_apology(work: Work) -> None:
    """A late result is not laid before the signer without an apology, where the province wants it. Raises ApologyFirst.

    No statement.
    """
    if not work.is_late or work.dossier.apology != ApologyClass.NONE or work.dossier.legal_due is None:
        return
    unit_id = work.dossier.competent_unit_id
    if read("block_result_signing_if_late_without_apology", on=work.today, unit_id=unit_id) == "yes":
        raise ApologyFirst()


def letter_of(work: Work) -> Apology | None:
    """The apology of the dossier as it stands."""
    return Apology.objects.filter(dossier_id=work.dossier.pk).first()


def new_date(work: Work, due: datetime, days: int) -> datetime:
    """The one new date. Raises BadExtension, PromiseInPast."""
    calendar = promise_calendar(work)
    least = least_days(due, work.at, calendar)
    if not 1 <= days <= least + MOST_DAYS:
        raise BadExtension(most=least + MOST_DAYS)
    new_due = reappointed(due, days, calendar)
    if new_due <= work.at:
        raise PromiseInPast(days=days, day=_day(new_due), least=least)
    return new_due


def proposal(work: Work, due: datetime) -> Proposal:
    """The letter as the clock ledger, the process and the calendar would have it. No statement beside the steps."""
    blame = blame_of(work)
    return Proposal(
        cause=blame.cause,
        cause_unit_id=blame.unit_id,
        sentence=sentence_for(work, blame.cause, blame.unit_id),
        days=proposed_days(due, work.at, _minutes_ahead(work), promise_calendar(work)),
    )


def sentence_for(work: Work, cause: str, unit_id: int) -> str:
    """One plain sentence: the words of the cause, and where; the applicant reads it, so the unit has its full name."""
    words = reason_text(CAUSES, cause, on=work.today).rstrip(".")
    return f"{words} ({roster().unit(unit_id, work.today).name})."


def blame_of(work: Work) -> Blame:
    """Whose step used most beyond its own limit, else who holds the dossier; the cause by the kind of that step."""
    found = slowest(_stretches(work))
    kind = found.kind if found else work.main_kind
    listed = [item.code for item in reasons(CAUSES, on=work.today)]
    wanted = CAUSE_OF_STEP.get(kind, "") if kind else ""
    return Blame(
        unit_id=found.unit_id if found else work.dossier.holder_unit_id,
        cause=wanted if wanted in listed else listed[0],
    )


def _stretches(work: Work) -> list[Stretch]:
    """The steps with their working minutes; the open one until now."""
    found = []
    for step in work.steps:
        used = step.used_minutes
        if used is None:
            used = work.calendar(step.unit_id).minutes_between(step.opened_at, work.at) - (step.paused_minutes or 0)
        allowed = _allowed(step.limit_value, step.limit_unit)
        found.append(Stretch(step.unit_id, NodeKind(step.kind), used, allowed))
    return found


def _allowed(value: Decimal | None, unit: int | None) -> int | None:
    """A step's own limit in working minutes; None without one that is counted so."""
    if value is None or unit is None or LimitUnit(unit) not in _MINUTES:
        return None
    return int(value * _MINUTES[LimitUnit(unit)])


def _minutes_ahead(work: Work) -> int:
    """What the open step and those behind it are allowed, in working minutes."""
    step = work.main
    if step is None:
        return 0
    process = work.process.map
    limits = [
        parse_limit(node.limit) for node in (process.node(step.node_key), *process.ahead(step.node_key)) if node.limit
    ]
    return sum(_allowed(limit.value, limit.unit) or 0 for limit in limits)


def _day(moment: datetime) -> str:
    return f"{legal_day(moment):%d/%m/%Y}"
