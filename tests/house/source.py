"""The source of the house, as the house tests read it: files, syntax trees, rooms."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PACKAGE = REPOSITORY / "src" / "motcua"
SKIPPED = {".git", "node_modules", "__pycache__", "build", "staticfiles"}
TEXT_SUFFIXES = {
    ".py", ".html", ".css", ".js", ".svg", ".md", ".txt", ".yaml", ".yml", ".toml", ".json", ".typ", ".po", ".in",
    ".lock", ".cfg", ".ini", ".sh", "",
}  # fmt: skip

# Low to high: a room may know the rooms to its left. The same line stands in pyproject.toml as an import contract.
ROOMS = (
    {"rules"}, {"ledger"}, {"people"}, {"catalogue"}, {"documents", "fees"}, {"dossiers"},
    {"reports", "notices", "exchange", "feedback", "visits"}, {"scoring"}, {"web"}, {"config"},
)  # fmt: skip


def height(room: str) -> int:
    """How high a room stands; raises ValueError for a room that is in no line."""
    for number, rooms in enumerate(ROOMS):
        if room in rooms:
            return number
    raise ValueError(f"{room} is not a room")


def files(*suffixes: str, below: Path = REPOSITORY) -> Iterator[Path]:
    """The files of the repository with these suffixes (all text files without), nothing that is made by running it."""
    wanted = set(suffixes) or TEXT_SUFFIXES
    for folder, folders, names in os.walk(below):
        folders[:] = sorted(name for name in folders if not _is_made(Path(folder, name)))
        kept = (name for name in sorted(names) if not name.startswith(".coverage"))
        yield from (Path(folder, name) for name in kept if Path(name).suffix in wanted)


def _is_made(folder: Path) -> bool:
    """Environments, caches and data directories: whatever .gitignore leaves out."""
    if folder.parent == REPOSITORY and (folder.name == "data" or folder.name.startswith("data-")):
        return True
    return folder.name in SKIPPED or (folder.name.startswith(".") and folder.name != ".ci")


def python_files(below: Path = PACKAGE) -> list[Path]:
    """The modules below a folder, migrations excepted: those are written by Django."""
    return [path for path in files(".py", below=below) if "migrations" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module; read once, as all tests of the house look at it."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, line: int | None = None) -> str:
    """`src/motcua/rules/text.py:12`, for a finding."""
    name = str(path.relative_to(REPOSITORY))
    return name if line is None else f"{name}:{line}"
