"""Files are named by their public ids; a verb turns them into rows. What no verb took is forgotten after some days.

A dossier opens its files to whoever may see it. So a file is named by who sent it, for one dossier, and by nobody else.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from motcua.documents.models import File, Result
from motcua.dossiers.models import Outcome, Paper
from motcua.ledger.actor import Actor
from motcua.people.permissions import Action, may
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.documents import FileOrigin
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State

SENT = (FileOrigin.UPLOAD, FileOrigin.DESK, FileOrigin.DRAFT, FileOrigin.RESULT)
AT_ONCE = 500


class UnknownFile(Fault):
    """No remembered file has this public id, or it is not the actor's to name: which of both is nobody's business."""

    code = "unknown_file"
    sentence = "Không có tệp này trong số tệp bạn đã tải lên. Tải tệp lên rồi thử lại."


def find_file(public_id: str, *, actor: Actor, dossier_id: int | None) -> File:
    """One file with its blob, as in `find_files`. Raises UnknownFile."""
    return find_files([public_id], actor=actor, dossier_id=dossier_id)[public_id]


def find_files(public_ids: Iterable[str], *, actor: Actor, dossier_id: int | None) -> dict[str, File]:
    """Files by public id that this actor may name for this dossier (None: one that is being born).

    No statement when none is named, else one. Raises UnknownFile.
    """
    wanted = {public_id for public_id in public_ids if public_id}
    if not wanted:
        return {}
    try:
        keys = {UUID(public_id): public_id for public_id in wanted}
    except ValueError:
        raise UnknownFile() from None
    named = File.objects.remembered().select_related("blob").filter(public_id__in=keys)
    found = named.filter(_sent_by(actor) & ~_elsewhere(dossier_id) | _here(dossier_id, actor))
    files = {keys[file.public_id]: file for file in found}
    if files.keys() != wanted:
        raise UnknownFile()
    return files


def _sent_by(actor: Actor) -> Q:
    """What this account sent, or this client for whomever."""
    mine = Q(pk__in=())
    if actor.account_id is not None:
        mine |= Q(account_id=actor.account_id)
    if actor.client_id is not None:
        mine |= Q(client_id=actor.client_id)
    return mine


def _elsewhere(dossier_id: int | None) -> Q:
    """What another dossier names; a receipt that was taken back at once holds nothing."""
    papers = Paper.objects.filter(file=OuterRef("pk")).exclude(dossier__state=State.ANNULLED)
    outcomes, results = Outcome.objects.filter(file=OuterRef("pk")), Result.objects.filter(file=OuterRef("pk"))
    if dossier_id is not None:
        papers, outcomes = papers.exclude(dossier_id=dossier_id), outcomes.exclude(dossier_id=dossier_id)
        results = results.exclude(subject_id=dossier_id)
    return Q(Exists(papers)) | Q(Exists(outcomes)) | Q(Exists(results))


def _here(dossier_id: int | None, actor: Actor) -> Q:
    """What this very dossier names and the actor may read there."""
    if dossier_id is None:
        return Q(pk__in=())
    outcomes = Outcome.objects.filter(file=OuterRef("pk"), dossier_id=dossier_id)
    if not may(actor, Action.VIEW_APPRAISAL):
        outcomes = outcomes.filter(draft=False)
    papers = Paper.objects.filter(file=OuterRef("pk"), dossier_id=dossier_id)
    results = Result.objects.filter(file=OuterRef("pk"), subject_id=dossier_id)
    return Q(Exists(papers)) | Q(Exists(outcomes)) | Q(Exists(results))


def content_hash(file: File | None) -> str:
    """SHA-256 (hex) of what a file holds, "" for no file. A statement when its blob was not read along."""
    return bytes(file.blob.sha256).hex() if file else ""


def forget_unused(*, at: datetime) -> int:
    """Forget the files that somebody sent and no dossier names, once they are older than the province allows; how many.

    Their bytes go with the next sweep. Safe to repeat; at most 500 in a transaction.
    """
    before = at - timedelta(days=read("unused_file_days", on=legal_day(at)))
    unused = File.objects.remembered().filter(made_at__lt=before, origin__in=SENT)
    for row in (Paper, Outcome, Result):
        unused = unused.filter(~Exists(row._default_manager.filter(file=OuterRef("pk"))))
    forgotten = 0
    while ids := list(unused.values_list("pk", flat=True)[:AT_ONCE]):
        forgotten += File.objects.filter(pk__in=ids).update(name="", forgotten_at=at)
    return forgotten
