"""Uploads, good and bad, made in memory."""

import io
import struct
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image


def pdf(pages: int = 1) -> pikepdf.Pdf:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    return document


def written(document: pikepdf.Pdf, **options) -> bytes:
    target = io.BytesIO()
    document.save(target, **options)
    return target.getvalue()


def acting_pdf() -> pikepdf.Pdf:
    """A PDF with everything that acts by itself or is attached."""
    document = pdf()
    script = document.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    document.Root.OpenAction = script
    document.Root.AA = Dictionary(WC=script)
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    document.attachments["virus.exe"] = b"MZ"
    page = document.pages[0].obj
    page.AA = Dictionary(O=script)
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    page.Annots = Array(
        [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=launch),
            Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9]),
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=[0, 0, 9, 9],
                A=Dictionary(S=Name.URI, URI=String("https://dvc.lamgiang.example"), Next=launch),
            ),
        ]
    )
    return document


def sign(document: pikepdf.Pdf) -> pikepdf.Pdf:
    """What a parser takes for a signature (the store does not verify it)."""
    signature = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String(b"\x30\x00"))
    field = document.make_indirect(Dictionary(FT=Name.Sig, V=document.make_indirect(signature), T=String("ky")))
    document.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([field]))
    return document


def flate_bomb_pdf() -> bytes:
    """300 kB that unpack to 300 MB before the first page is known (the catalogue lies in a padded object stream)."""
    first = b"1 0 "
    packed = zlib.compress(first + b"<</Type/Catalog/Pages 2 0 R>>" + b" " * 300_000_000, 9)
    out = bytearray(b"%PDF-1.5\n")
    places = {}
    for number, body in {
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        4: b"<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
        % (len(first), len(packed), packed),
    }.items():
        places[number] = len(out)
        out += b"%d 0 obj%b endobj\n" % (number, body)
    places[5] = len(out)
    rows = [b"\x00" + struct.pack(">I", 0) + b"\xff", b"\x02" + struct.pack(">I", 4) + b"\x00"]
    rows += [b"\x01" + struct.pack(">I", places[number]) + b"\x00" for number in (2, 3, 4, 5)]
    table = b"".join(rows)
    out += b"5 0 obj<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    out += table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % places[5]
    return bytes(out)


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(target, format=form, **options)
    return target.getvalue()


def bomb_picture(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some hundred bytes that promises 3.6 thousand million points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


class Endless:
    """A 2 GB upload that counts how much of it was read."""

    def __init__(self, size: int = 2 << 30) -> None:
        self.left = size
        self.given = 0

    def read(self, size: int, /) -> bytes:
        piece = min(size, self.left)
        self.left -= piece
        self.given += piece
        return (b"%PDF-1.7" + bytes(piece))[:piece]
