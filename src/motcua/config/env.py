"""The environment, typed. What differs from machine to machine stands here; what a province decides is dated data.

Every name is documented in docs/operate.md (a test compares the two).
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from motcua.rules.faults import Fault

SECRETS = "secret.key"
SMTP_PASSWORD = "smtp.password"
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
SQLITE, POSTGRES = "sqlite:///", ("postgres://", "postgresql://")
TLS_MODES = ("starttls", "tls", "none")
CONNECT_SECONDS = 3  # a server that takes longer to answer the telephone is down
POOL_SECONDS = 5  # a page waits no longer for a connection: then it says that the database is away


class WrongDatabase(Fault):
    """MOTCUA_DATABASE is no address of a database; the sentence never repeats it, a password may stand in it."""

    code = "wrong_database"
    sentence = "MOTCUA_DATABASE viết chưa đúng: {reason}; hãy sửa theo docs/operate.md."


class WrongMail(Fault):
    """A MOTCUA_SMTP_… is no mail server; the sentence never repeats a password."""

    code = "wrong_mail"
    sentence = "Cấu hình máy chủ thư viết chưa đúng: {reason}; hãy sửa theo docs/operate.md."


@dataclass(frozen=True)
class MailServer:
    """The server that takes our e-mails. The password stands in a file, read when it is needed."""

    host: str
    port: int
    tls: str
    sender: str
    user: str
    password_file: Path


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
    mail: MailServer | None

    @property
    def is_postgres(self) -> bool:
        """Whether the database is a PostgreSQL server; else it is a SQLite file."""
        return self.database.startswith(POSTGRES)


def read_environment() -> Environment:
    """Read MOTCUA_* once, at start. A missing secret is made, and kept in the data directory when there is one.

    Raises WrongDatabase, WrongMail, before anything is made.
    """
    data = Path(os.environ.get("MOTCUA_DATA", "data")).resolve()
    return Environment(
        data=data,
        database=_checked(os.environ.get("MOTCUA_DATABASE") or f"{SQLITE}motcua.sqlite3", data),
        secrets=_given_secrets() or kept_secrets(data),
        hosts=os.environ.get("MOTCUA_HOSTS", "127.0.0.1,localhost,[::1]").split(","),
        debug=os.environ.get("MOTCUA_DEBUG") == "1",
        https=os.environ.get("MOTCUA_HTTPS") == "1",
        clock_offset_weeks=_kept_offset(data),
        mail=_mail_server(data),
    )


def _mail_server(data: Path) -> MailServer | None:
    """The server of MOTCUA_SMTP_…; None when no host is named: then no e-mail leaves. Raises WrongMail."""
    host = os.environ.get("MOTCUA_SMTP_HOST", "")
    if not host:
        return None
    tls, sender = os.environ.get("MOTCUA_SMTP_TLS", "starttls"), os.environ.get("MOTCUA_SMTP_FROM", "")
    if tls not in TLS_MODES:
        raise WrongMail(reason=f"MOTCUA_SMTP_TLS là một trong {', '.join(TLS_MODES)}")
    if sender.count("@") != 1 or sender.strip("@") != sender or not sender.isprintable() or " " in sender:
        raise WrongMail(reason="MOTCUA_SMTP_FROM là một địa chỉ thư")
    port = os.environ.get("MOTCUA_SMTP_PORT") or ("465" if tls == "tls" else "587")
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise WrongMail(reason="MOTCUA_SMTP_PORT là số từ 1 đến 65535")
    password_file = Path(os.environ.get("MOTCUA_SMTP_PASSWORD_FILE") or data / SMTP_PASSWORD)
    return MailServer(host, int(port), tls, sender, os.environ.get("MOTCUA_SMTP_USER", ""), password_file)


def _checked(address: str, data: Path) -> str:
    """An address that can be used; a relative SQLite file is one of the data directory. Raises WrongDatabase."""
    if address.startswith(SQLITE):
        name = address.removeprefix(SQLITE)
        if not name:
            raise WrongDatabase(reason=f"sau {SQLITE} còn thiếu tên tệp")
        if not Path(name).is_absolute() and not (data / name).resolve().is_relative_to(data):
            raise WrongDatabase(reason="tên tệp tương đối chỉ ra ngoài thư mục dữ liệu")
        return f"{SQLITE}{data / name}"
    if not address.startswith(POSTGRES):
        scheme = f", không nhận {found}://" if (found := address.partition("://")[0]) != address else ""
        raise WrongDatabase(reason=f"chỉ nhận postgresql://, postgres:// hoặc {SQLITE}{scheme}")
    try:
        url = urlsplit(address)
    except ValueError:
        raise WrongDatabase(reason="không đọc được tên máy chủ") from None
    try:
        url.port  # noqa: B018 - read here, where a wrong one can be told
    except ValueError:
        raise WrongDatabase(reason="cổng phải là số từ 0 đến 65535") from None
    if not url.path.strip("/"):
        raise WrongDatabase(reason="còn thiếu tên cơ sở dữ liệu sau dấu / cuối cùng")
    return address


def _given_secrets() -> list[str]:
    """What whoever set up this machine says, the secret in use last; empty when that is left to the data directory."""
    given = os.environ.get("MOTCUA_SECRET_KEY")
    return [*os.environ.get("MOTCUA_SECRET_KEYS_BEFORE", "").split(), given] if given else []


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
    if not environment.is_postgres:
        return {
            "ENGINE": "motcua.config.sqlite",
            "NAME": environment.database.removeprefix(SQLITE),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    url = urlsplit(environment.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 2, "max_size": 8, "timeout": POOL_SECONDS},
            # Values travel apart from the text, and PostgreSQL parses and plans what is said often once a connection:
            # a third of its work for a receipt. A pooler between needs to know prepared statements (docs/operate.md).
            "server_side_binding": True,
            "prepare_threshold": 5,
            "connect_timeout": CONNECT_SECONDS,
            "options": "-c idle_in_transaction_session_timeout=30000",
        },
    }
