"""PostgreSQL's own dump and restore, found on this machine and called with the settings of the database."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from motcua.rules.faults import Fault


class ToolMissing(Fault):
    """pg_dump or pg_restore is not installed."""

    code = "tool_missing"
    sentence = "Máy này không có {tool}; hãy cài gói postgresql-client cùng phiên bản với máy chủ cơ sở dữ liệu."


class ToolFailed(Fault):
    """The tool gave up; its last words stand in the sentence."""

    code = "tool_failed"
    sentence = "{tool} không hoàn thành: {reason}."


def dump(target: Path) -> None:
    """Write one consistent dump of the whole database."""
    _call("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", _name())


def load(source: Path) -> None:
    """Fill the (empty) database from a dump, all of it or nothing."""
    _call(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
        f"--dbname={_name()}", str(source),
    )  # fmt: skip


def find(tool: str) -> str:
    """The newest of these tools: Debian's folders first, they hold every installed version; else PATH.

    Raises ToolMissing.
    """
    folders = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=lambda path: float(path.parent.parent.name), reverse=True
    )
    found = str(folders[0]) if folders else shutil.which(tool)
    if found is None:
        raise ToolMissing(tool=tool)
    return found


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _call(tool: str, *arguments: str) -> None:
    settings = connection.settings_dict
    told = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {**os.environ, **{name: str(settings[key]) for name, key in told.items() if settings[key]}}
    # The password travels in the environment, never on the command line, where every process could read it.
    done = subprocess.run([find(tool), *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        words = [line for line in done.stderr.splitlines() if line.strip()] or [str(done.returncode)]
        raise ToolFailed(tool=tool, reason=words[-1].strip().rstrip("."))
