"""The public register of apologies: what was promised anew, why, and whether it was kept."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.dossiers.apology_register import After, Published, published
from motcua.people.roster import UnknownUnit, roster
from motcua.rules.apologies import Promise
from motcua.web.portal.addresses import to
from motcua.web.portal.frame import public, shared_page
from motcua.web.shared.clock import now
from motcua.web.shared.dates import full_day_words

MARKS = {Promise.KEPT: "ok", Promise.BROKEN: "late", Promise.OPEN: "", Promise.ENDED: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One apology, ready to print. What stands in Vietnamese as the office wrote it is marked so by the page."""

    sent: str
    code: str
    url: str
    agency: str
    agency_url: str
    procedure: str
    reason: str
    name: str
    before: str
    after: str
    became: str
    mark: str


@public
def apologies(request: HttpRequest) -> HttpResponse:
    """`/xin-loi/`, with `?co-quan=` the apologies of one agency; the newest first, fifty a page."""
    at, code = now(), request.GET.get("co-quan", "")[:40]
    try:
        agency = roster().unit_by_code(code) if code else None
    except UnknownUnit:
        agency = None
    after = After.parse(request.GET.get("sau", ""))
    found, behind = published(at=at, agency_id=agency.id if agency else None, after=after)
    kept = {"co-quan": agency.code if agency else ""}
    context = {
        "lines": [_line(one, at) for one in found],
        "agency": agency.name if agency else "",
        "all_url": to("apologies"),
        "more_url": to("apologies", query=kept | {"sau": str(behind)}) if behind else "",
        "later": after is not None,
    }
    return shared_page(request, "portal/apologies.html", context, current="apologies")


def _line(one: Published, at: datetime) -> Line:
    return Line(
        sent=full_day_words(one.sent_at),
        code=one.code,
        url=to("progress", one.code),
        agency=one.agency,
        agency_url=to("apologies", query={"co-quan": one.agency_code}),
        procedure=one.procedure,
        reason=one.reason,
        name=one.name,
        before=full_day_words(one.due_before) if one.due_before else "",
        after=full_day_words(one.due_after),
        became=became_words(one.promise),
        mark=MARKS[one.promise],
    )


def became_words(promise: Promise) -> str:
    """What became of the new date."""
    return {
        Promise.OPEN: _("Chưa đến ngày hẹn mới"),
        Promise.KEPT: _("Giữ đúng hẹn mới"),
        Promise.BROKEN: _("Không giữ được hẹn mới"),
        Promise.ENDED: _("Dừng trước ngày hẹn mới"),
    }[promise]
