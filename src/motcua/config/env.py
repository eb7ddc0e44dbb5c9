"""The environment, typed. What differs from machine to machine stands here; what a province decides is dated data.

Every name is documented in docs/operate.md (a test compares the two).
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SECRETS = "secret.key"
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"


@dataclass(frozen=True)
class Environment:
    """What this machine says: addresses, secrets, where the data directory lies."""

    data: Path
    database: str
    secrets: list[str]  # the oldest first; the last one is in use
    hosts: list[str]
    debug: bool
    https: bool
    clock_offset_weeks: int

    @property
    def is_postgres(self) -> bool:
        """Whether the database is a PostgreSQL server; else it is a SQLite file."""
        """Whether the address names a PostgreSQL server."""
        return self.database.startswith(("postgres://", "postgresql://"))


def read_environment() -> Environment:
    """Read MOTCUA_* once, at start. A missing secret is made, and kept in the data directory when there is one."""
    data = Path(os.environ.get("MOTCUA_DATA", "data")).resolve()
    return Environment(
        data=data,
        database=os.environ.get("MOTCUA_DATABASE", f"sqlite:///{data / 'motcua.sqlite3'}"),
        secrets=[given] if (given := os.environ.get("MOTCUA_SECRET_KEY")) else kept_secrets(data),
        hosts=os.environ.get("MOTCUA_HOSTS", "127.0.0.1,localhost,[::1]").split(","),
        debug=os.environ.get("MOTCUA_DEBUG") == "1",
        https=os.environ.get("MOTCUA_HTTPS") == "1",
        clock_offset_weeks=_kept_offset(data),
    )


def kept_secrets(data: Path) -> list[str]:
    """The data directory's own secrets, one a line, the first made at its first use; readable by their owner only.

    Where there is no such directory (a mistyped name) none is made: the secret is for this process then.
    """
    path = data / SECRETS
    if not data.is_dir():
        return [new_secret()]
    if path.exists():
        return path.read_text().split()
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(new_secret())
    return path.read_text().split()


def new_secret() -> str:
    """Enough for a key of 256 bits, in letters."""
    return secrets.token_urlsafe(48)


def _kept_offset(data: Path) -> int:
    """How many whole weeks this data directory lives in the past (decision 8); 0 for real work."""
    path = data / "clock-offset-weeks"
    return int(os.environ.get("MOTCUA_CLOCK_OFFSET_WEEKS") or (path.read_text() if path.exists() else 0))


def database_settings(environment: Environment) -> dict[str, Any]:
    """Django's DATABASES entry. BEGIN IMMEDIATE on SQLite: only verbs open transactions (decision 30)."""
    url = urlsplit(environment.database)
    if not environment.is_postgres:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 2, "max_size": 8},
            # Values travel apart from the text, and PostgreSQL parses and plans what is said often once a connection:
            # a third of its work for a receipt. A pooler between needs to know prepared statements (docs/operate.md).
            "server_side_binding": True,
            "prepare_threshold": 5,
            "options": "-c idle_in_transaction_session_timeout=30000",
        },
    }
