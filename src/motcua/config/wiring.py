"""Which adapter stands behind which port. Only this file names adapters; settings.PORTS names its functions."""

from django.conf import settings

from motcua.documents.disk import DiskStorage
from motcua.documents.ports import Storage
from motcua.notices.ports import Post
from motcua.notices.smtp import SmtpPost, Tls


def storage() -> Storage:
    """Files lie on the local disk, in the data directory."""
    return DiskStorage(folder=settings.DATA_DIRECTORY / "files")


def post() -> Post | None:
    """The mail server of this machine; none is named as a rule, then no e-mail leaves."""
    server = settings.MAIL_SERVER
    if server is None:
        return None
    return SmtpPost(
        server.host,
        server.port,
        tls=Tls(server.tls),
        sender=server.sender,
        user=server.user,
        password_file=server.password_file,
    )
