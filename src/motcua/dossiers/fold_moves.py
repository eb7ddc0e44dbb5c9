"""The moves of the fold: steps that begin and end, a clock that stops and goes on, dates counted anew.

The same moves as the verbs make (`work`, `clock`), played from the events and the rules alone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.clock import CHANGE_OF, keep_promise
from motcua.dossiers.dating import Ahead, Promise, after, promise
from motcua.dossiers.folded import Folded, FoldedDueChange, FoldedSegment, FoldedStep
from motcua.dossiers.work import step_timing
from motcua.ledger.models import Event
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Clock, SegmentCause, SegmentKind
from motcua.rules.deadlines import FAR_FUTURE, Due, Limit, Resume, parse_limit, step_due, step_resume


def limit_of(folded: Folded) -> Limit | None:
    """The limit of the pinned version for its case; where there is none, that is a fault."""
    columns = folded.columns
    limit = shelf().version(columns["procedure_version_id"]).limit_for(columns["case_id"])
    if limit is None:
        folded.faults.append("limit: the pinned version has none")
    return limit


def calendar_of(folded: Folded) -> WorkingCalendar:
    """The pinned calendar with the hours of the desk."""
    return calendar_for(folded.columns["receiving_unit_id"], folded.columns["calendar_version_id"])


def date_anew(folded: Folded, said: Mapping[str, Any], start: datetime) -> None:
    """The dates by the rules and the pinned definitions; where the event said otherwise, that is a fault."""
    limit = limit_of(folded)
    if limit is not None:
        term = promise(limit, start, calendar_of(folded), ahead=ahead_of(said))
        take_dates(folded, term, said)


def ahead_of(said: Mapping[str, Any]) -> Ahead | None:
    """By which days and percent "soon" was counted when the dates were said; None: the event does not say."""
    return Ahead(said["soon_days"], said["soon_percent"]) if "soon_days" in said else None


def take_dates(folded: Folded, term: Promise, said: Mapping[str, Any]) -> None:
    """The dates as the rules give them; where the event said otherwise, that is a fault."""
    folded.columns |= term.columns()
    if dict(said) != term.facts().as_facts():
        folded.faults.append(f"dates: the event says {dict(said)}, the rules say {term.facts().as_facts()}")


def open_step(folded: Folded, event: Event, said: Mapping[str, Any]) -> None:
    """A step begins; its due date is counted again from its limit."""
    calendar = calendar_for(said["unit"], folded.columns["calendar_version_id"])
    limit = parse_limit(said["limit"]) if said.get("limit") else None
    due = step_due(event.occurred_at, limit.value, limit.unit, calendar) if limit else None
    folded.steps.append(
        FoldedStep(
            no=said["no"],
            node=said["node"],
            kind=said["kind"],
            unit=said["unit"],
            person=said.get("person"),
            role=said["role"],
            opened_at=event.occurred_at,
            opened_seq=event.seq,
            limit=said.get("limit"),
            due=due,
        )
    )
    folded.columns |= {"holder_unit_id": said["unit"], "holder_id": said.get("person")}


def close_step(folded: Folded, event: Event, said: Mapping[str, Any], *, stood_since: datetime | None = None) -> None:
    """A step ends; its working minutes and its timing are counted again."""
    step = folded.main
    if step is None or step.no != said["no"]:
        folded.faults.append(f"{event.seq}: step {said['no']} is not the open one")
        return
    calendar = calendar_for(step.unit, folded.columns["calendar_version_id"])
    step.closed_at, step.closed_seq, step.end = event.occurred_at, event.seq, said["end"]
    step.person = said.get("person")
    until = event.occurred_at if stood_since is None else max(stood_since, step.opened_at)
    step.used = calendar.minutes_between(step.opened_at, until) - (step.paused or 0)
    step.timing = None if step.due is None else int(step_timing(until, step.due))


def close_segment(folded: Folded, event: Event) -> None:
    """The stretch of the clock that was open ends."""
    segment = folded.segments[-1]
    segment.to_at, segment.closed_seq = event.occurred_at, event.seq


def change_dates(folded: Folded, event: Event, kind: int, before: Mapping[str, Any], **more: Any) -> None:
    """A row of the history of the dates: what they were, and what the columns say now."""
    folded.due_changes.append(
        FoldedDueChange(
            seq=event.seq,
            kind=int(kind),
            at=event.occurred_at,
            late_before=before["late_at"],
            legal_before=before["legal_due"],
            promised_before=before["promised_due"],
            legal_after=folded.columns["legal_due"],
            promised_after=folded.columns["promised_due"],
            **more,
        )
    )


def dates_of(folded: Folded) -> dict[str, Any]:
    """The dates as they are, to be kept before they change."""
    return {name: folded.columns[name] for name in ("late_at", "legal_due", "promised_due", "legal_due_raw")}


def stop_clock(folded: Folded, event: Event, said: Mapping[str, Any]) -> None:
    """The clock stops for a lawful cause; a late dossier stays late, and the event must say so."""
    columns, at = folded.columns, event.occurred_at
    late = columns["late_at"] < at
    if late != said["late"]:
        folded.faults.append(f"{event.seq}: late when the clock stopped? the event says {said['late']}")
    close_segment(folded, event)
    segment = FoldedSegment(
        folded.segments[-1].no + 1,
        at,
        event.seq,
        kind=int(SegmentKind.PAUSE),
        cause=said["cause"],
        basis=said["basis"],
        document_no=said.get("document_no", ""),
    )
    folded.segments.append(segment)
    if folded.main is not None:
        folded.main.stands = folded.main.due is None or folded.main.due >= at
    columns |= {"clock": int(Clock.PAUSED), "soon_from": None}
    if not late:
        columns["late_at"] = FAR_FUTURE


def go_on(folded: Folded, event: Event, said: Mapping[str, Any]) -> None:
    """The clock goes on; the dates move by the rules unless it was late before it stopped."""
    columns, at = folded.columns, event.occurred_at
    close_segment(folded, event)
    paused = folded.segments[-1].from_at
    resumed = FoldedSegment(folded.segments[-1].no + 1, at, event.seq, cause=int(SegmentCause.RESUMED))
    folded.segments.append(resumed)
    _step_goes_on(folded, paused, at)
    columns["clock"] = int(Clock.RUNNING)
    was_late = columns["late_at"] < FAR_FUTURE
    limit = limit_of(folded)
    if was_late or columns["legal_due"] is None or limit is None:
        return
    before, how = dates_of(folded), Resume(said["how"])
    term = after(
        limit,
        Due(before["legal_due"], before["legal_due_raw"]),
        columns["complete_at"],
        paused=paused,
        resumed=at,
        how=how,
        calendar=calendar_of(folded),
        ahead=ahead_of(said.get("dates", {})),
    )
    take_dates(folded, term, said.get("dates", {}))
    columns["promised_due"] = keep_promise(before["legal_due"], before["promised_due"], term.due.at)
    if how is Resume.RESTART:
        columns["complete_at"] = at
    change_dates(folded, event, CHANGE_OF[how], before)


def _step_goes_on(folded: Folded, paused: datetime, at: datetime) -> None:
    step = folded.main
    if step is None:
        return
    calendar = calendar_for(step.unit, folded.columns["calendar_version_id"])
    since = max(paused, step.opened_at)
    if step.due is not None and step.due >= paused:
        step.due = step_resume(step.due, since, at, calendar)
    step.paused = (step.paused or 0) + calendar.minutes_between(since, at)
    step.stands = False


def end_clock(folded: Folded, event: Event, said: Mapping[str, Any]) -> None:
    """The clock ends without a result; the open step is cancelled."""
    close_segment(folded, event)
    if "closed" in said:
        stood = folded.segments[-1].from_at if folded.columns["clock"] == Clock.PAUSED else None
        close_step(folded, event, said["closed"], stood_since=stood)
    folded.columns |= {
        "clock": int(Clock.ENDED),
        "outcome": said["outcome"],
        "closed_at": event.occurred_at,
        "soon_from": None,
    }
