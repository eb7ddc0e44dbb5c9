"""The papers of a dossier: the first print is kept and served again; the control slip is drawn from the steps."""

import io

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from motcua.documents.forms.control_slip import draw_control_slip
from motcua.documents.forms.sheets import Occasion
from motcua.documents.models import PrintRecord
from motcua.documents.printing import draw
from motcua.documents.store import PDF
from motcua.dossiers.control_slip import control_slip
from motcua.dossiers.models import Dossier
from motcua.dossiers.picture import NotForYou
from motcua.dossiers.sheets import prints_of
from motcua.dossiers.sight import in_sight
from motcua.people.permissions import Action
from motcua.people.roster import roster
from motcua.rules.documents import PrintKind
from motcua.rules.faults import Fault
from motcua.web.desk.file_page import served
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import Look, seen

KINDS = {"tiep-nhan": PrintKind.RECEIPT, "tu-choi": PrintKind.REFUSAL, "kiem-soat": PrintKind.CONTROL_SLIP}


class NoSuchPaper(Fault):
    """No paper of this kind is valid for the dossier."""

    code = "not_found"
    sentence = "Hồ sơ {code} không có giấy loại này đang có giá trị."


@needs(Action.PRINT)
def paper(request: HttpRequest, ref: str, kind: str) -> HttpResponseBase:
    """`/nv/ho-so/<code>/in/<kind>/` as PDF. Raises UnknownDossier's 404, NotForYou, NoSuchPaper."""
    if kind not in KINDS:
        raise Http404
    dossier = _dossier(request, ref)
    seen(request, [dossier.pk], page=f"desk:print:{kind}", what=Look.PRINT)
    if KINDS[kind] is PrintKind.CONTROL_SLIP:
        at = request.at  # type: ignore[attr-defined]
        content = draw_control_slip(control_slip(dossier, at=at), occasion(request))
        return pdf(content, f"Phiếu kiểm soát {dossier}.pdf")
    valid = [record for record in prints_of(dossier) if record.kind == KINDS[kind] and not record.void]
    if not valid:
        raise NoSuchPaper(code=str(dossier))
    record = PrintRecord.objects.select_related("file__blob").get(pk=valid[-1].pk)
    return served(draw(record, occasion=occasion(request)))


def _dossier(request: HttpRequest, ref: str) -> Dossier:
    """The dossier, when it is in sight. Another office's is known by its code only; anything else is not there."""
    actor = request.actor  # type: ignore[attr-defined]
    named = Dossier.objects.named(ref)
    found: Dossier | None = named.visible(in_sight(actor, Action.PRINT)).first()
    if found is None:
        other = named.first() if "-" in ref else None
        if other is None:
            raise Http404
        raise NotForYou(unit=roster().unit(other.holder_unit_id).name)
    return found


def occasion(request: HttpRequest) -> Occasion:
    """This printing: who, when, behind which public address."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    site = f"{request.scheme}://{request.get_host()}"
    return Occasion(printed_at=at, printed_by=actor.name, simulated=settings.DEMONSTRATION, site=site)


def pdf(content: bytes, name: str) -> FileResponse:
    """A fresh rendering as an answer."""
    return download(content, name, PDF, attached=False)


def download(content: bytes, name: str, mime: str, *, attached: bool = True) -> FileResponse:
    """Bytes under a name."""
    answer = FileResponse(io.BytesIO(content), as_attachment=attached, filename=name, content_type=mime)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
