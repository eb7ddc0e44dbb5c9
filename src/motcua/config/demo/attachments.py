"""The handful of files that all demo dossiers share: drawn once, kept once, named anew for every paper."""

import io
from datetime import datetime
from random import Random

import pikepdf
from PIL import Image, ImageDraw

from motcua.documents.models import File
from motcua.documents.store import keep
from motcua.ledger.actor import SYSTEM, Actor
from motcua.rules.documents import FileOrigin

PAGES = (1, 2, 3, 5)
SCANS = ((240, 236, 224), (228, 232, 236), (236, 228, 228))
A4 = (595, 842)


def keep_samples(*, at: datetime) -> tuple[File, ...]:
    """Keep the samples through the one way in for files; again gives the same contents under new rows."""
    papers = [(f"giay-to-{pages}-trang.pdf", _pdf(pages)) for pages in PAGES]
    scans = [(f"anh-chup-{no}.jpg", _scan(colour, no)) for no, colour in enumerate(SCANS, 1)]
    # Came from another system, so to speak: what a person sends and no dossier names is forgotten after some days.
    return tuple(
        keep(io.BytesIO(content), name, by=SYSTEM, made_at=at, origin=FileOrigin.EXCHANGE)
        for name, content in (*papers, *scans)
    )


def another(sample: File, name: str, *, by: Actor, at: datetime, origin: FileOrigin) -> File:
    """One more file of that content, under its own name, sent by whoever will name it."""
    ending = sample.name.rpartition(".")[2]
    return File.objects.create(
        blob_id=sample.blob_id,
        name=f"{name}.{ending}",
        pages=sample.pages,
        origin=origin,
        account_id=by.account_id,
        made_at=at,
    )


def _pdf(pages: int) -> bytes:
    """A document of lines, as if written on."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=A4)
        lines = "".join(f"72 {770 - 22 * no} {380 + no * 37 % 70} 5 re f\n" for no in range(28))
        document.pages[-1].Contents = document.make_stream(f"0.8 g\n{lines}".encode())
    target = io.BytesIO()
    document.save(target, deterministic_id=True)
    return target.getvalue()


def _scan(colour: tuple[int, int, int], no: int) -> bytes:
    """A picture of a paper."""
    rng = Random(no)
    picture = Image.new("RGB", (620, 877), colour)
    pen = ImageDraw.Draw(picture)
    for line in range(90, 790, 26):
        pen.line((70, line, rng.randint(300, 550), line), fill=(90, 90, 100), width=3)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=60)
    return target.getvalue()
