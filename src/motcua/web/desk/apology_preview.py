"""The apology as it will look on paper, before it is signed or sent: marked as a draft, kept nowhere."""

from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from motcua.documents.forms.apology import draw_apology
from motcua.documents.forms.sheets import Mark
from motcua.dossiers.apology_sheet import apology_sheet
from motcua.dossiers.models import Apology
from motcua.dossiers.models.apologies import UNSENT
from motcua.dossiers.picture import Picture, picture
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.people.permissions import allows, require
from motcua.rules.codes import ApologyState
from motcua.rules.lifecycle import Verb
from motcua.web.shared.downloads import occasion, pdf
from motcua.web.shared.policy import decides_inside
from motcua.web.shared.seen import Look, seen

WRITE = (Verb.DRAFT_APOLOGY, Verb.SIGN_APOLOGY, Verb.SEND_APOLOGY)


def preview_url(found: Picture, *, actor: Actor, at: datetime) -> str:
    """The address of a draft that waits, for whoever may write, sign or send it; else empty. No statement."""
    dossier, kinds = found.dossier, {event.kind for event in found.events}
    drafted = f"dossier.{Verb.DRAFT_APOLOGY}" in kinds and f"dossier.{Verb.SEND_APOLOGY}" not in kinds
    if not drafted or dossier.finished_at is not None or dossier.closed_at is not None:
        return ""
    sector = found.version.sector
    may = any(allows(actor, verb, dossier, sector=sector, at=at) for verb in WRITE)
    return reverse("desk:apology_preview", args=[str(dossier)]) if may else ""


@decides_inside(*WRITE)
def sheet(request: HttpRequest, ref: str) -> HttpResponseBase:
    """`/nv/ho-so/<code>/xin-loi/xem-truoc/` as PDF; once sent, the paper itself. Not found while nothing is drafted.

    Raises what `picture` raises; Denied.
    """
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = picture(ref, actor=actor, at=at)
    if not any(allows(actor, verb, found.dossier, sector=found.version.sector, at=at) for verb in WRITE):
        require(actor, WRITE[0], found.dossier, sector=found.version.sector, at=at)
    seen(request, [found.dossier.pk], page="desk:apology_preview", what=Look.PRINT)
    letter = Apology.objects.filter(dossier_id=found.dossier.pk).first()
    if letter is not None and letter.state == ApologyState.SENT:
        return HttpResponseRedirect(reverse("desk:print", args=[str(found.dossier), "xin-loi"]))
    due = found.dossier.legal_due
    if letter is None or letter.state not in UNSENT or due is None:
        raise Http404
    work = Work(found.dossier, actor=actor, at=at)
    said, _agency = apology_sheet(work, letter, due=due)
    now = occasion(request)
    content = draw_apology(said, replace(now, marks=(Mark.DRAFT, *now.marks)))
    return pdf(content, f"Dự thảo thư xin lỗi {found.dossier}.pdf")
