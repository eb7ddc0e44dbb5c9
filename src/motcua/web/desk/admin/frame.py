"""The frame of the administration: what every page of it shows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.ledger.actor import Actor
from motcua.people.permissions import may
from motcua.rules.calendar import legal_day
from motcua.web.desk.nav import shell_for
from motcua.web.desk.sections import EVERY_RIGHT, sections_for


def actor_of(request: HttpRequest) -> Actor:
    """Who sits at the screen."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def moment_of(request: HttpRequest) -> datetime:
    """The moment of the request."""
    at: datetime = request.at  # type: ignore[attr-defined]
    return at


def today_of(request: HttpRequest) -> date:
    """Its legal day."""
    return legal_day(moment_of(request))


def admin_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, current: str = "", status: int = 200
) -> HttpResponse:
    """A page of the administration; `current` is the name of its section."""
    actor = actor_of(request)
    tabs = [(section, reverse(f"desk:{section.name}"), section.name == current) for section in sections_for(actor)]
    door = "fold" if current == "fold" else "admin"
    frame = {
        "shell": shell_for(request, door),
        "tabs": tabs,
        "may": {right.value: may(actor, right) for right in EVERY_RIGHT},
        "today": today_of(request),
    }
    return render(request, f"desk/admin/{template}", {**frame, **context}, status=status)
