"""Which adapter stands behind which port. Only this file names adapters; settings.PORTS names its functions."""

from django.conf import settings

from motcua.documents.disk import DiskStorage
from motcua.documents.ports import Storage
from motcua.notices.ports import Post


def storage() -> Storage:
    """Files lie on the local disk, in the data directory."""
    return DiskStorage(folder=settings.DATA_DIRECTORY / "files")


def post() -> Post | None:
    """No e-mail leaves this house yet."""
    return None
