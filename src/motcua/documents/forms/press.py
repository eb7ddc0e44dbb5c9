"""The printing press: Typst inside this process, its fonts read once, its templates from disk, data as JSON.

Kept forms are PDF/A-2b, tagged, in Vietnamese. (Conformance is declared by Typst, which refuses what the standard
forbids; no independent validator has seen it.) A fresh compiler per paper makes the press safe for threads; what
Typst has learnt of fonts and templates is shared.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from motcua.rules.faults import Fault

ROOT = Path(__file__).parent
FONTS = ROOT.parent / "fonts"
STANDARD: Final = "a-2b"

_UNKNOWN_SIGN = re.compile(r"the text `(.+?)` could not be displayed", re.DOTALL)


class UnprintableText(Fault):
    """A sign that the print font does not have. Nothing is left out or replaced on a legal paper."""

    code = "unprintable_text"
    sentence = "Chưa in được: phông chữ của mẫu giấy không có ký tự “{text}”. Sửa lại chữ đó rồi in."


def press(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of `templates/<template>.typ` filled with `data`, dated with the aware moment `at`.

    Raises UnprintableText for a sign outside the font.
    """
    compiler = typst.Compiler(
        ROOT / "templates" / f"{template}.typ",
        root=ROOT,
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(data, ensure_ascii=False)},
    )
    moment = at.astimezone(UTC).replace(microsecond=0)  # Typst refuses anything finer
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment)
    except typst.TypstError as error:
        unknown = _UNKNOWN_SIGN.search(str(error))
        if unknown is None:
            raise
        raise UnprintableText(text=unknown.group(1).strip('"')) from error
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gives one PDF")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
