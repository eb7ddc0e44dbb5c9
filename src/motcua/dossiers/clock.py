"""The clock of a dossier in the hands of a verb: it stops for a lawful cause, goes on, or ends without a result.

Whatever is late stays late (decision 12): a pause that begins later stops the hands and no date moves. The clock of
the open step stops with the dossier's (decision 16). Each move gives its part of the event; the fold (`fold_clock`)
plays the same moves from that part alone.
"""

from datetime import UTC, datetime

from motcua.dossiers.change import StaleVersion, require_after
from motcua.dossiers.dating import Pause, after
from motcua.dossiers.facts import ClockEnded, ClockStopped, ClockWentOn, StepClosed
from motcua.dossiers.leftovers import begun, close_left, end_last
from motcua.dossiers.models import ClockSegment, DueChange, Step
from motcua.dossiers.work import Work
from motcua.ledger.rows import insert_one, update, update_telling
from motcua.rules.codes import Clock, DueChangeKind, OutcomeKind, SegmentCause, SegmentKind, StepEnd
from motcua.rules.deadlines import FAR_FUTURE, Due, Resume, step_resume
from motcua.rules.faults import Fault

CHANGE_OF = {Resume.RESUME: DueChangeKind.RESUME, Resume.RESTART: DueChangeKind.RESTART}


class NotPaused(Fault):
    """The clock runs: there is nothing to go on with."""

    code = "not_paused"
    sentence = "Hồ sơ không tạm dừng nên không có gì để tiếp tục giải quyết."


def stop_clock(work: Work, cause: SegmentCause, *, basis: str, document_no: str = "") -> ClockStopped:
    """The clock stops now. What is not late cannot become so meanwhile; what is late stays in every count."""
    dossier, late = work.dossier, work.is_late
    # `segments` is read when it is first asked for: what nobody has read yet is not read for one number.
    no = _close_segment(work).no if "segments" in vars(work) else _close_running(work)
    _open_segment(work, no + 1, SegmentKind.PAUSE, cause, basis=basis, document_no=document_no)
    # The open step, unread; one that is late stays where it stands in the lists.
    running = Step.objects.filter(dossier_id=dossier.pk, main=True, closed_at__isnull=True, due__gte=work.at)
    running.update(sort_due=FAR_FUTURE)
    work.set(clock=Clock.PAUSED, soon_from=None, late_at=dossier.late_at if late else FAR_FUTURE)
    return ClockStopped(cause=cause, basis=basis, document_no=document_no or None, late=late)


def go_on(work: Work, how: Resume) -> ClockWentOn:
    """The clock goes on now. The dates move by the rules, unless it was late before it stopped. Raises NotPaused."""
    dossier = work.dossier
    if dossier.clock != Clock.PAUSED:
        raise NotPaused()
    no, paused = _close_standing(work)
    _open_segment(work, no + 1, SegmentKind.RUN, SegmentCause.RESUMED)
    step_due = _step_goes_on(work, paused)
    work.set(clock=Clock.RUNNING)
    if dossier.late_at < FAR_FUTURE or dossier.legal_due is None or dossier.complete_at is None:
        return ClockWentOn(how=how, step_due=step_due)
    term = after(
        work.limit,
        Due(dossier.legal_due, dossier.legal_due_raw),
        dossier.complete_at,
        paused=paused,
        resumed=work.at,
        how=how,
        calendar=work.calendar(dossier.receiving_unit_id),
    )
    promised = keep_promise(dossier.legal_due, dossier.promised_due, term.due.at)
    note_change(work, CHANGE_OF[how], legal_after=term.due.at, promised_after=promised)
    columns = term.columns() | {"promised_due": promised}
    if how is Resume.RESTART:
        columns["complete_at"] = work.at
    work.set(**columns)
    return ClockWentOn(how=how, dates=term.facts(), promised=promised, step_due=step_due)


def end_clock(work: Work, outcome: OutcomeKind) -> ClockEnded:
    """The clock ends now without a result; the open step is cancelled. `late_at` stays: no end cures lateness."""
    last, stood = end_last(work), work.dossier.clock == Clock.PAUSED
    work.stretches = None if stood else last.no
    left = close_left(work, last)
    closed: StepClosed | None = None
    if work.main is not None:
        require_after(work, work.main.opened_at)
        closed = work.close_step(work.main, StepEnd.CANCELLED, stood_since=last.since if stood else None)
    work.set(clock=Clock.ENDED, outcome=outcome, closed_at=work.at, soon_from=None)
    return ClockEnded(outcome=outcome, closed=closed, request=left.request, letter=left.letter)


def note_change(
    work: Work,
    kind: DueChangeKind,
    *,
    legal_after: datetime | None,
    promised_after: datetime | None,
    document_no: str | None = None,
    approver_unit_id: int | None = None,
) -> None:
    """One row of the history of the dates, before the columns of the dossier are changed."""
    dossier = work.dossier
    insert_one(
        DueChange(
            dossier_id=dossier.pk,
            seq=work.seq,
            kind=kind,
            at=work.at,
            late_before=dossier.late_at,
            legal_before=dossier.legal_due,
            legal_after=legal_after,
            promised_before=dossier.promised_due,
            promised_after=promised_after,
            document_no=document_no,
            approver_id=work.actor.staff_id if approver_unit_id else None,
            approver_unit_id=approver_unit_id,
        )
    )


def keep_promise(legal: datetime | None, promised: datetime | None, legal_after: datetime | None) -> datetime | None:
    """What is promised when the law's date moves: a date re-appointed by an apology holds while it is the later one."""
    if legal_after is None or promised is None or promised == legal:
        return legal_after
    return max(promised, legal_after)


def pauses_of(work: Work) -> list[Pause]:
    """Every stretch in which the clock stood, from when to when; the end of the one that lasts is None."""
    return [(row.from_at, row.to_at) for row in work.segments if row.kind == SegmentKind.PAUSE]


def is_step_late(step: Step, *, at: datetime) -> bool:
    """Whether a step has passed its own due moment."""
    return step.due is not None and step.due < at


def _close_segment(work: Work) -> ClockSegment:
    """End the open stretch of the clock, and tell of it."""
    segment = work.segments[-1]
    require_after(work, segment.from_at)
    segment.to_at, segment.closed_seq = work.at, work.seq
    update(ClockSegment, segment.pk, {"to_at": work.at, "closed_seq": work.seq})
    return segment


def _close_running(work: Work) -> int:
    """End the open stretch of a clock that runs, unread; its number. One statement."""
    # The statement that ends the stretch tells its number: reading it first would be one statement more.
    told = update_telling(begun(work), {"to_at": work.at, "closed_seq": work.seq}, "no")
    if told is None:
        raise StaleVersion(ref=work.dossier)
    no: int = told[0]
    return no


def _close_standing(work: Work) -> tuple[int, datetime]:
    """End the open stretch of a clock that stands: its number, and since when it stood. One statement."""
    if "segments" in vars(work):  # read already: then what was read is kept true
        segment = _close_segment(work)
        return segment.no, segment.from_at
    told = update_telling(begun(work), {"to_at": work.at, "closed_seq": work.seq}, "no, from_at")
    if told is None:
        raise StaleVersion(ref=work.dossier)
    no, since = told
    return no, since if since.tzinfo else since.replace(tzinfo=UTC)  # SQLite tells a moment in UTC, and does not say so


def _open_segment(
    work: Work, no: int, kind: SegmentKind, cause: SegmentCause, *, basis: str = "", document_no: str = ""
) -> None:
    segment = ClockSegment(
        dossier_id=work.dossier.pk,
        no=no,
        kind=kind,
        cause=cause,
        basis=basis,
        document_no=document_no,
        from_at=work.at,
        opened_seq=work.seq,
    )
    insert_one(segment)
    if "segments" in vars(work):  # whoever asks for them later reads this one with the rest
        work.segments.append(segment)


def _step_goes_on(work: Work, paused: datetime) -> datetime | None:
    """The open step gets back the working time that the pause took; a late one stays late. Its due moment now."""
    step = work.main
    if step is None:
        return None
    calendar = work.calendar(step.unit_id)
    stood = calendar.minutes_between(max(paused, step.opened_at), work.at)
    if step.due is not None and not is_step_late(step, at=paused):
        step.due = step_resume(step.due, max(paused, step.opened_at), work.at, calendar)
    step.paused_minutes, step.sort_due = (step.paused_minutes or 0) + stood, step.due or FAR_FUTURE
    columns = {"due": step.due, "sort_due": step.sort_due, "paused_minutes": step.paused_minutes}
    update(Step, step.pk, columns)
    return step.due
