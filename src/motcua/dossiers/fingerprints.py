"""Identity and phone numbers are found by a keyed hash, never by their text."""

import hmac
from functools import cache

from django.conf import settings
from django.utils.crypto import salted_hmac


@cache
def _key(purpose: str) -> bytes:
    secret = settings.FIRST_SECRET
    return salted_hmac(f"motcua.{purpose}", secret, secret=secret, algorithm="sha256").digest()


def fingerprint(purpose: str, value: str) -> bytes | None:
    """32 bytes for a normalised number, for `purpose` `identity` or `phone`; None for nothing."""
    return hmac.digest(_key(purpose), value.encode(), "sha256") if value else None
