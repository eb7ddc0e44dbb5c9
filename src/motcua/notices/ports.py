"""What the room needs from outside: somebody who takes an e-mail. Chosen in motcua.config.wiring."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail in plain words. `key` is the same at every try, so that a server may know it again."""

    to: str
    subject: str
    text: str
    key: str
    at: datetime


class NotTaken(Exception):
    """The server says no to this e-mail, for good: another try would not help."""


class Later(Exception):
    """Not now: to be tried again."""


class Unreachable(Later):
    """The server is away, silent or not to be trusted: no other e-mail would fare better now."""


class Post(Protocol):
    """Takes e-mails, one at a time, to be called outside any transaction."""

    def send(self, mail: Mail) -> str:
        """Hand it to the server; gives the name under which it went. Raises NotTaken, Later, Unreachable."""


def post() -> Post | None:
    """The post office that the settings name; None: this house sends no e-mail."""
    office: Post | None = import_string(settings.PORTS["post"])()
    return office


def has_post() -> bool:
    """Whether this house sends e-mail at all."""
    return post() is not None
