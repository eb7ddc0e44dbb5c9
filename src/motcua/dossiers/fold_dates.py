"""The fold of the two verbs that count the dates again: an extension by its article, a correction from outside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.clock import keep_promise
from motcua.dossiers.dating import Ahead, Pause, given_back, recount
from motcua.dossiers.fold_moves import ahead_of, calendar_of, change_dates, dates_of, limit_of, take_dates
from motcua.dossiers.folded import Folded
from motcua.ledger.models import Event
from motcua.people.roster import roster
from motcua.rules.apologies import apology_class, within_lead
from motcua.rules.calendar import legal_day
from motcua.rules.codes import DueChangeKind, SegmentKind
from motcua.rules.deadlines import longer_step, parse_limit, step_due

_ANY = Ahead(0, 0)  # while the clock stands nothing is due soon


def extend(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """The longer term of the case that the version names, while the dossier was not late."""
    columns, before = folded.columns, dates_of(folded)
    longer = shelf().version(columns["procedure_version_id"]).extension(columns["case_id"])
    if longer is None or longer.id != facts["case"] or columns["case_id"] != facts.get("case_before"):
        folded.faults.append(f"{event.seq}: the version names no such extension")
    if before["late_at"] <= event.occurred_at:
        folded.faults.append(f"{event.seq}: the term of a late dossier was extended")
    columns["case_id"] = facts["case"]
    count_again(folded, facts["dates"], columns["complete_at"])
    change_dates(folded, event, DueChangeKind.EXTEND, before)
    if "step" in facts and before["legal_due"] is not None:  # earlier events left the step as it was
        _step_follows(folded, event, before["legal_due"])


def _step_follows(folded: Folded, event: Event, legal_before: datetime) -> None:
    """The open step's limit grows by the working days that the term grew by."""
    step = folded.main
    if step is None or not step.limit or (step.due is not None and step.due < event.occurred_at):
        folded.faults.append(f"{event.seq}: no open step could have become longer")
        return
    legal_after = folded.columns["legal_due"]
    days = calendar_of(folded).working_days_between(legal_day(legal_before), legal_day(legal_after))
    longer = longer_step(parse_limit(step.limit), days)
    calendar = calendar_for(step.unit, folded.columns["calendar_version_id"])
    step.limit = str(longer)
    step.due = given_back(step_due(step.opened_at, longer.value, longer.unit, calendar), step.paused, calendar)


def correct(folded: Folded, event: Event, facts: Mapping[str, Any]) -> None:
    """The dates from the true moment; who said it, and for which unit, is the event's own actor."""
    columns, before = folded.columns, dates_of(folded)
    moment = datetime.fromisoformat(facts["moment"])
    if datetime.fromisoformat(facts["moment_before"]) != columns["complete_at"] or moment > event.occurred_at:
        folded.faults.append(f"{event.seq}: the moment that was corrected is another one, or the new one in the future")
    posting = roster().posting(event.posting_id) if event.posting_id else None
    if posting is None or (posting.staff_id, posting.unit_id) != (facts["approver"], facts["approver_unit"]):
        folded.faults.append(f"{event.seq}: the correction was approved by somebody else than said it")
    columns["complete_at"] = moment
    count_again(folded, facts["dates"], moment)
    if "letter" in facts:  # earlier events left the class of a letter as it was
        _judge_letter(folded, event, facts["letter"])
    change_dates(
        folded,
        event,
        DueChangeKind.CORRECTION,
        before,
        document_no=facts["document_no"],
        approver_id=facts["approver"],
        approver_unit_id=facts["approver_unit"],
    )


def _judge_letter(folded: Folded, event: Event, said: Mapping[str, Any]) -> None:
    """A letter that was sent falls into its class by the corrected date."""
    letter, due = folded.apology, folded.columns["legal_due"]
    if letter is None or letter.sent_at is None or due is None:
        folded.faults.append(f"{event.seq}: no apology was sent that could be judged again")
        return
    found, lead = int(apology_class(letter.sent_at, due)), within_lead(letter.sent_at, due, calendar_of(folded))
    if (folded.columns["apology"], found, lead) != (said["before"], said["apology"], said["within_lead"]):
        folded.faults.append(f"{event.seq}: by the corrected date the apology is {found}, {lead}")
    folded.columns["apology"], letter.within_lead = found, lead


def count_again(folded: Folded, said: Mapping[str, Any], start: datetime) -> None:
    """Dates by the rules, after the pauses since; the promise is kept while it is the later one."""
    limit, before = limit_of(folded), dates_of(folded)
    ahead = ahead_of(said) or _ANY
    if limit is None:
        return
    take_dates(folded, recount(limit, start, _pauses(folded), calendar_of(folded), ahead=ahead), said)
    folded.columns["promised_due"] = keep_promise(
        before["legal_due"], before["promised_due"], folded.columns["legal_due"]
    )


def _pauses(folded: Folded) -> list[Pause]:
    return [(one.from_at, one.to_at) for one in folded.segments if one.kind == SegmentKind.PAUSE]
