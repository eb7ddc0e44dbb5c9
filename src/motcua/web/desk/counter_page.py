"""`/nv/quay/`: what has been received here and not handed over yet; one act hands over many, and accounts for each."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.worklist import Box, Key, Row, page
from motcua.ledger.actor import Actor
from motcua.people.permissions import Place, allows
from motcua.people.roster import roster
from motcua.people.settings import read
from motcua.rules.calendar import WorkingCalendar, legal_day
from motcua.rules.deadlines import LimitUnit, hand_over_by
from motcua.rules.lifecycle import Verb
from motcua.web.desk.nav import dossier_url, shell_for
from motcua.web.desk.work_page import act_on_many
from motcua.web.shared.dates import short_day
from motcua.web.shared.deadline_words import Dates, Deadline, deadline_words
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import seen
from motcua.web.shared.toasts import Toast, say


@dataclass(frozen=True, slots=True)
class CounterLine:
    """A dossier at the counter, ready to print."""

    row: Row
    url: str
    deadline: Deadline | None
    holder: str
    mine: bool  # whether this person may hand it over; a colleague's is shown and left alone
    overdue: bool  # the hour by which the process wants it handed over has passed
    hand_over: str  # the day on which the law wants it handed over; "" for what never leaves the desk
    hand_over_missed: bool
    token: str


@needs(Verb.FORWARD)
def counter(request: HttpRequest) -> HttpResponse:
    """The list, fifty at a time."""
    return render(request, "desk/counter.html", _context(request))


@needs(Verb.FORWARD)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Forward the chosen ones to the agencies that settle them, each its own act."""
    chosen = request.POST.getlist("ho-so")[:200] if request.method == "POST" else []
    done, failed = act_on_many(request, Verb.FORWARD, chosen)
    if not chosen or (done and not failed):
        if done:
            say(request, Toast(f"Đã chuyển {len(done)} hồ sơ đến cơ quan giải quyết."))
        return HttpResponseRedirect(reverse("desk:counter"))
    outcome = {"done": done, "failed": [(code or "Một hồ sơ", why, dossier_url(code)) for code, why in failed]}
    return render(request, "desk/counter.html", _context(request) | {"outcome": outcome})


def _may_hand_over(actor: Actor, row: Row, at: datetime) -> bool:
    sector = shelf().find(row.procedure_code).sector.code
    place = Place(holder_unit_id=row.holder_unit_id, receiving_unit_id=row.receiving_unit_id, holder_id=row.holder_id)
    return allows(actor, Verb.FORWARD, place, sector=sector, at=at)


def _hand_over_by(row: Row, calendar: WorkingCalendar) -> datetime | None:
    """By when the agency must have it (Decree 61/2018 Art. 18); None for what is returned at once."""
    if row.received_at is None or row.limit_unit is LimitUnit.NOW:
        return None
    cutoff = read("forward_cutoff", on=legal_day(row.received_at), unit_id=row.receiving_unit_id)
    return hand_over_by(row.received_at, cutoff, calendar)


def _hand_over_words(row: Row, by: datetime) -> str:
    same_day = row.received_at is not None and legal_day(row.received_at) == legal_day(by)
    return f"{'trong ngày' if same_day else 'đầu giờ'} {short_day(by)}"


def _context(request: HttpRequest) -> dict[str, object]:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = page(actor, Box.DESK, at=at, after=Key.parse(request.GET.get("sau", "")))
    seen(request, [row.dossier_id for row in found.rows], page="desk:counter")
    lines = []
    for row in found.rows:
        dates = Dates(
            clock=row.clock,
            late_at=row.late_at,
            legal_due=row.legal_due,
            promised_due=row.promised_due,
            soon_from=row.soon_from,
        )
        calendar = calendar_for(row.receiving_unit_id, row.calendar_version_id)
        by = _hand_over_by(row, calendar)
        lines.append(
            CounterLine(
                row=row,
                url=reverse("desk:dossier", args=[row.code]),
                deadline=deadline_words(dates, at=at, calendar=calendar),
                holder=roster().staff(row.holder_id).name if row.holder_id else "",
                mine=_may_hand_over(actor, row, at),
                overdue=row.step_due is not None and row.step_due < at,
                hand_over=_hand_over_words(row, by) if by else "",
                hand_over_missed=by is not None and legal_day(by) < legal_day(at),
                token=f"{row.code}@{row.version}",
            )
        )
    return {
        "shell": shell_for(request, "counter"),
        "lines": lines,
        "more_url": f"?sau={found.after}" if found.after else "",
        "acts": [{"value": "forward", "label": "Chuyển đến cơ quan giải quyết", "icon": "send", "key": "T"}],
    }
