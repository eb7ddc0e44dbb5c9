"""Files at the counter: refused before they are read when they are too large, kept before any verb."""

from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from motcua.documents.models import File
from motcua.documents.spool import MEGABYTE, FileTooLarge
from motcua.documents.store import keep
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.documents import FileOrigin
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.web.desk.intake_papers import PaperRow
from motcua.web.shared.errors import fault_page
from motcua.web.shared.policy import needs

KEPT = "uploads"  # in the session: files that this person has sent and no dossier names yet
MOST_KEPT = 200
MOST_AT_ONCE = 20  # files of the largest size in one plain form

View = Callable[..., HttpResponse]


def limit_of(request: HttpRequest) -> int:
    """The largest file that this desk takes, in bytes."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    return int(read("file_limit_mb", on=legal_day(at), unit_id=actor.unit_id)) * MEGABYTE


def guarded_size(
    files: int, *, refuse: Callable[[HttpRequest, Fault], HttpResponse] = fault_page
) -> Callable[[View], View]:
    """A view whose body may hold so many files of the largest size: what is longer is refused unread.

    `refuse` makes the answer of the sentence; as a rule the page of a refusal.
    """

    def around(view: View) -> View:
        checked = csrf_protect(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **more: object) -> HttpResponse:
            limit = limit_of(request)
            length = int(request.META.get("CONTENT_LENGTH") or 0)
            if length > files * limit + MEGABYTE:
                fault = FileTooLarge(name="gửi lên", weight=length // MEGABYTE, limit=limit // MEGABYTE)
                return refuse(request, fault)
            return checked(request, *args, **more)

        # The token is looked for by `checked`, after the length: looking for it reads the whole body.
        return csrf_exempt(guarded)

    return around


def keep_upload(request: HttpRequest, upload: UploadedFile) -> File:
    """Keep one file and remember in the session whose it is. Raises the store's faults."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    name, limit = upload.name or "tệp", limit_of(request)
    file = keep(upload, name, by=actor, made_at=at, origin=FileOrigin.DESK, limit=limit)
    mine = [*request.session.get(KEPT, []), str(file.public_id)]
    request.session[KEPT] = mine[-MOST_KEPT:]
    return file


def mine(request: HttpRequest, public_id: str | UUID) -> bool:
    """Whether this session sent the file."""
    return str(public_id) in request.session.get(KEPT, [])


def files_of(public_ids: Iterable[str]) -> dict[str, File]:
    """The files by public id; at most one statement."""
    wanted = [one for one in public_ids if _is_id(one)]
    found = File.objects.remembered().filter(public_id__in=wanted) if wanted else ()
    return {str(file.public_id): file for file in found}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _cell(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The cell of the row with the sentence of the refusal and the control to try again with."""
    context = {"row": _row(request.GET.get("giay", "")), "file_error": fault.message}
    return render(request, "desk/_parts/intake_file.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _row(code: str) -> PaperRow:
    """As much of a row as its cell needs."""
    return PaperRow(code[:40], "", "", 0, 0, "", has_original=False, has_copy=False)


@needs(Verb.RECEIVE)
@guarded_size(files=1, refuse=_cell)
def upload(request: HttpRequest) -> HttpResponse:
    """One file of one paper, sent as soon as it is chosen; the answer is the cell of the row.

    The address names the paper, because a body that is too long is never read.
    """
    name = next((key for key in request.FILES if key.startswith("tai_")), "")
    if request.method != "POST" or not name:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    try:
        file = keep_upload(request, request.FILES[name])  # type: ignore[arg-type]
    except Fault as fault:
        return _cell(request, fault)
    row = _row(name.removeprefix("tai_"))
    context = {"row": row, "file": str(file.public_id), "file_name": file.name, "file_pages": file.pages}
    return render(request, "desk/_parts/intake_file.html", context)
