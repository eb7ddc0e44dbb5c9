"""What every template may use without a view handing it over. No statement runs here while nothing was administered."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.rules.calendar import legal_day
from motcua.web.shared.asked import path_of
from motcua.web.shared.clock import now
from motcua.web.shared.dates import full_day
from motcua.web.shared.province import province


def frame(request: HttpRequest) -> dict[str, Any]:
    """Names of the province, and the strips that say that the day or the data is invented."""
    at = now()
    return {"province": province(legal_day(at)), "strips": strips(at), "page_path": path_of(request)}


def strips(at: datetime) -> tuple[str, ...]:
    """The warnings above every page of a demonstration: "Ngày giả lập …", "Dữ liệu giả lập"."""
    said = []
    if settings.CLOCK_OFFSET_WEEKS:
        said.append(_("Ngày giả lập: %(day)s") % {"day": full_day(at)})
    if settings.DEMONSTRATION:
        said.append(_("Dữ liệu giả lập"))
    return tuple(said)
