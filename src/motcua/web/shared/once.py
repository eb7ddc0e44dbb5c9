"""A form that is sent twice acts once: the key that the form carries."""

import secrets

from django.http import HttpRequest

FIELD = "idempotency_key"
LONGEST = 64


def new_key() -> str:
    """A key for a form that is about to be shown."""
    return secrets.token_urlsafe(18)


def key_of(request: HttpRequest) -> str | None:
    """The key that came with a form, None when it carries none or something that cannot be one."""
    key = request.POST.get(FIELD, "")
    return key if key and len(key) <= LONGEST and key.isascii() else None
