"""Files over the wire, sent before the verb that refers to them. They are fetched through their dossier (papers.py)."""

from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from motcua.documents.store import keep
from motcua.rules.documents import FileOrigin
from motcua.web.api.callers import moment, person
from motcua.web.api.problems import FORM, takes

router = Router(tags=["files"])
router.add_decorator(takes(FORM), mode="view")


class FileOut(Schema):
    """A kept file; `id` is what papers and results refer to."""

    id: UUID
    name: str
    pages: int | None
    size: int


@router.post("/", response={201: FileOut}, operation_id="upload_file", summary="Gửi tệp")
def upload_file(request: HttpRequest, file: UploadedFile = File(...)) -> Status:  # noqa: B008
    """Keep a PDF or a picture; it is checked, made harmless and stored under its hash."""
    sender = person(request)
    kept = keep(file, file.name or "", by=sender, made_at=moment(request), origin=FileOrigin.DESK)
    return Status(201, {"id": kept.public_id, "name": kept.name, "pages": kept.pages, "size": kept.blob.size})
