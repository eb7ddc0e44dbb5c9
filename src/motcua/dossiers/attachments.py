"""Files are named by their public ids; a verb turns them into rows. What no verb took is forgotten after some days."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from motcua.documents.models import File, Result
from motcua.dossiers.models import Outcome, Paper
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.documents import FileOrigin
from motcua.rules.faults import Fault

SENT = (FileOrigin.UPLOAD, FileOrigin.DESK, FileOrigin.DRAFT, FileOrigin.RESULT)
AT_ONCE = 500


class UnknownFile(Fault):
    """No remembered file has this public id."""

    code = "unknown_file"
    sentence = "Không tìm thấy tệp đính kèm. Tải tệp lên lại rồi thử tiếp."


def find_file(public_id: str) -> File:
    """One file with its blob. Raises UnknownFile."""
    return find_files([public_id])[public_id]


def find_files(public_ids: Iterable[str]) -> dict[str, File]:
    """Files by public id; no statement when none is named. Raises UnknownFile."""
    wanted = {public_id for public_id in public_ids if public_id}
    if not wanted:
        return {}
    try:
        keys = {UUID(public_id): public_id for public_id in wanted}
    except ValueError:
        raise UnknownFile() from None
    found = File.objects.remembered().select_related("blob").filter(public_id__in=keys)
    files = {keys[file.public_id]: file for file in found}
    if files.keys() != wanted:
        raise UnknownFile()
    return files


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
