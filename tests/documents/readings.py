"""What a reader, a scanner and a validator see of a PDF."""

import io
from dataclasses import dataclass
from unicodedata import normalize

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

MM = 72 / 25.4


@dataclass
class Letter:
    """One letter on the page: its box in millimetres from the upper left corner."""

    sign: str
    left: float
    top: float
    right: float
    bottom: float


def text_of(pdf: bytes) -> list[str]:
    """The text of every page, lines as they are extracted, no-break spaces as spaces."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\u00a0", " ").replace("\r\n", "\n") for page in document]


def words_of(pdf: bytes) -> str:
    """All text in one line with single spaces."""
    return " ".join(" ".join(text_of(pdf)).split())


def letters_of(pdf: bytes) -> list[list[Letter]]:
    """Every visible letter of every page."""
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        height, text = page.get_height(), page.get_textpage()
        found = []
        for place in range(text.count_chars()):
            sign = text.get_text_range(place, 1)
            if not sign.strip():
                continue
            left, bottom, right, top = text.get_charbox(place)
            found.append(Letter(sign, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
        pages.append(found)
    return pages


def drawn(pdf: bytes) -> int:
    """How many lines and boxes are drawn, on all pages."""
    paths = [pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    return sum(len(list(page.get_objects(filter=paths))) for page in pypdfium2.PdfDocument(pdf))


def pictures_of(pdf: bytes, dpi: int = 150) -> list[Image.Image]:
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def scanned(pdf: bytes) -> dict[str, str]:
    """What a reader decodes on page 1 at 150 dpi: {"QRCode": …, "Code128": …}."""
    return {result.format.name: result.text for result in zxingcpp.read_barcodes(pictures_of(pdf)[0])}


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """The names of all fonts, without the prefix of the subset, and whether each is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                name = str(item.FontName).lstrip("/").split("+")[-1]
                found[name] = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def is_composed(text: str) -> bool:
    return text == normalize("NFC", text)
