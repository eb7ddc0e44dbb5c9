"""`/nv/bo-sung/`: the requests for missing papers: to be signed, to be sent, waiting for the applicant."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.calendars import calendar_for
from motcua.dossiers.right_first_time import By, Rate, rates
from motcua.dossiers.supplement_lists import NEXT, Waiting, waiting
from motcua.people.permissions import Action, may, units_in_scope
from motcua.people.settings import reason_text
from motcua.rules.calendar import legal_day, local
from motcua.rules.codes import SupplementState
from motcua.rules.lifecycle import Verb
from motcua.web.desk.nav import shell_for
from motcua.web.shared.deadline_words import Deadline, deadline_words
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import seen

SLUGS = {
    "cho-ky": SupplementState.PROPOSED,
    "cho-gui": SupplementState.SIGNED,
    "cho-nop": SupplementState.SENT,
}
NAMES = {
    SupplementState.PROPOSED: "Chờ ký",
    SupplementState.SIGNED: "Chờ gửi",
    SupplementState.SENT: "Chờ người nộp bổ sung",
}
EMPTY = {
    SupplementState.PROPOSED: "Không có yêu cầu bổ sung nào chờ ký.",
    SupplementState.SIGNED: "Không có yêu cầu bổ sung nào chờ gửi.",
    SupplementState.SENT: "Không có hồ sơ nào chờ người nộp bổ sung.",
}
ACTS = {Verb.SIGN_SUPPLEMENT: "Xem và ký", Verb.REQUEST_SUPPLEMENT: "Gửi", Verb.ACCEPT_SUPPLEMENT: "Nhận bổ sung"}


@dataclass(frozen=True, slots=True)
class Line:
    """A request, ready to print."""

    code: str
    url: str
    procedure: str
    applicant: str
    reason: str
    again: int
    until: datetime | None
    over: bool
    deadline: Deadline | None
    act: str
    act_url: str


@needs(Verb.REQUEST_SUPPLEMENT, Verb.SIGN_SUPPLEMENT, Verb.PROPOSE_SUPPLEMENT)
def requests(request: HttpRequest) -> HttpResponse:
    """One tab for each thing that a request waits for; the first is what this person can do something about."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = {state: waiting(actor, state, at=at) for state in NEXT}
    ready = [state for state, rows in found.items() if any(row.may for row in rows)]
    filled = [state for state, rows in found.items() if rows]
    state = SLUGS.get(request.GET.get("cho", ""), next(iter((*ready, *filled)), SupplementState.PROPOSED))
    rows = found[state]
    seen(request, [row.dossier.pk for row in rows], page="desk:supplements")
    context = {
        "shell": shell_for(request, "supplements"),
        "tabs": [(NAMES[one], f"?cho={slug}", one is state, len(found[one])) for slug, one in SLUGS.items()],
        "lines": lines_of(rows, state, at=at),
        "waits_for_applicant": state is SupplementState.SENT,
        "nothing": EMPTY[state],
        "clerks": _clerks(request),
    }
    return render(request, "desk/supplements.html", context)


def _clerks(request: HttpRequest) -> tuple[Rate, ...]:
    """Right first time this year, by who accepted; for those who see the staff of their units. One statement."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if not may(actor, Action.VIEW_STAFF):
        return ()
    since = local(at).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return rates(By.CLERK, since=since, until=at, unit_ids=units_in_scope(actor, Action.VIEW_STAFF))


def lines_of(rows: list[Waiting], state: SupplementState, *, at: datetime) -> list[Line]:
    """The rows of a tab, ready to print."""
    back = next(slug for slug, one in SLUGS.items() if one is state)
    return [_line(row, NEXT[state], back, at) for row in rows]


def _line(row: Waiting, verb: Verb, back: str, at: datetime) -> Line:
    case, code = row.dossier, str(row.dossier)
    calendar = calendar_for(case.receiving_unit_id, case.calendar_version_id)
    address = f"{reverse('desk:verb', args=[code, verb])}?back={reverse('desk:supplements')}%3Fcho%3D{back}"
    return Line(
        code=code,
        url=reverse("desk:dossier", args=[code]),
        procedure=row.procedure,
        applicant=row.applicant,
        reason=reason_text("supplement_reasons", row.request.reason, on=legal_day(row.request.proposed_at)),
        again=row.request.ordinal if row.request.ordinal > 1 else 0,
        until=row.until,
        over=row.over,
        deadline=deadline_words(case, at=at, calendar=calendar),
        act=ACTS[verb] if row.may else "",
        act_url=address if row.may else "",
    )
