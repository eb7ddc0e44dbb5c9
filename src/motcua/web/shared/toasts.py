"""Toasts: what a person is told after an act, with undo for the acts that can be undone.

A toast travels in Django's message storage over a redirect (`say`), or in the header of an htmx answer (`say_now`).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse

ICONS = {"": "circle-check", "warn": "alert-triangle", "err": "alert-octagon"}
MARK = "toast:"


@dataclass(frozen=True, slots=True)
class Toast:
    """One message. `kind` is "", "warn" or "err"; `undo_url` receives a POST; `seconds` until it goes by itself."""

    text: str
    kind: str = ""
    seconds: int = 6
    undo_url: str = ""
    url: str = ""
    action: str = ""

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return ICONS.get(self.kind, ICONS[""])


def say(request: HttpRequest, toast: Toast) -> None:
    """Show the toast on the next page."""
    messages.info(request, toast.text, extra_tags=MARK + json.dumps(asdict(toast)))


def say_now(response: HttpResponse, toast: Toast) -> HttpResponse:
    """Show the toast when this htmx answer arrives."""
    response["HX-Trigger"] = json.dumps({"toast": asdict(toast) | {"icon": toast.icon}})
    return response


def toasts_of(stored: Iterable[Message]) -> list[Toast]:
    """The toasts in the message storage; a plain message becomes a plain toast."""
    shown = []
    for message in stored:
        tags = message.extra_tags or ""
        if tags.startswith(MARK):
            shown.append(Toast(**json.loads(tags.removeprefix(MARK))))
        else:
            kind = {"error": "err", "warning": "warn"}.get(message.level_tag, "")
            shown.append(Toast(str(message.message), kind))
    return shown
