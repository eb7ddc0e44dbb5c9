"""Files are named by their public ids; a verb turns them into rows, all in one statement."""

from collections.abc import Iterable
from uuid import UUID

from motcua.documents.models import File
from motcua.rules.faults import Fault


class UnknownFile(Fault):
    """No remembered file has this public id."""

    code = "unknown_file"
    sentence = "Không tìm thấy tệp đính kèm. Tải tệp lên lại rồi thử tiếp."


def find_file(public_id: str) -> File:
    """One file with its blob. Raises UnknownFile."""
    return find_files([public_id])[public_id]


def find_files(public_ids: Iterable[str]) -> dict[str, File]:
    """Files by public id; no statement when none is named. Raises UnknownFile."""
    wanted = {public_id for public_id in public_ids if public_id}
    if not wanted:
        return {}
    try:
        keys = {UUID(public_id): public_id for public_id in wanted}
    except ValueError:
        raise UnknownFile() from None
    found = File.objects.remembered().select_related("blob").filter(public_id__in=keys)
    files = {keys[file.public_id]: file for file in found}
    if files.keys() != wanted:
        raise UnknownFile()
    return files
