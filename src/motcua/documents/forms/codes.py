"""QR and bar codes as small SVG drawings, black on white."""

import io
from functools import lru_cache

import segno
from barcode.codex import Code128

QUIET = 4  # modules of white round a QR code


@lru_cache(maxsize=64)
def qr_svg(text: str) -> str:
    """`text` as a QR code of error level M, without a border (the paper around it is white)."""
    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(target, kind="svg", border=0, xmldecl=False, svgclass=None)
    return target.getvalue().decode("ascii")


def bars(text: str) -> str:
    """`text` in Code 128: one character per module, "1" for black. Raises ValueError for what Code 128 cannot write."""
    if not text.isascii():
        raise ValueError("a bar code holds plain letters, digits and signs")
    modules: str = Code128(text).build()[0]
    return modules


def bar_svg(text: str) -> str:
    """`text` in Code 128, one unit wide per module, ten units high."""
    modules = bars(text)
    path, place = [], 0
    while place < len(modules):
        end = place
        while end < len(modules) and modules[end] == modules[place]:
            end += 1
        if modules[place] == "1":
            path.append(f"M{place} 0h{end - place}v10H{place}z")
        place = end
    width = len(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="10" viewBox="0 0 {width} 10" '
        f'preserveAspectRatio="none"><path d="{"".join(path)}"/></svg>'
    )
