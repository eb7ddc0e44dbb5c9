"""The papers of a dossier: the first print is kept and served again; the control slip is drawn from the steps."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from motcua.documents.forms.control_slip import draw_control_slip
from motcua.documents.models import PrintRecord
from motcua.documents.printing import draw
from motcua.dossiers.control_slip import control_slip
from motcua.dossiers.models import Dossier
from motcua.dossiers.picture import NotForYou, Picture
from motcua.dossiers.sheets import prints_of
from motcua.dossiers.sight import in_sight, may_see
from motcua.ledger.actor import Actor
from motcua.people.permissions import Action
from motcua.people.roster import roster
from motcua.rules.codes import Apology
from motcua.rules.documents import PrintKind
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State, Verb
from motcua.web.desk.apology_preview import preview_url
from motcua.web.shared.downloads import occasion, pdf, served
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import Look, seen

KINDS = {
    "tiep-nhan": PrintKind.RECEIPT,
    "bo-sung": PrintKind.SUPPLEMENT,
    "tu-choi": PrintKind.REFUSAL,
    "xin-loi": PrintKind.APOLOGY,
    "dung": PrintKind.STOP_NOTICE,
    "kiem-soat": PrintKind.CONTROL_SLIP,
}
NAMES = {
    "tiep-nhan": "Giấy tiếp nhận và hẹn trả",
    "bo-sung": "Phiếu yêu cầu bổ sung",
    "tu-choi": "Phiếu từ chối",
    "xin-loi": "Thư xin lỗi",
    "dung": "Thông báo dừng giải quyết",
    "kiem-soat": "Phiếu kiểm soát",
}
_STOPPED_BY = {Verb.WITHDRAW, Verb.STOP, Verb.LAPSE_SUPPLEMENT}


class NoSuchPaper(Fault):
    """No paper of this kind is valid for the dossier."""

    code = "not_found"
    sentence = "Hồ sơ {code} không có giấy loại này đang có giá trị."


def papers_at_hand(found: Picture, *, actor: Actor, at: datetime) -> list[tuple[str, str]]:
    """The papers of a dossier that hold and that the actor may print: name and address. No statement."""
    dossier, sector = found.dossier, found.version.sector
    if not may_see(actor, Action.PRINT, dossier, found.steps, sector=sector, at=at):
        return []
    taken_in = dossier.code is not None and dossier.state_now is not State.ANNULLED
    drawn = {event.kind.removeprefix("dossier.") for event in found.events if event.facts.get("print_sha256")}
    kinds = {
        "tiep-nhan": Verb.RECEIVE in drawn and taken_in,
        "bo-sung": Verb.REQUEST_SUPPLEMENT in drawn,
        "tu-choi": Verb.DECLINE in drawn or (Verb.REFUSE in drawn and dossier.state_now is State.REFUSED),
        "xin-loi": dossier.apology != Apology.NONE,
        "dung": bool(drawn & _STOPPED_BY),
        "kiem-soat": taken_in and dossier.legal_due is not None,  # what is returned at once goes through no hands
    }
    at_hand = [
        (NAMES[kind], reverse("desk:print", args=[str(dossier), kind])) for kind, there in kinds.items() if there
    ]
    draft = preview_url(found, actor=actor, at=at)
    return [*at_hand, ("Thư xin lỗi (dự thảo)", draft)] if draft else at_hand


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
