"""From words to an order: what a person types at the shell (or a file says) turned into the dataclass of a verb.

`applicant.name=Nguyễn Văn An` names a field of a field; lists are JSON. Numbers that stand in columns are said by their
English word (`direct`), days and moments in ISO form, yes and no as có, không, true, false. Every bad field gets one
Vietnamese sentence, and all of them are told at once.
"""

import json
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from motcua.rules.calendar import VIETNAM
from motcua.rules.faults import Fault

YES, NO = frozenset({"có", "true", "yes", "1"}), frozenset({"không", "false", "no", "0"})


class Misspelt(Fault):
    """Some fields cannot be read. `fields` says for each, by its path, what is wrong."""

    code = "misspelt_order"
    sentence = "{first}"

    def __init__(self, wrong: Mapping[str, str]) -> None:
        self.fields = dict(wrong)
        super().__init__(first=" ".join(self.fields.values()))


class _Bad(Exception):
    """What is wrong with one value."""


@dataclass(frozen=True, slots=True)
class Said:
    """One field of an order: its path, its Vietnamese name, how it is written, whether it must be said."""

    path: str
    label: str
    form: str
    required: bool


def order_from(kind: type[Any], pairs: Iterable[str]) -> Any:
    """The order of this kind out of `path=value` words. Raises Misspelt with a sentence for each bad field."""
    tree: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for pair in pairs:
        path, equals, value = pair.partition("=")
        if not equals:
            wrong[pair] = f"“{pair}” phải có dạng TRƯỜNG=GIÁ_TRỊ."
        elif not _plant(tree, path.strip(), value):
            wrong[path] = f"Trường “{path}” được nêu hai lần."
    order = _read_order(kind, tree, "", wrong)
    if wrong:
        raise Misspelt(wrong)
    return order


def spellings(kind: type[Any], *, prefix: str = "") -> Iterator[Said]:
    """The fields of an order, those of its parts included, for a help text."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        hint: Any = _plain(hints[field.name])
        path = f"{prefix}{field.name}"
        label = str(field.metadata.get("label", field.name))
        required = _is_required(field)
        if is_dataclass(hint):
            for part in spellings(hint, prefix=f"{path}."):  # type: ignore[arg-type]
                yield Said(part.path, f"{label}: {part.label}", part.form, required and part.required)
        else:
            yield Said(path, label, _form(hint), required)


def _plant(tree: dict[str, Any], path: str, value: str) -> bool:
    """Put a value into the tree of fields; False when something stands there already."""
    *above, last = path.split(".")
    for name in above:
        tree = tree.setdefault(name, {})
        if not isinstance(tree, dict):
            return False
    if last in tree:
        return False
    tree[last] = value
    return True


def _read_order(kind: type[Any], said: Mapping[str, Any], prefix: str, wrong: dict[str, str]) -> Any:
    """The dataclass, or None when something in it is wrong (noted in `wrong`)."""
    hints, values = get_type_hints(kind), {}
    known = {field.name: field for field in fields(kind)}
    before = len(wrong)
    for name in said.keys() - known.keys():
        wrong[f"{prefix}{name}"] = f"Không có trường “{prefix}{name}”."
    for name, field in known.items():
        path = f"{prefix}{name}"
        if name not in said:
            if _is_required(field):
                wrong[path] = f"Thiếu “{path}” ({field.metadata.get('label', name)})."
            continue
        try:
            values[name] = _read(hints[name], said[name], path, wrong)
        except _Bad as bad:
            wrong[path] = f"“{path}” ({field.metadata.get('label', name)}) {bad}."
    if len(wrong) > before:
        return None
    try:
        return kind(**values)
    except Fault as fault:  # beyond its bounds
        wrong[f"{prefix}{fault.facts.get('field', '')}"] = fault.message
        return None


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _read(hint: Any, value: Any, path: str, wrong: dict[str, str]) -> Any:
    """One value. Raises _Bad with the rest of a sentence."""
    kind = _plain(hint)
    if kind is not hint and value in (None, ""):
        return None
    if is_dataclass(kind):
        return _read_order(kind, _object(value), f"{path}.", wrong)  # type: ignore[arg-type]
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return tuple(_read(item, entry, f"{path}.{no}", wrong) for no, entry in enumerate(_list(value), 1))
    if isinstance(value, dict | list):
        raise _Bad("không phải một giá trị đơn")
    return _read_word(kind, str(value).strip() if value is not True and value is not False else str(value).lower())


def _read_word(kind: Any, text: str) -> Any:
    if kind is str:
        return text
    if kind is bool:
        if text.lower() in YES | NO:
            return text.lower() in YES
        raise _Bad("phải là có hoặc không")
    if isinstance(kind, type) and issubclass(kind, IntEnum):
        if text.upper() in kind.__members__:
            return kind[text.upper()]
        raise _Bad(f"phải là một trong: {_words(kind)}")
    try:
        if kind is int:
            return int(text)
        if kind is datetime:
            at = datetime.fromisoformat(text)
            return at if at.tzinfo else at.replace(tzinfo=VIETNAM)
        return date.fromisoformat(text)
    except ValueError:
        raise _Bad(f"phải có dạng {_form(kind)}") from None


def _object(value: Any) -> Mapping[str, Any]:
    found = _json(value)
    if not isinstance(found, dict):
        raise _Bad("phải là một đối tượng JSON hoặc các trường con")
    return found


def _list(value: Any) -> list[Any]:
    found = _json(value)
    if not isinstance(found, list):
        raise _Bad("phải là một danh sách JSON")
    return found


def _json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise _Bad("không phải JSON đúng") from None


def _plain(hint: Any) -> Any:
    """The type without its None."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not types.NoneType)
    return hint


def _words(kind: type[IntEnum]) -> str:
    return "|".join(member.name.lower() for member in kind)


def _form(hint: Any) -> str:
    """How a value is written."""
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        inside = ", ".join(field.name for field in fields(item)) if is_dataclass(item) else "…"
        return f"danh sách JSON [{{{inside}}}]"
    if isinstance(hint, type) and issubclass(hint, IntEnum):
        return _words(hint)
    forms = {bool: "có|không", int: "số", date: "NĂM-THÁNG-NGÀY", datetime: "NĂM-THÁNG-NGÀYTGIỜ:PHÚT"}
    return forms.get(hint, "chữ")
