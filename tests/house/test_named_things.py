"""What a page names exists: files, functions, tests, commands, settings of the environment, words of make, links."""

import re
from functools import cache
from pathlib import Path

import pytest

from motcua.config import commands
from tests.house import manual
from tests.house.source import PACKAGE, REPOSITORY, place, python_files

PAGES = manual.pages()
COMMANDS = {*commands.PURE, *commands.WITH_DJANGO}
TOP = {path.name for path in REPOSITORY.iterdir()} - {"data"} | {path.name for path in PACKAGE.iterdir()}
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
INSIDE = re.compile(r"((?:[\w.-]+/)*[\w-]+\.py):([A-Za-z_][\w.]*)")
# Files that the house makes in a data directory, or that a page only sketches: they are in no repository.
SKETCHED = {"procedures/<code>.yaml", "processes/<key>.yaml"}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: place(page))


def missing_files(text: str, folder: Path) -> set[str]:
    """Paths between backticks that lead nowhere, from the root, from the package, or from the page's own folder."""
    found = set()
    for span in manual.spans(text):
        if not PATH.fullmatch(span) or span in SKETCHED or "/" not in span.rstrip("/") or span.startswith("/"):
            continue
        if span.split("/")[0] in TOP and manual.located(span) is None and not (folder / span).exists():
            found.add(span)
    bare = {span for span in manual.spans(text) if re.fullmatch(r"[a-z_]+\.py", span)}
    return found | (bare - all_file_names())


@cache
def all_file_names() -> set[str]:
    """The bare names of all Python files."""
    return {path.name for path in python_files(REPOSITORY)}


def missing_functions(text: str) -> set[str]:
    """`path:function` that is defined nowhere."""
    found = set()
    for span in manual.spans(text):
        if not (named := INSIDE.fullmatch(span)):
            continue
        path = manual.located(named.group(1))
        if path is None or named.group(2) not in manual.definitions(path):
            found.add(span)
    return found


def missing_tests(text: str) -> set[str]:
    """`test_…` that nobody has written."""
    return {span for span in manual.spans(text) if re.fullmatch(r"test_\w+", span)} - manual.tests()


def said_commands(text: str) -> set[str]:
    """The commands of bin/motcua that a text names, in words and in blocks."""
    spoken = [*manual.spans(text), *(line for _, block in manual.blocks(text) for line in block.splitlines())]
    return {name for line in spoken for name in re.findall(r"bin/motcua ([a-z]+)\b", line)}


def missing_names(text: str) -> set[str]:
    """Environment variables, words of make and tools of bin/ that do not exist."""
    spoken = [*manual.spans(text), *(line for _, block in manual.blocks(text) for line in block.splitlines())]
    words = {word for line in spoken for word in re.findall(r"(?<![\w/])make ([a-z]+)\b(?! [a-z]+ )", line)}
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), flags=re.MULTILINE))
    tools = {tool for line in spoken for tool in re.findall(r"(?<![\w/])bin/([a-z]+)\b", line)}
    variables = {name for line in spoken for name in re.findall(r"\bMOTCUA_[A-Z_]+\b", line)}
    return (
        {f"make {word}" for word in words - targets}
        | {f"bin/{tool}" for tool in tools if not (REPOSITORY / "bin" / tool).exists()}
        | {name for name in variables if name not in environment()}
    )


@cache
def environment() -> str:
    """The source in which the variables of the environment are read."""
    paths = [*python_files(), *python_files(REPOSITORY / "bin"), *python_files(REPOSITORY / "tests")]
    tools = [path for path in (REPOSITORY / "bin").iterdir() if path.is_file()]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*paths, *tools])


def broken_links(text: str, page: Path) -> set[str]:
    """Links to files or headings that are not there."""
    found = set()
    for target in manual.links(text):
        name, _, anchor = target.partition("#")
        there = page.parent / name if name else page
        if not there.exists() or (anchor and anchor not in manual.anchors(there.read_text(encoding="utf-8"))):
            found.add(target)
    return found


@each_page
def test_every_file_that_a_page_names_exists(page):
    assert missing_files(page.read_text(encoding="utf-8"), page.parent) == set()


@each_page
def test_every_function_that_a_page_names_exists(page):
    assert missing_functions(page.read_text(encoding="utf-8")) == set()


@each_page
def test_every_test_that_a_page_names_exists(page):
    assert missing_tests(page.read_text(encoding="utf-8")) == set()


@each_page
def test_every_command_variable_and_tool_that_a_page_names_exists(page):
    text = page.read_text(encoding="utf-8")
    assert said_commands(text) - COMMANDS == set()
    assert missing_names(text) == set()


@each_page
def test_every_link_of_a_page_leads_somewhere(page):
    assert broken_links(page.read_text(encoding="utf-8"), page) == set()


def test_the_pages_name_much_that_could_be_missing():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    spans = manual.spans(text)
    assert len(PAGES) > 25
    assert sum(bool(INSIDE.fullmatch(span)) for span in spans) > 60
    assert sum(span.startswith("test_") for span in spans) > 60
    assert said_commands(text) == COMMANDS


@pytest.mark.parametrize(
    ("find", "planted"),
    [
        (lambda text: missing_files(text, REPOSITORY), "see `rules/attic.py`"),
        (lambda text: missing_files(text, REPOSITORY), "see `attic_of_nobody.py`"),
        (missing_functions, "see `rules/calendar.py:nobody`"),
        (missing_functions, "see `rules/attic.py:legal_day`"),
        (missing_tests, "held by `test_nobody_wrote_this`"),
        (lambda text: said_commands(text) - COMMANDS, "run `bin/motcua dance`"),
        (missing_names, "```sh\nbin/dance\n```"),
        (missing_names, "set `MOTCUA_" + "DANCE`"),
        (missing_names, "say `make dance`"),
        (lambda text: broken_links(text, REPOSITORY / "README.md"), "[x](docs/attic.md)"),
        (lambda text: broken_links(text, REPOSITORY / "README.md"), "[x](docs/rooms.md#attic)"),
    ],
)
def test_a_planted_name_is_found(find, planted):
    assert find(planted + "\n")


def test_what_is_named_rightly_passes():
    text = (
        "`rules/calendar.py:legal_day`, `tests/house`, `bin/motcua fold`, `make test`, [x](docs/rooms.md#the-rooms)\n"
    )
    assert not missing_functions(text) and not missing_files(text, REPOSITORY) and not missing_names(text)
    assert not broken_links(text, REPOSITORY / "README.md")


def test_every_picture_is_shown_somewhere_and_small():
    shown = {
        (page.parent / target).resolve() for page in PAGES for target in manual.links(page.read_text(encoding="utf-8"))
    }
    pictures = set((REPOSITORY / "docs" / "img").iterdir())
    assert pictures and pictures <= shown
    assert all(picture.stat().st_size < 150_000 for picture in pictures)
