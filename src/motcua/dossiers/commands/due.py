"""The one verb that may move a date without a citizen's act: a newly published calendar, by a document."""

from datetime import datetime

from motcua.catalogue.calendars import calendar_for, current_version_id
from motcua.dossiers.change import Change, change
from motcua.dossiers.clock import keep_promise, pauses_of
from motcua.dossiers.dating import Ahead, Promise, given_back, moved_ahead, recount
from motcua.dossiers.facts import DueRecomputed
from motcua.dossiers.models import DueChange, Step
from motcua.dossiers.orders import RecomputeDueOrder
from motcua.dossiers.texts import tidy
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.rules.calendar import legal_day, local
from motcua.rules.codes import DueChangeKind
from motcua.rules.deadlines import FAR_FUTURE, LimitUnit, step_due
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb


class DocumentMissing(Fault):
    """A date moves only by a document."""

    code = "document_missing"
    sentence = "Ghi số văn bản làm căn cứ tính lại hạn."


class SameCalendar(Fault):
    """The dossier already counts by the calendar in force."""

    code = "same_calendar"
    sentence = "Hồ sơ đang tính theo lịch hiện hành nên không có gì để tính lại."


class LateForEver(Fault):
    """Nothing moves the date of a dossier that is late."""

    code = "late_for_ever"
    sentence = "Hồ sơ đã quá hạn. Không thao tác nào dời được hạn của hồ sơ quá hạn."


class WouldBeLate(Fault):
    """By the new calendar the date has passed already: a calculation makes nothing late in hindsight."""

    code = "would_be_late"
    sentence = "Tính theo lịch mới thì hạn trả là {due}, đã qua. Hồ sơ giữ hạn {kept} đã hẹn."


def recompute_due(
    ref: str, order: RecomputeDueOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Count an open dossier that is not late by the calendar in force now. `first_due` stays as it was promised.

    Raises what `change` raises; DocumentMissing, LateForEver, SameCalendar, WouldBeLate.
    """
    with change(ref, Verb.RECOMPUTE_DUE, actor=actor, at=at, expected=expected) as door:
        work = door.work
        document_no = tidy("Số văn bản", order.document_no)
        if not document_no:
            raise DocumentMissing()
        if work.dossier.late_at <= at:
            raise LateForEver()
        before, after = work.dossier.calendar_version_id, current_version_id()
        if before == after:
            raise SameCalendar()
        term = _count_again(work, after)
        if term.late_at <= at:
            raise WouldBeLate(due=_in_words(term.due.at), kept=_in_words(work.dossier.legal_due))
        promised = keep_promise(work.dossier.legal_due, work.dossier.promised_due, term.due.at)
        _note_change(work, term, promised, document_no)
        step = work.open_step
        due = moved_ahead(step.due, _step_due(step, calendar_version_id=after), at=at)
        step.due, step.sort_due = due, due or FAR_FUTURE
        Step.objects.filter(pk=step.pk).update(due=step.due, sort_due=step.sort_due)
        door.facts = DueRecomputed(
            calendar_before=before,
            calendar_after=after,
            document_no=document_no,
            before=work.dossier.legal_due,
            dates=term.facts(),
            step=step.no,
            step_due=due,
        )
        work.set(calendar_version_id=after, **term.columns() | {"promised_due": promised})
    return door.result


def _in_words(due: datetime | None) -> str:
    return "" if due is None else f"{local(due):%H:%M ngày %d/%m/%Y}"


def _count_again(work: Work, calendar_version_id: int) -> Promise:
    """The same term from the same moment with the same pauses, by another calendar."""
    dossier = work.dossier
    start = dossier.complete_at
    if start is None:
        raise RuntimeError("the table lets no verb through before acceptance")
    calendar = calendar_for(dossier.receiving_unit_id, calendar_version_id)
    return recount(work.limit, start, pauses_of(work), calendar, ahead=Ahead.on(legal_day(start)))


def _note_change(work: Work, term: Promise, promised: datetime | None, document_no: str) -> None:
    dossier = work.dossier
    DueChange(
        dossier_id=dossier.pk,
        seq=work.seq,
        kind=DueChangeKind.RECOMPUTE,
        at=work.at,
        late_before=dossier.late_at,
        legal_before=dossier.legal_due,
        legal_after=term.due.at,
        promised_before=dossier.promised_due,
        promised_after=promised,
        document_no=document_no,
    ).save(force_insert=True)


def _step_due(step: Step, *, calendar_version_id: int) -> datetime | None:
    """The open step's own date by the other calendar."""
    if step.limit_unit is None:
        return step.due
    calendar = calendar_for(step.unit_id, calendar_version_id)
    due = step_due(step.opened_at, step.limit_value, LimitUnit(step.limit_unit), calendar)
    return given_back(due, step.paused_minutes, calendar)
