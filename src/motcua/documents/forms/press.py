"""The printing press: Typst inside this process, its fonts read once, its templates from disk, data as JSON.

Kept forms are PDF/A-2b, tagged, in Vietnamese. (Conformance is declared by Typst, which refuses what the standard
forbids; no independent validator has seen it.) A fresh compiler per paper makes the press safe for threads; what
Typst has learnt of fonts and templates is shared.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from motcua.documents.forms.glyphs import FONTS, with_hollows
from motcua.documents.forms.phrases import HERE

ROOT = Path(__file__).parent
STANDARD: Final = "a-2b"

_UNKNOWN_SIGN = "could not be displayed"


def press(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of `templates/<template>.typ` filled with `data`, dated with the aware moment `at`.

    A verb takes no sign that the font lacks. One that was kept before, or came from elsewhere, stands as a hollow
    square in its place: what was promised on paper is printed, and everybody sees that something stood there.
    """
    try:
        return _compile(template, data, at)
    except typst.TypstError as error:
        if _UNKNOWN_SIGN not in str(error):
            raise
    return _compile(template, _hollowed(data), at)


def _compile(template: str, data: Mapping[str, Any], at: datetime) -> bytes:
    compiler = typst.Compiler(
        ROOT / "templates" / f"{template}.typ",
        root=ROOT,
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(data, ensure_ascii=False)},
    )
    moment = at.astimezone(UTC).replace(microsecond=0)  # Typst refuses anything finer
    pdf = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment)
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gives one PDF")
    return pdf


def _hollowed(data: Any) -> Any:
    """The same data, every text in them with hollow squares; places to break stay places to break."""
    if isinstance(data, str):
        return HERE.join(map(with_hollows, data.split(HERE)))
    if isinstance(data, Mapping):
        return {key: _hollowed(value) for key, value in data.items()}
    return [_hollowed(value) for value in data] if isinstance(data, list | tuple) else data


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
