"""Every command line that a page shows is one that the house understands: the command, its words, its options."""

import io
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache

import pytest

from motcua.config import cli, commands
from tests.house import manual
from tests.house.source import REPOSITORY

NAMES = {*commands.PURE, *commands.WITH_DJANGO}
TOOLS = ("serve", "test", "bench")
LINE = re.compile(r"(?<![\w/])bin/(motcua|serve|test|bench)\b([^`|;]*)")


def shown() -> list[tuple[str, list[str]]]:
    """(tool, words after it) of each command line in a span or a block of any page; a comment ends it."""
    texts = [page.read_text(encoding="utf-8") for page in manual.pages()]
    lines = [span for text in texts for span in manual.spans(text)]
    lines += [line for text in texts for _, block in manual.blocks(text) for line in block.splitlines()]
    found = (LINE.search(line) for line in lines)
    return [(match.group(1), shlex.split(match.group(2), comments=True)) for match in found if match]


@cache
def help_of(tool: str, *words: str) -> str:
    """What `--help` prints; empty where the words are no command."""
    if tool != "motcua":
        command = [sys.executable, str(REPOSITORY / "bin" / tool), "--help"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=60)
        return done.stdout if done.returncode == 0 else ""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(io.StringIO()), pytest.raises(SystemExit) as left:
        cli.main([*words, "--help"])
    return said.getvalue() if left.value.code == 0 else ""


def misunderstood(tool: str, words: list[str]) -> list[str]:
    """What of a command line its help does not know."""
    if tool == "motcua":
        if not words or words[0].startswith("-"):
            return [word for word in words if word not in ("--help", "-h")]
        if words[0] not in NAMES:
            return words[:1]
        told = help_of(tool, words[0])
        if len(words) > 1 and re.fullmatch(r"[a-z-]+", words[1]) and words[1] in told:
            told += help_of(tool, *words[:2])
    else:
        told = help_of(tool)
    assert told, f"bin/{tool} {words[:1]} has no help"
    options = [word.partition("=")[0] for word in words if word.startswith("--")]
    return [option for option in options if not re.search(rf"{option}\b", told)]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_command_has_its_help(name, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])
    assert left.value.code == 0 and name in capsys.readouterr().out


def test_every_command_line_that_a_page_shows_is_understood():
    lines = shown()
    assert len(lines) > 40 and {tool for tool, _ in lines} == {"motcua", *TOOLS}
    assert {f"{tool} {' '.join(words)}": wrong for tool, words in lines if (wrong := misunderstood(tool, words))} == {}


@pytest.mark.parametrize(
    ("tool", "words"),
    [("motcua", ["dance"]), ("motcua", ["deadline", "--dance"]), ("serve", ["--dance"]), ("test", ["--dance"])],
)
def test_a_planted_command_line_is_not_understood(tool, words):
    assert misunderstood(tool, words)
