"""The words of a form set, read once from wording/: titles, labels and sentences are data, not text in a template."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ruamel.yaml import YAML

from motcua.rules.documents import FormSet
from motcua.rules.faults import Fault

FOLDER = Path(__file__).parent / "wording"
FILES = {FormSet.F2018: "2018.yaml", FormSet.F2025: "2025.yaml"}

Words = Mapping[str, Any]
Run = dict[str, Any]


class NoFormsYet(Fault):
    """A day before the first set of forms."""

    code = "no_forms_yet"
    sentence = "Ngày {day} chưa có bộ mẫu giấy tờ nào của Thông tư 01/2018/TT-VPCP."


def form_set_on(day: date) -> FormSet:
    """The set of forms that a dossier accepted on the legal day `day` is printed on. Raises NoFormsYet."""
    for form_set in sorted(FILES, reverse=True):
        if date.fromisoformat(words(form_set)["valid_from"]) <= day:
            return form_set
    raise NoFormsYet(day=f"{day:%d/%m/%Y}")


@cache
def words(form_set: FormSet) -> Words:
    """All words of a set: the common page with the set's own laid over it."""
    return _laid_over(_read("common.yaml"), _read(FILES[form_set]))


def rich(sentence: str, **values: object) -> list[Run]:
    """`sentence` filled in, as runs {"text", "bold"}. Only the sentence's own ** makes bold, never a value's."""
    parts = sentence.split("**")
    runs = [{"text": part.format(**values), "bold": place % 2 == 1} for place, part in enumerate(parts)]
    return [run for run in runs if run["text"]]


def _read(name: str) -> dict[str, Any]:
    text = normalize("NFC", (FOLDER / name).read_text("utf-8"))
    page: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return page


def _laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = dict(below)
    for key, value in above.items():
        both[key] = _laid_over(below[key], value) if isinstance(value, dict) else value
    return both
