"""bin/motcua code parse|check: take codes apart, or only say whether they are right."""

import argparse
import json
import sys
from collections.abc import Callable

from motcua.rules.faults import Fault
from motcua.rules.numbering import (
    BadAgency,
    level_one,
    parse_agency,
    parse_code,
    parse_procedure_code,
    parse_reference,
    to_new_agency,
    to_old_agency,
)

NAME = "code"
HELP = "Phân tích hoặc kiểm tra mã hồ sơ, mã cơ quan, mã thủ tục, mã tra cứu."
NEEDS_DJANGO = False
Parts = dict[str, object]


class UnknownCode(Fault):
    """The text is none of the codes of the house."""

    code = "unknown_code"
    sentence = "“{text}” không phải là mã hồ sơ, mã cơ quan, mã thủ tục hay mã tra cứu."


def arguments(parser: argparse.ArgumentParser) -> None:
    """parse CODE… prints the parts; check CODE… only says right or wrong."""
    actions = parser.add_subparsers(dest="action", metavar="parse|check", required=True)
    for name, words in (("parse", "In các phần của mã."), ("check", "Chỉ cho biết mã đúng hay sai.")):
        action = actions.add_parser(name, help=words, description=words)
        action.add_argument("codes", nargs="+", metavar="MÃ")
        action.add_argument("--kind", choices=sorted(_KINDS), help="Chỉ chấp nhận một loại mã.")
        action.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """One answer per code, in order; 1 when one of them is wrong."""
    answers = [_answer(text, options.kind) for text in options.codes]
    if options.json:
        print(json.dumps(answers, ensure_ascii=False, indent=2))
    else:
        for answer in answers:
            _print(answer, only_check=options.action == "check")
    return 1 if any("error" in answer for answer in answers) else 0


def _answer(text: str, kind: str | None) -> Parts:
    try:
        return {"text": text, **read(text, kind)}
    except Fault as fault:
        return {"text": text, "error": fault.message, "code": fault.code}


def read(text: str, kind: str | None = None) -> Parts:
    """The parts of a code, its `kind` first. Raises the fault of the kind it looks like, or UnknownCode."""
    wanted = kind or _likely(text.strip())
    if wanted is None:
        raise UnknownCode(text=text)
    return {"kind": wanted, **_KINDS[wanted](text)}


def _likely(text: str) -> str | None:
    """What the text seems to be, by its shape alone."""
    plain = text.replace("-", "").replace(" ", "")
    if len(plain) == 8 and plain.isalnum() and text[:1] != "-":
        return "reference"
    if "-" in text:
        return "dossier"
    if text[1:2] == "." and text[:1].isdigit():
        return "procedure"
    return "agency" if "." in text or len(text) == 3 else None


def _dossier(text: str) -> Parts:
    code = parse_code(text)
    return {"normal": str(code), "day": code.day.isoformat(), "serial": code.serial, **_agency(code.agency)}


def _agency(text: str) -> Parts:
    agency = parse_agency(text)
    try:
        old: str | None = to_old_agency(agency)
    except BadAgency:
        old = None  # a group of three digits has no place in the bottom-up form
    return {"agency": agency, "new_form": to_new_agency(agency), "old_form": old, "level_one": level_one(agency)}


_KINDS: dict[str, Callable[[str], Parts]] = {
    "agency": _agency,
    "dossier": _dossier,
    "procedure": lambda text: {"normal": parse_procedure_code(text)},
    "reference": lambda text: {"normal": parse_reference(text)},
}


def _print(answer: Parts, *, only_check: bool) -> None:
    if "error" in answer:
        print(answer["error"], file=sys.stderr)
    elif only_check:
        print(f"{answer['text']}: đúng")
    else:
        print(", ".join(f"{name}={value}" for name, value in answer.items() if name != "text" and value is not None))
