"""Cursors: the place behind the last row of a page, opaque to the caller and checked when it comes back."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import datetime
from typing import Annotated

from ninja import Query

from motcua.dossiers.worklist import Key
from motcua.rules.faults import Fault

Cursor = Annotated[str, Query(max_length=200, pattern="^[A-Za-z0-9_-]*$", description="`next` của trang trước.")]


class BadCursor(Fault):
    """Not a cursor that we gave."""

    code = "bad_cursor"
    sentence = "Con trỏ trang không đúng. Lấy lại trang đầu."


def write(at: datetime, row_id: int) -> str:
    """The cursor behind a row that is sorted by a moment and its id."""
    return urlsafe_b64encode(json.dumps([at.isoformat(), row_id]).encode()).decode().rstrip("=")


def read(text: str | None) -> tuple[datetime, int] | None:
    """The moment and the id behind a cursor, None for the first page. Raises BadCursor."""
    if not text:
        return None
    try:
        at, row_id = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        moment, number = datetime.fromisoformat(at), int(row_id)
    except (ValueError, TypeError, Error):
        raise BadCursor() from None
    if moment.tzinfo is None or not 0 <= number < 2**63:
        raise BadCursor()
    return moment, number


def write_key(key: Key) -> str:
    """The cursor behind a row of a worklist, which is grouped by urgency."""
    return urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def read_key(text: str | None) -> Key | None:
    """The key behind a cursor of a worklist, None for the first page. Raises BadCursor."""
    if not text:
        return None
    try:
        key = Key.parse(urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode())
    except (ValueError, Error):
        key = None
    if key is None:
        raise BadCursor()
    return key


def clean_ref(ref: str) -> str:
    """A code or reference from an address, without what no code holds."""
    return ref.replace("\x00", "")[:80]
