"""`/nv/tep/<id>/`: one door for every file. Through a dossier in sight, or to whoever has just sent it; else 404."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, Http404, HttpRequest

from motcua.documents.models import File
from motcua.dossiers.models import Dossier, Outcome, Paper
from motcua.dossiers.sight import in_sight
from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, may
from motcua.web.desk.uploads import mine
from motcua.web.shared.downloads import served
from motcua.web.shared.policy import decides_inside
from motcua.web.shared.seen import Look, seen


@decides_inside(Action.VIEW_FILE)
def file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The bytes, shown in the browser under the type that we found out ourselves."""
    actor = request.actor  # type: ignore[attr-defined]
    found = File.objects.remembered().select_related("blob").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    dossier_id = _dossier_in_sight(found, actor)
    if dossier_id is None and not mine(request, public_id):
        raise Http404
    seen(request, [dossier_id] if dossier_id else [], page="desk:file", what=Look.FILE)
    return served(found)


def _dossier_in_sight(file: File, actor: Actor) -> int | None:
    """A dossier that refers to the file and that the actor may open files of. One statement."""
    if not may(actor, Action.VIEW_FILE):
        return None
    papers = Paper.objects.filter(dossier_id=OuterRef("pk"), file_id=file.pk)
    outcomes = Outcome.objects.filter(dossier_id=OuterRef("pk"))
    if not may(actor, Action.VIEW_APPRAISAL):
        outcomes = outcomes.filter(draft=False)
    outcomes = outcomes.filter(Q(file_id=file.pk) | Q(result__file_id=file.pk))
    rows = Dossier.objects.visible(in_sight(actor, Action.VIEW_FILE)).filter(Q(Exists(papers)) | Q(Exists(outcomes)))
    return rows.values_list("pk", flat=True).first()
