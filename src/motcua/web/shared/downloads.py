"""Files as answers: what is printed now and for whom, and bytes under the type that we found out ourselves."""

import io
from typing import IO

from django.conf import settings
from django.http import FileResponse, HttpRequest

from motcua.documents.forms.sheets import Occasion
from motcua.documents.models import File
from motcua.documents.store import PDF, open_file
from motcua.people.settings import read
from motcua.rules.calendar import legal_day


def occasion(request: HttpRequest) -> Occasion:
    """This printing: who, when, behind which public address. For a request with its actor and its moment."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    # What the province has decided stands on paper for years; the host in the address bar is only where the clerk is.
    site = read("public_address", on=legal_day(at)) or f"{request.scheme}://{request.get_host()}"
    return Occasion(printed_at=at, printed_by=actor.name, simulated=settings.DEMONSTRATION, site=site)


def served(file: File, *, attached: bool = False) -> FileResponse:
    """A kept file as an answer; the name is a label in the header, never a path. Raises FileGone."""
    return _answer(open_file(file), file.name, file.blob.mime, attached=attached)


def pdf(content: bytes, name: str) -> FileResponse:
    """A fresh rendering as an answer, shown in the browser."""
    return download(content, name, PDF, attached=False)


def download(content: bytes, name: str, mime: str, *, attached: bool = True) -> FileResponse:
    """Bytes under a name."""
    return _answer(io.BytesIO(content), name, mime, attached=attached)


def _answer(content: IO[bytes], name: str, mime: str, *, attached: bool) -> FileResponse:
    answer = FileResponse(content, as_attachment=attached, filename=name, content_type=mime)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
