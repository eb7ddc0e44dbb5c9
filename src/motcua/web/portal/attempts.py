"""How often somebody may guess: wrong codes and wrong proofs are counted per code and per address (decision 38).

Each process remembers its own failures; every failure also reads the lines that the others have written, so a guesser
gains at most one try per process.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from django.http import HttpRequest

from motcua.ledger.models import AccessLog
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.web.shared.seen import Look, address_hash, seen

REMEMBERED = 10_000
CODES_PER_ADDRESS = 6  # an office or a village shares one address, so it may fail more often than one code

_failures: OrderedDict[str, list[datetime]] = OrderedDict()
_lock = Lock()


def blocked(request: HttpRequest, ref: str, *, at: datetime) -> int:
    """For how many minutes this code or this address must wait; 0 when it may ask."""
    most, window = _limits(at)
    waits = [
        _wait(f"code:{ref}", most, window, at),
        _wait(f"from:{address_hash(request).hex()}", most * CODES_PER_ADDRESS, window, at),
    ]
    return max(waits)


def failed(request: HttpRequest, ref: str, *, at: datetime) -> None:
    """Count a wrong code or a wrong proof, here and in the access log."""
    _most, window = _limits(at)
    address = address_hash(request)
    page = f"portal.tracking {ref}"[:120]
    seen(request, (), page=page, what=Look.FAILED_TRACKING, with_address=True)
    lines = AccessLog.objects.filter(account_id__isnull=True, at__gt=at - window, what=Look.FAILED_TRACKING)
    known = list(lines.order_by("-at").values_list("at", "page", "address_hmac")[:REMEMBERED])
    _remember(f"code:{ref}", [moment for moment, line_page, _address in known if line_page == page], at)
    _remember(f"from:{address.hex()}", [moment for moment, _page, line in known if line and bytes(line) == address], at)


def forget() -> None:
    """Drop what is remembered here (tests)."""
    with _lock:
        _failures.clear()


def _limits(at: datetime) -> tuple[int, timedelta]:
    day = legal_day(at)
    return read("lookup_attempts", on=day), timedelta(minutes=read("lookup_window_minutes", on=day))


def _remember(key: str, written: list[datetime], at: datetime) -> None:
    """Add a failure to what is known: the lines of all processes, or this one's memory if that holds more."""
    with _lock:
        here = _failures.get(key, [])
        _failures[key] = [*(written if len(written) >= len(here) else here), at]
        _failures.move_to_end(key)
        while len(_failures) > REMEMBERED:
            _failures.popitem(last=False)


def _wait(key: str, most: int, window: timedelta, at: datetime) -> int:
    with _lock:
        recent = sorted(moment for moment in _failures.get(key, ()) if moment > at - window)
        if key in _failures:
            _failures[key] = recent
    if len(recent) < most:
        return 0
    left = recent[-most] + window - at
    return max(1, -(-int(left.total_seconds()) // 60))
