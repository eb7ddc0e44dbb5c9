"""The one way in and out for files: hashed, recognised, parsed, made harmless, then kept under their hash.

Files come before verbs: `keep` does its work outside the verb's transaction, the verb only refers to the file's id.
A file that no verb came to use is forgotten by `forget`; the bytes go when the last file row has (`sweep`).
"""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import puremagic
from django.db import transaction

from motcua.documents.labels import clean_name
from motcua.documents.models import Blob, File
from motcua.documents.pdfs import examine
from motcua.documents.pictures import redraw
from motcua.documents.ports import storage
from motcua.documents.spool import MEGABYTE, Readable, Spooled, measure, spool
from motcua.ledger.actor import SYSTEM, Actor
from motcua.rules.documents import FileOrigin, Scan
from motcua.rules.faults import Fault

LIMIT = 20 * MEGABYTE
PDF = "application/pdf"
SIGNATURES = {
    PDF: b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF",
}


class WrongType(Fault):
    """The content is none of PDF, JPEG, PNG, WebP, whatever the name says."""

    code = "wrong_file_type"
    sentence = "Tệp {name} chưa dùng được. Lưu thành PDF rồi tải lại."


class FileGone(Fault):
    """The bytes were erased (forgotten, or held back by the scanner)."""

    code = "file_gone"
    sentence = "Tệp {name} không còn được lưu."


def keep(stream: Readable, name: str, *, by: Actor, made_at: datetime, origin: FileOrigin, limit: int = LIMIT) -> File:
    """Keep an upload and return its file row, committed; `by` sent it and is the one who may name it.

    `name` is only a label, `made_at` an aware moment, `limit` in bytes. PDFs are stripped of active content
    (never signed ones), pictures drawn anew. Raises a Fault with one sentence for everything that is refused.
    """
    label = clean_name(name)
    with spool(stream, label, limit=limit) as source, tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        mime = recognise(source, label)
        pages: int | None = 1
        if mime == PDF:
            content, pages = examine(source, label, folder=Path(folder))
        else:
            content, mime = redraw(source, label, mime=mime, folder=Path(folder))
        return _keep_content(content, label, by=by, mime=mime, pages=pages, made_at=made_at, origin=origin)


def keep_own(content: bytes, name: str, *, mime: str, pages: int | None, made_at: datetime) -> File:
    """Keep a print that the house drew itself; nothing of it is inspected or changed. Returns the committed row."""
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        path = Path(folder) / "own"
        path.write_bytes(content)
        return _keep_content(
            measure(path),
            clean_name(name),
            by=SYSTEM,
            mime=mime,
            pages=pages,
            made_at=made_at,
            origin=FileOrigin.PRINT,
        )


def open_file(file: File) -> BinaryIO:
    """The bytes of a file for reading; rights are the caller's business. Raises FileGone."""
    blob = file.blob
    if file.forgotten_at or blob.erased_at or blob.scan == Scan.INFECTED:
        raise FileGone(name=file.name)
    try:
        return storage().open(sha256=bytes(blob.sha256))
    except KeyError:
        raise FileGone(name=file.name) from None


def forget(file: File, *, at: datetime) -> None:
    """Forget the label of a file at the aware moment `at`; its bytes go with the next sweep unless others use them."""
    file.name, file.forgotten_at = "", at
    file.save(update_fields=["name", "forgotten_at"])


def sweep(*, at: datetime) -> int:
    """Erase the bytes of every blob that no remembered file names; how many. Each blob is its own transaction."""
    swept = 0
    for blob_id in list(Blob.objects.unreferenced().values_list("pk", flat=True)):
        with transaction.atomic():
            # The lock makes a simultaneous `keep` of the same content wait, find the row gone and write anew. Whether
            # the blob is still unreferenced is asked only under the lock, by a statement that sees what came before.
            blob = Blob.objects.select_for_update().kept().filter(pk=blob_id).first()
            if blob is None or File.objects.remembered().filter(blob=blob).exists():
                continue
            storage().remove(sha256=bytes(blob.sha256))
            blob.erased_at = at
            blob.save(update_fields=["erased_at"])
            swept += 1
    return swept


def recognise(source: Spooled, name: str) -> str:
    """The type by content: the first bytes must say it, and the sniffer must agree. Raises WrongType."""
    head = source.head()
    for mime, signature in SIGNATURES.items():
        if head.startswith(signature) and (mime != "image/webp" or head[8:12] == b"WEBP"):
            break
    else:
        raise WrongType(name=name)
    try:
        guesses = {guess.mime_type for guess in puremagic.magic_string(head)}
    except puremagic.PureError:
        guesses = set()
    if mime not in guesses:
        raise WrongType(name=name)
    return mime


def _keep_content(
    content: Spooled, name: str, *, by: Actor, mime: str, pages: int | None, made_at: datetime, origin: FileOrigin
) -> File:
    shelf = storage()
    shelf.put(content.path, sha256=content.sha256)  # the slow part, before any lock
    with transaction.atomic():
        blob = _lock_blob(content, mime)
        shelf.put(content.path, sha256=content.sha256)  # again, should a sweep have come between
        return File.objects.create(
            blob=blob,
            name=name,
            pages=pages,
            origin=origin,
            account_id=by.account_id,
            client_id=by.client_id,
            made_at=made_at,
        )


def _lock_blob(content: Spooled, mime: str) -> Blob:
    """The kept row of this content, made if need be, locked until the end of the transaction."""
    while True:
        row = Blob(sha256=content.sha256, size=content.size, mime=mime)
        Blob.objects.bulk_create([row], ignore_conflicts=True)
        blob = Blob.objects.select_for_update().kept().filter(sha256=content.sha256, size=content.size).first()
        if blob is not None:  # None: a sweep that held the lock has just erased it; make it anew
            return blob
