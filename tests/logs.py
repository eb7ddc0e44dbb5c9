"""The log of the whole suite, as the product would write it, and the search for what may not stand in it."""

import logging
import os
import re
import tempfile
from pathlib import Path

from motcua.config.logs import RedactingFormatter

FOLDER_NAME = "MOTCUA_TEST_LOGS"
PERSONAL = (
    ("identity number", re.compile(r"(?<![\dA-Za-z])\d{12}(?![\dA-Za-z])")),
    ("phone", re.compile(r"(?<![\dA-Za-z.+-])(?:\+84|0)[235789](?:[ .-]?\d){8}(?![\dA-Za-z])")),
    ("e-mail", re.compile(r"[\w.+-]+@[\w-]+\.example\b")),
    ("address", re.compile(r"(?i)(?:số nhà|thôn|đường|phố) [^\s]+ ?[^,\n]*, (?:xã|phường|thị trấn) ")),
)


def open_folder() -> Path:
    """The folder that all processes of this run write their log into; made by the first of them."""
    if FOLDER_NAME not in os.environ:
        os.environ[FOLDER_NAME] = tempfile.mkdtemp(prefix="motcua-test-logs-")
    return Path(os.environ[FOLDER_NAME])


def start_keeping(process: str) -> logging.Handler:
    """Let every record of this process also go to a file of its own, formatted as in production."""
    handler = logging.FileHandler(open_folder() / f"{process}.log", encoding="utf-8")
    handler.setFormatter(RedactingFormatter())
    logging.getLogger().addHandler(handler)
    return handler


def find_personal(text: str) -> list[str]:
    """One line for each piece of personal data in the text: what it is and where, never the value itself."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        found += [f"line {number}: {what}: {line[:60]}…" for what, pattern in PERSONAL if pattern.search(line)]
    return found


def find_in_folder(folder: Path) -> list[str]:
    """The same over all log files of a run."""
    return [
        f"{path.name} {finding}"
        for path in sorted(folder.glob("*.log"))
        for finding in find_personal(path.read_text(encoding="utf-8", errors="replace"))
    ]
