"""The one extension that the law knows: something must be verified, so the longer term of the same article holds."""

from datetime import datetime

from motcua.catalogue.cards import CaseCard, PauseCard
from motcua.dossiers.change import Change, change
from motcua.dossiers.clock import is_step_late, keep_promise, note_change, pauses_of
from motcua.dossiers.commands.due import LateForEver
from motcua.dossiers.dating import Ahead, Promise, given_back, recount
from motcua.dossiers.models import Step
from motcua.dossiers.notes import keep_note
from motcua.dossiers.reasons import ReasonNeedsWords
from motcua.dossiers.texts import worded
from motcua.dossiers.times_facts import Extended
from motcua.dossiers.times_orders import ExtendOrder
from motcua.dossiers.work import Work, step_limit
from motcua.ledger.actor import Actor
from motcua.ledger.rows import update
from motcua.rules.calendar import legal_day
from motcua.rules.codes import DueChangeKind, NoteVisibility
from motcua.rules.deadlines import FAR_FUTURE, longer_step, step_due
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb


class ExtensionNotListed(Fault):
    """The law gives this case no longer term."""

    code = "extension_not_listed"
    sentence = "Thủ tục này không quy định gia hạn để xác minh cho trường hợp của hồ sơ."


class AlreadyExtended(Fault):
    """The longer term holds already: from the beginning, or since it was extended."""

    code = "already_extended"
    sentence = "Hồ sơ đã theo thời hạn “{case}” nên không gia hạn thêm lần nào nữa."


def extend(ref: str, order: ExtendOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Let the longer term of the case that the procedure names hold from the complete dossier on, once.

    The limit of the open step grows by as many working days as the term. `first_due` stays; a date that an apology
    re-appointed holds while it is the later one. Raises what `change` raises; LateForEver, ExtensionNotListed,
    AlreadyExtended, ReasonNeedsWords, UnprintableSign.
    """
    with change(ref, Verb.EXTEND, actor=actor, at=at, expected=expected) as door:
        work = door.work
        if work.dossier.late_at <= at:
            raise LateForEver()
        listed, case = _longer(work)
        words = worded("Nội dung phải xác minh", order.explanation)
        if not words:
            raise ReasonNeedsWords()
        door.facts = _move(work, case, listed, keep_note(work, words, visibility=NoteVisibility.APPLICANT))
    return door.result


def _longer(work: Work) -> tuple[PauseCard, CaseCard]:
    """The entry of the procedure and the case whose term is the longer one."""
    case_id, found = work.dossier.case_id, work.version.longer_case()
    if found is not None and found[1].id == case_id:
        raise AlreadyExtended(case=found[1].name)
    if found is None or not work.version.same_article(case_id, found[1].id):
        raise ExtensionNotListed()
    return found


def _move(work: Work, case: CaseCard, listed: PauseCard, note: int | None) -> Extended:
    """The dossier goes over to the other case, and its dates are counted again from the complete dossier."""
    dossier, before = work.dossier, work.dossier.case_id
    legal, promised = dossier.legal_due, dossier.promised_due
    term = _recounted(work, case)
    if legal is None or term.due.at is None or term.due.at <= legal:
        raise ExtensionNotListed()
    kept = keep_promise(legal, promised, term.due.at)
    note_change(work, DueChangeKind.EXTEND, legal_after=term.due.at, promised_after=kept)
    longer = _step_follows(work, legal, term.due.at)
    work.set(**term.columns() | {"promised_due": kept, "case_id": case.id})
    return Extended(
        case_before=before,
        case=case.id,
        basis=listed.basis,
        before=legal,
        dates=term.facts(),
        promised=kept or term.due.at,
        note=note,
        step=longer.no if longer else None,
        step_limit=str(step_limit(longer)) if longer else None,
        step_due=longer.due if longer else None,
    )


def _step_follows(work: Work, before: datetime, after: datetime) -> Step | None:
    """The open step gets the working days that the term got, for it is there that something is verified; None where it
    has no such limit, or is late: that it stays.
    """
    step = work.main
    limit = step_limit(step) if step is not None else None
    if step is None or limit is None or is_step_late(step, at=work.at):
        return None
    days = work.calendar(work.dossier.receiving_unit_id).working_days_between(legal_day(before), legal_day(after))
    longer = longer_step(limit, days)
    if longer == limit:
        return None
    calendar = work.calendar(step.unit_id)
    due = given_back(step_due(step.opened_at, longer.value, longer.unit, calendar), step.paused_minutes, calendar)
    step.limit_value, step.due, step.sort_due = longer.value, due, due or FAR_FUTURE
    update(Step, step.pk, {"limit_value": step.limit_value, "due": step.due, "sort_due": step.sort_due})
    return step


def _recounted(work: Work, case: CaseCard) -> Promise:
    dossier, limit = work.dossier, work.version.limit_for(case.id)
    if limit is None or dossier.complete_at is None:
        raise ExtensionNotListed()
    calendar = work.calendar(dossier.receiving_unit_id)
    return recount(limit, dossier.complete_at, pauses_of(work), calendar, ahead=Ahead.on(work.today))
