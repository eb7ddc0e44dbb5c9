"""What the last dossier of this person said, to fill in the next one from (Alt+D)."""

from django.http import HttpRequest

from motcua.catalogue.shelf import shelf
from motcua.dossiers.models import Dossier, Party, Step
from motcua.people.permissions import Action, visible
from motcua.rules.codes import PartyRole
from motcua.rules.lifecycle import NodeKind
from motcua.web.shared.seen import seen

OWNER = {"chu_so": "identity_no", "chu_ten": "name", "chu_dia_chi": "address", "chu_dien_thoai": "phone"}
APPLICANT = {"so_dinh_danh": "identity_no", "ho_ten": "name", "noi_cu_tru": "address", "dien_thoai": "phone"}


def last_received(request: HttpRequest) -> dict[str, str]:
    """The fields of the form, empty when there is no such dossier. Three statements."""
    actor = request.actor  # type: ignore[attr-defined]
    steps = Step.objects.filter(person_id=actor.staff_id, kind=NodeKind.INTAKE).order_by("-pk")
    rows = Dossier.objects.visible(visible(actor, Action.VIEW_PERSON))
    dossier = rows.filter(pk__in=steps.values("dossier_id")[:1]).select_related("case").first()
    if dossier is None:
        return {}
    seen(request, [dossier.pk], page="desk:intake:last")
    said = {
        "ma": shelf().version(dossier.procedure_version_id).code,
        "truong_hop": dossier.case.key if dossier.case else "",
        "cach_nhan": str(dossier.return_method),
        "cach_nop": str(dossier.channel),
    }
    for party in Party.objects.filter(dossier_id=dossier.pk, replaced_by__isnull=True):
        if party.role == PartyRole.APPLICANT:
            said |= {field: getattr(party, column) for field, column in APPLICANT.items()}
            said["ngay_sinh"] = f"{party.birth_on:%d/%m/%Y}" if party.birth_on else ""
        elif party.role == PartyRole.OWNER:
            said |= {field: getattr(party, column) for field, column in OWNER.items()} | {"chu_loai": str(party.kind)}
    return said
