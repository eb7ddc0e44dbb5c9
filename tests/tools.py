"""Tools that a machine may lack: without them a test is skipped with the reason, or fails where they are required.

`MOTCUA_TEST_REQUIRE=postgres,browser` (set by `bin/test --require=…`, so by CI) names the required ones.
"""

import os
import shutil
from pathlib import Path

import pytest

# The first has no window and no menus of its own: the same engine for half the work.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # a container's /dev/shm is too small for a page; it would crash
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def required() -> set[str]:
    """The names of the tools that this run may not do without."""
    return {name for name in os.environ.get("MOTCUA_TEST_REQUIRE", "").split(",") if name}


def need(tool: str, *, present: bool, reason: str) -> None:
    """Go on when the tool is `present`; otherwise fail where it is required, and skip with the reason elsewhere."""
    if present:
        return
    if tool in required():
        pytest.fail(f"required here and missing: {tool}: {reason}", pytrace=False)
    pytest.skip(reason)


def find_chromium() -> str | None:
    """The path of the system's own Chromium; Playwright's download is never used."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def find_postgres() -> Path | None:
    """The folder with `initdb` and `postgres`: on PATH, else Debian's newest; None when there is no server."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name.split(".")[0]), default=None)
