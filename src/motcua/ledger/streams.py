"""The kinds of streams: whatever has a history of its own, and a chain of its own."""

from enum import IntEnum


class StreamKind(IntEnum):
    """What a stream is about. A stream is a kind and the row id of its subject in a higher room."""

    DOSSIER = 1
    PROCEDURE = 2
    UNIT = 3
    STAFF = 4
    CALENDAR = 5
    SETTING = 6
    CLIENT = 7
    ACCOUNT = 8
    PROCESS = 9
    CATALOGUE = 10
    INSTALLATION = 11
    PRINT = 12


STREAM_NAMES: dict[int, str] = {kind.value: kind.name.lower() for kind in StreamKind}


def stream_name(stream_kind: int, stream_id: int) -> str:
    """The stream as it stands in the canonical form of its events: `dossier:47000000000001`."""
    return f"{STREAM_NAMES.get(stream_kind, stream_kind)}:{stream_id}"
