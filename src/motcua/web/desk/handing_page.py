"""`/nv/tra-ket-qua/`: find by code or QR, check who takes it, write it down (Decree 61/2018 Art. 20)."""

import hmac
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.calendars import calendar_for
from motcua.dossiers.models import Dossier
from motcua.dossiers.picture import Picture, picture
from motcua.dossiers.worklist import Box, Key, page
from motcua.people.permissions import Denied, require
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import STATE_WORDS, Verb
from motcua.web.desk.nav import shell_for
from motcua.web.desk.verb_pages import attempt, form_of, told
from motcua.web.shared.asked import asked
from motcua.web.shared.deadline_words import deadline_words
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import seen

LONGEST = 300


class WrongSecret(Fault):
    """The QR code was not printed for this dossier."""

    code = "wrong_secret"
    sentence = "Mã QR không khớp với hồ sơ {code}. Kiểm tra lại giấy hẹn, hoặc nhập mã hồ sơ và đối chiếu căn cước."


@needs(Verb.RETURN_RESULT)
def handing(request: HttpRequest) -> HttpResponse:
    """The search box, the dossier that was found with its form, and the results that wait here."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    text = asked(request, most=LONGEST)
    context: dict[str, Any] = {"text": text} | (_found(request, text) if text else {})
    failure = None
    if request.method == "POST" and "picture" in context:
        failure = attempt(request, context["picture"], Verb.RETURN_RESULT, context["form"])
        if failure is None:
            return HttpResponseRedirect(reverse("desk:handing"))
        context |= {"not_done": told(context["picture"], failure)}
    waiting = page(actor, Box.RETURN, at=at, after=Key.parse(request.GET.get("sau", "")))
    rows = Dossier.objects.in_bulk([row.dossier_id for row in waiting.rows])
    seen(request, rows, page="desk:handing")
    context["lines"] = [
        {"row": row, "deadline": _deadline(rows[row.dossier_id], at), "finished_at": rows[row.dossier_id].finished_at}
        for row in waiting.rows
    ]
    context["more_url"] = f"?sau={waiting.after}" if waiting.after else ""
    context["shell"] = shell_for(request, "handing")
    return render(request, "desk/handing.html", context, status=failure.status if failure else HTTPStatus.OK)


def read_scan(text: str) -> tuple[str, str]:
    """Code (or reference) and secret of what was typed or scanned; the secret is empty for a bare code."""
    parts = urlsplit(text)
    if "/tra-cuu/" not in parts.path:
        return text.upper().replace(" ", ""), ""
    ref = parts.path.split("/tra-cuu/", 1)[1].strip("/").split("/")[0]
    return ref.upper(), parse_qs(parts.query).get("k", [""])[0]


def _found(request: HttpRequest, text: str) -> dict[str, Any]:
    """The dossier behind the text, or the sentence that says why it is not shown."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    ref, secret = read_scan(text)
    try:
        found = picture(ref, actor=actor, at=at, diary=0)
        if secret and not hmac.compare_digest(secret, found.dossier.lookup_secret):
            raise WrongSecret(code=ref)
    except Fault as fault:
        return {"fault": fault.message}
    seen(request, [found.dossier.pk], page="desk:handing")
    return {
        "picture": found,
        "dossier": found.dossier,
        "scanned": bool(secret),
        "state": STATE_WORDS[found.dossier.state_now],
        "deadline": _deadline(found.dossier, at),
        "result": next((outcome.result for outcome in reversed(found.outcomes) if outcome.result), None),
        "result_url": _result_url(found),
        "form": form_of(Verb.RETURN_RESULT, found, request),
        "may_return": Verb.RETURN_RESULT in found.verbs,
        "why_not": _why_not(request, found),
    }


def _why_not(request: HttpRequest, found: Picture) -> str:
    """Why there is nothing to hand over here and now: taken already, not ready, or not this person's part."""
    if found.dossier.returned_at is not None:
        return "Hồ sơ này đã trả kết quả."
    if found.dossier.finished_at is not None:
        actor, at = request.actor, request.at  # type: ignore[attr-defined]
        try:
            require(actor, Verb.RETURN_RESULT, found.dossier, sector=found.version.sector, at=at)
        except Denied as fault:
            return fault.message
    return "Hồ sơ chưa có kết quả để trả tại quầy này."


def _result_url(found: Picture) -> str:
    result = next((outcome.result for outcome in reversed(found.outcomes) if outcome.result), None)
    return reverse("desk:file", args=[result.file.public_id]) if result and result.file else ""


def _deadline(dossier: Dossier, at: Any) -> Any:
    calendar = calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id)
    return deadline_words(dossier, at=at, calendar=calendar)
