"""Waking a web process before its first visitor: a few pages asked of ourselves.

Django reads addresses, middleware and templates, and the house reads roster, catalogue and calendars, at the first
request; together that takes seconds.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import connections

PAGES = ("/", "/thu-tuc/", "/nv/dang-nhap/")
log = logging.getLogger(__name__)


def warm(application: Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]) -> None:
    """Ask for a few pages; a failure is logged, the visitors will see it too. Leaves no connection open."""
    for path in PAGES:
        environment: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": _host(), "REMOTE_ADDR": "127.0.0.1"}
        setup_testing_defaults(environment)
        try:
            answer = application(environment, lambda status, headers, *_: None)
            for _ in answer:
                pass
            getattr(answer, "close", lambda: None)()
        except Exception:
            log.exception("%s could not be asked at the start", path)
    connections.close_all()


def _host() -> str:
    """A host name that we answer to."""
    named = (host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*")
    return next(named, "localhost")
