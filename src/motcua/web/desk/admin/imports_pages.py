"""`thu-tuc/nhap/`: upload, look at every difference and fault, publish. `thu-tuc/xuat/`: the catalogue as files."""

import io
import zipfile
from http import HTTPStatus
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.catalogue.files.comparing import KIND_WORDS, Difference, Kind, differences
from motcua.catalogue.files.exporting import export
from motcua.catalogue.files.findings import Severity, errors
from motcua.catalogue.files.folder import Files, load_texts, procedure_file
from motcua.catalogue.files.importing import Imported, check, import_
from motcua.people.permissions import Action
from motcua.rules.faults import Fault
from motcua.web.desk.admin.acting import AGAIN, AdminForm, run_once
from motcua.web.desk.admin.frame import actor_of, admin_page, moment_of, today_of
from motcua.web.desk.admin.procedures_pages import SECTION, finding_view, procedure_or_404
from motcua.web.desk.admin.uploads import NotCatalogueFiles, read_uploads, with_templates
from motcua.web.shared.policy import needs
from motcua.web.shared.toasts import Toast, say

SALT = "motcua.desk.admin.import"
AN_HOUR = 3600
SHOWN = 200
STALE = "Bản xem trước đã cũ hoặc bị sửa. Chọn lại tệp để xem khác biệt hiện thời."


class ManyFiles(forms.ClearableFileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """All the files of the box."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them checked."""
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several]


class UploadForm(AdminForm):
    """The files of the catalogue."""

    button = "Xem khác biệt"
    files = FilesField(
        label="Tệp danh mục",
        help_text="Một hay nhiều tệp .yaml, hoặc một tệp .zip; tối đa 5 MB",
        error_messages={"required": "Chọn tệp .yaml hoặc .zip.", "empty": "Tệp này trống. Chọn tệp khác."},
    )


@needs(Action.ADMINISTER_CATALOGUE)
def upload(request: HttpRequest) -> HttpResponse:
    """The box; after sending, what an import would do. Nothing is written here."""
    if request.method != "POST":
        return _box(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _box(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        texts = read_uploads(form.cleaned_data["files"])
    except NotCatalogueFiles as fault:
        form.add_error("files", fault.message)
        return _box(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _preview(request, texts)


def _box(request: HttpRequest, form: UploadForm, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"title": "Nhập danh mục từ tệp", "form": form}
    return admin_page(request, "upload.html", context, current=SECTION, status=status)


def _preview(request: HttpRequest, texts: dict[str, str], fault: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    files = load_texts(with_templates(texts))
    found = check(files, on=today_of(request))
    broken = errors(found)
    changes = {} if broken else differences(files, on=today_of(request))
    context = {
        "title": "Xem trước khi nhập",
        "names": sorted(texts),
        "count": len(files.procedures),
        "broken": [finding_view(one) for one in broken],
        "warnings": [finding_view(one) for one in found if one.severity is Severity.WARNING][:SHOWN],
        "changes": [_change(files, code, found) for code, found in sorted(changes.items())],
        "lists": [name for name in ("sectors.yaml", "legal.yaml") if name in texts],
        "fault": fault,
        "sealed": "" if broken else signing.dumps(texts, salt=SALT, compress=True),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if broken else status
    return admin_page(request, "preview.html", context, current=SECTION, status=status)


def _change(files: Files, code: str, found: list[Difference]) -> dict[str, Any]:
    kinds = list(dict.fromkeys(one.kind for one in found))
    return {
        "code": code,
        "name": files.procedures[code].name,
        "new": Kind.NEW in kinds,
        "kinds": [KIND_WORDS[kind] for kind in kinds],
        "rows": [
            {
                "kind": KIND_WORDS[one.kind],
                "version": one.version,
                "field": one.field,
                "before": one.before,
                "after": one.after,
                "line": one.line,
            }
            for one in found[:SHOWN]
        ],
        "more": max(0, len(found) - SHOWN),
    }


@needs(Action.ADMINISTER_CATALOGUE)
def confirm(request: HttpRequest) -> HttpResponse:
    """Publish exactly what was shown: the texts come back under our own signature."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:admin_import"))
    try:
        texts = signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        form = UploadForm()
        say(request, Toast(STALE, kind="warn"))
        return _box(request, form, HTTPStatus.CONFLICT)
    try:
        done = run_once(
            request,
            lambda: import_(load_texts(with_templates(texts)), actor=actor_of(request), at=moment_of(request)),
        )
    except Fault as fault:
        return _preview(request, texts, fault.message, HTTPStatus.CONFLICT)
    say(request, Toast(_outcome(done)) if done else Toast(AGAIN, kind="warn"))
    return HttpResponseRedirect(reverse("desk:admin_catalogue"))


def _outcome(done: Imported) -> str:
    if done.nothing:
        return "Tệp không khác danh mục đang công bố nên không có gì thay đổi."
    parts = (
        (done.procedures, "thủ tục mới"),
        (done.versions, "phiên bản"),
        (done.ends, "phiên bản kết thúc"),
        (done.descriptions, "thông tin tra cứu"),
        (done.processes, "quy trình"),
    )
    return "Đã nhập: " + ", ".join(f"{count} {words}" for count, words in parts if count) + "."


@needs(Action.ADMINISTER_CATALOGUE)
def download(request: HttpRequest) -> HttpResponse:
    """The whole catalogue as an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(export().items()):
            archive.writestr(name, text)
    return _attachment(packed.getvalue(), f"danh-muc-{today_of(request):%Y%m%d}.zip", "application/zip")


@needs(Action.ADMINISTER_CATALOGUE)
def download_one(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure as its file."""
    card = procedure_or_404(code)
    text = export()[procedure_file(card.code)]
    return _attachment(text.encode(), f"{card.code}.yaml", "application/yaml; charset=utf-8")


def _attachment(content: bytes, name: str, mime: str) -> HttpResponse:
    return HttpResponse(content, content_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'})
