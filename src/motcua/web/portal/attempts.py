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
    for moment, line_page, line_address in lines.values_list("at", "page", "address_hmac")[:REMEMBERED]:
        if line_page == page:
            _remember(f"code:{ref}", moment)
        if line_address is not None and bytes(line_address) == address:
            _remember(f"from:{address.hex()}", moment)
    _remember(f"code:{ref}", at)
    _remember(f"from:{address.hex()}", at)


def forget() -> None:
    """Drop what is remembered here (tests)."""
    with _lock:
        _failures.clear()


def _limits(at: datetime) -> tuple[int, timedelta]:
    day = legal_day(at)
    return read("lookup_attempts", on=day), timedelta(minutes=read("lookup_window_minutes", on=day))


def _remember(key: str, moment: datetime) -> None:
    with _lock:
        moments = _failures.setdefault(key, [])
        if moment not in moments:
            moments.append(moment)
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
