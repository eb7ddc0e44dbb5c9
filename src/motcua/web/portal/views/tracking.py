"""Following a dossier without an account: the code alone, or the code with a proof (decision 38)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from motcua.dossiers.tracking import Progress, public_progress
from motcua.rules.numbering import BadCode, BadReference, parse_reference, read_code
from motcua.web.portal import attempts
from motcua.web.portal.addresses import to
from motcua.web.portal.frame import page, public
from motcua.web.portal.progress import progress_view
from motcua.web.shared.asked import asked, tidy
from motcua.web.shared.clock import now


@public
def tracking(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu/?ma=`: the form; a code that can be one leads on to its page."""
    typed = asked(request, "ma", most=40)
    ref = read_ref(typed)
    if ref:
        return HttpResponseRedirect(to("progress", ref))
    context = {"typed": typed, "asked": "ma" in request.GET, "tracking_url": to("tracking")}
    status = 200 if "ma" not in request.GET else 422
    return page(request, "portal/tracking.html", context, current="tracking", status=status)


@public
def progress(request: HttpRequest, ref: str) -> HttpResponse:
    """`/tra-cuu/<ma>/`, with `?k=` from the QR of the slip, or the last four digits of the phone by POST."""
    at = now()
    known = read_ref(ref)
    if known is None:
        return _unknown(request, ref)
    wait = attempts.blocked(request, known, at=at)
    if wait:
        return page(request, "portal/too_many.html", {"minutes": wait, "ref": known}, current="tracking", status=429)
    secret = request.GET.get("k", "")[:64] if request.method == "GET" else ""
    tail = request.POST.get("so", "").strip()[:8]
    found = public_progress(known, secret=secret, phone_tail=tail)
    if found is None:
        attempts.failed(request, known, at=at)
        return _unknown(request, ref)
    wrong = bool(secret or tail or request.method == "POST") and found.level == 0
    if wrong:
        attempts.failed(request, known, at=at)
    return _show(request, found, at=at, wrong=wrong, by_phone=request.method == "POST")


def read_ref(text: str) -> str | None:
    """The code or the reference behind what somebody typed, None when it cannot be either.

    A telephone puts blanks and long dashes where the slip has hyphens, and a hand leaves them out.
    """
    try:
        return str(read_code(text))
    except BadCode:
        pass
    try:
        return parse_reference(text)
    except BadReference:
        return None


def _show(request: HttpRequest, found: Progress, *, at: datetime, wrong: bool, by_phone: bool) -> HttpResponse:
    fault = ""
    if wrong and by_phone:
        fault = _("Bốn số này chưa khớp với số điện thoại ghi trên giấy hẹn. Kiểm tra lại rồi nhập lần nữa")
    elif wrong:
        fault = _("Mã QR này không còn dùng được. Nhập bốn số cuối điện thoại để xem thêm")
    context = {
        "progress": progress_view(found, at=at),
        "fault": fault,
        "form_url": to("progress", found.code),
        "tracking_url": to("tracking"),
        "places_url": to("places"),
    }
    return page(request, "portal/progress.html", context, current="tracking", status=422 if fault else 200)


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    context = {"typed": tidy(typed, most=40), "asked": True, "unknown": True, "tracking_url": to("tracking")}
    return page(request, "portal/tracking.html", context, current="tracking", status=404)
