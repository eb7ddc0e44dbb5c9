"""bin/motcua: the house from the shell. Finds the command, starts Django if it needs it, turns faults into sentences.

Exit codes: 0 done, 1 refused (one sentence on the error stream), 2 wrong usage, 3 no house to work in. With --json the
refusal is an object with `code` and `message` on the output instead.
"""

import argparse
import ast
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast
from zoneinfo import ZoneInfoNotFoundError

from motcua.config import commands
from motcua.config.boot import NoEnvironment, start_django
from motcua.config.env import WrongDatabase
from motcua.config.usage import Parser
from motcua.rules.faults import Fault

REFUSED, NO_HOUSE, INTERRUPTED = 1, 3, 130


class Command(Protocol):
    """What a module of the package `commands` offers."""

    NAME: str
    HELP: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(arguments)
    except Fault as fault:
        tell(fault, as_json="--json" in arguments)
        return NO_HOUSE if isinstance(fault, WrongDatabase) else REFUSED
    except BrokenPipeError:
        # The reader of our output has left (`| head`): nothing to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    parser = Parser(prog="bin/motcua", description="Một cửa: các lệnh dòng lệnh.")
    chosen = parser.add_subparsers(dest="command", metavar="LỆNH", required=True)
    wanted = arguments[0] if arguments else ""
    known = [*commands.PURE, *commands.WITH_DJANGO]
    if wanted not in known:
        for name in sorted(known):
            chosen.add_parser(name, help=_help_of(name))
        parser.parse_args(arguments)
        parser.error(f"không có “{wanted}”")
    command = load(wanted)
    command.arguments(chosen.add_parser(wanted, help=command.HELP, description=command.HELP))
    options = parser.parse_args(arguments)
    if options.command in commands.IN_A_HOUSE:
        try:
            # Named late: it needs Django, which the commands without a house can do without.
            import_module("motcua.config.readiness").check()
        except Fault as fault:
            tell(fault, as_json="--json" in arguments)
            return NO_HOUSE
    code = command.run(options)
    sys.stdout.flush()
    return code


def tell(fault: Fault, *, as_json: bool) -> None:
    """Say why not: a sentence on the error stream, or an object on the output."""
    if as_json:
        print(json.dumps({"code": fault.code, "message": fault.message}, ensure_ascii=False))
    else:
        print(fault.message, file=sys.stderr)


def _help_of(name: str) -> str:
    """The line of a command for the overview, read from its text: also where its libraries are not there yet."""
    text = (Path(commands.__file__).parent / f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "HELP":
            return str(ast.literal_eval(statement.value))
    return ""


def load(name: str) -> Command:
    """The module of a command. Raises NoEnvironment when its libraries are missing."""
    if name in commands.WITH_DJANGO:
        start_django()
    try:
        return cast(Command, import_module(f"motcua.config.commands.{name.replace('-', '_')}"))
    except ZoneInfoNotFoundError as problem:
        raise NoEnvironment(missing="tzdata") from problem


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    # Asked to end, a command takes back what it has begun, as with Ctrl+C; worker and serve have their own ways.
    signal.signal(signal.SIGTERM, _interrupt)
    sys.exit(main(sys.argv[1:]))
