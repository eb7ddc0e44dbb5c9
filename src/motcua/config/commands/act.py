"""bin/motcua act VERB [CODE] --as STAFF FIELD=…: any verb from the shell, drawn from the one table of verbs.

A moment in the past cannot be named: what is done is done now, by a person with the right to it, like on a screen.
"""

import argparse
import json
import sys
from typing import Any

from motcua.dossiers.change import Change
from motcua.dossiers.commands import COMMANDS, Command
from motcua.dossiers.spelling import Misspelt, order_from, spellings
from motcua.ledger import generation
from motcua.people.actors import actor_named
from motcua.rules.calendar import VIETNAM, legal_day
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import STATE_WORDS, VERB_WORDS, Verb
from motcua.web.shared import clock

NAME = "act"
HELP = "Thực hiện một thao tác trên hồ sơ với tư cách một cán bộ."
NEEDS_DJANGO = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """A subcommand a verb, each with the fields of its order in its help."""
    verbs = parser.add_subparsers(dest="verb", metavar="THAO_TÁC", required=True)
    for verb, command in COMMANDS.items():
        _describe(verbs.add_parser(str(verb), help=VERB_WORDS[verb], **_help_of(command)), command)


def _help_of(command: Command) -> dict[str, Any]:
    lines = [
        f"  {said.path:28} {said.label}{' (bắt buộc)' if said.required else ''}: {said.form}"
        for said in spellings(command.order)
    ]
    return {
        "description": VERB_WORDS[command.verb].capitalize() + ".",
        "epilog": "Các trường:\n" + "\n".join(lines) if lines else "Thao tác này không có trường nào.",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,
    }


def _describe(parser: argparse.ArgumentParser, command: Command) -> None:
    if not command.creates:
        parser.add_argument("code", metavar="MÃ", help="Mã hồ sơ hoặc mã tham chiếu.")
        parser.add_argument("--expected", type=int, metavar="N", help="Chỉ làm khi hồ sơ còn ở bản N.")
    # argparse takes one run of plain words only, so the fields behind --as come in with it.
    parser.add_argument(
        "--as",
        dest="staff",
        nargs="+",
        required=True,
        metavar=("CÁN_BỘ", "TRƯỜNG=GIÁ_TRỊ"),
        help="Ai làm: login, hoặc login@đơn_vị/VAI_TRÒ khi có nhiều vị trí; sau đó là các trường.",
    )
    parser.add_argument("--json", action="store_true", help="In JSON.")
    parser.add_argument("fields", nargs="*", metavar="TRƯỜNG=GIÁ_TRỊ")


def run(options: argparse.Namespace) -> int:
    """0 done; 1 refused; 2 a field that cannot be read."""
    generation.refresh()
    at = clock.now()
    command = COMMANDS[Verb(options.verb)]
    staff, *fields = options.staff
    try:
        order = order_from(command.order, [*options.fields, *fields])
        actor = actor_named(staff, on=legal_day(at))
        if command.creates:
            change = command.function(order, actor=actor, at=at)
        else:
            change = command.function(options.code, order, actor=actor, at=at, expected=options.expected)
    except Misspelt as bad:
        _tell_refusal(bad, bad.fields, as_json=options.json)
        return 2
    except Fault as fault:
        _tell_refusal(fault, {"": fault.message}, as_json=options.json)
        return 1
    _tell(change, command, as_json=options.json)
    return 0


def _tell_refusal(fault: Fault, sentences: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        fields = {path: sentence for path, sentence in sentences.items() if path}
        print(json.dumps({"code": fault.code, "message": fault.message, "fields": fields}, ensure_ascii=False))
        return
    for sentence in sentences.values():
        print(sentence, file=sys.stderr)


def _tell(change: Change, command: Command, *, as_json: bool) -> None:
    dossier = change.dossier
    due = dossier.promised_due.astimezone(VIETNAM) if dossier.promised_due else None
    if as_json:
        said = {
            "code": dossier.code,
            "reference": dossier.reference,
            "state": dossier.state_now.name.lower(),
            "version": dossier.version,
            "promised_due": due.isoformat() if due else None,
            "event": change.event.kind,
            "seq": change.event.seq,
        }
        print(json.dumps(said, ensure_ascii=False))
        return
    hold = f", hẹn trả {due:%H:%M %d/%m/%Y}" if due else ""
    print(f"{dossier}: đã {VERB_WORDS[command.verb]}. Trạng thái: {STATE_WORDS[dossier.state_now]}{hold}.")
