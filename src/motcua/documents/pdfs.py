"""A PDF is read by a real parser, and what could act by itself is taken out. A signed one is never touched."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pikepdf.settings
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from motcua.documents.spool import Spooled, measure
from motcua.rules.faults import Fault

MOST_PAGES = 2000
MOST_NESTING = 60

# A few kilobytes may unpack to gigabytes; qpdf gives up instead of filling the memory. The limits are the process's.
pikepdf.settings.set_qpdf_limits(flate_max_memory=128 << 20, run_length_max_memory=128 << 20, max_stream_filters=5)

_BY_ITSELF = ("/AA", "/JS", "/JavaScript", "/OpenAction")
_ATTACHED = ("/EmbeddedFiles", "/AF", "/XFA", "/RichMediaContent", "/Collection")
_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound",
     "/RichMediaExecute", "/Trans", "/SetOCGState", "/GoTo3DView"}
)  # fmt: skip
_NOTES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
_HARMFUL = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute"})


class BrokenPdf(Fault):
    """The PDF is truncated or damaged."""

    code = "broken_pdf"
    sentence = "Tệp {name} bị hỏng hoặc tải lên chưa đủ. Mở lại trên máy, lưu thành PDF rồi tải lại."


class EncryptedPdf(Fault):
    """The PDF is locked by a password or by rights."""

    code = "encrypted_pdf"
    sentence = "Tệp {name} đang khóa bằng mật khẩu. Bỏ mật khẩu rồi tải lại."


class PdfWithoutPages(Fault):
    """The PDF has no page."""

    code = "pdf_without_pages"
    sentence = "Tệp {name} không có trang nào. Lưu lại thành PDF rồi tải lại."


class PdfTooLong(Fault):
    """The PDF has more pages than any paper."""

    code = "pdf_too_long"
    sentence = "Tệp {name} có {pages} trang, vượt mức {most} trang. Tách thành nhiều tệp rồi tải lại."


class SignedPdfActs(Fault):
    """A signed PDF carries active content: it may be neither touched nor shown."""

    code = "signed_pdf_acts"
    sentence = "Tệp {name} đã ký số nhưng chứa mã tự chạy. Đề nghị nơi ký lưu lại không kèm mã rồi ký lại."


def examine(source: Spooled, name: str, *, folder: Path) -> tuple[Spooled, int]:
    """The PDF to keep with its number of pages: `source` itself, or a stripped copy in `folder`.

    Raises BrokenPdf, EncryptedPdf, PdfWithoutPages, PdfTooLong, SignedPdfActs.
    """
    try:
        with Pdf.open(source.path, attempt_recovery=False) as pdf:
            pages = _count_pages(pdf, name)
            if _is_signed(pdf):
                if any(_acts(holder) for holder in _dictionaries(pdf)):
                    raise SignedPdfActs(name=name)
                return source, pages
            if not strip(pdf):
                return source, pages
            target = folder / "stripped.pdf"
            pdf.remove_unreferenced_resources()
            pdf.save(target, deterministic_id=True, recompress_flate=False)
            return measure(target), pages
    except pikepdf.PasswordError as locked:
        raise EncryptedPdf(name=name) from locked
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, RecursionError) as broken:
        raise BrokenPdf(name=name) from broken


def _count_pages(pdf: Pdf, name: str) -> int:
    if pdf.is_encrypted:
        raise EncryptedPdf(name=name)
    pages = len(pdf.pages)
    if pages == 0:
        raise PdfWithoutPages(name=name)
    if pages > MOST_PAGES:
        raise PdfTooLong(name=name, pages=pages, most=MOST_PAGES)
    return pages


def _is_signed(pdf: Pdf) -> bool:
    return any("/ByteRange" in holder and "/Contents" in holder for holder in _dictionaries(pdf))


def _acts(holder: Object) -> bool:
    """Whether a dictionary holds code or starts a program. (Opening at a certain page is not acting.)"""
    return "/JS" in holder or _action(holder) in _HARMFUL


def strip(pdf: Pdf) -> bool:
    """Take out whatever acts by itself or is attached; whether anything was there."""
    found = False
    for holder in _dictionaries(pdf):
        found |= _drop_keys(holder) | _drop_notes(holder) | _drop_action(holder)
    return found


def _drop_keys(holder: Object) -> bool:
    present = [key for key in (*_BY_ITSELF, *_ATTACHED) if key in holder and not _is_plain_value(holder, key)]
    for key in present:
        del holder[key]
    return bool(present)


def _is_plain_value(holder: Object, key: str) -> bool:
    # /AF in an ExtGState or a font is a number or a name; only file specifications are lists or dictionaries.
    return key == "/AF" and not isinstance(holder[key], Array | Dictionary)


def _drop_notes(holder: Object) -> bool:
    notes = holder.get("/Annots")
    if not isinstance(notes, Array):
        return False
    kept = [note for note in notes if not (_is_map(note) and str(note.get("/Subtype", "")) in _NOTES)]
    if len(kept) == len(notes):
        return False
    holder["/Annots"] = Array(kept)
    return True


def _drop_action(holder: Object) -> bool:
    found = False
    for key in ("/A", "/Next", "/PA"):
        action = holder.get(key)
        if action is not None and _any_bad(action):
            del holder[key]
            found = True
    return found


def _any_bad(action: Object) -> bool:
    if isinstance(action, Array):
        return any(_any_bad(part) for part in action)
    return _is_map(action) and _action(action) in _ACTIONS


def _action(holder: Object) -> str:
    kind = holder.get("/S")
    return str(kind) if isinstance(kind, Name) else ""


def _is_map(value: object) -> bool:
    return isinstance(value, Dictionary | Stream)


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary of the file: the trailer's, the numbered ones and those written inside others."""
    yield from _inner(pdf.trailer, 0)
    for numbered in pdf.objects:
        yield from _inner(numbered, 0)


def _inner(value: Object, depth: int) -> Iterator[Object]:
    if depth > MOST_NESTING:
        raise ValueError("nested too deeply")
    if _is_map(value):
        yield value
        children = [value[key] for key in list(value.keys())]
    elif isinstance(value, Array):
        children = list(value)
    else:
        return
    for child in children:
        if isinstance(child, Object) and not child.is_indirect:
            yield from _inner(child, depth + 1)
