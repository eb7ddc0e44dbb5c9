"""Addresses of the public pages in the language of the page that is being made."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import slugify

from motcua.rules.text import fold
from motcua.web.shared.dates import in_english


def to(name: str, *args: str, query: Mapping[str, str] | None = None, part: str = "") -> str:
    """The address of a public page: `to("procedure", code, slug)`; under /en/ the English one."""
    address = reverse(f"{'portal-en' if in_english() else 'portal'}:{name}", args=args)
    kept = {key: value for key, value in (query or {}).items() if value}
    return address + (f"?{urlencode(kept)}" if kept else "") + (f"#{part}" if part else "")


def slug(name: str) -> str:
    """The readable end of an address: "dang-ky-khai-sinh"."""
    return slugify(fold(name))[:80].strip("-")


def to_procedure(code: str, name: str) -> str:
    """The page of a procedure."""
    return to("procedure", code, slug(name))
